//! Logging in, slowing down, logging out.

use enlace_desk::{Desk, DeskError, log_in};
use enlace_domain::{QueueKey, Role};
use enlace_store::Pool;
use enlace_testing::{PASSWORD, email_of, person};
use futures::future::join_all;

async fn try_wrong(desk: &Desk, email: &str) -> DeskError {
    log_in::log_in(desk, email, "não é esta").await.unwrap_err()
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_right_password_opens_a_log_in(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let queues = [QueueKey::TechnicalUrgent, QueueKey::Financial];
    let ana = person(&desk, "Ana Lima", Role::Manager, &queues).await;
    let (token, me) = log_in::log_in(&desk, " ANA.LIMA@desk.test ", PASSWORD).await.unwrap();
    assert_eq!(
        (me.id, me.role, me.queues),
        (ana.person.id, Role::Manager, queues.to_vec())
    );

    let actor = log_in::authenticate(&desk, token.reveal()).await.unwrap();
    assert_eq!(actor.person, ana.person);
    assert_eq!(actor.queues, queues);
    assert!(matches!(
        log_in::authenticate(&desk, "another").await,
        Err(DeskError::NotLoggedIn)
    ));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_token_itself_is_nowhere_in_the_database(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let (token, _) = log_in::log_in(&desk, &email_of("Ana"), PASSWORD).await.unwrap();
    let rows: Vec<String> = sqlx::query_scalar("select s::text from log_in_sessions s")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| !row.contains(token.reveal())));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_unknown_the_wrong_and_the_switched_off_look_the_same(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    person(&desk, "Bia", Role::Agent, &[]).await;
    sqlx::query("update people set active = false where name = 'Bia'")
        .execute(&pool)
        .await
        .unwrap();
    assert!(matches!(
        try_wrong(&desk, &email_of("Ana")).await,
        DeskError::WrongCredentials
    ));
    assert!(matches!(
        try_wrong(&desk, "ninguem@desk.test").await,
        DeskError::WrongCredentials
    ));
    let switched_off = log_in::log_in(&desk, &email_of("Bia"), PASSWORD).await.unwrap_err();
    assert!(matches!(switched_off, DeskError::WrongCredentials));
}

#[sqlx::test(migrations = "../../migrations")]
async fn after_five_failures_even_the_right_password_waits(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    person(&desk, "Ana", Role::Agent, &[]).await;
    person(&desk, "Bia", Role::Agent, &[]).await;
    for _ in 0..5 {
        assert!(matches!(
            try_wrong(&desk, &email_of("Ana")).await,
            DeskError::WrongCredentials
        ));
    }
    let slowed = log_in::log_in(&desk, &email_of("Ana"), PASSWORD).await.unwrap_err();
    assert!(matches!(slowed, DeskError::SlowDown { seconds: 20..=30 }), "{slowed:?}");
    assert!(
        log_in::log_in(&desk, &email_of("Bia"), PASSWORD).await.is_ok(),
        "others are not slowed down"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn tries_that_come_together_count_one_another(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    person(&desk, "Ana", Role::Agent, &[]).await;
    let email = email_of("Ana");
    let tries = join_all((0..12).map(|_| try_wrong(&desk, &email))).await;
    let wrong = tries
        .iter()
        .filter(|error| matches!(error, DeskError::WrongCredentials))
        .count();
    let slowed = tries
        .iter()
        .filter(|error| matches!(error, DeskError::SlowDown { .. }))
        .count();
    assert_eq!((wrong, slowed), (5, 7));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_right_password_forgives_what_was_before(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    person(&desk, "Ana", Role::Agent, &[]).await;
    for _ in 0..2 {
        for _ in 0..4 {
            try_wrong(&desk, &email_of("Ana")).await;
        }
        assert!(log_in::log_in(&desk, &email_of("Ana"), PASSWORD).await.is_ok());
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_log_in_ends_by_logging_out_and_by_idleness(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let first = enlace_testing::token_of(&desk, "Ana").await;
    let second = enlace_testing::token_of(&desk, "Ana").await;
    let actor = log_in::authenticate(&desk, first.reveal()).await.unwrap();
    log_in::log_out(&desk, &actor).await.unwrap();
    assert!(matches!(
        log_in::authenticate(&desk, first.reveal()).await,
        Err(DeskError::NotLoggedIn)
    ));

    assert!(
        log_in::authenticate(&desk, second.reveal()).await.is_ok(),
        "another browser stays logged in"
    );
    // twelve hours and a minute later
    sqlx::query("update log_in_sessions set expires_at = expires_at - interval '12 hours 1 minute'")
        .execute(&pool)
        .await
        .unwrap();
    assert!(matches!(
        log_in::authenticate(&desk, second.reveal()).await,
        Err(DeskError::NotLoggedIn)
    ));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_log_in_in_use_goes_on(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let token = enlace_testing::token_of(&desk, "Ana").await;
    // as if eleven hours had gone by
    let back = "update log_in_sessions set expires_at = expires_at - interval '11 hours',
                last_seen_at = last_seen_at - interval '11 hours'";
    for _ in 0..2 {
        sqlx::query(back).execute(&pool).await.unwrap();
        assert!(log_in::authenticate(&desk, token.reveal()).await.is_ok());
    }
}
