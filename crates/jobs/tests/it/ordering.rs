//! One key, one job at a time, oldest first; many keys side by side.

use enlace_jobs::Job;
use enlace_store::jobs;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::notebook::{How, Note, Notebook, Stumble, add, hurry, rows, runner, until};

#[sqlx::test(migrations = "../../migrations")]
async fn two_runners_never_run_one_key_twice_at_once_or_out_of_order(pool: PgPool) {
    let book = Notebook::default();
    let keys: Vec<String> = (0..8).map(|key| format!("contact {key}")).collect();
    for number in 0..25 {
        for key in &keys {
            add(
                &pool,
                &Note {
                    key: key.clone(),
                    number,
                },
                Some(key),
            )
            .await;
        }
    }
    let stop = CancellationToken::new();
    let runners: Vec<_> = (0..2)
        .map(|_| tokio::spawn(runner(&pool, &book).concurrency(4).run(stop.child_token())))
        .collect();
    until("all notes are taken", async || {
        book.all_done() == 200 && rows(&pool, "running").await == 0
    })
    .await;
    stop.cancel();
    for runner in runners {
        runner.await.unwrap();
    }
    assert_eq!(book.overlaps(), Vec::<String>::new());
    for key in &keys {
        assert_eq!(book.done(key), (0..25).collect::<Vec<_>>(), "{key}");
    }
    assert_eq!(rows(&pool, "ready").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_failing_job_holds_up_its_own_key_only(pool: PgPool) {
    let book = Notebook::default();
    add(
        &pool,
        &Stumble {
            times: 99,
            how: How::Fails,
        },
        Some("a"),
    )
    .await;
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
            key: "b".into(),
            number: 1,
        },
        Some("b"),
    )
    .await;
    add(
        &pool,
        &Note {
            key: "none".into(),
            number: 1,
        },
        None,
    )
    .await;

    let mut conn = pool.acquire().await.unwrap();
    sqlx::query("update jobs set run_at = now() + interval '1 hour' where name = 'stumble'")
        .execute(&mut *conn)
        .await
        .unwrap();
    runner(&pool, &book).run_due().await.unwrap();
    assert_eq!(
        (book.done("a"), book.done("b"), book.done("none")),
        (vec![], vec![1], vec![1])
    );

    // after its last failure it is dead, and those behind it go on
    hurry(&pool).await;
    runner(&pool, &book).run_due().await.unwrap();
    assert_eq!(book.done("a"), vec![1]);
    assert_eq!((rows(&pool, "dead").await, rows(&pool, "ready").await), (1, 0));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_row_that_becomes_visible_late_waits_for_the_one_that_overtook_it(pool: PgPool) {
    // the lower id commits after the higher one was claimed
    let mut late = pool.begin().await.unwrap();
    let first = Note {
        key: "a".into(),
        number: 1,
    }
    .row(Some("a".into()), std::time::Duration::ZERO)
    .unwrap();
    jobs::insert(&mut late, &[first]).await.unwrap();
    add(
        &pool,
        &Note {
            key: "a".into(),
            number: 2,
        },
        Some("a"),
    )
    .await;
    let lease = std::time::Duration::from_secs(60);
    let mut conn = pool.acquire().await.unwrap();
    assert_eq!(jobs::claim(&mut conn, 10, lease).await.unwrap().jobs.len(), 1);
    late.commit().await.unwrap();
    assert_eq!(jobs::claim(&mut conn, 10, lease).await.unwrap().jobs.len(), 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_more_urgent_is_claimed_first(pool: PgPool) {
    for (number, priority) in [(1, 50), (2, 10), (3, 50), (4, 10)] {
        let mut row = Note {
            key: "p".into(),
            number,
        }
        .row(None, std::time::Duration::ZERO)
        .unwrap();
        row.priority = priority;
        jobs::insert(&mut pool.acquire().await.unwrap(), &[row]).await.unwrap();
    }
    let mut conn = pool.acquire().await.unwrap();
    let claimed = jobs::claim(&mut conn, 3, std::time::Duration::from_secs(60))
        .await
        .unwrap();
    let numbers: Vec<_> = claimed
        .jobs
        .iter()
        .map(|job| job.payload["number"].as_i64().unwrap())
        .collect();
    assert_eq!(numbers, [2, 4, 1]);
}
