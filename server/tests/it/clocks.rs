//! Two schedulers at once: what is due happens once.

use sqlx::PgPool;

use crate::process::{Stage, eventually};

#[sqlx::test(migrations = "../migrations")]
async fn two_schedulers_escalate_once(pool: PgPool) {
    let mut first = Stage::set(pool.clone()).await;
    let mut second = Stage::set(pool).await;
    first.serve("gateway,worker,scheduler").await;
    second.serve("scheduler").await;
    let ana = first.town.subscribers()[0].clone();
    first
        .town
        .write(&ana, "estou totalmente sem internet, luz vermelha piscando")
        .await
        .unwrap();
    let pool = first.desk.pool().clone();
    eventually("it is queued", || async {
        enlace_store::tally::conversations(&pool).await.unwrap().queued == 1
    })
    .await;
    sqlx::query("update conversations set due_at = now() - interval '1 minute'")
        .execute(&pool)
        .await
        .unwrap();
    eventually("it is escalated", || async {
        enlace_store::tally::escalations(&pool).await.unwrap() > 0
    })
    .await;
    // the schedulers look every two seconds: let both have had their turn
    first.kill();
    eventually("the other one takes office", || async {
        enlace_store::tally::scheduler_in_office(&pool).await.unwrap()
    })
    .await;
    assert_eq!(enlace_store::tally::escalations(&pool).await.unwrap(), 1);
    assert!(second.terminate().await);
}
