//! A Redis counts the messages; while it is away, has forgotten or hangs, the database does: never more leaves than the
//! limit allows, and nothing is lost or doubled on the way from one to the other.

use std::time::Instant;

use enlace_desk::{Actor, jobs, reply};
use enlace_domain::{ConversationId, Pace, QueueKey, Role, WaId};
use enlace_simulator::{SendFault, Town};
use enlace_testing::{desk_with_redis, person, person_holding};
use sqlx::PgPool;
use time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    redis_server::RedisServer,
    world::{World, town, until},
};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const IN_REDIS: &str = "select count(*) from pace_keeper where redis_run is not null";
const LOOK_FOR_IT: &str = "update pace_keeper set return_at = now()";

async fn world_with(redis: &RedisServer, pool: PgPool) -> World {
    World::of(desk_with_redis(pool.clone(), redis.pace()), pool).await
}

/// Somebody has written, and was told the protocol number.
async fn write(world: &World, town: &Town, digits: &str) -> ConversationId {
    let left = town.outbox().len();
    town.write(&WaId::parse(digits).unwrap(), CLEAR).await.unwrap();
    world.work().await;
    until("the acknowledgement has left", async || {
        world.work().await;
        town.outbox().len() > left
    })
    .await;
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
async fn a_redis_counts_and_one_that_is_emptied_gives_nobody_a_second_burst(pool: PgPool) {
    let dora = "556298765432";
    let redis = RedisServer::start().await;
    let world = world_with(&redis, pool).await;
    let town = town(&world).await;
    // the acknowledgement and one answer
    world.sql("update channels set pair_burst = 2").await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let conversation = write(&world, &town, dora).await;
    for text in ["um", "dois", "três"] {
        answer(&world, &ana, conversation, text).await;
    }
    world.work().await;
    assert_eq!(answers(&town, dora), ["um"]);
    let why = "select last_error from jobs where last_error is not null";
    assert_eq!(world.list(why).await, ["the contact was sent many messages just now"]);
    assert_eq!(world.count(IN_REDIS).await, 1);
    assert_eq!(world.count("select count(*) from send_pace").await, 0);

    redis.empty();
    world.hurry().await;
    world.hurry().await;
    assert_eq!(answers(&town, dora), ["um"], "what it let through is not forgotten");
    assert_eq!(world.count(IN_REDIS).await, 0);

    world
        .sql("update pace_keeper set forgot_at = forgot_at - interval '6 seconds'")
        .await;
    world.hurry().await;
    assert_eq!(answers(&town, dora), ["um", "dois"]);

    // on the way back it begins from the database's times
    world.sql(LOOK_FOR_IT).await;
    world.hurry().await;
    world.hurry().await;
    assert_eq!(world.count(IN_REDIS).await, 1);
    assert_eq!(answers(&town, dora), ["um", "dois"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_pause_that_the_provider_asks_for_holds_the_whole_channel(pool: PgPool) {
    let (dora, edu) = ("556298765432", "556298765433");
    let redis = RedisServer::start().await;
    let world = world_with(&redis, pool).await;
    let town = town(&world).await;
    write(&world, &town, dora).await;
    assert_eq!(world.count(IN_REDIS).await, 1);
    town.faults().next_sends(SendFault::Throttled { seconds: 600 }, 1);
    for digits in [edu, "556298765434"] {
        town.write(&WaId::parse(digits).unwrap(), CLEAR).await.unwrap();
        world.work().await;
    }
    world.hurry().await;
    assert_eq!(town.outbox().len(), 1);
    assert_eq!(
        world
            .list("select distinct waiting_for from outbox where state = 'queued'")
            .await,
        ["channel_limit"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn one_that_hangs_holds_nobody_up_for_long(pool: PgPool) {
    let (dora, edu) = ("556298765432", "556298765433");
    let redis = RedisServer::start().await;
    let world = world_with(&redis, pool).await;
    let town = town(&world).await;
    write(&world, &town, dora).await;
    assert_eq!(world.count(IN_REDIS).await, 1);
    redis.signal("STOP");
    let begun = Instant::now();
    town.write(&WaId::parse(edu).unwrap(), CLEAR).await.unwrap();
    until("the database counts", async || {
        world.work().await;
        world.count(IN_REDIS).await == 0
    })
    .await;
    let took = begun.elapsed();
    assert!(took.as_secs() < 5, "{took:?}");
    redis.signal("CONT");
    // nothing was known of this contact either: it counts as just written to
    world
        .sql("update pace_keeper set forgot_at = forgot_at - interval '6 seconds'")
        .await;
    world.hurry().await;
    assert_eq!(town.outbox().len(), 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_processes_keep_the_limit_while_their_redis_is_killed_and_comes_back(pool: PgPool) {
    const PEOPLE: usize = 24;
    const LIMIT: u32 = 20;
    let mut redis = RedisServer::start().await;
    let world = world_with(&redis, pool).await;
    let town = town(&world).await;
    let ana = person_holding(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL, 50).await;
    let people: Vec<_> = (10..10 + PEOPLE).map(|number| format!("5562987654{number}")).collect();
    let mut conversations = Vec::new();
    for digits in &people {
        conversations.push(write(&world, &town, digits).await);
    }
    world.sql("update channels set per_second = 20").await;
    for text in ["um", "dois"] {
        for conversation in &conversations {
            answer(&world, &ana, *conversation, text).await;
        }
    }

    let other = desk_with_redis(world.pool.clone(), redis.pace());
    let stop = CancellationToken::new();
    let begun = Instant::now();
    for desk in [&world.desk, &other] {
        tokio::spawn(jobs::runner(desk, 2).run(stop.clone()));
    }
    let left = || town.outbox().len() - PEOPLE;
    until("some have left", async || left() >= 12).await;
    assert_eq!(world.count(IN_REDIS).await, 1);
    redis.kill();
    until("the database counts", async || world.count(IN_REDIS).await == 0).await;
    until("more have left", async || left() >= 24).await;
    redis.start_again().await;
    // by now all that waited may have left, and only what is counted brings it back
    let mut more = 0;
    while world.count(IN_REDIS).await == 0 {
        world.sql(LOOK_FOR_IT).await;
        answer(&world, &ana, conversations[more], "três").await;
        more += 1;
        let done = PEOPLE * 2 + more;
        until("it is back, or one more has left", async || {
            world.count(IN_REDIS).await == 1 || left() >= done
        })
        .await;
    }
    let all = PEOPLE * 2 + more;
    until("all have left", async || left() >= all).await;
    let took = begun.elapsed();
    until("nothing is left to do", async || world.is_done().await).await;
    stop.cancel();

    let pace = Pace::per_second(LIMIT);
    // two may come at once before the others are spread
    let spread = u32::try_from(all).unwrap() - 3;
    assert!(
        took >= pace.interval.unsigned_abs() * spread,
        "{all} messages in {took:?}"
    );
    let times: Vec<_> = town.outbox()[PEOPLE..].iter().map(|message| message.at).collect();
    let limit = usize::try_from(LIMIT).unwrap();
    let narrowest = times.windows(limit + 1).map(|some| some[limit] - some[0]).min();
    // when they reach the town varies a little more than when they leave
    assert!(
        narrowest >= Some(Duration::milliseconds(800)),
        "{LIMIT} and one in {narrowest:?}"
    );
    for (place, digits) in people.iter().enumerate() {
        let texts = &["um", "dois", "três"][..if place < more { 3 } else { 2 }];
        assert_eq!(answers(&town, digits), texts, "to {digits}");
    }
    assert_eq!(world.count("select max(attempts)::bigint from outbox").await, 1);
}
