//! How well the search answers: questions as subscribers type them, each with the articles that answer it, over the
//! demo's articles. By words, by sense, and by both; what counts is whether a right article is among the first five.
//!
//! Whoever asks sees what they may: agents every article, subscribers those for subscribers. The questions fall into two
//! halves by their hash: what is chosen by looking at figures is chosen on the first, and the second shows what it is worth.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, Result};
use enlace_ai::{
    embedder::{Embedder, TextKind},
    local::{LocalEmbedder, ModelFileError},
};
use enlace_desk::knowledge;
use enlace_domain::{ArticleId, article::Audience};
use enlace_search::{EdgeIndex, Filter, Found, Index, Passage, Question, Shape, chunks, find};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Figures;

/// Questions and the slugs of the articles that answer them.
const QUESTIONS: &str = include_str!("../../../../crates/desk/data/questions.tsv");
/// Messages that no article answers.
const UNANSWERABLE: &str = include_str!("../../../../crates/desk/data/unanswerable.tsv");
/// Margins that are tried, beside the one in use.
const MARGINS: [f32; 7] = [0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04];
/// So many of the first are looked at.
const FIRST: usize = 5;

/// With the model in this file; by words alone where there is none.
pub async fn run(model: &Path) -> Result<Figures> {
    let path = model.to_owned();
    let embedder: Option<Arc<dyn Embedder>> =
        match tokio::task::spawn_blocking(move || LocalEmbedder::open(&path)).await? {
            Ok(model) => Some(Arc::new(model)),
            Err(ModelFileError::Missing(_)) => None,
            Err(error) => return Err(error.into()),
        };
    let folder = std::env::temp_dir().join(format!("enlace-bench-knowledge-{}", std::process::id()));
    let result = measure(&folder, embedder).await;
    std::fs::remove_dir_all(&folder).with_context(|| format!("Failed to remove {}", folder.display()))?;
    result
}

async fn measure(folder: &Path, embedder: Option<Arc<dyn Embedder>>) -> Result<Figures> {
    let (passages, slugs, for_agents) = passages(embedder.as_deref()).await?;
    let shape = Shape::of(
        embedder
            .as_ref()
            .map(|embedder| (embedder.name(), embedder.dimensions())),
    );
    let index = EdgeIndex::new(folder.to_owned(), shape);
    index.rebuild(passages, 0).await?;
    let judged = judged()?;
    let texts: Vec<String> = judged.iter().map(|(text, _)| text.clone()).collect();
    let vectors = match &embedder {
        Some(embedder) => embedder
            .embed(TextKind::Query, &texts)
            .await?
            .into_iter()
            .map(Some)
            .collect(),
        None => vec![None; texts.len()],
    };
    let mut sure = Sure::default();
    let (mut words, mut sense, mut both) = (Tally::default(), Tally::default(), Tally::default());
    let mut halves = [Tally::default(), Tally::default()];
    for ((text, right), vector) in judged.iter().zip(vectors) {
        let is_right = |article: ArticleId| slugs.get(&article).is_some_and(|slug| right.contains(slug));
        let audience = right
            .first()
            .is_none_or(|slug| !for_agents.contains(slug))
            .then_some(Audience::Subscriber);
        let half = half_of(text);
        let by_words = ask(&index, text, None, audience).await?;
        words.count(&by_words, is_right);
        if let Some(vector) = vector {
            let alone = ask(&index, text, Some(vector.clone()), Some(Audience::Subscriber)).await?;
            sure.note(&alone, half, is_right);
            let fused = ask(&index, text, Some(vector), audience).await?;
            both.count(&fused, is_right);
            halves[half].count(&fused, is_right);
            let mut by_sense: Vec<Found> = fused.into_iter().filter(|found| found.sense.is_some()).collect();
            by_sense.sort_by_key(|found| found.sense.map(|place| place.rank));
            sense.count(&by_sense, is_right);
        }
    }
    let mut unanswerable = 0;
    if let Some(embedder) = &embedder {
        let texts: Vec<String> = lines(UNANSWERABLE).map(str::to_owned).collect();
        unanswerable = texts.len();
        for (text, vector) in texts.iter().zip(embedder.embed(TextKind::Query, &texts).await?) {
            let found = ask(&index, text, Some(vector), Some(Audience::Subscriber)).await?;
            sure.note(&found, half_of(text), |_| false);
        }
    }
    let mut figures = Figures::new();
    figures.insert("unanswerable".to_owned(), json!(unanswerable));
    for (margin, [first, second]) in sure.table() {
        let said = |(answered, right): (usize, usize)| format!("{answered} answered, {right} right");
        figures.insert(
            format!("sure_from_{margin:.3}"),
            json!(format!("{}; other half {}", said(first), said(second))),
        );
    }
    figures.insert("questions".to_owned(), json!(judged.len()));
    figures.insert("articles".to_owned(), json!(slugs.len()));
    let [first, second] = &halves;
    for (name, tally) in [
        ("words", &words),
        ("sense", &sense),
        ("both", &both),
        ("both_first_half", first),
        ("both_other_half", second),
    ] {
        if tally.asked > 0.0 {
            figures.insert(format!("{name}_recall_at_5"), json!(tally.share(tally.within)));
            figures.insert(format!("{name}_first"), json!(tally.share(tally.first)));
            figures.insert(format!("{name}_mrr"), json!(tally.share(tally.reciprocal)));
        }
    }
    Ok(figures)
}

