//! How good the classifier is, on messages it has not seen.

use std::{cmp::Reverse, fmt, hash::Hasher};

use enlace_domain::QueueKey;
use fnv::FnvHasher;
use serde::Serialize;

use super::{
    ASK_BELOW, Classifier, ClassifierError, LabelledMessage, alike::groups, calibration::fit_temperature,
    model::place_of, regression::QUEUES,
};

/// How one queue fares.
#[derive(Clone, Debug, Serialize)]
pub struct QueueFigures {
    /// Which.
    pub queue: QueueKey,
    /// Labelled messages of it.
    pub messages: usize,
    /// Of the messages put there, the share that belongs there.
    pub precision: f64,
    /// Of the messages that belong there, the share put there.
    pub recall: f64,
}

/// What the threshold does: below it the subscriber is asked, above it the answer is used.
#[derive(Clone, Debug, Serialize)]
pub struct AskFigures {
    /// The threshold.
    pub ask_below: f32,
    /// Share of messages the subscriber would be asked about.
    pub share_asked: f64,
    /// Share of the others whose queue is right.
    pub accuracy_above: f64,
}

/// Predictions against labels.
#[derive(Clone, Debug, Serialize)]
pub struct Evaluation {
    /// How many messages were judged.
    pub messages: usize,
    /// The share whose queue is right, asking nobody.
    pub accuracy: f64,
    /// Rows are the labels, columns the answers, both in the order of `QueueKey::ALL`.
    pub confusion: [[usize; QUEUES]; QUEUES],
    /// Each queue by itself.
    pub queues: Vec<QueueFigures>,
    /// Mean gap between confidence and the share right, over ten bands of confidence (0 is perfect).
    pub calibration_error: f64,
    /// The figures at [`ASK_BELOW`] and at other thresholds, ascending.
    pub thresholds: Vec<AskFigures>,
}

/// The outcome of cross-validation.
#[derive(Clone, Debug, Serialize)]
pub struct CrossValidation {
    /// How many parts the messages were dealt into; each was judged by a model of the others.
    pub folds: usize,
    /// Every message judged once.
    pub overall: Evaluation,
    /// The temperature that fits these out-of-fold predictions best.
    pub fitted_temperature: f32,
}

/// Deals the messages into folds and judges each fold with a model of the others.
///
/// With their vectors where there are any. Messages of one idea are in one fold. The deal depends on the texts
/// alone and keeps every queue's share, so that the figures repeat.
///
/// # Errors
/// As [`Classifier::train`].
pub(super) fn cross_validate(
    rows: &[LabelledMessage],
    vectors: Option<&[Vec<f32>]>,
    folds: usize,
) -> Result<CrossValidation, ClassifierError> {
    judge_folds(rows, vectors, &deal(rows, folds)?, folds, |_| true)
}

/// Judges each fold with a model of what is `learnt` of the others.
pub(super) fn judge_folds(
    rows: &[LabelledMessage],
    vectors: Option<&[Vec<f32>]>,
    fold_of: &[usize],
    folds: usize,
    learnt: impl Fn(usize) -> bool,
) -> Result<CrossValidation, ClassifierError> {
    let mut pulls = vec![[0.0; QUEUES]; rows.len()];
    let mut answers = vec![Answer::default(); rows.len()];
    for fold in 0..folds {
        let others = || {
            fold_of
                .iter()
                .enumerate()
                .map(|(at, of)| (at, *of))
                .filter(|(at, of)| *of != fold && learnt(*at))
                .map(|(at, _)| at)
        };
        let training: Vec<LabelledMessage> = others().map(|at| rows[at].clone()).collect();
        let classifier = Classifier::train(&training)?;
        if let Some(vectors) = vectors {
            let known: Vec<Vec<f32>> = others().map(|at| vectors[at].clone()).collect();
            classifier.adopt(classifier.train_meaning(&training, &known)?, None);
        }
        for at in (0..rows.len()).filter(|at| fold_of[*at] == fold) {
            let vector = vectors.map(|vectors| vectors[at].as_slice());
            (pulls[at], _) = classifier.pull(&rows[at].text, vector);
            answers[at] = answer(&classifier, &rows[at].text, vector);
        }
    }
    let queues: Vec<usize> = rows.iter().map(|row| place_of(row.queue)).collect();
    Ok(CrossValidation {
        folds,
        overall: judge(&answers, &queues),
        fitted_temperature: fit_temperature(&pulls, &queues),
    })
}

