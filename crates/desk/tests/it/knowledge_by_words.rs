//! Embedders that fail or never answer: what they can't read is found by words, and nobody waits for them for long.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use enlace_ai::embedder::{EmbedError, Embedder, TextKind};
use enlace_desk::knowledge::{self, SyncReport};
use enlace_domain::Role;
use enlace_store::Pool;
use enlace_testing::person;

use crate::knowledge_search::{article, ask, published};

/// An embedder as an API may be, that counts how often it is asked.
#[derive(Debug, Default)]
pub(crate) struct Moody {
    /// Refuses passages with this word in them.
    refuses: Option<&'static str>,
    /// Takes everything after all.
    healed: AtomicBool,
    /// Never answers a question.
    silent: bool,
    /// Its name, where it is not its own.
    called: Option<&'static str>,
    passages: AtomicUsize,
    questions: AtomicUsize,
}

impl Moody {
    fn refusing(word: &'static str) -> Arc<Self> {
        Arc::new(Self {
            refuses: Some(word),
            ..Self::default()
        })
    }

    pub(crate) fn silent() -> Arc<Self> {
        Arc::new(Self {
            silent: true,
            ..Self::default()
        })
    }

    /// The same under another's name.
    pub(crate) fn silent_called(name: &'static str) -> Arc<Self> {
        Arc::new(Self {
            silent: true,
            called: Some(name),
            ..Self::default()
        })
    }

    fn passages(&self) -> usize {
        self.passages.load(Ordering::Relaxed)
    }

    pub(crate) fn questions(&self) -> usize {
        self.questions.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Embedder for Moody {
    async fn embed(&self, kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        match kind {
            TextKind::Passage => {
                self.passages.fetch_add(1, Ordering::Relaxed);
                let refused = self.refuses.filter(|_| !self.healed.load(Ordering::Relaxed));
                if refused.is_some_and(|word| texts.iter().any(|text| text.contains(word))) {
                    return Err(EmbedError::Api("it answered 400".to_owned()));
                }
            }
            TextKind::Query => {
                self.questions.fetch_add(1, Ordering::Relaxed);
                if self.silent {
                    std::future::pending::<()>().await;
                }
            }
        }
        Ok(texts.iter().map(|_| vec![0.5; 4]).collect())
    }

    fn dimensions(&self) -> usize {
        4
    }

    fn name(&self) -> &str {
        self.called.unwrap_or("moody")
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_article_that_the_embedder_refuses_is_found_by_words_and_the_others_go_on(pool: Pool) {
    let moody = Moody::refusing("telhado");
    let desk = enlace_testing::desk_with_embedder(pool, moody.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let refused = published(&desk, &chief, article("Antena", "A antena no telhado.")).await;
    let other = published(&desk, &chief, article("Luz LOS", "Confira o cabo verde.")).await;
    let report = knowledge::sync(&desk).await.unwrap();
    let wanted = SyncReport {
        put: 2,
        removed: 0,
        embedded: 1,
        by_words: 1,
    };
    assert_eq!(report, wanted);
    let hits = ask(&desk, &chief, "telhado").await;
    let found = hits.iter().find(|hit| hit.article == refused).unwrap();
    assert!(found.words.is_some() && found.sense.is_none());
    let hits = ask(&desk, &chief, "cabo verde").await;
    assert!(hits[0].article == other && hits[0].sense.is_some());

    // it is not asked again at every look
    let asked = moody.passages();
    let report = knowledge::sync(&desk).await.unwrap();
    assert_eq!((report.put, report.by_words, moody.passages()), (0, 1, asked));

    // published while one waits: it goes in with its vectors, and the one that waits is tried again and stays as it is
    published(&desk, &chief, article("Visita", "No mesmo dia.")).await;
    let report = knowledge::sync(&desk).await.unwrap();
    assert_eq!((report.put, report.embedded, report.by_words), (1, 1, 1));

    moody.healed.store(true, Ordering::Relaxed);
    published(&desk, &chief, article("Segunda via", "A fatura em PDF.")).await;
    let report = knowledge::sync(&desk).await.unwrap();
    assert_eq!((report.put, report.embedded, report.by_words), (2, 2, 0));
    let hits = ask(&desk, &chief, "telhado").await;
    let found = hits.iter().find(|hit| hit.article == refused).unwrap();
    assert!(found.words.is_some() && found.sense.is_some());
    assert_eq!(knowledge::sync(&desk).await.unwrap(), SyncReport::default());
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_embedder_that_is_away_is_not_waited_for_article_by_article(pool: Pool) {
    // no text is without it
    let moody = Moody::refusing("");
    let desk = enlace_testing::desk_with_embedder(pool, moody.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    for number in 0..5 {
        let title = format!("Assunto {number}");
        published(&desk, &chief, article(&title, "O texto.")).await;
    }
    let report = knowledge::sync(&desk).await.unwrap();
    assert_eq!((report.put, report.by_words), (5, 5));
    // all together, the first by itself, and a plain word
    assert_eq!(moody.passages(), 3);
    assert_eq!(ask(&desk, &chief, "texto").await.len(), 5);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_search_does_not_wait_for_an_embedder_that_never_answers(pool: Pool) {
    let silent = Moody::silent();
    let desk = enlace_testing::desk_with_embedder(pool, silent.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let id = published(&desk, &chief, article("Luz LOS", "Confira o cabo verde.")).await;
    knowledge::sync(&desk).await.unwrap();
    let began = Instant::now();
    for typed in ["cabo", "cabo verde"] {
        let hits = ask(&desk, &chief, typed).await;
        assert!(hits.len() == 1 && hits[0].article == id && hits[0].sense.is_none());
    }
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(silent.questions(), 1, "it is left alone for a while");
}
