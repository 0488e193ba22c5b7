//! How well the search answers: questions as subscribers type them, each with the articles that answer it, over the
//! demo's articles. By words, by sense, and by both; what counts is whether a right article is among the first five.
//!
//! Twice over: as agents search, every question among all articles; and as automation searches, among the articles for
//! subscribers, the questions that one of these answers. The questions fall into two halves by their hash: what is chosen by
//! looking at figures is chosen on the first, and the second shows what it is worth. The margins are those from which on
//! automation might answer by itself, with the embedder that is configured: docs/KNOWLEDGE.md says what to do with them.

mod sure;
mod tally;

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, Result};
use enlace_ai::embedder::{Embedder, TextKind};
use enlace_desk::knowledge;
use enlace_domain::{ArticleId, article::Audience};
use enlace_search::{EdgeIndex, Filter, Found, Index, Passage, Question, Shape, chunks, find};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use self::{sure::Sure, tally::Tally};
use super::{DATA, Figures};
use crate::config::EmbeddingSettings;

/// Questions and the slugs of the articles that answer them.
const QUESTIONS: &str = include_str!("../../../../../crates/desk/data/questions.tsv");
/// Messages that no article answers.
const UNANSWERABLE: &str = include_str!("../../../../../crates/desk/data/unanswerable.tsv");

/// With the embedder that the settings name; by words alone where there is none.
pub async fn run(settings: &EmbeddingSettings) -> Result<Figures> {
    let embedder = settings.embedder(Path::new(DATA)).await?;
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
    let (mut agents, mut automation) = (Orders::default(), Orders::default());
    for ((text, right), vector) in judged.iter().zip(vectors) {
        let is_right = |article: ArticleId| slugs.get(&article).is_some_and(|slug| right.contains(slug));
        let half = half_of(text);
        agents.note(&index, text, vector.clone(), None, is_right).await?;
        if right.iter().any(|slug| !for_agents.contains(slug)) {
            let audience = Some(Audience::Subscriber);
            automation
                .note(&index, text, vector.clone(), audience, is_right)
                .await?;
        }
        if let Some(vector) = vector {
            // subscribers write what only agents' articles answer, too: nothing that is sent then is right
            let found = ask(&index, text, Some(vector), Some(Audience::Subscriber)).await?;
            sure.note(&found, half, is_right);
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
    let name = embedder.as_ref().map(|embedder| embedder.name());
    let in_use = name.and_then(knowledge::sure_from);
    let mut figures = Figures::new();
    figures.insert("embedder".to_owned(), json!(name));
    figures.insert(
        "sure_from".to_owned(),
        json!(in_use.map(|margin| format!("{margin:.3}"))),
    );
    figures.insert("unanswerable".to_owned(), json!(unanswerable));
    for (margin, [first, second]) in sure.table(in_use) {
        let said = |(answered, right): (usize, usize)| format!("{answered} answered, {right} right");
        figures.insert(
            format!("sure_from_{margin:.3}"),
            json!(format!("{}; other half {}", said(first), said(second))),
        );
    }
    figures.insert("questions".to_owned(), json!(judged.len()));
    figures.insert("articles".to_owned(), json!(slugs.len()));
    agents.put(&mut figures, "unfiltered");
    automation.put(&mut figures, "filtered");
    Ok(figures)
}

/// How well either order and both together find, of questions that are asked in one way.
#[derive(Default)]
struct Orders {
    words: Tally,
    sense: Tally,
    both: Tally,
    /// Both together, of either half.
    halves: [Tally; 2],
}

impl Orders {
    async fn note(
        &mut self,
        index: &dyn Index,
        text: &str,
        vector: Option<Vec<f32>>,
        audience: Option<Audience>,
        is_right: impl Fn(ArticleId) -> bool,
    ) -> Result<()> {
        let by_words = ask(index, text, None, audience).await?;
        self.words.count(&by_words, &is_right);
        let Some(vector) = vector else { return Ok(()) };
        let fused = ask(index, text, Some(vector), audience).await?;
        self.both.count(&fused, &is_right);
        self.halves[half_of(text)].count(&fused, &is_right);
        let mut by_sense: Vec<Found> = fused.into_iter().filter(|found| found.sense.is_some()).collect();
        by_sense.sort_by_key(|found| found.sense.map(|place| place.rank));
        self.sense.count(&by_sense, &is_right);
        Ok(())
    }

    /// With `how` before each name; what was not asked is left out.
    fn put(&self, figures: &mut Figures, how: &str) {
        figures.insert(format!("{how}_questions"), json!(self.words.asked()));
        let [first, second] = &self.halves;
        for (name, tally) in [
            ("words", &self.words),
            ("sense", &self.sense),
            ("both", &self.both),
            ("both_first_half", first),
            ("both_other_half", second),
        ] {
            if tally.asked() > 0 {
                figures.insert(format!("{how}_{name}_recall_at_5"), json!(tally.recall_at_5()));
                figures.insert(format!("{how}_{name}_first"), json!(tally.first()));
                figures.insert(format!("{how}_{name}_mrr"), json!(tally.mean_reciprocal()));
            }
        }
    }
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
