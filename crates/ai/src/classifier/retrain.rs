//! Learning again with what people have corrected, and whether that is better than what answers now.
//!
//! Both are compared on the same messages, each judged by models that had not seen it nor one of the same idea:
//! in cross-validation over everything, where the models of the version in use learn only what it had learnt;
//! on the held-out messages; and on the newest corrections, which the model compared there has not learnt either.

use enlace_domain::{
    QueueKey,
    view::{QueueShare, RetrainReport, VersionFigures},
};

use super::{
    Classifier, ClassifierError, Evaluation, LabelledMessage, Version, bundled_messages, held_out_messages,
    validation::{deal, evaluate, judge_folds},
};

/// Parts of the cross-validation. A comparison needs fewer than a figure for a document.
const FOLDS: usize = 3;
/// How much worse a figure may look by chance: about one standard error of 7,000 messages, and two of 444 messages.
const CHANCE: f64 = 0.003;
const CHANCE_HELD_OUT: f64 = 0.005;
/// Fewer of the newest corrections than this say nothing.
const NEWEST: usize = 10;

/// What is learnt from, and what is compared with.
#[derive(Clone, Debug)]
pub struct Material {
    /// The messages of the product.
    pub bundled: Vec<LabelledMessage>,
    /// Those never trained on.
    pub held_out: Vec<LabelledMessage>,
    /// Accepted corrections that the version in use has learnt.
    pub known: Vec<LabelledMessage>,
    /// Those it has not, oldest first.
    pub fresh: Vec<LabelledMessage>,
    /// Vectors of all of these in this order, and whose; words alone where there are none.
    pub vectors: Option<(String, Vec<Vec<f32>>)>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The figures of both.
    pub report: RetrainReport,
    /// The new version, whether it is better or not.
    pub version: Version,
}

impl Material {
    /// The product's messages and these corrections, without vectors yet.
    ///
    /// # Errors
    /// A malformed line, which the tests keep out of a release.
    pub fn with(known: Vec<LabelledMessage>, fresh: Vec<LabelledMessage>) -> Result<Self, ClassifierError> {
        Ok(Self {
            bundled: bundled_messages()?,
            held_out: held_out_messages()?,
            known,
            fresh,
            vectors: None,
        })
    }

    fn learnt_from(&self) -> Vec<LabelledMessage> {
        [self.bundled.clone(), self.known.clone(), self.fresh.clone()].concat()
    }
}

/// The texts whose vectors [`Material::vectors`] wants, in order.
#[must_use]
pub fn texts_of(material: &Material) -> Vec<String> {
    let rows = material.learnt_from();
    rows.iter()
        .chain(&material.held_out)
        .map(|row| row.text.clone())
        .collect()
}

