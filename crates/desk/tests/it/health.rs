//! How what the desk stands on fares: told to managers, channel by channel and part by part.

use enlace_desk::{DeskError, health};
use enlace_domain::{
    ChannelState, Role,
    view::{Part, PartState},
};
use enlace_store::Pool;
use enlace_testing::{channel, person};

#[sqlx::test(migrations = "../../migrations")]
async fn managers_see_each_channel_and_each_part(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    assert!(matches!(
        health::health(&desk, &ana).await,
        Err(DeskError::Forbidden { .. })
    ));
    let seen = health::health(&desk, &manager).await.unwrap();
    assert!(seen.channels.is_empty());

    channel(&desk).await;
    let seen = health::health(&desk, &manager).await.unwrap();
    assert_eq!(seen.channels.len(), 1);
    let principal = &seen.channels[0];
    assert_eq!(
        (principal.name.as_str(), principal.state, principal.waiting),
        ("Principal", ChannelState::Sending, 0)
    );
    let of = |part: Part| seen.parts.iter().find(|(known, _)| *known == part).unwrap().1;
    assert!(matches!(of(Part::Database), PartState::Works(Some(_))));
    assert_eq!(of(Part::Redis), PartState::NotSetUp);
    assert_eq!(of(Part::Embedder), PartState::NotSetUp);
    assert_eq!(of(Part::LanguageModel), PartState::NotSetUp);
    assert_eq!(of(Part::Classifier), PartState::Works(None));
    assert_eq!(seen.parts.len(), Part::ALL.len());

    sqlx::query("update channels set active = false")
        .execute(&pool)
        .await
        .unwrap();
    let seen = health::health(&desk, &manager).await.unwrap();
    assert_eq!(seen.channels[0].state, ChannelState::Paused);
}
