//! The 24-hour window: whose it is, what it refuses, and what becomes of a message that waited too long.

use enlace_desk::{DeskError, assign, reply, thread};
use enlace_domain::{DeliveryStatus, MessageKind, QueueKey, Role, WaId, Window};
use enlace_simulator::SendFault;
use enlace_store::{conversations, messages, messages::NewInboundMessage};
use enlace_testing::{conversation_of, conversation_waiting, inbound_text, person, phone};
use serde_json::json;
use sqlx::PgPool;
use time::OffsetDateTime;
use uuid::Uuid;

use super::world::{World, town, until};

const QUEUE: QueueKey = QueueKey::TechnicalNormal;
const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";

impl World {
    /// Lets a day pass since the subscriber's last message.
    pub async fn close_windows(&self) {
        self.sql("update conversations set last_inbound_at = now() - interval '24 hours'")
            .await;
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn free_text_is_refused_a_day_later_and_nothing_is_stored(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    world.close_windows().await;
    let say = || reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned());
    assert!(matches!(say().await, Err(DeskError::WindowClosed)));
    assert_eq!(world.count("select count(*) from messages").await, 0);
    assert_eq!(world.count("select count(*) from outbox").await, 0);
    // not even taken
    assert_eq!(world.list("select status from conversations").await, ["waiting"]);
    let view = thread::view(&world.desk, &ana, conversation).await.unwrap();
    assert_eq!(view.window, Window::Closed);

    inbound_text(&world.desk, conversation, "alô?").await;
    say().await.unwrap();
    let view = thread::view(&world.desk, &ana, conversation).await.unwrap();
    assert!(matches!(view.window, Window::Open { closes_at } if Some(closes_at) == view.card.window_closes_at));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_channel_without_windows_takes_text_at_any_time(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    world.close_windows().await;
    world.sql("update channels set has_window = false").await;
    reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
    let view = thread::view(&world.desk, &ana, conversation).await.unwrap();
    assert_eq!((view.window, view.card.window_closes_at), (Window::NotNeeded, None));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_new_conversation_shares_the_contacts_window(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let phone = phone();
    let first = conversation_of(&world.desk, &phone, "Dorinha", QUEUE).await;
    assign::close(&world.desk, &ana, first).await.unwrap();
    let second = conversation_of(&world.desk, &phone, "Dorinha", QUEUE).await;
    // somebody else's silence is no concern of theirs
    conversation_waiting(&world.desk, QUEUE).await;
    world
        .sql("update conversations set last_inbound_at = null where status <> 'closed'")
        .await;
    reply::send(&world.desk, &ana, second, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
    world.close_windows().await;
    let late = reply::send(&world.desk, &ana, second, Uuid::new_v4(), "Alô?".to_owned()).await;
    assert!(matches!(late, Err(DeskError::WindowClosed)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_message_that_is_being_taken_in_opens_the_window_for_the_answer(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    world.close_windows().await;

    let mut tx = world.pool.begin().await.unwrap();
    let open = conversations::lock(&mut tx, conversation).await.unwrap().unwrap();
    let new = NewInboundMessage {
        conversation,
        channel: open.channel,
        kind: MessageKind::Reaction,
        body: "👍",
        extra: &json!({}),
        provider_message_id: "SM1",
        provider_at: None,
        received_at: OffsetDateTime::now_utc(),
        waits: true,
    };
    messages::append_inbound(&mut tx, &new).await.unwrap();
    let (answer, commit) = tokio::join!(
        reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned()),
        tx.commit(),
    );
    commit.unwrap();
    answer.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_window_counts_from_when_the_message_was_sent(pool: PgPool) {
    let world = World::new(pool).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    world.sql("update conversations set last_inbound_at = null").await;
    let now = OffsetDateTime::now_utc();
    let new = NewInboundMessage {
        conversation,
        channel: enlace_testing::channel(&world.desk).await,
        kind: MessageKind::Text,
        body: "oi",
        extra: &json!({}),
        provider_message_id: "SM1",
        provider_at: Some(now - time::Duration::hours(3)),
        received_at: now,
        waits: true,
    };
    messages::append_inbound(&mut world.pool.acquire().await.unwrap(), &new)
        .await
        .unwrap();
    assert_eq!(
        world
            .count("select count(*) from conversations where last_inbound_at < now() - interval '179 minutes'")
            .await,
        1
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_waited_too_long_fails_with_words_and_no_provider_is_asked(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    let message = reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
    world.close_windows().await;
    world.work().await;
    let view = thread::view(&world.desk, &ana, conversation).await.unwrap();
    let failed = view.messages.iter().find(|sent| sent.id == message.id).unwrap();
    assert_eq!(failed.status, DeliveryStatus::Failed);
    assert!(failed.error.as_ref().unwrap().contains("modelo aprovado"));
    assert_eq!(world.count("select sum(attempts)::bigint from outbox").await, 0);
    assert!(world.is_done().await);

    let again = reply::retry(&world.desk, &ana, message.id).await;
    assert!(matches!(again, Err(DeskError::WindowClosed)));
    inbound_text(&world.desk, conversation, "alô?").await;
    let again = reply::retry(&world.desk, &ana, message.id).await.unwrap();
    assert_eq!(again.status, DeliveryStatus::Queued);
}

#[sqlx::test(migrations = "../../migrations")]
async fn automation_sends_its_template_once_or_says_that_there_is_none(pool: PgPool) {
    let world = World::new(pool).await;
    world.text("5562998765432", CLEAR).await;
    world.close_windows().await;
    world.hurry().await;
    let error = "select error_text from messages where author_kind = 'automation' and status = 'failed'";
    assert!(world.list(error).await[0].contains("nenhum modelo está escolhido"));
    assert_eq!(world.count("select count(*) from outbox").await, 1);

    world
        .sql(
            r#"with one as (
                 insert into templates (id, channel_id, provider_id, name, language, category, state, components)
                 select gen_random_uuid(), id, 'HX1', 'retomar', 'pt_BR', 'utility', 'approved',
                        '{"header": null, "body": "Oi, {{1}}! Podemos continuar?", "footer": null, "buttons": []}'
                 from channels where name = 'teste' returning id, channel_id)
               insert into template_purposes (purpose, channel_id, template_id) select 'resume', channel_id, id from one"#,
        )
        .await;
    world
        .sql("update messages set status = 'queued', error_text = null where author_kind = 'automation'")
        .await;
    world.sql("update outbox set state = 'queued'").await;
    // another one waited with it
    world
        .sql(
            "with copy as (
                 insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, status)
                 select gen_random_uuid(), conversation_id, channel_id, direction, author_kind, kind, 'mais', status
                 from messages where author_kind = 'automation' returning id)
             insert into outbox (id, message_id) select gen_random_uuid(), id from copy",
        )
        .await;
    world
        .sql(
            "insert into jobs (name, payload, priority, max_attempts, run_at)
             select 'send_message', jsonb_build_object('outbox', id), 10, 12, now() from outbox",
        )
        .await;
    world.work().await;
    assert_eq!(
        world
            .list("select body from messages where extra ? 'template' and author_kind = 'automation'")
            .await,
        ["Oi, cliente! Podemos continuar?"]
    );
    let errors = world.list(error).await;
    assert_eq!(errors.len(), 2);
    assert!(errors.iter().all(|words| words.contains("foi enviado no lugar")));
}

/// The provider's clock says that the window is closed, at once or in a report, where ours says that it is open.
async fn is_replaced(pool: PgPool, fault: SendFault) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    world
        .sql(
            r#"with one as (
                 insert into templates (id, channel_id, provider_id, name, language, category, state, components)
                 select gen_random_uuid(), id, 'HX5e1ec7000000000000000000000000b4', 'retomar_atendimento', 'pt_BR',
                        'utility', 'approved',
                        '{"header": null, "body": "Oi, {{1}}! Sobre o protocolo {{2}}.", "footer": null, "buttons": []}'
                 from channels where name = 'teste' returning id, channel_id)
               insert into template_purposes (purpose, channel_id, template_id) select 'resume', channel_id, id from one"#,
        )
        .await;
    town.faults().next_sends(fault, 1);
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    world.work().await;
    until("the template has left", async || {
        world.hurry().await;
        town.outbox().iter().any(|sent| sent.template.is_some())
    })
    .await;
    let errors = world
        .list("select error_text from messages where author_kind = 'automation' and status = 'failed'")
        .await;
    assert_eq!(errors.len(), 1);
    assert!(errors[0].contains("foi enviado no lugar"), "{errors:?}");
    assert_eq!(world.count("select count(*) from jobs where state = 'dead'").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_template_goes_where_the_provider_refuses_words_at_once(pool: PgPool) {
    is_replaced(pool, SendFault::Refuse { code: 63_016 }).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_template_goes_where_the_provider_gives_words_up_later(pool: PgPool) {
    is_replaced(pool, SendFault::Undelivered { code: 63_016 }).await;
}
