//! How well the search answers: questions as subscribers type them, each with the articles that answer it, over the
//! demo's articles. By words, by sense, and by both; what counts is whether a right article is among the first five.

use std::{collections::HashMap, path::Path, sync::Arc};

use anyhow::{Context, Result};
use enlace_ai::{
    embedder::{Embedder, TextKind},
    local::{LocalEmbedder, ModelFileError},
};
use enlace_desk::knowledge;
use enlace_domain::{ArticleId, article::Audience};
use enlace_search::{EdgeIndex, Filter, Found, Index, Passage, Question, Shape, chunks, find};
use serde_json::json;
use uuid::Uuid;

use super::Figures;

/// Questions and the slugs of the articles that answer them.
const QUESTIONS: &str = include_str!("../../../../crates/desk/data/questions.tsv");
/// Messages that no article answers.
const UNANSWERABLE: &str = include_str!("../../../../crates/desk/data/unanswerable.tsv");
/// Margins that are tried, beside the one in use.
const MARGINS: [f32; 6] = [0.005, 0.01, 0.015, 0.02, 0.025, 0.03];
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
    let (passages, slugs) = passages(embedder.as_deref()).await?;
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
    for ((text, right), vector) in judged.iter().zip(vectors) {
        let is_right = |article: ArticleId| slugs.get(&article).is_some_and(|slug| right.contains(slug));
        let by_words = ask(&index, text, None, None).await?;
        words.count(&by_words, is_right);
        if let Some(vector) = vector {
            let alone = ask(&index, text, Some(vector.clone()), Some(Audience::Subscriber)).await?;
            sure.note(&alone, is_right);
            let fused = ask(&index, text, Some(vector), None).await?;
            both.count(&fused, is_right);
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
            sure.note(&found, |_| false);
        }
    }
    let mut figures = Figures::new();
    figures.insert("unanswerable".to_owned(), json!(unanswerable));
    for (margin, answered, right) in sure.table() {
        figures.insert(
            format!("sure_from_{margin:.3}"),
            json!(format!("{answered} answered, {right} right")),
        );
    }
    figures.insert("questions".to_owned(), json!(judged.len()));
    figures.insert("articles".to_owned(), json!(slugs.len()));
    for (name, tally) in [("words", &words), ("sense", &sense), ("both", &both)] {
        if tally.asked > 0.0 {
            figures.insert(format!("{name}_recall_at_5"), json!(tally.share(tally.within)));
            figures.insert(format!("{name}_first"), json!(tally.share(tally.first)));
            figures.insert(format!("{name}_mrr"), json!(tally.share(tally.reciprocal)));
        }
    }
    Ok(figures)
}

async fn passages(embedder: Option<&dyn Embedder>) -> Result<(Vec<Passage>, HashMap<ArticleId, String>)> {
    let articles = knowledge::bundled().context("The bundled articles can't be read")?;
    let (mut passages, mut slugs) = (Vec::new(), HashMap::new());
    for article in articles {
        let id = ArticleId::new();
        for chunk in chunks(&article.body) {
            passages.push(Passage {
                id: Uuid::now_v7(),
                article: id,
                version: 1,
                text: format!("{}\n{}\n{}", article.title, chunk.heading, chunk.plain),
                sense: None,
                category: article.category.clone(),
                audience: article.audience,
                valid_from: None,
                valid_until: None,
            });
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
    Ok((passages, slugs))
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

/// Which questions would be answered without a person, and how many of them rightly.
#[derive(Default)]
struct Sure(Vec<(f32, bool)>);

impl Sure {
    fn note(&mut self, found: &[Found], is_right: impl Fn(ArticleId) -> bool) {
        let by_words = found
            .first()
            .and_then(|best| best.words)
            .is_some_and(|place| place.rank == 1);
        if let (Some(best), Some(margin), true) = (found.first(), knowledge::margin(found), by_words) {
            self.0.push((margin, is_right(best.article)));
        }
    }

    /// Each margin with how many are answered from it on, and how many of those rightly.
    fn table(&self) -> Vec<(f32, usize, usize)> {
        let mut margins = MARGINS.to_vec();
        if !margins.contains(&knowledge::SURE_FROM) {
            margins.push(knowledge::SURE_FROM);
        }
        margins
            .into_iter()
            .map(|margin| {
                let answered = self.0.iter().filter(|(at, _)| *at >= margin);
                let right = answered.clone().filter(|(_, right)| *right).count();
                (margin, answered.count(), right)
            })
            .collect()
    }
}
