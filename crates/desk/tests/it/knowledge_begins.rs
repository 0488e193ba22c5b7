//! A desk whose index is still being made: what it finds meanwhile, and that it ends when it is told to.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use enlace_ai::embedder::{EmbedError, Embedder, TextKind};
use enlace_desk::knowledge;
use enlace_domain::Role;
use enlace_store::Pool;
use enlace_testing::person;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::knowledge_search::{article, ask, published};

/// Makes no vector of a passage before it may; those of questions at once.
#[derive(Debug)]
struct Slow(Semaphore);

#[async_trait]
impl Embedder for Slow {
    async fn embed(&self, kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        if kind == TextKind::Passage {
            let _turn = self.0.acquire().await.unwrap();
        }
        Ok(texts.iter().map(|_| vec![0.5; 4]).collect())
    }

    fn dimensions(&self) -> usize {
        4
    }

    fn name(&self) -> &str {
        "slow"
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_desk_that_has_just_begun_finds_by_words_until_the_vectors_are_made(pool: Pool) {
    let slow = Arc::new(Slow(Semaphore::new(0)));
    let desk = enlace_testing::desk_with_embedder(pool, slow.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let id = published(
        &desk,
        &chief,
        article("Luz LOS", "A luz vermelha: confira o cabo verde."),
    )
    .await;
    let syncing = tokio::spawn({
        let desk = desk.clone();
        async move { knowledge::sync(&desk).await }
    });
    let by_words = loop {
        if let Some(hit) = ask(&desk, &chief, "luz vermelha").await.pop() {
            break hit;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!((by_words.article, by_words.sense.is_none()), (id, true));
    assert!(!syncing.is_finished());
    slow.0.add_permits(8);
    assert_eq!(syncing.await.unwrap().unwrap().embedded, 1);
    assert!(ask(&desk, &chief, "luz vermelha").await[0].sense.is_some());
    assert_eq!(knowledge::sync(&desk).await.unwrap().embedded, 0, "it is whole");
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_is_told_to_stop_does_not_wait_for_vectors(pool: Pool) {
    let slow = Arc::new(Slow(Semaphore::new(0)));
    let desk = enlace_testing::desk_with_embedder(pool, slow);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    published(&desk, &chief, article("Luz LOS", "Confira o cabo verde.")).await;
    let stop = CancellationToken::new();
    let following = tokio::spawn(knowledge::follow(desk.clone(), stop.clone()));
    // found by words: it is at the vectors now
    while ask(&desk, &chief, "cabo verde").await.is_empty() {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(10), following)
        .await
        .unwrap()
        .unwrap();
}
