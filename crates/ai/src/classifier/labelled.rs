//! Messages whose queue a person has decided, and the two files of them in the repository.

use enlace_domain::QueueKey;

use super::ClassifierError;

/// The messages the bundled model learns from.
const MESSAGES: &str = include_str!("../../data/messages.tsv");
/// Messages written last and in another voice, never trained on.
const HELD_OUT: &str = include_str!("../../data/held_out.tsv");

/// Messages of somebody who knew the five queues and none of the messages above, labelled once more by somebody who saw the
/// texts alone; never trained on. What the two disagreed about is not among them.
const FRESH: &str = include_str!("../../data/fresh.tsv");

/// A message and the queue it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledMessage {
    /// Where a careful agent would put it, by the guide in `docs/CLASSIFIER.md`.
    pub queue: QueueKey,
    /// As the subscriber typed it.
    pub text: String,
}

impl LabelledMessage {
    /// Reads lines of `queue<TAB>text`; empty lines are skipped.
    ///
    /// # Errors
    /// The first line that has no tab, no text or an unknown queue.
    pub fn parse_lines(file: &str) -> Result<Vec<Self>, ClassifierError> {
        file.lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(index, line)| {
                Self::parse(line).map_err(|reason| ClassifierError::Line {
                    line: index + 1,
                    reason,
                })
            })
            .collect()
    }

    /// One line, or why it is not one.
    fn parse(line: &str) -> Result<Self, String> {
        let (queue, text) = line.split_once('\t').ok_or("there is no tab")?;
        let queue = queue.parse::<QueueKey>().map_err(|error| error.to_string())?;
        let text = text.trim();
        if text.is_empty() {
            return Err("there is no text after the tab".into());
        }
        Ok(Self {
            queue,
            text: text.to_owned(),
        })
    }
}

/// The labelled messages the product is trained on.
///
/// # Errors
/// A malformed line, which the tests keep out of a release.
pub fn bundled_messages() -> Result<Vec<LabelledMessage>, ClassifierError> {
    LabelledMessage::parse_lines(MESSAGES)
}

/// The messages kept apart to measure with.
///
/// # Errors
/// A malformed line, which the tests keep out of a release.
pub fn held_out_messages() -> Result<Vec<LabelledMessage>, ClassifierError> {
    LabelledMessage::parse_lines(HELD_OUT)
}

/// The messages of another hand, to measure with.
///
/// # Errors
/// A malformed line, which the tests keep out of a release.
pub fn fresh_messages() -> Result<Vec<LabelledMessage>, ClassifierError> {
    LabelledMessage::parse_lines(FRESH)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::classifier::{normalise::normalise, several::several_messages};

    /// Fails on a pair whose words are the same after normalising, within one file or across them.
    #[test]
    fn no_message_is_there_twice() {
        let mut seen: HashMap<String, String> = HashMap::new();
        let mut twice = Vec::new();
        let both = bundled_messages()
            .unwrap()
            .into_iter()
            .chain(held_out_messages().unwrap())
            .chain(fresh_messages().unwrap())
            .map(|message| message.text)
            .chain(several_messages().unwrap().into_iter().map(|message| message.text));
        for text in both {
            let words: Vec<String> = normalise(&text)
                .into_iter()
                .filter(|token| token.chars().any(char::is_alphanumeric))
                .collect();
            let key = if words.is_empty() {
                text.clone()
            } else {
                words.join(" ")
            };
            if let Some(earlier) = seen.insert(key, text.clone()) {
                twice.push(format!("`{earlier}` and `{text}`"));
            }
        }
        assert!(twice.is_empty(), "the same message twice: {twice:#?}");
    }

    #[test]
    fn there_are_enough_messages_of_every_queue() {
        let count = |rows: &[LabelledMessage], queue| rows.iter().filter(|row| row.queue == queue).count();
        let (trained, held_out) = (bundled_messages().unwrap(), held_out_messages().unwrap());
        let fresh = fresh_messages().unwrap();
        assert!(trained.len() >= 20_000 && held_out.len() >= 400 && fresh.len() >= 500);
        for queue in QueueKey::ALL {
            assert!(count(&trained, *queue) >= 4_000, "{queue}");
            assert!(count(&held_out, *queue) >= 80, "{queue}");
            assert!(count(&fresh, *queue) >= 100, "{queue}");
        }
    }

    #[test]
    fn a_bad_line_is_named_without_its_text() {
        let error = LabelledMessage::parse_lines("financial\tboleto\n\nvendas\tquero um plano")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("line 3") && error.contains("`vendas`") && !error.contains("plano"),
            "{error}"
        );
        assert!(LabelledMessage::parse_lines("financial boleto").is_err());
        assert!(LabelledMessage::parse_lines("financial\t ").is_err());
    }
}
