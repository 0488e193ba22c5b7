//! The survey after closing: asked once, answered by a number, and never in the way of a new request.

use enlace_desk::{Actor, assign, reply, survey, templates};
use enlace_domain::{
    ConversationId, Role, TemplateChoice, TemplatePurpose,
    view::{SettingsOutcome, SurveySettings},
};
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::{World, Written};

const FROM: &str = "5562998765432";

/// A desk that asks, and who closes conversations there.
async fn asking(pool: PgPool) -> (World, Actor) {
    let world = World::new(pool).await;
    let chief = person(&world.desk, "Chefe", Role::Administrator, &[]).await;
    set(&world, &chief, |now| now.is_on = true).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[]).await;
    (world, ana)
}

async fn set(world: &World, chief: &Actor, change: impl FnOnce(&mut SurveySettings)) {
    let mut now = survey::form(&world.desk, chief).await.unwrap().settings;
    change(&mut now);
    let outcome = survey::save(&world.desk, chief, now).await.unwrap();
    assert!(matches!(outcome, SettingsOutcome::Saved(_)));
}

/// Somebody writes, is answered, and the conversation is closed.
async fn closed(world: &World, ana: &Actor) -> ConversationId {
    world.text(FROM, "minha internet está lenta").await;
    let id = world.conversation().await;
    reply::send(&world.desk, ana, id, Uuid::new_v4(), "Já verifico.".to_owned())
        .await
        .unwrap();
    assign::close(&world.desk, ana, id).await.unwrap();
    id
}

async fn tap(world: &World, payload: &str, title: &str) {
    let tap = Written::text(FROM, title)
        .with("MessageType", "interactive")
        .with("ButtonPayload", payload)
        .with("ButtonText", title);
    world.write(&tap).await;
    world.take_in().await;
}

async fn surveys(world: &World) -> Vec<String> {
    world
        .list("select concat_ws(' ', kind, score, comment) from surveys order by asked_at")
        .await
}

async fn conversations(world: &World) -> Vec<String> {
    world.list("select status from conversations order by created_at").await
}

