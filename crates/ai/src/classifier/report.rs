//! The classifier's figures, measured now, for `docs/CLASSIFIER.md` and `enlace classify --report`.

use std::{fmt, time::Instant};

use serde::Serialize;

use super::{
    Classifier, ClassifierError, CrossValidation, Evaluation, SeveralFigures, bundled_messages, fresh_messages,
    held_out_messages,
    several::{judge_several, several_messages},
    validation::{cross_validate, evaluate},
};
use crate::embedder::{EmbedError, Embedder, TextKind};

/// How many parts cross-validation deals the messages into.
const FOLDS: usize = 5;

/// The sentence vectors of all labelled messages.
pub struct Vectors {
    trained_on: Vec<Vec<f32>>,
    held_out: Vec<Vec<f32>>,
    fresh: Vec<Vec<f32>>,
    several: Vec<Vec<f32>>,
    embedder: String,
}

impl Vectors {
    /// Has them made: minutes of one core with the local model.
    ///
    /// # Errors
    /// The embedder fails, or a labelled file is malformed.
    pub async fn make(embedder: &dyn Embedder) -> Result<Self, ClassifierError> {
        let texts = |rows: Vec<super::LabelledMessage>| rows.into_iter().map(|row| row.text).collect::<Vec<_>>();
        let several = several_messages()?.into_iter().map(|row| row.text).collect();
        let embed =
            async |texts: Vec<String>| -> Result<_, EmbedError> { embedder.embed(TextKind::Query, &texts).await };
        Ok(Self {
            trained_on: embed(texts(bundled_messages()?)).await?,
            held_out: embed(texts(held_out_messages()?)).await?,
            fresh: embed(texts(fresh_messages()?)).await?,
            several: embed(several).await?,
            embedder: embedder.name().to_owned(),
        })
    }
}

/// Everything the document states.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Whose vectors were used; nothing for words alone.
    pub embedder: Option<String>,
    /// Labelled messages trained on.
    pub trained_on: usize,
    /// Features of words that the model kept.
    pub features: usize,
    /// One training on one core, in milliseconds, without making vectors.
    pub train_ms: u128,
    /// Classifying one held-out message, the middle one, in microseconds, without making its vector.
    pub classify_p50_us: u128,
    /// The slowest in twenty, in microseconds.
    pub classify_p95_us: u128,
    /// The slowest in a hundred, in microseconds.
    pub classify_p99_us: u128,
    /// Judged by models that had not seen the message, nor one of the same idea.
    pub cross_validation: CrossValidation,
    /// The bundled model on the messages kept apart.
    pub held_out: Evaluation,
    /// The bundled model on the messages of another hand.
    pub fresh: Evaluation,
    /// The bundled model on messages that ask several things.
    pub several: SeveralFigures,
}

/// Measures everything of the words alone: trains several models, so it takes some tens of seconds of one core.
///
/// # Errors
/// As [`Classifier::train`].
pub fn report() -> Result<Report, ClassifierError> {
    measure(None)
}

/// The same of words and vectors together: some minutes.
///
/// # Errors
/// As [`Classifier::train`].
pub fn report_with(vectors: &Vectors) -> Result<Report, ClassifierError> {
    measure(Some(vectors))
}

fn measure(vectors: Option<&Vectors>) -> Result<Report, ClassifierError> {
    let (rows, kept_apart) = (bundled_messages()?, held_out_messages()?);
    let started = Instant::now();
    let classifier = Classifier::train(&rows)?;
    if let Some(vectors) = vectors {
        classifier.adopt(classifier.train_meaning(&rows, &vectors.trained_on)?, None);
    }
    let train_ms = started.elapsed().as_millis();
    let held_out = vectors.map(|vectors| vectors.held_out.as_slice());
    let mut times: Vec<u128> = kept_apart
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let started = Instant::now();
            std::hint::black_box(classifier.read_with(&row.text, held_out.map(|vectors| vectors[at].as_slice())));
            started.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| {
        times
            .get((times.len() * share / 100).min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    Ok(Report {
        embedder: vectors.map(|vectors| vectors.embedder.clone()),
        trained_on: rows.len(),
        features: classifier.learnt().vocabulary.len(),
        train_ms,
        classify_p50_us: at(50),
        classify_p95_us: at(95),
        classify_p99_us: at(99),
        cross_validation: cross_validate(&rows, vectors.map(|vectors| vectors.trained_on.as_slice()), FOLDS)?,
        held_out: evaluate(&classifier, &kept_apart, held_out),
        fresh: evaluate(
            &classifier,
            &fresh_messages()?,
            vectors.map(|vectors| vectors.fresh.as_slice()),
        ),
        several: judge_several(
            &classifier,
            &several_messages()?,
            vectors.map(|vectors| vectors.several.as_slice()),
        ),
    })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.embedder {
            Some(embedder) => writeln!(f, "#### Words, and vectors of {embedder}")?,
            None => writeln!(f, "#### Words alone")?,
        }
        writeln!(
            f,
            "{} labelled messages, {} features of words",
            self.trained_on, self.features
        )?;
        writeln!(f, "training {} ms on one core", self.train_ms)?;
        writeln!(
            f,
            "classifying {} us (median), {} us (95th of 100), {} us (99th)\n",
            self.classify_p50_us, self.classify_p95_us, self.classify_p99_us
        )?;
        let validation = &self.cross_validation;
        writeln!(
            f,
            "== Cross-validation, {} folds ==\n{}",
            validation.folds, validation.overall
        )?;
        writeln!(f, "fitted temperature {:.3}\n", validation.fitted_temperature)?;
        writeln!(f, "== Held-out messages ==\n{}", self.held_out)?;
        writeln!(f, "== Messages of another hand ==\n{}", self.fresh)?;
        let several = &self.several;
        writeln!(f, "== Messages that ask several things ==")?;
        write!(
            f,
            "{:.2} % of {} messages where the weightiest request belongs ({} ask several things); of the requests found \
             {:.1} % were made, of those made {:.1} % were found",
            several.decided * 100.0,
            several.messages,
            several.asking_several,
            several.precision * 100.0,
            several.recall * 100.0
        )
    }
}
