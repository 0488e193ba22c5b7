//! Answers that automation gives from the knowledge base: only what is sure, once, and never instead of a person.

use std::time::{Duration, Instant};

use enlace_desk::{Actor, Desk, DeskError, knowledge};
use enlace_domain::{
    Role,
    event::{NearArticle, SystemLine},
    view::CannotAnswer,
};
use enlace_testing::person;
use sqlx::PgPool;

use super::world::{World, Written};
use crate::knowledge_by_words::Moody;

const FROM: &str = "5562998765432";
/// What the demo's base has one plain answer to.
const SURE: &str = "como posso pagar a conta?";
/// What no article answers, though its queue is clear.
const UNKNOWN: &str = "o boleto de vocês veio com a letra muito pequena, dá para mandar em papel azul?";

/// A desk whose base is the demo's, and that may answer by itself.
async fn answering(pool: PgPool) -> (World, Actor) {
    answering_with(enlace_testing::desk_with_sense(pool.clone()), pool).await
}

async fn answering_with(desk: Desk, pool: PgPool) -> (World, Actor) {
    let world = World::of(desk, pool).await;
    let chief = person(&world.desk, "Chefe", Role::Administrator, &[]).await;
    knowledge::import_bundled(&world.desk, chief.person.id).await.unwrap();
    knowledge::sync(&world.desk).await.unwrap();
    knowledge::switch_answers(&world.desk, &chief, true).await.unwrap();
    (world, chief)
}

/// What the line of the hand-over says was near in the base.
async fn near(world: &World) -> Vec<NearArticle> {
    let line = world
        .list("select body from messages where direction = 'system'")
        .await
        .remove(0);
    match serde_json::from_str(&line).unwrap() {
        SystemLine::Queued { near, .. } => near,
        other => panic!("{other:?}"),
    }
}

