//! The trained classifier: from a text to a queue and how sure that is.

use std::sync::{Arc, OnceLock};

use enlace_domain::QueueKey;
use serde::{Deserialize, Serialize};

use super::{
    ClassifierError, LabelledMessage, bundled_messages,
    calibration::{MEANING_TEMPERATURE, TEMPERATURE},
    content::says_nothing,
    features::{Features, features},
    lexicon::Lexicon,
    meaning::Meaning,
    normalise::normalise,
    regression::{Coefficients, QUEUES, softmax},
    vocabulary::{SparseRow, Vocabulary},
};
use crate::{asking::Asking, embedder::Embedder};

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

/// What training with sentence vectors leaves behind, beside the words' vocabulary.
#[derive(Serialize, Deserialize)]
pub(super) struct LearntMeaning {
    pub(super) meaning: Meaning,
    /// Of the words' features, then of the meaning's.
    pub(super) coefficients: Coefficients,
}

impl LearntMeaning {
    /// Whether the parts fit together and to the words' vocabulary.
    pub(super) fn is_whole(&self, words: &Learnt) -> bool {
        self.meaning.is_whole() && self.coefficients.len() == words.vocabulary.len() + self.meaning.len()
    }
}

/// What was learnt of vectors, and what makes them; nothing makes them where all are at hand, as in a measurement.
pub(super) struct Understood {
    pub(super) learnt: LearntMeaning,
    pub(super) embedder: Option<Arc<dyn Embedder>>,
    /// How it is asked about a message.
    pub(super) asking: Asking,
}

/// Assigns messages to queues. Cheap to clone, and shared between threads without locks.
///
/// It works with words alone, and better once it has learnt what an embedder's vectors mean
/// ([`Classifier::learn_meaning`]); all clones learn it together.
#[derive(Clone)]
pub struct Classifier {
    learnt: Arc<Learnt>,
    meaning: Arc<OnceLock<Understood>>,
    lexicon: Arc<Lexicon>,
}

