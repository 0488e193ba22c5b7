//! A worker that vanishes loses its jobs to another, and can't finish them any more.

use std::time::Duration;

use enlace_store::jobs;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::notebook::{How, Note, Notebook, Stumble, WaitAtGate, add, rows, runner, until};

#[sqlx::test(migrations = "../../migrations")]
async fn a_second_runner_takes_over_what_a_vanished_one_held(pool: PgPool) {
    add(
        &pool,
        &Note {
            key: "a".into(),
            number: 1,
        },
        Some("a"),
    )
    .await;
    add(
        &pool,
        &Note {
            key: "a".into(),
            number: 2,
        },
        Some("a"),
    )
    .await;
    // the first runner claims and is never heard of again
    let mut conn = pool.acquire().await.unwrap();
    let lost = jobs::claim(&mut conn, 10, Duration::from_millis(50))
        .await
        .unwrap()
        .jobs;
    assert_eq!(lost.len(), 1);

    let book = Notebook::default();
    let stop = CancellationToken::new();
    let second = tokio::spawn(
        runner(&pool, &book)
            .lease(Duration::from_millis(200))
            .run(stop.child_token()),
    );
    until("the second has done both", async || {
        book.done("a") == [1, 2] && rows(&pool, "running").await == 0
    })
    .await;
    stop.cancel();
    second.await.unwrap();

    // the first comes back too late: nothing is left for it to finish
    assert!(!jobs::finish(&mut conn, lost[0].lease).await.unwrap());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_stale_lease_can_neither_finish_nor_fail_the_row(pool: PgPool) {
    add(
        &pool,
        &Note {
            key: "a".into(),
            number: 1,
        },
        Some("a"),
    )
    .await;
    let mut conn = pool.acquire().await.unwrap();
    let first = jobs::claim(&mut conn, 1, Duration::ZERO).await.unwrap().jobs[0].lease;
    assert_eq!(jobs::free_expired(&mut conn).await.unwrap(), 1);
    let second = jobs::claim(&mut conn, 1, Duration::from_secs(60)).await.unwrap().jobs[0].lease;
    assert!(!jobs::finish(&mut conn, first).await.unwrap());
    let late = jobs::Failure {
        why: "late",
        reason: None,
        for_good: false,
    };
    assert_eq!(jobs::fail(&mut conn, first, Duration::ZERO, late).await.unwrap(), None);
    assert!(jobs::finish(&mut conn, second).await.unwrap());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_job_longer_than_its_lease_keeps_it(pool: PgPool) {
    let book = Notebook::default();
    add(&pool, &WaitAtGate, Some("a")).await;
    let stop = CancellationToken::new();
    let lease = Duration::from_millis(200);
    let runners: Vec<_> = (0..2)
        .map(|_| tokio::spawn(runner(&pool, &book).lease(lease).run(stop.child_token())))
        .collect();
    book.at_gate().await;
    let begun: time::OffsetDateTime = sqlx::query_scalar("select locked_until from jobs")
        .fetch_one(&pool)
        .await
        .unwrap();
    until("the lease was renewed well beyond its first end", async || {
        let now: time::OffsetDateTime = sqlx::query_scalar("select locked_until from jobs")
            .fetch_one(&pool)
            .await
            .unwrap();
        now - begun > lease * 3
    })
    .await;
    book.open_gate();
    until("it is done", async || rows(&pool, "running").await == 0).await;
    stop.cancel();
    for runner in runners {
        runner.await.unwrap();
    }
    assert_eq!(book.runs(), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_job_that_always_takes_its_worker_along_is_dead_in_the_end(pool: PgPool) {
    add(
        &pool,
        &Stumble {
            times: 99,
            how: How::Fails,
        },
        None,
    )
    .await;
    let mut conn = pool.acquire().await.unwrap();
    for _ in 0..3 {
        assert_eq!(jobs::claim(&mut conn, 1, Duration::ZERO).await.unwrap().jobs.len(), 1);
        jobs::free_expired(&mut conn).await.unwrap();
    }
    assert_eq!(jobs::claim(&mut conn, 1, Duration::ZERO).await.unwrap().jobs.len(), 0);
    assert_eq!(rows(&pool, "dead").await, 1);
}
