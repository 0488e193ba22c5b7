//! A language model judges what the classifier is unsure of; where it does not, the subscriber is asked as ever.

use std::time::Duration;

use enlace_ai::openai::{Arbiter, ChatSettings};
use enlace_simulator::{LanguageModel, Reply};
use sqlx::PgPool;

use super::world::World;

const FROM: &str = "5562998765432";
/// What must not leave the building.
const NUMBERS: &str = "cpf 123.456.789-00, fone (62) 98888-7777, ana@exemplo.com.br";
/// Say something, but hardly which queue.
const UNSURE: [&str; 6] = [
    "e aí, em que pé ficou aquilo?",
    "instalaram quando? fechei contrato semana passada e nada",
    "vou voltar pra antiga, a de vcs não presta",
    "meu apartamento é no 12 andar, chega?",
    "encerrei com vocês em junho e ainda chega aqui em casa",
    "aquele moço de ontem ficou de me dar um retorno",
];

/// The first of them of which the classifier is unsure, with the numbers.
async fn unsure(world: &World) -> String {
    for words in UNSURE {
        let text = format!("{words} {NUMBERS}");
        if !world.desk.classifier().1.read(&text).await.unwrap().is_sure() {
            return text;
        }
    }
    panic!("the classifier is sure of everything");
}

async fn world(pool: PgPool) -> (World, LanguageModel) {
    let model = LanguageModel::start().await.unwrap();
    let settings = ChatSettings {
        base_url: model.base_url().unwrap(),
        api_key: Some("a-key".into()),
        model: "a-model".to_owned(),
    };
    let desk = enlace_testing::desk_with_arbiter(pool.clone(), Arbiter::new(&settings).unwrap());
    (World::of(desk, pool).await, model)
}

async fn standing(world: &World) -> Vec<String> {
    world
        .list("select status || coalesce(' ' || queue_key, '') from conversations")
        .await
}

async fn deciders(world: &World) -> Vec<String> {
    world
        .list("select coalesce(decided_by, 'asked') from classifier_readings order by read_at")
        .await
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_the_model_judges_is_not_asked_about_and_other_requests_are_kept(pool: PgPool) {
    let (world, model) = world(pool).await;
    let unsure = unsure(&world).await;
    model.then(Reply::Words(r#"{"requests":["commercial","financial"]}"#.to_owned()));
    world.text(FROM, &unsure).await;
    assert_eq!(standing(&world).await, ["waiting financial"]);
    assert_eq!(deciders(&world).await, ["model"]);
    let line = world
        .list("select body from messages where direction = 'system'")
        .await
        .remove(0);
    assert!(
        line.contains(r#""by":"model""#) && line.contains(r#""queue":"commercial""#),
        "{line}"
    );
    assert_eq!(
        world
            .count("select count(*) from conversations where asked_at is null and classifier_confidence is null")
            .await,
        1
    );
    let sent = model.asked().remove(0);
    assert_eq!(sent["model"], "a-model");
    let words = sent["messages"][1]["content"].as_str().unwrap();
    assert!(
        words.ends_with("cpf [número], fone ([número], [e-mail]"),
        "what tells who somebody is stays here: {words}"
    );
    assert!(!sent.to_string().contains(FROM));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_sure_or_says_nothing_is_not_sent(pool: PgPool) {
    let (world, model) = world(pool).await;
    world.text(FROM, "quero cancelar meu contrato").await;
    world.text("5562998765433", "oi").await;
    assert!(model.asked().is_empty());
    assert_eq!(deciders(&world).await, ["words", "asked"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn anything_else_than_a_judgement_has_the_subscriber_asked(pool: PgPool) {
    let (world, model) = world(pool).await;
    let unsure = unsure(&world).await;
    let nonsense = [
        Reply::Words(r#"{"requests":[]}"#.to_owned()),
        Reply::Words(r#"{"requests":["vendas"]}"#.to_owned()),
        Reply::Words("É financeiro.".to_owned()),
        Reply::Refusal,
        Reply::CutOff(r#"{"requests":["fin"#.to_owned()),
        Reply::NoJson,
    ];
    for (number, reply) in nonsense.into_iter().enumerate() {
        model.then(reply);
        world.text(&format!("556299876540{number}"), &unsure).await;
        assert_eq!(model.asked().len(), number + 1);
    }
    assert_eq!(
        world
            .count("select count(*) from conversations where status = 'automation' and asked_at is not null")
            .await,
        6
    );
    assert!(deciders(&world).await.iter().all(|by| by == "asked"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_slow_model_is_not_waited_for_and_left_alone_for_a_while(pool: PgPool) {
    let (world, model) = world(pool).await;
    let unsure = unsure(&world).await;
    let late = r#"{"requests":["financial"]}"#.to_owned();
    model.then(Reply::After(Duration::from_secs(20), late));
    let began = std::time::Instant::now();
    world.text(FROM, &unsure).await;
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(standing(&world).await, ["automation"]);
    // the next one does not wait at all
    world.text("5562998765433", &unsure).await;
    assert_eq!(model.asked().len(), 1);
    assert_eq!(deciders(&world).await, ["asked", "asked"]);
    // and the subscriber's own choice has the last word
    world.text(FROM, "4").await;
    assert_eq!(
        world
            .list("select queue_key || ' ' || decided_by from classifier_readings where decided_by is not null")
            .await,
        ["financial subscriber"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_api_that_fails_has_the_subscriber_asked(pool: PgPool) {
    let (world, model) = world(pool).await;
    let unsure = unsure(&world).await;
    model.then(Reply::Status(401));
    world.text(FROM, &unsure).await;
    assert_eq!(standing(&world).await, ["automation"]);
    assert_eq!(deciders(&world).await, ["asked"]);
}