/// Judges labelled messages with a trained classifier, with their vectors where there are any.
#[must_use]
pub(super) fn evaluate(classifier: &Classifier, rows: &[LabelledMessage], vectors: Option<&[Vec<f32>]>) -> Evaluation {
    let answers: Vec<Answer> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| answer(classifier, &row.text, vectors.map(|vectors| vectors[at].as_slice())))
        .collect();
    let queues: Vec<usize> = rows.iter().map(|row| place_of(row.queue)).collect();
    judge(&answers, &queues)
}

/// The number of the queue that a message is put into, and how sure that is.
type Answer = (usize, f32);

fn answer(classifier: &Classifier, text: &str, vector: Option<&[f32]>) -> Answer {
    let reading = classifier.read_with(text, vector);
    (place_of(reading.queue), reading.confidence)
}

/// The fold of each row: groups of one idea, in an order given by a hash of their first text, each into the
/// fold that has fewest of the group's queue.
pub(super) fn deal(rows: &[LabelledMessage], folds: usize) -> Result<Vec<usize>, ClassifierError> {
    let shuffled = |at: usize| {
        let mut hasher = FnvHasher::default();
        hasher.write(rows[at].text.as_bytes());
        hasher.finish()
    };
    let classifier = Classifier::train(rows)?;
    let vectors: Vec<_> = rows.iter().map(|row| classifier.row(&row.text)).collect();
    let group_of = groups(&vectors, classifier.learnt().vocabulary.len());
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); group_of.iter().max().map_or(0, |last| last + 1)];
    group_of
        .iter()
        .enumerate()
        .for_each(|(at, group)| members[*group].push(at));
    members.sort_by_key(|group| shuffled(group[0]));
    let mut filled = vec![[0_usize; QUEUES]; folds.max(1)];
    let mut fold_of = vec![0; rows.len()];
    for group in members {
        let queue = place_of(rows[group[0]].queue);
        let fold = (0..filled.len())
            .min_by_key(|fold| filled[*fold][queue])
            .unwrap_or_default();
        for at in group {
            filled[fold][place_of(rows[at].queue)] += 1;
            fold_of[at] = fold;
        }
    }
    Ok(fold_of)
}

/// The figures of a set of answers.
fn judge(given: &[Answer], queues: &[usize]) -> Evaluation {
    let mut confusion = [[0; QUEUES]; QUEUES];
    let mut answers: Vec<(f32, bool)> = Vec::with_capacity(given.len());
    for ((best, confidence), right) in given.iter().zip(queues) {
        confusion[*right][*best] += 1;
        answers.push((*confidence, best == right));
    }
    let put: [usize; QUEUES] = std::array::from_fn(|queue| confusion.iter().map(|row| row[queue]).sum());
    let figures = |place: usize| {
        let (right, messages) = (confusion[place][place], confusion[place].iter().sum());
        let (precision, recall) = (share(right, put[place]), share(right, messages));
        QueueFigures {
            queue: QueueKey::ALL[place],
            messages,
            precision,
            recall,
        }
    };
    let mut at: Vec<f32> = vec![0.4, 0.5, 0.6, 0.7, 0.8, ASK_BELOW];
    at.sort_by(f32::total_cmp);
    at.dedup();
    Evaluation {
        messages: given.len(),
        accuracy: share((0..QUEUES).map(|queue| confusion[queue][queue]).sum(), given.len()),
        confusion,
        queues: (0..QUEUES).map(figures).collect(),
        calibration_error: calibration_error(&answers),
        thresholds: at
            .into_iter()
            .map(|ask_below| ask_figures(&answers, ask_below))
            .collect(),
    }
}

/// What a threshold would do to these answers (confidence, whether right).
fn ask_figures(answers: &[(f32, bool)], ask_below: f32) -> AskFigures {
    let used: Vec<_> = answers
        .iter()
        .filter(|(confidence, _)| *confidence >= ask_below)
        .collect();
    AskFigures {
        ask_below,
        share_asked: share(answers.len() - used.len(), answers.len()),
        accuracy_above: share(used.iter().filter(|(_, right)| *right).count(), used.len()),
    }
}