impl Classifier {
    /// Learns from labelled messages: some ten seconds of one core for the bundled ones.
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
        let coefficients = Coefficients::learn(&vectors, &queues, vocabulary.len(), vocabulary.len())?;
        Ok(Self {
            learnt: Arc::new(Learnt {
                vocabulary,
                coefficients,
            }),
            meaning: Arc::default(),
            lexicon: Arc::new(lexicon),
        })
    }

    /// Learns what the vectors of the same messages mean: some tens of seconds of one core for the bundled
    /// ones.
    ///
    /// # Errors
    /// An optimiser that cannot move.
    pub(super) fn train_meaning(
        &self,
        rows: &[LabelledMessage],
        vectors: &[Vec<f32>],
    ) -> Result<LearntMeaning, ClassifierError> {
        let meaning = Meaning::learn(vectors);
        let queues: Vec<usize> = rows.iter().map(|row| place_of(row.queue)).collect();
        let known = self.learnt.vocabulary.len();
        let together: Vec<SparseRow> = rows
            .iter()
            .zip(vectors)
            .map(|(row, vector)| {
                let mut words = self.row(&row.text);
                meaning.extend(&mut words, vector, known);
                words
            })
            .collect();
        Ok(LearntMeaning {
            coefficients: Coefficients::learn(&together, &queues, known + meaning.len(), known)?,
            meaning,
        })
    }

    /// Takes what was learnt of vectors; the first such stays.
    pub(super) fn adopt(&self, learnt: LearntMeaning, embedder: Option<Arc<dyn Embedder>>) {
        self.meaning.get_or_init(|| Understood {
            learnt,
            embedder,
            asking: Asking::default(),
        });
    }

    /// What was learnt of vectors, once it was.
    pub(super) fn understood(&self) -> Option<&Understood> {
        self.meaning.get()
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
            meaning: Arc::default(),
            lexicon: Arc::new(Lexicon::bundled()?),
        })
    }

    /// What is kept in the file.
    pub(super) fn learnt(&self) -> &Learnt {
        &self.learnt
    }

    /// Which queue a message belongs to. One that says nothing yet (empty, only signs, only a greeting)
    /// gets 0.2 for every queue, so that the subscriber is asked.
    ///
    /// By its words alone; [`Classifier::read`] also asks what it means.
    #[must_use]
    pub fn classify(&self, text: &str) -> Classification {
        self.classify_with(text, None)
    }

    /// The same with the text's vector, by the embedder whose vectors were learnt. One of another length is
    /// left out.
    pub(super) fn classify_with(&self, text: &str, vector: Option<&[f32]>) -> Classification {
        let chances = self.chances(text, vector);
        let mut scores: [(QueueKey, f32); QUEUES] = std::array::from_fn(|place| (QueueKey::ALL[place], chances[place]));
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (queue, confidence) = scores[0];
        Classification {
            queue,
            confidence,
            scores,
        }
    }

    /// The calibrated chance of each queue, in the order of `QueueKey::ALL`.
    pub(super) fn chances(&self, text: &str, vector: Option<&[f32]>) -> [f32; QUEUES] {
        if self.says_nothing(text) {
            return [1.0 / QUEUES as f32; QUEUES];
        }
        let (pull, temperature) = self.pull(text, vector);
        softmax(pull.map(|pull| pull / temperature))
    }

    /// Whether a text says nothing yet.
    pub(super) fn says_nothing(&self, text: &str) -> bool {
        says_nothing(&normalise(text))
    }

    /// Whether a vector like this one is read beside the words.
    pub(super) fn reads_meaning(&self, vector: &[f32]) -> bool {
        let learnt = self.meaning.get();
        learnt.is_some_and(|understood| understood.learnt.meaning.dimensions() == vector.len())
    }

    /// The uncalibrated pull to each queue, in the order of `QueueKey::ALL`, and what calibrates it.
    pub(super) fn pull(&self, text: &str, vector: Option<&[f32]>) -> ([f32; QUEUES], f32) {
        let mut row = self.row(text);
        let learnt = self.meaning.get().map(|understood| &understood.learnt).zip(vector);
        match learnt.filter(|(learnt, vector)| learnt.meaning.dimensions() == vector.len()) {
            Some((learnt, vector)) => {
                learnt.meaning.extend(&mut row, vector, self.learnt.vocabulary.len());
                (learnt.coefficients.pull(&row), MEANING_TEMPERATURE)
            }
            None => (self.learnt.coefficients.pull(&row), TEMPERATURE),
        }
    }

    /// The words' features of a text.
    pub(super) fn row(&self, text: &str) -> SparseRow {
        self.learnt.vocabulary.vectorise(&features(text, &self.lexicon))
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
    fn what_words_cannot_tell_vectors_can() {
        let rows: Vec<LabelledMessage> = (0..40)
            .map(|number| LabelledMessage {
                queue: QueueKey::ALL[number % QUEUES],
                text: format!("mensagem igual {number}"),
            })
            .collect();
        let vector = |queue: usize| -> Vec<f32> { (0..8).map(|at| if at == queue { 1.0 } else { 0.1 }).collect() };
        let vectors: Vec<Vec<f32>> = (0..40).map(|number| vector(number % QUEUES)).collect();
        let classifier = Classifier::train(&rows).unwrap();
        let learnt = classifier.train_meaning(&rows, &vectors).unwrap();
        assert!(learnt.is_whole(classifier.learnt()));
        classifier.adopt(learnt, None);
        for (place, queue) in QueueKey::ALL.iter().enumerate() {
            let answer = classifier.classify_with("mensagem igual", Some(&vector(place)));
            assert_eq!(answer.queue, *queue);
        }
        let short = classifier.classify_with("mensagem igual", Some(&[1.0]));
        assert_eq!(
            short,
            classifier.classify("mensagem igual"),
            "a vector of another length is left out"
        );
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
