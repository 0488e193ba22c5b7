//! An attempt without an answer on record is settled, never blindly repeated.

use enlace_desk::{Actor, reply};
use enlace_domain::{QueueKey, Role, WaId};
use enlace_simulator::{CallbackFault, SendFault, Town};
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::{World, town, until};

const TEXT: &str = "Bom dia! Já vou ver.";

async fn begin(pool: PgPool) -> (World, Town, Actor) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    let subscriber = WaId::parse("5562998765432").unwrap();
    town.write(&subscriber, "minha internet caiu, estou totalmente sem conexão")
        .await
        .unwrap();
    world.work().await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    (world, town, ana)
}

async fn answer(world: &World, ana: &Actor) {
    reply::send(
        &world.desk,
        ana,
        world.conversation().await,
        Uuid::new_v4(),
        TEXT.to_owned(),
    )
    .await
    .unwrap();
}

async fn stands(world: &World) -> (String, String) {
    sqlx::query_as("select o.state, m.status from outbox o join messages m on m.id = o.message_id where m.body = $1")
        .bind(TEXT)
        .fetch_one(&world.pool)
        .await
        .unwrap()
}

fn is(state: &str, status: &str) -> (String, String) {
    (state.to_owned(), status.to_owned())
}

fn sent(town: &Town) -> usize {
    town.outbox().iter().filter(|message| message.body == TEXT).count()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_report_settles_what_was_taken_without_an_answer(pool: PgPool) {
    let (world, town, ana) = begin(pool).await;
    town.faults().next_sends(SendFault::CutAfterAccept, 1);
    answer(&world, &ana).await;
    let _running = world.run(1);
    until("its report has told", async || {
        stands(&world).await == is("sent", "delivered")
    })
    .await;
    world.hurry().await;
    assert_eq!(sent(&town), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_look_up_settles_it_where_no_report_comes(pool: PgPool) {
    let (world, town, ana) = begin(pool).await;
    town.faults().next_sends(SendFault::CutAfterAccept, 1);
    town.faults().next_callbacks(CallbackFault::Drop, 1);
    answer(&world, &ana).await;
    world.work().await;
    assert_eq!(stands(&world).await, is("in_doubt", "queued"));
    world.hurry().await;
    assert_eq!(stands(&world).await.0, "sent");
    assert_eq!(sent(&town), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_crash_before_the_answer_was_written_is_a_doubt_and_no_second_message(pool: PgPool) {
    let (world, town, ana) = begin(pool).await;
    town.faults().next_callbacks(CallbackFault::Drop, 1);
    answer(&world, &ana).await;
    world.work().await;
    assert_eq!(sent(&town), 1);
    // as the process would have left it that ended right after the provider's answer
    world
        .sql("update outbox set state = 'sending' where id = (select id from outbox order by created_at desc limit 1)")
        .await;
    world
        .sql("update messages set provider_message_id = null, status = 'queued' where author_kind = 'person'")
        .await;
    world
        .sql(
            "insert into jobs (name, payload, state, attempts, locked_until)
             select 'send_message', jsonb_build_object('outbox', id), 'running', 1, now() - interval '1 second'
             from outbox order by created_at desc limit 1",
        )
        .await;
    let running = world.run(1);
    until("it is in doubt", async || stands(&world).await.0 == "in_doubt").await;
    assert_eq!(sent(&town), 1);
    drop(running);
    world.hurry().await;
    assert_eq!(stands(&world).await.0, "sent");
    assert_eq!(sent(&town), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_never_taken_leaves_once_that_is_sure(pool: PgPool) {
    let (world, town, ana) = begin(pool).await;
    answer(&world, &ana).await;
    // as the process would have left it that ended right before the call
    world
        .sql(
            "update outbox set state = 'sending', attempts = 1, attempted_at = now()
             where id = (select id from outbox order by created_at desc limit 1)",
        )
        .await;
    world.work().await;
    assert_eq!(stands(&world).await.0, "in_doubt");
    // too early to be sure
    world.hurry().await;
    assert_eq!((stands(&world).await.0.as_str(), sent(&town)), ("in_doubt", 0));
    world
        .sql("update outbox set attempted_at = attempted_at - interval '2 minutes'")
        .await;
    world.hurry().await;
    assert_eq!((stands(&world).await.0.as_str(), sent(&town)), ("sent", 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_same_words_sent_on_purpose_do_not_settle_a_doubt(pool: PgPool) {
    let (world, town, ana) = begin(pool).await;
    answer(&world, &ana).await;
    world.work().await;
    answer(&world, &ana).await;
    world
        .sql(
            "update outbox set state = 'in_doubt', attempts = 1, attempted_at = now() - interval '2 minutes'
             where id = (select id from outbox order by created_at desc limit 1)",
        )
        .await;
    world
        .sql("update outbox set updated_at = now() - interval '6 minutes'")
        .await;
    world.sql("delete from jobs").await;
    // its job was lost as well
    enlace_desk::housekeeping::run(&world.desk).await.unwrap();
    world.hurry().await;
    assert_eq!(sent(&town), 2);
    assert_eq!(
        world.count("select count(*) from outbox where state <> 'sent'").await,
        0
    );
}
