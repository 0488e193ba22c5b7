//! Asks the classifier what a text is about, and a language model where the classifier is unsure and there is one.

use enlace_ai::{classifier, openai::ArbiterError};
use enlace_domain::{
    ClassifierModelId, QueueKey,
    reading::{AlsoAsked, Decider},
};

use crate::{Desk, DeskError};

/// Longest text worth reading, in characters: what matters is said before.
const LIMIT: usize = 2_000;

/// What a text is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Guess {
    pub queue: QueueKey,
    /// The classifier's chance of that queue, 0 to 1.
    pub confidence: f32,
    pub by: Decider,
}

/// What was made of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Understood {
    /// The classifier's own answer.
    pub likeliest: Guess,
    /// Whether that is sure enough that nobody need be asked.
    pub sure: bool,
    /// Whether there is anything to judge in it.
    pub says_something: bool,
    /// The version of the classifier that read it.
    pub version: Option<ClassifierModelId>,
    /// What else is asked.
    pub also: Vec<AlsoAsked>,
}

impl Understood {
    /// The queue, where nobody need be asked.
    pub fn guess(&self) -> Option<Guess> {
        self.sure.then(|| self.likeliest.clone())
    }
}

/// Reads a text; `None` of an empty one.
pub(super) async fn read(desk: &Desk, text: &str) -> Result<Option<Understood>, DeskError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let text: String = text.chars().take(LIMIT).collect();
    let (version, classifier) = desk.classifier();
    let found = classifier.read(&text).await.map_err(anyhow::Error::from)?;
    metrics::counter!("enlace_classified_total", "sure" => if found.is_sure() { "yes" } else { "no" }).increment(1);
    Ok(Some(understood(found, version)))
}

fn understood(found: classifier::Reading, version: Option<ClassifierModelId>) -> Understood {
    Understood {
        version,
        sure: found.is_sure(),
        says_something: found.says_something,
        likeliest: Guess {
            queue: found.queue,
            confidence: found.confidence,
            by: if found.by_meaning {
                Decider::Meaning
            } else {
                Decider::Words
            },
        },
        also: found.also,
    }
}

/// Has the language model judge a text of which the classifier is unsure; `None` where there is no model, it can't
/// tell, or it gave no judgement in time: then the subscriber is asked.
pub(super) async fn arbitrate(desk: &Desk, text: &str, unsure: &mut Understood) -> Option<Guess> {
    let arbiter = desk.arbiter().filter(|_| unsure.says_something)?;
    let judged = arbiter.requests(text).await;
    let outcome = match &judged {
        Ok(requests) if requests.is_empty() => "unclear",
        Ok(_) => "judged",
        Err(ArbiterError::Late) => "late",
        Err(ArbiterError::Api(_)) => "failed",
        Err(ArbiterError::Refused) => "refused",
        Err(ArbiterError::Nonsense) => "nonsense",
        Err(ArbiterError::Resting) => "resting",
    };
    metrics::counter!("enlace_arbitrated_total", "outcome" => outcome).increment(1);
    if let Err(error) = &judged
        && *error != ArbiterError::Resting
    {
        tracing::warn!(%error, "The subscriber is asked instead of the language model");
    }
    let requests = judged.ok()?;
    let (queue, others) = requests.split_first()?;
    let known = std::mem::take(&mut unsure.also);
    unsure.also = others
        .iter()
        .map(|queue| AlsoAsked {
            queue: *queue,
            words: words_of(&known, *queue),
        })
        .collect();
    Some(Guess {
        queue: *queue,
        confidence: unsure.likeliest.confidence,
        by: Decider::Model,
    })
}

/// The words that the classifier found for a request, if it found it too.
fn words_of(known: &[AlsoAsked], queue: QueueKey) -> String {
    let found = known.iter().find(|one| one.queue == queue);
    found.map(|one| one.words.clone()).unwrap_or_default()
}

/// From this confidence on words are a request though they may be something else. How somebody found the service looks like
/// no queue's messages, and yet the classifier has to name one: of what it would send on elsewhere much is that.
const SURELY: f32 = 0.9;

/// Whether words are surely a request, so that no person need be asked what they are.
pub(crate) async fn is_request(desk: &Desk, text: &str) -> Result<bool, DeskError> {
    Ok(read(desk, text)
        .await?
        .is_some_and(|understood| understood.likeliest.confidence >= SURELY && understood.says_something))
}
