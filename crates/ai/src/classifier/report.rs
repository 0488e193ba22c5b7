//! The classifier's figures, measured now, for `docs/CLASSIFIER.md` and `enlace classify --report`.

use std::{fmt, time::Instant};

use serde::Serialize;

use super::{
    Classifier, ClassifierError, CrossValidation, Evaluation, bundled_messages, cross_validate, evaluate,
    held_out_messages,
};

/// How many parts cross-validation deals the messages into.
const FOLDS: usize = 5;

/// Everything the document states.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Labelled messages trained on.
    pub trained_on: usize,
    /// Features the model kept.
    pub features: usize,
    /// One training on one core, in milliseconds.
    pub train_ms: u128,
    /// Classifying one held-out message, the middle one, in microseconds.
    pub classify_p50_us: u128,
    /// The slowest in a hundred, in microseconds.
    pub classify_p99_us: u128,
    /// Judged by models that had not seen the message.
    pub cross_validation: CrossValidation,
    /// The bundled model on the messages kept apart.
    pub held_out: Evaluation,
}

/// Measures everything: trains six models, so it takes some tens of seconds of one core.
///
/// # Errors
/// As [`Classifier::train`].
pub fn report() -> Result<Report, ClassifierError> {
    let (rows, kept_apart) = (bundled_messages()?, held_out_messages()?);
    let started = Instant::now();
    let classifier = Classifier::train(&rows)?;
    let train_ms = started.elapsed().as_millis();
    let mut times: Vec<u128> = kept_apart
        .iter()
        .map(|row| {
            let started = Instant::now();
            std::hint::black_box(classifier.classify(&row.text));
            started.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| {
        times
            .get((times.len() * share / 100).min(times.len().saturating_sub(1)))
            .copied()
    };
    Ok(Report {
        trained_on: rows.len(),
        features: classifier.learnt().vocabulary.len(),
        train_ms,
        classify_p50_us: at(50).unwrap_or_default(),
        classify_p99_us: at(99).unwrap_or_default(),
        cross_validation: cross_validate(&rows, FOLDS)?,
        held_out: evaluate(&classifier, &kept_apart),
    })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} labelled messages, {} features", self.trained_on, self.features)?;
        writeln!(f, "training {} ms on one core", self.train_ms)?;
        writeln!(
            f,
            "classifying {} us (median), {} us (99th of 100)\n",
            self.classify_p50_us, self.classify_p99_us
        )?;
        let validation = &self.cross_validation;
        writeln!(
            f,
            "== Cross-validation, {} folds ==\n{}",
            validation.folds, validation.overall
        )?;
        writeln!(f, "fitted temperature {:.3}\n", validation.fitted_temperature)?;
        write!(f, "== Held-out messages ==\n{}", self.held_out)
    }
}
