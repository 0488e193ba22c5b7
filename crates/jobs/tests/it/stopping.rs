//! A runner that is told to stop finishes what it began and gives the rest back. Only one process leads.

use enlace_jobs::Election;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::notebook::{Note, Notebook, WaitAtGate, add, rows, runner, until};

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_begun_is_finished_and_the_rest_given_back(pool: PgPool) {
    let book = Notebook::default();
    add(&pool, &WaitAtGate, None).await;
    add(
        &pool,
        &Note {
            key: "later".into(),
            number: 1,
        },
        None,
    )
    .await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(runner(&pool, &book).run(stop.child_token()));
    book.at_gate().await;
    stop.cancel();
    until("the one not begun is ready again", async || {
        rows(&pool, "ready").await == 1
    })
    .await;
    assert_eq!(rows(&pool, "running").await, 1);
    book.open_gate();
    running.await.unwrap();
    assert_eq!((book.done("gate"), book.done("later")), (vec![1], vec![]));
    assert_eq!((rows(&pool, "running").await, rows(&pool, "ready").await), (0, 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_two_candidates_one_leads_until_it_is_gone(pool: PgPool) {
    let (mut first, mut second) = (Election::new(pool.clone(), 77), Election::new(pool.clone(), 77));
    assert!(first.leads().await && !second.leads().await && first.leads().await);
    drop(first);
    until("the other leads", async || second.leads().await).await;
}