/// Trains and compares: minutes of one core.
///
/// # Errors
/// As [`Classifier::train`].
pub fn retrain(material: &Material) -> Result<Comparison, ClassifierError> {
    let rows = material.learnt_from();
    let all = material.vectors.as_ref().map(|(_, vectors)| vectors.as_slice());
    let vectors = all.and_then(|all| all.get(..rows.len()));
    let held_out_vectors = all.and_then(|all| all.get(rows.len()..));
    let old_rows = material.bundled.len() + material.known.len();

    let fold_of = deal(&rows, FOLDS)?;
    let new_folds = judge_folds(&rows, vectors, &fold_of, FOLDS, |_| true)?.overall;
    let old_folds = match material.fresh.is_empty() {
        true => new_folds.clone(),
        false => judge_folds(&rows, vectors, &fold_of, FOLDS, |at| at < old_rows)?.overall,
    };
    let new = train(&rows, vectors)?;
    let old = train(&rows[..old_rows], vectors.map(|vectors| &vectors[..old_rows]))?;
    let held_out = |classifier: &Classifier| evaluate(classifier, &material.held_out, held_out_vectors).accuracy;
    let (new_newest, old_newest) = newest(material, &rows, vectors, &old)?;

    let new_figures = figures(&new_folds, held_out(&new), new_newest);
    let old_figures = figures(&old_folds, held_out(&old), old_newest);
    let compared: Vec<(&LabelledMessage, Option<&[f32]>)> = material
        .held_out
        .iter()
        .enumerate()
        .map(|(at, row)| (row, held_out_vectors.map(|vectors| vectors[at].as_slice())))
        .chain(
            rows.iter()
                .enumerate()
                .skip(material.bundled.len())
                .map(|(at, row)| (row, vectors.map(|vectors| vectors[at].as_slice()))),
        )
        .collect();
    let answers_otherwise = |(row, vector): &&(&LabelledMessage, Option<&[f32]>)| {
        new.read_with(&row.text, *vector).queue != old.read_with(&row.text, *vector).queue
    };
    let changed = compared.iter().filter(answers_otherwise).count();
    let embedder = material.vectors.as_ref().map_or("", |(name, _)| name.as_str());
    Ok(Comparison {
        report: RetrainReport {
            messages: rows.len(),
            corrections: material.known.len() + material.fresh.len(),
            worse: worse(&new_figures, &old_figures),
            new: new_figures,
            old: old_figures,
            changed,
            compared: compared.len(),
        },
        version: Version::of(&new, embedder)?,
    })
}

fn train(rows: &[LabelledMessage], vectors: Option<&[Vec<f32>]>) -> Result<Classifier, ClassifierError> {
    let classifier = Classifier::train(rows)?;
    if let Some(vectors) = vectors {
        classifier.adopt(classifier.train_meaning(rows, vectors)?, None);
    }
    Ok(classifier)
}

/// How right a model of everything but the newer half of the fresh corrections is on these, and the one in use.
fn newest(
    material: &Material,
    rows: &[LabelledMessage],
    vectors: Option<&[Vec<f32>]>,
    old: &Classifier,
) -> Result<(Option<f64>, Option<f64>), ClassifierError> {
    let newest = material.fresh.len() / 2;
    if newest < NEWEST {
        return Ok((None, None));
    }
    let until = rows.len() - newest;
    let dated = train(&rows[..until], vectors.map(|vectors| &vectors[..until]))?;
    let judge = |classifier: &Classifier| {
        evaluate(classifier, &rows[until..], vectors.map(|vectors| &vectors[until..])).accuracy
    };
    Ok((Some(judge(&dated)), Some(judge(old))))
}

fn figures(folds: &Evaluation, held_out: f64, newest: Option<f64>) -> VersionFigures {
    let share = |figures: &super::QueueFigures| QueueShare {
        queue: figures.queue,
        precision: figures.precision,
        recall: figures.recall,
    };
    debug_assert_eq!(folds.queues.len(), QueueKey::ALL.len());
    VersionFigures {
        cross_validation: folds.accuracy,
        held_out,
        newest,
        queues: folds.queues.iter().map(share).collect(),
    }
}