/// Ten equally filled bands of confidence: the mean distance of confidence from the share right.
fn calibration_error(answers: &[(f32, bool)]) -> f64 {
    let mut sorted = answers.to_vec();
    sorted.sort_by_key(|(confidence, _)| Reverse(confidence.to_bits()));
    let band = sorted.len().div_ceil(10).max(1);
    let gap = |band: &[(f32, bool)]| {
        let confident: f64 = band.iter().map(|(confidence, _)| f64::from(*confidence)).sum();
        (confident - band.iter().filter(|(_, right)| *right).count() as f64).abs()
    };
    sorted.chunks(band).map(gap).sum::<f64>() / sorted.len().max(1) as f64
}

/// A part of a whole; 0 of nothing.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "accuracy {:.2} % of {} messages",
            self.accuracy * 100.0,
            self.messages
        )?;
        writeln!(f, "calibration error {:.3}\n", self.calibration_error)?;
        write!(f, "{:<18}", "label \\ answer")?;
        QueueKey::ALL
            .iter()
            .try_for_each(|queue| write!(f, "{:>17}", queue.as_str()))?;
        writeln!(f, "{:>11}{:>9}", "precision", "recall")?;
        for (row, figures) in self.confusion.iter().zip(&self.queues) {
            write!(f, "{:<18}", figures.queue.as_str())?;
            row.iter().try_for_each(|count| write!(f, "{count:>17}"))?;
            writeln!(f, "{:>11.3}{:>9.3}", figures.precision, figures.recall)?;
        }
        writeln!(f)?;
        for threshold in &self.thresholds {
            writeln!(
                f,
                "asking below {:.2}: {:>5.1} % asked, {:>6.2} % of the others right{}",
                threshold.ask_below,
                threshold.share_asked * 100.0,
                threshold.accuracy_above * 100.0,
                if (threshold.ask_below - ASK_BELOW).abs() < f32::EPSILON {
                    "  <- in use"
                } else {
                    ""
                },
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classifier::{bundled_messages, calibration::TEMPERATURE, fresh_messages, held_out_messages};

    #[test]
    fn figures_of_a_small_table() {
        let sure = |queue: usize| (queue, 0.9);
        let judged = judge(&[sure(0), sure(0), sure(1), sure(1)], &[0, 1, 1, 1]);
        assert_eq!(judged.accuracy, 0.75);
        assert_eq!((judged.confusion[1][0], judged.confusion[1][1]), (1, 2));
        assert_eq!((judged.queues[0].precision, judged.queues[0].recall), (0.5, 1.0));
        assert_eq!(judged.thresholds[0].share_asked, 0.0);
    }

    #[test]
    fn the_deal_keeps_every_queues_share_and_repeats() {
        // every fourth: to deal them all out takes a minute
        let rows: Vec<LabelledMessage> = bundled_messages().unwrap().into_iter().step_by(4).collect();
        let (fold_of, again) = (deal(&rows, 5).unwrap(), deal(&rows, 5).unwrap());
        assert_eq!(fold_of, again);
        for queue in QueueKey::ALL {
            let of_fold = |fold| {
                rows.iter()
                    .zip(&fold_of)
                    .filter(|(row, of)| row.queue == *queue && **of == fold)
                    .count()
            };
            let counts: Vec<usize> = (0..5).map(of_fold).collect();
            assert!(
                counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 20,
                "{counts:?}"
            );
        }
    }

    #[test]
    fn messages_never_seen_are_understood() {
        let classifier = Classifier::bundled().unwrap();
        for rows in [held_out_messages().unwrap(), fresh_messages().unwrap()] {
            let judged = evaluate(&classifier, &rows, None);
            assert!(judged.accuracy >= 0.96, "{judged}");
        }
    }

    #[test]
    fn two_folds_are_enough_to_see_it_learn_and_the_temperature_holds() {
        let rows: Vec<LabelledMessage> = bundled_messages().unwrap().into_iter().step_by(2).collect();
        let outcome = cross_validate(&rows, None, 2).unwrap();
        assert!(outcome.overall.accuracy > 0.85, "{}", outcome.overall);
        let ratio = outcome.fitted_temperature / TEMPERATURE;
        assert!(
            (0.75..1.35).contains(&ratio),
            "fitted {} against {TEMPERATURE}",
            outcome.fitted_temperature
        );
    }
}
