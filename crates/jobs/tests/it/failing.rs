//! What goes wrong is tried again, put off, or given up; it never takes the runner along.

use sqlx::PgPool;

use crate::notebook::{How, Note, Notebook, Stumble, add, hurry, rows, runner};

async fn stumbles(pool: &PgPool, times: i32, how: How) -> Notebook {
    let book = Notebook::default();
    add(pool, &Stumble { times, how }, None).await;
    runner(pool, &book).run_due().await.unwrap();
    book
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_failure_is_tried_again(pool: PgPool) {
    let book = stumbles(&pool, 2, How::Fails).await;
    assert_eq!((book.runs(), book.done("stumble")), (3, vec![1]));
    assert_eq!((rows(&pool, "ready").await, rows(&pool, "dead").await), (0, 0));
}

#[sqlx::test(migrations = "../../migrations")]
async fn after_its_last_failure_it_is_dead_with_the_reason(pool: PgPool) {
    let book = stumbles(&pool, 99, How::Fails).await;
    assert_eq!(book.runs(), 3);
    let why: String = sqlx::query_scalar("select last_error from jobs where state = 'dead'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(why, "stumbled");
}

#[sqlx::test(migrations = "../../migrations")]
async fn being_put_off_is_no_failure(pool: PgPool) {
    let book = stumbles(&pool, 10, How::IsPutOff).await;
    assert_eq!((book.runs(), book.done("stumble")), (11, vec![1]));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_can_never_be_is_given_up_at_once(pool: PgPool) {
    let book = stumbles(&pool, 99, How::GivesUp).await;
    assert_eq!((book.runs(), rows(&pool, "dead").await), (1, 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_panic_is_a_failure_like_any_other(pool: PgPool) {
    add(
        &pool,
        &Note {
            key: "other".into(),
            number: 1,
        },
        None,
    )
    .await;
    let book = stumbles(&pool, 1, How::Panics).await;
    hurry(&pool).await;
    runner(&pool, &book).run_due().await.unwrap();
    assert_eq!(
        (book.runs(), book.done("stumble"), book.done("other")),
        (2, vec![1], vec![1])
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_job_of_a_newer_version_waits_for_it(pool: PgPool) {
    sqlx::query("insert into jobs (name, payload) values ('of_tomorrow', '{}')")
        .execute(&pool)
        .await
        .unwrap();
    runner(&pool, &Notebook::default()).run_due().await.unwrap();
    assert_eq!(rows(&pool, "ready").await, 1);
}
