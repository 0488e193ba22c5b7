//! `kill -9` in the middle of work: nothing is lost, nothing is sent twice.

use std::collections::HashMap;

use sqlx::PgPool;

use crate::process::{Stage, eventually};

/// Everybody writes once; the process is killed again and again while it works.
#[sqlx::test(migrations = "../migrations")]
async fn every_message_is_taken_in_once_and_no_answer_leaves_twice(pool: PgPool) {
    let mut stage = Stage::set(pool).await;
    stage.serve("gateway,worker").await;
    let writers: Vec<_> = stage.town.subscribers().iter().take(60).cloned().collect();
    for (round, batch) in writers.chunks(20).enumerate() {
        let writing = batch
            .iter()
            .map(|writer| stage.town.write(writer, "estou sem internet desde ontem, luz vermelha"));
        for written in futures::future::join_all(writing).await {
            written.unwrap();
        }
        if round < 2 {
            stage.kill();
            stage.serve("gateway,worker").await;
        }
    }
    let desk = stage.desk.clone();
    eventually("all 60 are taken in and answered", || async {
        let taken = enlace_store::tally::messages_from_subscribers(desk.pool())
            .await
            .unwrap();
        let open = enlace_store::tally::outbox_unsettled(desk.pool()).await.unwrap();
        let left = enlace_store::tally::conversations(desk.pool())
            .await
            .unwrap()
            .unfinished_jobs;
        taken == 60 && open == 0 && left == 0
    })
    .await;
    let mut sent: HashMap<String, usize> = HashMap::new();
    for message in stage.town.outbox() {
        *sent.entry(format!("{:?} {}", message.to, message.body)).or_default() += 1;
    }
    let doubled: Vec<_> = sent.values().filter(|count| **count > 1).collect();
    assert!(
        doubled.is_empty(),
        "{} answers reached somebody more than once",
        doubled.len()
    );
    assert_eq!(sent.len(), 60, "everybody has one answer");
    assert!(stage.terminate().await, "asked to stop, it finishes and ends well");
}