/// The passages of the bundled articles with their ways of asking, the articles' slugs, and the slugs of those that are for
/// agents only.
async fn passages(
    embedder: Option<&dyn Embedder>,
) -> Result<(Vec<Passage>, HashMap<ArticleId, String>, HashSet<String>)> {
    let articles = knowledge::bundled();
    let (mut passages, mut slugs, mut for_agents) = (Vec::new(), HashMap::new(), HashSet::new());
    for article in articles {
        let id = ArticleId::new();
        let passage = |text: String, asked_for: Option<Uuid>| Passage {
            id: Uuid::now_v7(),
            asked_for,
            article: id,
            version: 1,
            text,
            sense: None,
            category: article.category.clone(),
            audience: article.audience,
            valid_from: None,
            valid_until: None,
        };
        let said = chunks(&article.body)
            .into_iter()
            .map(|chunk| passage(format!("{}\n{}\n{}", article.title, chunk.heading, chunk.plain), None));
        let first = passages.len();
        passages.extend(said);
        let stands_for = passages[first].id;
        let ways = article.ways_of_asking();
        passages.extend(ways.into_iter().map(|way| passage(way.to_owned(), Some(stands_for))));
        if article.audience == Audience::Agents {
            for_agents.insert(article.slug.clone());
        }
        slugs.insert(id, article.slug);
    }
    if let Some(embedder) = embedder {
        let texts: Vec<String> = passages.iter().map(|passage| passage.text.clone()).collect();
        let vectors = embedder.embed(TextKind::Passage, &texts).await?;
        for (passage, vector) in passages.iter_mut().zip(vectors) {
            passage.sense = Some(vector);
        }
    }
    Ok((passages, slugs, for_agents))
}

/// The half that a question falls into.
fn half_of(text: &str) -> usize {
    usize::from(Sha256::digest(text)[31] & 1)
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

fn judged() -> Result<Vec<(String, Vec<String>)>> {
    lines(QUESTIONS)
        .map(|line| {
            let (text, slugs) = line.split_once('\t').with_context(|| format!("No tab in: {line}"))?;
            Ok((
                text.to_owned(),
                slugs.split(',').map(|slug| slug.trim().to_owned()).collect(),
            ))
        })
        .collect()
}

async fn ask(index: &dyn Index, text: &str, sense: Option<Vec<f32>>, audience: Option<Audience>) -> Result<Vec<Found>> {
    let question = Question {
        text: text.to_owned(),
        sense,
        filter: Filter {
            category: None,
            audience,
            day: time::OffsetDateTime::now_utc().date(),
        },
        limit: usize::MAX,
    };
    find(index, &question).await.context("The index can't be searched")
}

/// How often a right article was where.
#[derive(Default)]
struct Tally {
    asked: f64,
    first: f64,
    within: f64,
    reciprocal: f64,
}

impl Tally {
    fn count(&mut self, found: &[Found], is_right: impl Fn(ArticleId) -> bool) {
        self.asked += 1.0;
        if let Some(at) = found.iter().position(|found| is_right(found.article)) {
            self.first += f64::from(u8::from(at == 0));
            self.within += f64::from(u8::from(at < FIRST));
            #[expect(clippy::cast_precision_loss, reason = "a rank below 100")]
            let rank = (at + 1) as f64;
            self.reciprocal += 1.0 / rank;
        }
    }

    fn share(&self, of: f64) -> f64 {
        (of / self.asked * 1_000.0).round() / 1_000.0
    }
}

/// Which questions of either half would be answered without a person, and how many of them rightly.
#[derive(Default)]
struct Sure(Vec<(f32, usize, bool)>);

impl Sure {
    fn note(&mut self, found: &[Found], half: usize, is_right: impl Fn(ArticleId) -> bool) {
        let by_words = found
            .first()
            .and_then(|best| best.words)
            .is_some_and(|place| place.rank == 1);
        if let (Some(best), Some(margin), true) = (found.first(), knowledge::margin(found), by_words) {
            self.0.push((margin, half, is_right(best.article)));
        }
    }

    /// Each margin with how many of either half are answered from it on, and how many of those rightly.
    fn table(&self) -> Vec<(f32, [(usize, usize); 2])> {
        let mut margins = MARGINS.to_vec();
        if !margins.contains(&knowledge::SURE_FROM) {
            margins.push(knowledge::SURE_FROM);
        }
        margins
            .into_iter()
            .map(|margin| {
                let halves = [0, 1].map(|half| {
                    let answered = self.0.iter().filter(|(at, of, _)| *at >= margin && *of == half);
                    let right = answered.clone().filter(|(_, _, right)| *right).count();
                    (answered.count(), right)
                });
                (margin, halves)
            })
            .collect()
    }
}
