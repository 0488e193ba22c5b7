//! A test message of an administrator: it leaves at once, and nothing on the desk knows of it.

use enlace_desk::{Actor, DeskError, manage_channels};
use enlace_domain::{ChannelState, Role, SendFailure, WaId, view::TrialOutcome};
use enlace_simulator::SendFault;
use sqlx::PgPool;

use super::world::{World, town, until};

const NUMBER: &str = "+55 62 99876-5432";
const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";

async fn administrator(world: &World) -> Actor {
    enlace_testing::person(&world.desk, "Chefe", Role::Administrator, &[]).await
}

async fn state(world: &World, chief: &Actor) -> (ChannelState, i64) {
    let view = manage_channels::list(&world.desk, chief).await.unwrap();
    (view.channels[0].state, view.channels[0].waiting)
}

async fn set_active(world: &World, chief: &Actor, active: bool) {
    manage_channels::set_active(&world.desk, chief, world.channel, active)
        .await
        .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_test_message_leaves_and_makes_no_conversation(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    let chief = administrator(&world).await;
    // paused or not: an administrator wants to know before letting it go on
    set_active(&world, &chief, false).await;
    let outcome = manage_channels::send_trial(&world.desk, &chief, world.channel, NUMBER)
        .await
        .unwrap();
    let sent = town.outbox();
    assert_eq!(sent.len(), 1);
    let sid = sent[0].sid.to_string();
    let accepted = TrialOutcome::Accepted {
        provider_message_id: sid.clone(),
    };
    assert_eq!(outcome, accepted);
    assert!(sent[0].body.contains("teste"));

    // a report on it finds nothing, and makes nothing
    world.report(&sid, "delivered", None).await;
    for _ in 0..20 {
        world.hurry().await;
    }
    let made = "select (select count(*) from conversations) + (select count(*) from contacts)
                     + (select count(*) from messages) + (select count(*) from outbox)";
    assert_eq!(world.count(made).await, 0);
    let told = world
        .list("select detail::text from audit_log where action = 'try_channel'")
        .await;
    assert_eq!(
        told,
        [r#"{"test": true, "paused": true, "outcome": "accepted"}"#],
        "not the number"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_the_provider_says_is_told_and_counts(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    let chief = administrator(&world).await;
    let send = async |number| manage_channels::send_trial(&world.desk, &chief, world.channel, number).await;
    for number in ["", "62 99876-5432", "+55 62", "maria"] {
        let refused = send(number).await;
        assert!(
            matches!(refused, Err(DeskError::Invalid { field: "number", .. })),
            "{number}"
        );
    }
    town.faults().next_sends(SendFault::Unavailable, 5);
    for _ in 0..5 {
        let failed = send(NUMBER).await.unwrap();
        let is_told = matches!(
            failed,
            TrialOutcome::Failed {
                failure: SendFailure::RetryLater,
                ..
            }
        );
        assert!(is_told, "{failed:?}");
    }
    assert!(matches!(state(&world, &chief).await, (ChannelState::Resting { .. }, 0)));
    let accepted = send(NUMBER).await;
    assert!(matches!(accepted, Ok(TrialOutcome::Accepted { .. })), "{accepted:?}");
    // five of six calls have failed: it is unstable for some seconds more
    until("it is said to be well", async || {
        state(&world, &chief).await == (ChannelState::Sending, 0)
    })
    .await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn messages_of_a_paused_channel_are_counted_and_leave_when_it_goes_on(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    let chief = administrator(&world).await;
    set_active(&world, &chief, false).await;
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    world.work().await;
    assert_eq!(state(&world, &chief).await, (ChannelState::Paused, 1));
    set_active(&world, &chief, true).await;
    world.hurry().await;
    until("it has left", async || town.outbox().len() == 1).await;
    until("nothing waits", async || {
        state(&world, &chief).await == (ChannelState::Sending, 0)
    })
    .await;
}