async fn last_sent(world: &World) -> String {
    world
        .list("select body from messages where direction = 'outbound' order by seq desc limit 1")
        .await
        .remove(0)
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_number_is_the_answer_and_opens_nothing(pool: PgPool) {
    let (world, ana) = asking(pool).await;
    let id = closed(&world, &ana).await;
    assert!(last_sent(&world).await.starts_with("De 1 a 5"));
    let choices = world
        .list("select extra -> 'choices' -> 4 ->> 'id' from messages where extra ? 'survey'")
        .await;
    assert_eq!(choices, ["survey_5"]);

    world.text(FROM, "2").await;
    assert_eq!(surveys(&world).await, ["satisfaction 2"]);
    assert_eq!(conversations(&world).await, ["closed"]);
    assert!(last_sent(&world).await.starts_with("Obrigado pela nota"));
    assert_eq!(
        world
            .count("select count(*) from conversations where waiting_since is not null or due_at is not null")
            .await,
        0,
        "nobody waits for an answer to a score"
    );

    // a word to it, a changed mind, and a courtesy
    world.text(FROM, "achei meio seco o jeito de falar").await;
    tap(&world, "survey_4", "Bom").await;
    world.text(FROM, "obrigado!").await;
    assert_eq!(
        surveys(&world).await,
        ["satisfaction 4 achei meio seco o jeito de falar"]
    );
    assert_eq!(conversations(&world).await, ["closed"]);
    assert_eq!(
        world
            .list(
                "select concat_ws('>', body::jsonb ->> 'before', body::jsonb ->> 'score') from messages \
                   where kind = 'system' and body::jsonb ->> 'line' = 'rated' order by seq"
            )
            .await,
        ["2", "2>4"]
    );
    // asked once about a conversation
    assign::reopen(&world.desk, &ana, id).await.unwrap();
    assign::close(&world.desk, &ana, id).await.unwrap();
    assert_eq!(world.count("select count(*) from surveys").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_no_number_opens_a_conversation_as_ever(pool: PgPool) {
    let (world, ana) = asking(pool).await;
    closed(&world, &ana).await;
    world.text(FROM, "agora estou sem internet, voltou a cair").await;
    assert_eq!(surveys(&world).await, ["satisfaction"]);
    assert_eq!(conversations(&world).await, ["closed", "waiting"]);

    // a bare number now belongs to the open conversation; a tapped answer can only be the survey's
    world.text(FROM, "5").await;
    assert_eq!(surveys(&world).await, ["satisfaction"]);
    tap(&world, "survey_1", "Péssimo").await;
    assert_eq!(surveys(&world).await, ["satisfaction 1"]);
    assert_eq!(conversations(&world).await, ["closed", "waiting"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_request_after_the_score_is_no_comment(pool: PgPool) {
    let (world, ana) = asking(pool).await;
    closed(&world, &ana).await;
    world.text(FROM, "5").await;
    world.text(FROM, "me manda a segunda via do boleto").await;
    assert_eq!(surveys(&world).await, ["satisfaction 5"]);
    assert_eq!(conversations(&world).await, ["closed", "waiting"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn after_three_days_a_number_is_a_message_like_any_other(pool: PgPool) {
    let (world, ana) = asking(pool).await;
    closed(&world, &ana).await;
    world
        .sql("update surveys set asked_at = now() - interval '73 hours'")
        .await;
    world.text(FROM, "5").await;
    assert_eq!(surveys(&world).await, ["satisfaction"]);
    assert_eq!(conversations(&world).await.len(), 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn nobody_is_asked_in_vain_or_twice_in_a_week(pool: PgPool) {
    let (world, ana) = asking(pool).await;
    // closed without an answer
    world.text(FROM, "oi, tudo bem").await;
    assign::close(&world.desk, &ana, world.conversation().await)
        .await
        .unwrap();
    assert_eq!(world.count("select count(*) from surveys").await, 0);

    closed(&world, &ana).await;
    closed(&world, &ana).await;
    assert_eq!(world.count("select count(*) from surveys").await, 1);
    world
        .sql("update surveys set asked_at = now() - interval '8 days'")
        .await;
    closed(&world, &ana).await;
    assert_eq!(world.count("select count(*) from surveys").await, 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn recommending_takes_a_number_from_nought_to_ten(pool: PgPool) {
    let (world, ana) = asking(pool).await;
    world.sql("update survey_settings set recommending = true").await;
    closed(&world, &ana).await;
    assert!(last_sent(&world).await.starts_with("De 0 a 10"));
    world.text(FROM, "10").await;
    assert_eq!(surveys(&world).await, ["recommending 10"]);
    assert_eq!(conversations(&world).await, ["closed"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn after_the_window_only_a_template_asks(pool: PgPool) {
    let (world, ana) = asking(pool).await;
    let id = closed_after_the_window(&world, &ana).await;
    assert_eq!(world.count("select count(*) from surveys").await, 0);

    world
        .sql(
            "insert into templates (id, channel_id, provider_id, name, language, category, state, components)
             select gen_random_uuid(), id, 'HX1', 'avaliar', 'pt_BR', 'utility', 'approved',
                 '{\"body\": \"Oi, {{1}}! De 1 a 5, como foi?\", \"buttons\": []}'
             from channels",
        )
        .await;
    let template: Uuid = sqlx::query_scalar("select id from templates")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    let helena = person(&world.desk, "Helena", Role::Manager, &[]).await;
    templates::set_purpose(
        &world.desk,
        &helena,
        TemplatePurpose::Survey,
        world.channel,
        TemplateChoice::One(template.into()),
    )
    .await
    .unwrap();
    assign::reopen(&world.desk, &ana, id).await.unwrap();
    assign::close(&world.desk, &ana, id).await.unwrap();
    assert_eq!(surveys(&world).await, ["satisfaction"]);
    assert!(last_sent(&world).await.ends_with("De 1 a 5, como foi?"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_template_of_its_name_asks_unless_a_manager_wants_none(pool: PgPool) {
    let (world, ana) = asking(pool).await;
    world
        .sql(
            "insert into templates (id, channel_id, provider_id, name, language, category, state, components)
             select gen_random_uuid(), id, 'HX1', 'pesquisa_satisfacao', 'pt_BR', 'utility', 'approved',
                 '{\"body\": \"Oi, {{1}}! De 1 a 5, como foi?\", \"buttons\": []}'
             from channels",
        )
        .await;
    let helena = person(&world.desk, "Helena", Role::Manager, &[]).await;
    let without = async || survey::form(&world.desk, &helena).await.unwrap().without_template;
    let choose = async |choice: TemplateChoice| {
        templates::set_purpose(&world.desk, &helena, TemplatePurpose::Survey, world.channel, choice)
            .await
            .unwrap();
    };
    assert!(without().await.is_empty());
    choose(TemplateChoice::Nothing).await;
    assert_eq!(without().await, ["teste"]);
    let id = closed_after_the_window(&world, &ana).await;
    assert_eq!(world.count("select count(*) from surveys").await, 0);
    choose(TemplateChoice::Automatic).await;
    assign::reopen(&world.desk, &ana, id).await.unwrap();
    assign::close(&world.desk, &ana, id).await.unwrap();
    assert!(last_sent(&world).await.ends_with("De 1 a 5, como foi?"));
}

async fn closed_after_the_window(world: &World, ana: &Actor) -> ConversationId {
    world.text(FROM, "minha internet está lenta").await;
    let id = world.conversation().await;
    reply::send(&world.desk, ana, id, Uuid::new_v4(), "Já verifico.".to_owned())
        .await
        .unwrap();
    world.close_windows().await;
    assign::close(&world.desk, ana, id).await.unwrap();
    id
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_saves_what_somebody_has_changed_is_told(pool: PgPool) {
    let world = World::new(pool).await;
    let chief = person(&world.desk, "Chefe", Role::Administrator, &[]).await;
    let seen = survey::form(&world.desk, &chief).await.unwrap().settings;
    assert!(!seen.is_on, "nobody is asked unless somebody says so");
    set(&world, &chief, |now| now.pause_days = 14).await;
    let late = survey::save(&world.desk, &chief, SurveySettings { is_on: true, ..seen })
        .await
        .unwrap();
    assert!(matches!(late, SettingsOutcome::Overtaken(now) if now.pause_days == 14 && !now.is_on));
    let wrong = SurveySettings { pause_days: 0, ..seen };
    assert!(survey::save(&world.desk, &chief, wrong).await.is_err());
    let helena = person(&world.desk, "Helena", Role::Manager, &[]).await;
    assert!(survey::save(&world.desk, &helena, seen).await.is_err());
}
