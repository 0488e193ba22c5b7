//! Finding the queue, asking once, and saying that a person will answer.

use sqlx::PgPool;

use super::world::{World, Written};

const FROM: &str = "5562998765432";
const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const UNCLEAR: &str = "oi";

#[sqlx::test(migrations = "../../migrations")]
async fn a_clear_matter_is_queued_acknowledged_and_has_a_fault(pool: PgPool) {
    let world = World::new(pool).await;
    let phone = enlace_testing::customer(&world.desk, "MARIA DA SILVA").await;
    world.text(phone.as_str().trim_start_matches('+'), CLEAR).await;
    assert_eq!(
        world.list("select status || ' ' || queue_key from conversations").await,
        ["waiting technical_urgent"]
    );
    assert_eq!(
        world
            .count(
                "select count(*) from conversations c join messages m on m.conversation_id = c.id
                 where m.direction = 'inbound' and c.priority = 1 and c.conversation_type = 'technical'
                   and c.classifier_confidence > 0.5 and c.waiting_since = m.created_at
                   and c.due_at = m.created_at + interval '5 minutes' and c.technical_issue_id is not null"
            )
            .await,
        1
    );
    assert_eq!(
        world.list("select issue_type from technical_issues").await,
        ["no_internet"]
    );
    let sent = world
        .list("select body from messages where direction = 'outbound'")
        .await;
    let protocol = world.list("select protocol from conversations").await.remove(0);
    assert_eq!(sent.len(), 1);
    assert!(
        sent[0].starts_with("Oi, Maria!") && sent[0].contains(&protocol),
        "{}",
        sent[0]
    );
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'system' and body like '%queued%'")
            .await,
        1
    );

    // what follows is not acknowledged again
    world
        .text(phone.as_str().trim_start_matches('+'), "a luz vermelha está piscando")
        .await;
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'outbound'")
            .await,
        1
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_unclear_matter_is_asked_about_once_and_a_number_settles_it(pool: PgPool) {
    let world = World::new(pool).await;
    world.text(FROM, UNCLEAR).await;
    assert_eq!(
        world
            .list("select status from conversations where asked_at is not null")
            .await,
        ["automation"]
    );
    assert_eq!(
        world
            .count("select count(*) from conversations where waiting_since is null")
            .await,
        1
    );
    let choices = world
        .list("select jsonb_array_elements(extra -> 'choices') ->> 'title' from messages")
        .await;
    assert_eq!(choices.len(), 5);

    world.text(FROM, "4").await;
    assert_eq!(world.list("select queue_key from conversations").await, ["financial"]);
    assert_eq!(
        world
            .count("select count(*) from conversations where classifier_confidence is null")
            .await,
        1
    );
    assert_eq!(
        world
            .list("select kind from messages where direction = 'outbound' order by seq")
            .await,
        ["interactive", "text"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_tap_settles_it(pool: PgPool) {
    let world = World::new(pool).await;
    world.text(FROM, UNCLEAR).await;
    let tap = Written::text(FROM, "Cancelamento")
        .with("MessageType", "interactive")
        .with("ButtonPayload", "cancellation")
        .with("ButtonText", "Cancelamento");
    world.write(&tap).await;
    world.take_in().await;
    assert_eq!(
        world.list("select queue_key from conversations").await,
        ["cancellation"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn words_settle_it_too(pool: PgPool) {
    let world = World::new(pool).await;
    world.text(FROM, UNCLEAR).await;
    world.text(FROM, CLEAR).await;
    assert_eq!(
        world.list("select queue_key from conversations").await,
        ["technical_urgent"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_second_unclear_answer_goes_to_a_person(pool: PgPool) {
    let world = World::new(pool).await;
    world.text(FROM, UNCLEAR).await;
    // sent in the same breath: no answer to the question
    world.text(FROM, "?").await;
    assert_eq!(world.list("select status from conversations").await, ["automation"]);
    world
        .sql("update conversations set asked_at = asked_at - interval '1 minute'")
        .await;
    world.text(FROM, "blz").await;
    assert_eq!(
        world.list("select status || ' ' || queue_key from conversations").await,
        ["waiting technical_normal"]
    );
    assert_eq!(
        world
            .count("select count(*) from messages where kind = 'interactive'")
            .await,
        1
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_question_without_an_answer_goes_to_a_person_after_ten_minutes(pool: PgPool) {
    let world = World::new(pool).await;
    world.text(FROM, UNCLEAR).await;
    enlace_desk::escalate::run_due(&world.desk).await.unwrap();
    assert_eq!(world.list("select status from conversations").await, ["automation"]);
    world
        .sql("update conversations set asked_at = asked_at - interval '11 minutes'")
        .await;
    enlace_desk::escalate::run_due(&world.desk).await.unwrap();
    enlace_desk::escalate::run_due(&world.desk).await.unwrap();
    assert_eq!(
        world.list("select status || ' ' || queue_key from conversations").await,
        ["waiting technical_normal"]
    );
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'system'")
            .await,
        1
    );
    assert_eq!(
        world
            .count("select count(*) from conversations where due_at > now()")
            .await,
        1
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_more_urgent_word_moves_a_waiting_conversation_up_and_only_then(pool: PgPool) {
    let world = World::new(pool).await;
    world.text(FROM, "quero a segunda via do boleto por favor").await;
    assert_eq!(world.list("select queue_key from conversations").await, ["financial"]);
    world.text(FROM, "o boleto desse mês ainda não chegou").await;
    assert_eq!(world.list("select queue_key from conversations").await, ["financial"]);
    world.text(FROM, CLEAR).await;
    assert_eq!(
        world
            .list("select queue_key || ' ' || priority from conversations")
            .await,
        ["technical_urgent 1"]
    );
    assert_eq!(
        world
            .count("select count(*) from conversations where due_at <= waiting_since + interval '5 minutes'")
            .await,
        1
    );
    // acknowledged once, in the first queue
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'outbound'")
            .await,
        1
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_several_requests_the_weightiest_decides_and_the_others_are_shown(pool: PgPool) {
    let world = World::new(pool).await;
    let text = "estou totalmente sem internet desde cedo, luz vermelha no modem. Quero também a segunda via do boleto, por favor";
    world.text(FROM, text).await;
    assert_eq!(
        world.list("select queue_key from conversations").await,
        ["technical_urgent"]
    );
    let line = world
        .list("select body from messages where direction = 'system'")
        .await
        .remove(0);
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["also"][0]["queue"], "financial", "{line}");
    assert!(
        line["also"][0]["words"].as_str().unwrap().contains("segunda via"),
        "{line}"
    );
    assert_eq!(
        world.list("select also ->> 0 from classifier_readings").await.len(),
        1,
        "it is kept with what was read"
    );
}
