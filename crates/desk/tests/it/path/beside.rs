//! Reactions and what WhatsApp itself tells: they are shown, and nobody waits on them.

use enlace_desk::reply;
use enlace_domain::{QueueKey, Role};
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::{World, Written};

const FROM: &str = "5562998765432";
const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const WAITING: &str = "select count(*) from conversations where waiting_since is not null or due_at is not null";
const SENT: &str = "select count(*) from messages where direction = 'outbound'";

/// An emoji on the message with this id; without one, the emoji is taken back.
fn reaction(emoji: &str, on: &str) -> Written {
    Written::text(FROM, emoji)
        .with("MessageType", "reaction")
        .with("OriginalRepliedMessageSid", on)
}

/// What WhatsApp itself tells.
fn notice() -> Written {
    Written::text(FROM, "O código de segurança mudou").with("MessageType", "system")
}

async fn takes_in(world: &World, written: &Written) {
    world.write(written).await;
    world.take_in().await;
    let dead = "select count(*) from jobs where state = 'dead'";
    assert_eq!(world.count(dead).await, 0);
}

/// A subscriber has written, and Ana has answered; the id of the message.
async fn answered(world: &World) -> String {
    let sid = world.text(FROM, CLEAR).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let conversation = world.conversation().await;
    reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
    assert_eq!(world.count(WAITING).await, 0);
    sid
}

async fn close(world: &World) {
    world
        .sql("update conversations set status = 'closed', closed_at = now(), waiting_since = null, due_at = null")
        .await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn nobody_waits_for_an_answer_to_a_reaction(pool: PgPool) {
    let world = World::new(pool).await;
    let sid = answered(&world).await;
    let sent = world.count(SENT).await;
    for beside in [reaction("👍", &sid), reaction("", &sid), notice()] {
        takes_in(&world, &beside).await;
    }
    let kinds = "select kind from messages where direction = 'inbound' order by seq";
    assert_eq!(
        world.list(kinds).await,
        ["text", "reaction", "reaction", "unsupported"],
        "they are in the thread"
    );
    assert_eq!(world.count(WAITING).await, 0);
    assert_eq!(world.count(SENT).await, sent);
    // and words start the clock as ever
    world.text(FROM, "ainda estou sem internet").await;
    assert_eq!(world.count(WAITING).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reaction_does_not_move_the_clock_of_who_waits(pool: PgPool) {
    let world = World::new(pool).await;
    let sid = world.text(FROM, CLEAR).await;
    let clock = "select concat(waiting_since, ' ', due_at) from conversations";
    let before = world.list(clock).await;
    takes_in(&world, &reaction("👍", &sid)).await;
    assert_eq!(world.list(clock).await, before);
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_somebody_who_never_talked_to_us_nothing_is_opened(pool: PgPool) {
    let world = World::new(pool).await;
    for beside in [reaction("👍", "SM9"), notice()] {
        takes_in(&world, &beside).await;
    }
    for nothing in [
        "select count(*) from conversations",
        "select count(*) from messages",
        "select count(*) from contacts",
    ] {
        assert_eq!(world.count(nothing).await, 0, "{nothing}");
    }
    assert!(world.is_done().await);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_over_is_not_opened_again(pool: PgPool) {
    let world = World::new(pool).await;
    answered(&world).await;
    close(&world).await;
    let sent = world.count(SENT).await;
    for beside in [reaction("🙏", "SM9"), notice()] {
        takes_in(&world, &beside).await;
    }
    assert_eq!(world.list("select status from conversations").await, ["closed"]);
    assert_eq!(world.count(WAITING).await, 0);
    assert_eq!(world.count(SENT).await, sent, "nobody is asked for the subject");
    let kept = "select count(*) from messages where kind in ('reaction', 'unsupported')";
    assert_eq!(world.count(kept).await, 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reaction_stands_where_its_message_is(pool: PgPool) {
    let world = World::new(pool).await;
    let first = world.text(FROM, CLEAR).await;
    close(&world).await;
    world.text(FROM, "quero cancelar o meu plano").await;
    takes_in(&world, &reaction("👍", &first)).await;
    takes_in(&world, &reaction("🙏", "SM9")).await;
    let of = "select m.body || ' ' || (c.status = 'closed') from messages m
              join conversations c on c.id = m.conversation_id where m.kind = 'reaction' order by m.seq";
    assert_eq!(world.list(of).await, ["👍 true", "🙏 false"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reaction_opens_the_window_and_a_notice_does_not(pool: PgPool) {
    let world = World::new(pool).await;
    let sid = answered(&world).await;
    world
        .sql("update conversations set last_inbound_at = now() - interval '2 days'")
        .await;
    let open = "select count(*) from conversations where last_inbound_at > now() - interval '1 day'";
    takes_in(&world, &notice()).await;
    assert_eq!(world.count(open).await, 0);
    takes_in(&world, &reaction("👍", &sid)).await;
    assert_eq!(world.count(open).await, 1);
}
