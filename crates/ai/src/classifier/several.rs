//! Messages that ask several things, or mention what they don't ask, and every request of theirs.

use enlace_domain::QueueKey;
use serde::Serialize;

use super::{Classifier, ClassifierError};

/// Never chosen with, only measured with.
const SEVERAL: &str = include_str!("../../data/several.tsv");

/// A message and everything it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SeveralMessage {
    /// What is asked, what decides first.
    pub asked: Vec<QueueKey>,
    /// As the subscriber typed it.
    pub text: String,
}

impl SeveralMessage {
    /// Reads lines of `queue+queue<TAB>text`.
    fn parse_lines(file: &str) -> Result<Vec<Self>, ClassifierError> {
        let lines = file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let parse = |(index, line): (usize, &str)| {
            let wrong = |reason: &str| ClassifierError::Line {
                line: index + 1,
                reason: reason.to_owned(),
            };
            let (queues, text) = line.split_once('\t').ok_or_else(|| wrong("there is no tab"))?;
            let queues = queues.split('+').map(str::parse).collect::<Result<Vec<QueueKey>, _>>();
            let asked = queues.map_err(|error| wrong(&error.to_string()))?;
            Ok(Self {
                asked,
                text: text.to_owned(),
            })
        };
        lines.map(parse).collect()
    }
}

/// The messages that ask several things, kept apart to measure with.
///
/// # Errors
/// A malformed line, which the tests keep out of a release.
pub(super) fn several_messages() -> Result<Vec<SeveralMessage>, ClassifierError> {
    SeveralMessage::parse_lines(SEVERAL)
}

/// How well the requests of messages are found that ask several things.
#[derive(Clone, Debug, Serialize)]
pub struct SeveralFigures {
    /// How many messages were judged.
    pub messages: usize,
    /// Of those, how many ask more than one thing.
    pub asking_several: usize,
    /// The share that went where the weightiest request belongs.
    pub decided: f64,
    /// Of the requests found, the share that was made.
    pub precision: f64,
    /// Of the requests made, the share that was found.
    pub recall: f64,
}

/// Judges a classifier by messages that ask several things, with their vectors where there are any.
pub(super) fn judge_several(
    classifier: &Classifier,
    rows: &[SeveralMessage],
    vectors: Option<&[Vec<f32>]>,
) -> SeveralFigures {
    let (mut decided, mut found, mut made, mut both) = (0, 0, 0, 0);
    for (at, row) in rows.iter().enumerate() {
        let vector = vectors.and_then(|vectors| vectors.get(at)).map(Vec::as_slice);
        let reading = classifier.read_with(&row.text, vector);
        let queues: Vec<QueueKey> = reading
            .also
            .iter()
            .map(|also| also.queue)
            .chain([reading.queue])
            .collect();
        decided += usize::from(row.asked.first() == Some(&reading.queue));
        found += queues.len();
        made += row.asked.len();
        both += queues.iter().filter(|queue| row.asked.contains(queue)).count();
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    SeveralFigures {
        messages: rows.len(),
        asking_several: rows.iter().filter(|row| row.asked.len() > 1).count(),
        decided: share(decided, rows.len()),
        precision: share(both, found),
        recall: share(both, made),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the rule's thresholds were chosen with.
    const CHOSEN_WITH: &str = include_str!("../../data/several_chosen_with.tsv");

    #[test]
    fn there_are_enough_messages_and_what_decides_comes_first() {
        let mut rows = several_messages().unwrap();
        let asking = |rows: &[SeveralMessage]| rows.iter().filter(|row| row.asked.len() > 1).count();
        assert!(asking(&rows) >= 60 && rows.len() > asking(&rows));
        rows.extend(SeveralMessage::parse_lines(CHOSEN_WITH).unwrap());
        for row in rows {
            assert_eq!(QueueKey::deciding(&row.asked), Some(row.asked[0]), "{}", row.text);
        }
    }

    #[test]
    fn most_requests_are_found_by_words_alone() {
        let classifier = Classifier::bundled().unwrap();
        let figures = judge_several(&classifier, &several_messages().unwrap(), None);
        assert!(
            figures.decided > 0.7 && figures.precision > 0.8 && figures.recall > 0.7,
            "{figures:?}"
        );
    }
}
