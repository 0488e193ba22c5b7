//! The vendors' limits: what is over one waits for its turn, uses no attempt up, and holds nobody else up.

use std::time::{Duration, Instant};

use enlace_desk::{Actor, jobs, reply};
use enlace_domain::{ConversationId, Pace, QueueKey, Role, WaId};
use enlace_simulator::Town;
use enlace_testing::person;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::world::{World, town, until};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const SIX_SECONDS_LATER: &str = "update send_pace set arrival_at = arrival_at - interval '6 seconds'";

/// Somebody has written, and was told the protocol number.
async fn write(world: &World, town: &Town, digits: &str) -> ConversationId {
    let left = town.outbox().len();
    town.write(&WaId::parse(digits).unwrap(), CLEAR).await.unwrap();
    world.work().await;
    until("the acknowledgement has left", async || town.outbox().len() > left).await;
    world.conversation().await
}

async fn answer(world: &World, ana: &Actor, conversation: ConversationId, text: &str) {
    reply::send(&world.desk, ana, conversation, Uuid::new_v4(), text.to_owned())
        .await
        .unwrap();
}

/// What has reached somebody, the first words apart, which are the automation's.
fn answers(town: &Town, digits: &str) -> Vec<String> {
    let to = WaId::parse(digits).unwrap();
    let sent = town.outbox();
    let theirs = sent.iter().filter(|message| message.to == to);
    theirs.skip(1).map(|message| message.body.clone()).collect()
}

#[sqlx::test(migrations = "../../migrations")]
async fn one_contacts_burst_is_spread_and_another_contact_does_not_wait(pool: PgPool) {
    let (dora, edu) = ("556298765432", "556298765433");
    let world = World::new(pool).await;
    let town = town(&world).await;
    // the acknowledgement and two answers
    world.sql("update channels set pair_burst = 3").await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let to_dora = write(&world, &town, dora).await;
    let to_edu = write(&world, &town, edu).await;
    for text in ["um", "dois", "três", "quatro"] {
        answer(&world, &ana, to_dora, text).await;
    }
    answer(&world, &ana, to_edu, "oi").await;
    world.work().await;
    assert_eq!(answers(&town, dora), ["um", "dois"]);
    assert_eq!(answers(&town, edu), ["oi"]);
    let waiting = "select m.body from messages m join outbox o on o.message_id = m.id
                   where o.state = 'queued' and o.attempts = 0 order by m.seq";
    assert_eq!(world.list(waiting).await, ["três", "quatro"]);
    let why = "select last_error from jobs where last_error is not null";
    assert_eq!(world.list(why).await, ["the contact was sent many messages just now"]);
    world.hurry().await;
    assert_eq!(answers(&town, dora), ["um", "dois"], "asked again too early");

    world.sql(SIX_SECONDS_LATER).await;
    world.hurry().await;
    assert_eq!(answers(&town, dora), ["um", "dois", "três"]);
    world.sql(SIX_SECONDS_LATER).await;
    world.hurry().await;
    assert_eq!(answers(&town, dora), ["um", "dois", "três", "quatro"]);
    assert_eq!(world.count("select max(attempts)::bigint from outbox").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_processes_share_the_channels_limit_and_lose_and_double_nothing(pool: PgPool) {
    const PEOPLE: usize = 6;
    const ANSWERS: usize = 8;
    let world = World::new(pool).await;
    let town = town(&world).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let people: Vec<_> = (0..PEOPLE).map(|number| format!("55629876543{number}")).collect();
    let mut conversations = Vec::new();
    for digits in &people {
        conversations.push(write(&world, &town, digits).await);
    }
    world.sql("update channels set per_second = 20").await;
    world.sql("delete from send_pace").await;
    let texts: Vec<_> = (0..ANSWERS).map(|number| format!("resposta {number}")).collect();
    for text in &texts {
        for conversation in &conversations {
            answer(&world, &ana, *conversation, text).await;
        }
    }

    let other = enlace_testing::desk(world.pool.clone());
    let stop = CancellationToken::new();
    let begun = Instant::now();
    for desk in [&world.desk, &other] {
        tokio::spawn(jobs::runner(desk, 2).run(stop.clone()));
    }
    let all = PEOPLE * ANSWERS;
    until("all have left", async || town.outbox().len() >= PEOPLE + all).await;
    let took = begun.elapsed();
    until("nothing is left to do", async || world.is_done().await).await;
    stop.cancel();

    // two may come at once before the others are spread
    let pace = Pace::per_second(20);
    let spread = u32::try_from(all).unwrap() - 3;
    assert!(
        took >= pace.interval.unsigned_abs() * spread,
        "{all} messages in {took:?}"
    );
    assert!(took < Duration::from_secs(15), "{all} messages in {took:?}");
    for digits in &people {
        assert_eq!(answers(&town, digits), texts, "to {digits}");
    }
    assert_eq!(world.count("select max(attempts)::bigint from outbox").await, 1);
}