/// The names of the figures in which the new one is worse than chance allows.
fn worse(new: &VersionFigures, old: &VersionFigures) -> Vec<String> {
    let mut names = Vec::new();
    if new.cross_validation + CHANCE < old.cross_validation {
        names.push("cross_validation".to_owned());
    }
    if new.held_out + CHANCE_HELD_OUT < old.held_out {
        names.push("held_out".to_owned());
    }
    if new.newest.zip(old.newest).is_some_and(|(new, old)| new < old) {
        names.push("newest".to_owned());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages in which one word tells the queue; the others are each message's own, so that no two are of one idea.
    fn rows(words: [&str; 5], times: usize, begins: &str) -> Vec<LabelledMessage> {
        let own = |number: usize, place: usize| -> String {
            let mut rest = (number * 7_919 + place * 104_729 + 12_345) * 48_271;
            let letter = |_| {
                rest = rest / 3 + number * 31 + place * 17 + 7;
                char::from(b'a' + u8::try_from(rest % 26).unwrap())
            };
            (0..7).map(letter).collect()
        };
        let row = |number: usize| LabelledMessage {
            queue: QueueKey::ALL[number % 5],
            text: format!(
                "{begins}{} {} {} {} {}",
                own(number, 1),
                own(number, 2),
                words[number % 5],
                own(number, 3),
                own(number, 4)
            ),
        };
        (0..times * 5).map(row).collect()
    }

    const WORDS: [&str; 5] = ["queda", "lentidao", "planos", "boleto", "cancelar"];
    /// Words that nobody has taught it.
    const NEW_WORDS: [&str; 5] = ["apagao", "tartaruga", "pacote", "carne", "tchau"];

    fn material(fresh: Vec<LabelledMessage>) -> Material {
        Material {
            bundled: rows(WORDS, 12, "a"),
            held_out: [rows(WORDS, 2, "b"), rows(NEW_WORDS, 2, "c")].concat(),
            known: Vec::new(),
            fresh,
            vectors: None,
        }
    }

    #[test]
    fn what_people_corrected_is_learnt_and_the_new_version_is_better() {
        let found = retrain(&material(rows(NEW_WORDS, 6, "d"))).unwrap();
        let report = &found.report;
        assert_eq!((report.messages, report.corrections), (90, 30));
        assert!(report.worse.is_empty(), "{report:?}");
        assert!(report.new.held_out > report.old.held_out, "{report:?}");
        assert!(report.new.newest > report.old.newest, "{report:?}");
        assert!(report.changed > 0 && report.changed <= report.compared);
        let classifier = found.version.classifier(None).unwrap();
        assert_eq!(classifier.classify("x1 apagao").queue, QueueKey::TechnicalUrgent);
    }

    #[test]
    fn corrections_that_turn_everything_round_are_refused() {
        let turned = rows(WORDS, 24, "e").into_iter().map(|mut row| {
            let place = QueueKey::ALL.iter().position(|queue| *queue == row.queue).unwrap();
            row.queue = QueueKey::ALL[(place + 1) % 5];
            row
        });
        let report = retrain(&material(turned.collect())).unwrap().report;
        assert!(report.worse.contains(&"held_out".to_owned()), "{report:?}");
    }

    #[test]
    fn nothing_new_is_no_worse_and_bytes_of_another_version_are_none() {
        let mut material = material(Vec::new());
        material.bundled = [rows(WORDS, 12, "a"), rows(NEW_WORDS, 12, "f")].concat();
        let found = retrain(&material).unwrap();
        assert_eq!(found.report.new, found.report.old);
        assert!(found.report.worse.is_empty() && found.report.changed == 0);
        let mut version = found.version;
        version.words[0] ^= 1;
        assert!(version.classifier(None).is_none());
    }

    #[test]
    fn with_vectors_the_version_has_learnt_what_they_mean_and_whose_they_are() {
        let mut material = material(rows(NEW_WORDS, 2, "g"));
        let plain = retrain(&material).unwrap();
        assert!(plain.version.meaning.is_none());
        let vector = |text: &String| -> Vec<f32> {
            let mut words = WORDS.iter().chain(&NEW_WORDS);
            let queue = words.position(|word| text.contains(word)).map_or(0, |at| at % 5);
            (0..8).map(|at| if at == queue { 1.0 } else { 0.1 }).collect()
        };
        let vectors = texts_of(&material).iter().map(vector).collect();
        material.vectors = Some(("by-queue".to_owned(), vectors));
        let found = retrain(&material).unwrap();
        // the old one has never seen the new words, but vectors near to theirs
        assert!(
            found.report.old.held_out > plain.report.old.held_out,
            "{:?}",
            found.report
        );
        let (embedder, learnt) = found.version.meaning.unwrap();
        assert!(embedder == "by-queue" && !learnt.is_empty());
    }
}