async fn tap(world: &World, payload: &str, text: &str) {
    let tap = Written::text(FROM, text)
        .with("MessageType", "interactive")
        .with("ButtonPayload", payload)
        .with("ButtonText", text);
    world.write(&tap).await;
    world.take_in().await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_sure_answer_is_given_with_its_source_and_closes_what_it_solved(pool: PgPool) {
    let (world, chief) = answering(pool).await;
    world.text(FROM, SURE).await;
    assert_eq!(world.list("select status from conversations").await, ["automation"]);
    let sent = world
        .list("select body from messages where direction = 'outbound'")
        .await;
    assert_eq!(sent.len(), 1);
    assert!(
        sent[0].contains("_Fonte: ") && sent[0].ends_with("Isso resolveu?"),
        "{}",
        sent[0]
    );
    let choices = world
        .list("select jsonb_array_elements(extra -> 'choices') ->> 'id' from messages where direction = 'outbound'")
        .await;
    assert_eq!(choices, ["answer_solved", "answer_person"]);

    tap(&world, "answer_solved", "Sim, resolveu").await;
    assert_eq!(
        world
            .list("select status || ' ' || queue_key || ' ' || coalesce(closed_by::text, 'nobody') from conversations")
            .await,
        ["closed financial nobody"]
    );
    assert_eq!(world.list("select outcome from knowledge_answers").await, ["solved"]);
    let article = world
        .list("select article_id::text from knowledge_answers")
        .await
        .remove(0);
    let found = knowledge::use_of(&world.desk, &chief, article.parse().unwrap())
        .await
        .unwrap();
    assert_eq!((found.answered, found.solved, found.people), (1, 1, 0));
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_wants_a_person_gets_one(pool: PgPool) {
    let (world, chief) = answering(pool).await;
    world.text(FROM, SURE).await;
    tap(&world, "answer_person", "Falar com alguém").await;
    assert_eq!(
        world.list("select status || ' ' || queue_key from conversations").await,
        ["waiting financial"]
    );
    assert_eq!(world.list("select outcome from knowledge_answers").await, ["person"]);
    let gaps = knowledge::gaps(&world.desk, &chief).await.unwrap();
    assert_eq!(
        gaps.handed_over
            .iter()
            .map(|one| (one.people, one.answered))
            .collect::<Vec<_>>(),
        [(1, 1)]
    );
    // automation answers a conversation once
    world.text(FROM, SURE).await;
    assert_eq!(world.count("select count(*) from knowledge_answers").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn silence_brings_a_person_too(pool: PgPool) {
    let (world, _) = answering(pool).await;
    world.text(FROM, SURE).await;
    world
        .sql("update conversations set asked_at = asked_at - interval '11 minutes'")
        .await;
    enlace_desk::escalate::run_due(&world.desk).await.unwrap();
    assert_eq!(
        world.list("select status || ' ' || queue_key from conversations").await,
        ["waiting financial"]
    );
    assert_eq!(world.list("select outcome from knowledge_answers").await, ["silence"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_not_sure_goes_to_a_person_and_becomes_a_gap(pool: PgPool) {
    let (world, chief) = answering(pool).await;
    world.text(FROM, UNKNOWN).await;
    assert_eq!(world.list("select status from conversations").await, ["waiting"]);
    assert_eq!(world.count("select count(*) from knowledge_answers").await, 0);
    // whoever takes it sees what was near
    let near = near(&world).await;
    assert!((1..=3).contains(&near.len()), "{near:?}");
    for article in &near {
        let read = knowledge::published_one(&world.desk, &chief, article.id).await.unwrap();
        assert_eq!(read.fields.title, article.title);
    }
    let gaps = knowledge::gaps(&world.desk, &chief).await.unwrap();
    assert_eq!(gaps.questions.len(), 1);
    assert_eq!(gaps.questions[0].near.as_ref(), near.first());
    let question = gaps.questions[0].question.clone();
    let id = knowledge::draft_of_gap(&world.desk, &chief, &question, "billing_and_payments".to_owned())
        .await
        .unwrap();
    let draft = knowledge::draft(&world.desk, &chief, id).await.unwrap();
    assert!(draft.fields.title.starts_with("o boleto de vocês") && draft.fields.body.starts_with("> "));
    assert!(knowledge::gaps(&world.desk, &chief).await.unwrap().questions.is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn cancellations_and_outages_always_go_to_a_person_and_so_does_all_where_it_is_off(pool: PgPool) {
    let (world, chief) = answering(pool).await;
    world.text(FROM, "quero cancelar o meu contrato").await;
    world
        .text(
            "5562998765433",
            "estou totalmente sem internet desde ontem, luz vermelha no aparelho",
        )
        .await;
    knowledge::switch_answers(&world.desk, &chief, false).await.unwrap();
    world.text("5562998765434", SURE).await;
    assert_eq!(
        world
            .count("select count(*) from conversations where status = 'waiting'")
            .await,
        3
    );
    assert_eq!(world.count("select count(*) from knowledge_answers").await, 0);
    assert_eq!(world.count("select count(*) from knowledge_gaps").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_message_does_not_wait_for_an_embedder_that_never_answers(pool: PgPool) {
    let [(measured, _)] = knowledge::MEASURED;
    let silent = Moody::silent_called(measured);
    let desk = enlace_testing::desk_with_embedder(pool.clone(), silent.clone());
    let (world, _) = answering_with(desk, pool).await;
    let began = Instant::now();
    world.text(FROM, SURE).await;
    world.text("5562998765433", SURE).await;
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(silent.questions(), 1, "it is left alone for a while");
    assert_eq!(
        world
            .count("select count(*) from conversations where status = 'waiting'")
            .await,
        2
    );
    // by words alone nothing is sure, but something is near
    assert!(!near(&world).await.is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn on_an_embedder_that_nobody_has_measured_nothing_is_answered_and_nobody_can_switch_it_on(pool: PgPool) {
    let [(measured, _)] = knowledge::MEASURED;
    let sense = enlace_testing::desk_with_sense(pool.clone());
    assert_eq!(
        sense.embedder().unwrap().name(),
        measured,
        "the file that the set-up fetches"
    );
    let (world, chief) = answering_with(sense, pool.clone()).await;
    let gaps = knowledge::gaps(&world.desk, &chief).await.unwrap();
    assert!(gaps.answers_on && gaps.cannot_answer.is_none());

    // another embedder is configured while the switch is on: it counts as off
    let moody = Moody::silent();
    let other = World::of(
        enlace_testing::desk_with_embedder(pool.clone(), moody.clone()),
        pool.clone(),
    )
    .await;
    let gaps = knowledge::gaps(&other.desk, &chief).await.unwrap();
    let unmeasured = CannotAnswer::Unmeasured("moody".to_owned());
    assert_eq!((gaps.answers_on, gaps.cannot_answer), (true, Some(unmeasured)));
    other.text(FROM, SURE).await;
    assert_eq!(other.list("select status from conversations").await, ["waiting"]);
    assert_eq!(
        other
            .count("select (select count(*) from knowledge_answers) + (select count(*) from knowledge_gaps)")
            .await,
        0
    );
    assert_eq!(moody.questions(), 0, "the base was not asked");

    // it can be switched off there, and not on again
    let refused = knowledge::switch_answers(&other.desk, &chief, true).await;
    assert!(
        matches!(refused, Err(DeskError::Invalid { field: "answers", .. })),
        "{refused:?}"
    );
    knowledge::switch_answers(&other.desk, &chief, false).await.unwrap();
    let plain = enlace_testing::desk(pool);
    let gaps = knowledge::gaps(&plain, &chief).await.unwrap();
    assert_eq!(
        (gaps.answers_on, gaps.cannot_answer),
        (false, Some(CannotAnswer::NoSense))
    );
    assert!(knowledge::switch_answers(&plain, &chief, true).await.is_err());
}
