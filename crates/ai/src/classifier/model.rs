//! The trained classifier: from a text to a queue and how sure that is.

use std::sync::Arc;

use enlace_domain::QueueKey;
use serde::{Deserialize, Serialize};

use super::{
    ClassifierError, LabelledMessage, bundled_messages,
    calibration::TEMPERATURE,
    content::says_nothing,
    features::{Features, features},
    lexicon::Lexicon,
    normalise::normalise,
    regression::{Coefficients, QUEUES, softmax},
    vocabulary::Vocabulary,
};

/// What the classifier thinks of one message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Classification {
    /// The most likely queue.
    pub queue: QueueKey,
    /// Its chance, from 0.2 (no idea) to 1; below [`super::ASK_BELOW`] the subscriber is asked.
    pub confidence: f32,
    /// Every queue with its chance, most likely first; the chances sum to 1.
    pub scores: [(QueueKey, f32); QUEUES],
}

/// What training leaves behind, as it is kept in the file.
#[derive(Serialize, Deserialize)]
pub(super) struct Learnt {
    pub(super) vocabulary: Vocabulary,
    pub(super) coefficients: Coefficients,
}

impl Learnt {
    /// Whether the parts fit together; a damaged file may decode and still not.
    pub(super) fn is_whole(&self) -> bool {
        self.vocabulary.is_whole() && self.coefficients.len() == self.vocabulary.len()
    }
}

/// Assigns messages to queues. Cheap to clone, and shared between threads without locks.
#[derive(Clone)]
pub struct Classifier {
    learnt: Arc<Learnt>,
    lexicon: Arc<Lexicon>,
}

impl Classifier {
    /// Learns from labelled messages: about two seconds of one core for the bundled ones.
    ///
    /// # Errors
    /// A queue with fewer than two messages, or an optimiser that cannot move.
    pub fn train(rows: &[LabelledMessage]) -> Result<Self, ClassifierError> {
        let lexicon = Lexicon::bundled()?;
        let queues: Vec<usize> = rows.iter().map(|row| place_of(row.queue)).collect();
        for queue in QueueKey::ALL {
            if queues.iter().filter(|place| **place == place_of(*queue)).count() < 2 {
                return Err(ClassifierError::TooFew(*queue));
            }
        }
        let messages: Vec<Features> = rows.iter().map(|row| features(&row.text, &lexicon)).collect();
        let vocabulary = Vocabulary::learn(&messages);
        let vectors: Vec<_> = messages.iter().map(|message| vocabulary.vectorise(message)).collect();
        let coefficients = Coefficients::learn(&vectors, &queues, vocabulary.len())?;
        Ok(Self {
            learnt: Arc::new(Learnt {
                vocabulary,
                coefficients,
            }),
            lexicon: Arc::new(lexicon),
        })
    }

    /// Learns from the messages the product comes with.
    ///
    /// # Errors
    /// As [`Classifier::train`].
    pub fn bundled() -> Result<Self, ClassifierError> {
        Self::train(&bundled_messages()?)
    }

    /// A classifier from what was learnt before.
    pub(super) fn from_learnt(learnt: Learnt) -> Result<Self, ClassifierError> {
        Ok(Self {
            learnt: Arc::new(learnt),
            lexicon: Arc::new(Lexicon::bundled()?),
        })
    }

    /// What is kept in the file.
    pub(super) fn learnt(&self) -> &Learnt {
        &self.learnt
    }

    /// Which queue a message belongs to. One that says nothing yet (empty, only signs, only a greeting)
    /// gets 0.2 for every queue, so that the subscriber is asked.
    #[must_use]
    pub fn classify(&self, text: &str) -> Classification {
        let chances = if says_nothing(&normalise(text)) {
            [1.0 / QUEUES as f32; QUEUES]
        } else {
            softmax(self.pull(text).map(|pull| pull / TEMPERATURE))
        };
        let mut scores: [(QueueKey, f32); QUEUES] = std::array::from_fn(|place| (QueueKey::ALL[place], chances[place]));
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (queue, confidence) = scores[0];
        Classification {
            queue,
            confidence,
            scores,
        }
    }

    /// The uncalibrated pull to each queue, in the order of `QueueKey::ALL`.
    pub(super) fn pull(&self, text: &str) -> [f32; QUEUES] {
        let row = self.learnt.vocabulary.vectorise(&features(text, &self.lexicon));
        self.learnt.coefficients.pull(&row)
    }
}

/// The number of a queue in `QueueKey::ALL`.
pub(super) fn place_of(queue: QueueKey) -> usize {
    QueueKey::ALL.iter().position(|one| *one == queue).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::classifier::ASK_BELOW;

    static BUNDLED: LazyLock<Classifier> = LazyLock::new(|| Classifier::bundled().unwrap());

    #[test]
    fn plain_cases_go_where_an_agent_would_put_them() {
        for (text, queue) in [
            (
                "estou sem internet desde ontem, luz vermelha no modem",
                QueueKey::TechnicalUrgent,
            ),
            ("o wifi está lento no quarto", QueueKey::TechnicalNormal),
            ("quais são os planos e os preços?", QueueKey::Commercial),
            ("me manda a segunda via do boleto", QueueKey::Financial),
            ("quero cancelar meu contrato", QueueKey::Cancellation),
            ("paguei o boleto mas a internet não voltou", QueueKey::Financial),
        ] {
            let answer = BUNDLED.classify(text);
            assert_eq!(answer.queue, queue, "{text}");
            assert!(answer.confidence > ASK_BELOW, "{text}: {answer:?}");
        }
    }

    #[test]
    fn what_says_nothing_is_asked_about() {
        for text in [
            "",
            "oi",
            "Boa tarde",
            "bom dia, tudo bem?",
            "🙏🙏",
            "?",
            "\u{0}\u{7}",
            "12345678900",
        ] {
            assert!(BUNDLED.classify(text).confidence < ASK_BELOW, "{text}");
        }
    }

    #[test]
    fn chances_are_ordered_and_sum_to_one() {
        let answer = BUNDLED.classify("queria ver a fatura e trocar a senha do wifi");
        assert!(answer.scores.is_sorted_by(|a, b| a.1 >= b.1));
        assert!((answer.scores.iter().map(|score| score.1).sum::<f32>() - 1.0).abs() < 1e-5);
        assert_eq!((answer.queue, answer.confidence), answer.scores[0]);
    }

    #[test]
    fn a_queue_without_messages_is_refused() {
        let row = LabelledMessage {
            queue: QueueKey::Financial,
            text: "boleto".into(),
        };
        assert!(matches!(
            Classifier::train(&[row]),
            Err(ClassifierError::TooFew(QueueKey::TechnicalUrgent))
        ));
    }
}
