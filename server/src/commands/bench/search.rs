//! How fast 100,000 passages are searched, and how many of the truly nearest ones are found.
//!
//! The vectors are invented: they lie around two thousand centres, as texts lie around subjects. The texts are the
//! sentences of the demo's articles, shuffled. The baseline is the exact search: every vector looked at.

use std::time::Instant;

use anyhow::{Context, Result};
use enlace_desk::knowledge;
use enlace_domain::{ArticleId, article::Audience};
use enlace_search::{EdgeIndex, Filter, Index, Passage, Probe, Question, Shape, chunks, find};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::json;
use uuid::Uuid;

use super::{Figures, milliseconds, percentile};

const PASSAGES: usize = 100_000;
const PER_ARTICLE: usize = 5;
const CENTRES: usize = 2_000;
const DIMENSIONS: usize = 384;
const QUESTIONS: usize = 400;
/// So many of the nearest are compared with the exact search.
const NEAREST: usize = 10;

pub async fn run() -> Result<Figures> {
    let folder = std::env::temp_dir().join(format!("enlace-bench-search-{}", std::process::id()));
    let result = measure(&folder).await;
    std::fs::remove_dir_all(&folder).with_context(|| format!("Failed to remove {}", folder.display()))?;
    result
}

async fn measure(folder: &std::path::Path) -> Result<Figures> {
    let mut chance = StdRng::seed_from_u64(2026);
    let sentences = sentences()?;
    let centres: Vec<Vec<f32>> = (0..CENTRES).map(|_| random(&mut chance)).collect();
    let passages: Vec<Passage> = (0..PASSAGES / PER_ARTICLE)
        .flat_map(|_| std::iter::repeat_n(ArticleId::new(), PER_ARTICLE))
        .map(|article| passage(&mut chance, article, &sentences, &centres))
        .collect();
    let vectors: Vec<Vec<f32>> = passages.iter().filter_map(|passage| passage.sense.clone()).collect();
    let ids: Vec<Uuid> = passages.iter().map(|passage| passage.id).collect();
    let shape = Shape {
        embedder: Some("bench".to_owned()),
        dimensions: DIMENSIONS,
    };
    let index = EdgeIndex::new(folder.to_owned(), shape);
    let began = Instant::now();
    index.rebuild(passages, 0).await?;
    let build_s = began.elapsed().as_secs_f64();
    let filter = Filter {
        category: None,
        audience: None,
        day: time::OffsetDateTime::now_utc().date(),
    };
    let (mut searches, mut exact, mut right) = (Vec::new(), Vec::new(), 0);
    for _ in 0..QUESTIONS {
        let about = vectors.choose(&mut chance).context("There are no vectors")?;
        let vector = near(&mut chance, about);
        let text = question(&mut chance, &sentences);
        let asked = Question {
            text,
            sense: Some(vector.clone()),
            filter: filter.clone(),
            limit: 5,
        };
        let began = Instant::now();
        find(&index, &asked).await?;
        searches.push(micros(began));
        let began = Instant::now();
        let truth = nearest(&vectors, &vector);
        exact.push(micros(began));
        let found = index.nearest(Probe::Sense(vector), &filter, NEAREST).await?;
        right += found
            .iter()
            .filter(|found| truth.iter().any(|at| ids[*at] == found.passage))
            .count();
    }
    let p95 = percentile(&mut searches, 0.95);
    let exact_p95 = percentile(&mut exact, 0.95);
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let recall = right as f64 / (QUESTIONS * NEAREST) as f64;
    let mut figures = Figures::new();
    figures.insert("passages".to_owned(), json!(PASSAGES));
    figures.insert("p50_ms".to_owned(), json!(milliseconds(percentile(&mut searches, 0.5))));
    figures.insert("p95_ms".to_owned(), json!(milliseconds(p95)));
    figures.insert("recall".to_owned(), json!((recall * 10_000.0).round() / 10_000.0));
    figures.insert("exact_p95_ms".to_owned(), json!(milliseconds(exact_p95)));
    figures.insert(
        "ratio".to_owned(),
        json!((f64::from(p95) / f64::from(exact_p95.max(1)) * 1_000.0).round() / 1_000.0),
    );
    figures.insert("build_s".to_owned(), json!((build_s * 10.0).round() / 10.0));
    Ok(figures)
}

fn micros(began: Instant) -> u32 {
    u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX)
}

fn sentences() -> Result<Vec<String>> {
    let articles = knowledge::bundled();
    let chunks = articles.iter().flat_map(|article| chunks(&article.body));
    Ok(chunks
        .flat_map(|chunk| chunk.plain.split(['.', '\n']).map(str::to_owned).collect::<Vec<_>>())
        .filter(|sentence| sentence.split_whitespace().count() > 3)
        .collect())
}

fn passage(chance: &mut StdRng, article: ArticleId, sentences: &[String], centres: &[Vec<f32>]) -> Passage {
    let text: Vec<&str> = sentences.choose_multiple(chance, 6).map(String::as_str).collect();
    let centre = &centres[chance.random_range(0..centres.len())];
    Passage {
        id: Uuid::now_v7(),
        asked_for: None,
        article,
        version: 1,
        text: text.join(". "),
        sense: Some(near(chance, centre)),
        category: "technical_troubleshooting".to_owned(),
        audience: Audience::Subscriber,
        valid_from: None,
        valid_until: None,
    }
}

fn question(chance: &mut StdRng, sentences: &[String]) -> String {
    let words: Vec<&str> = sentences
        .choose_multiple(chance, 2)
        .flat_map(|text| text.split_whitespace())
        .collect();
    words.choose_multiple(chance, 8).copied().collect::<Vec<_>>().join(" ")
}

fn random(chance: &mut StdRng) -> Vec<f32> {
    unit((0..DIMENSIONS).map(|_| chance.random_range(-1.0..1.0)).collect())
}

/// A vector about as far from another as texts of one subject are from each other.
fn near(chance: &mut StdRng, centre: &[f32]) -> Vec<f32> {
    unit(centre.iter().map(|x| x + chance.random_range(-0.06..0.06)).collect())
}

fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    vector.iter_mut().for_each(|x| *x /= length);
    vector
}

/// The exact search: which vectors are nearest.
fn nearest(vectors: &[Vec<f32>], to: &[f32]) -> Vec<usize> {
    let score = |vector: &Vec<f32>| vector.iter().zip(to).map(|(a, b)| a * b).sum::<f32>();
    let mut scored: Vec<(f32, usize)> = vectors
        .iter()
        .enumerate()
        .map(|(at, vector)| (score(vector), at))
        .collect();
    scored.select_nth_unstable_by(NEAREST, |one, other| other.0.total_cmp(&one.0));
    scored.truncate(NEAREST);
    scored.into_iter().map(|(_, at)| at).collect()
}
