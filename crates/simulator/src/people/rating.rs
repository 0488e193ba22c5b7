//! What people say when they are asked how it was: from what they went through, with their moods and without much zeal.

use enlace_domain::SurveyKind;
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};

use crate::{SentToSubscriber, message::Written};

/// How many of those who are asked answer.
const ANSWERING: f64 = 0.42;
/// How many of those who gave a score add a word, the annoyed ones more often.
const COMMENTING: f64 = 0.3;
const COMMENTING_ANNOYED: f64 = 0.6;

const PLEASED: &[&str] = &[
    "atendimento nota dez, muito atenciosos",
    "foi rápido, gostei",
    "a atendente foi muito educada",
    "explicou tudo direitinho",
    "melhor que a operadora antiga",
];
const SO_SO: &[&str] = &[
    "resolveu, mas demorou um pouco",
    "podia ser mais rápido",
    "tive que repetir as informações",
    "foi bom, só achei a espera longa",
];
const ANNOYED: &[&str] = &[
    "demoraram demais para responder",
    "precisei chamar duas vezes pelo mesmo motivo",
    "ninguém me deu um prazo certo",
    "fiquei esperando e ninguém avisava nada",
];

/// What somebody says of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// From 1 to 5, or from 0 to 10.
    pub score: i16,
    /// In their words.
    pub comment: Option<&'static str>,
}

/// What a message of the desk asks for, if it asks how it was.
pub(super) fn asked(message: &SentToSubscriber) -> Option<SurveyKind> {
    let text = message.body.to_lowercase();
    if text.contains("de 1 a 5") {
        Some(SurveyKind::Satisfaction)
    } else if text.contains("de 0 a 10") {
        Some(SurveyKind::Recommending)
    } else {
        None
    }
}

/// Whether a message thanks for a score, or for the words after it: nobody answers that.
pub(super) fn is_thanks(message: &SentToSubscriber) -> bool {
    let text = message.body.to_lowercase();
    text.contains("obrigado pela nota") || text.contains("obrigado pelo comentário")
}

/// What somebody with this mood (1 furious, 5 delighted) says, if anything.
pub(super) fn rate(rng: &mut StdRng, kind: SurveyKind, mood: f64) -> Option<Rating> {
    if !rng.random_bool(ANSWERING) {
        return None;
    }
    let felt = (mood + rng.random_range(-0.7..0.7)).clamp(1.0, 5.0);
    let scaled = match kind {
        SurveyKind::Satisfaction => felt,
        SurveyKind::Recommending => (felt - 1.0) * 2.5,
    };
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 10")]
    let score = scaled.round() as i16;
    let (lines, chance) = match felt {
        ..2.6 => (ANNOYED, COMMENTING_ANNOYED),
        ..4.0 => (SO_SO, COMMENTING),
        _ => (PLEASED, COMMENTING),
    };
    let comment = rng.random_bool(chance).then(|| lines.choose(rng).copied()).flatten();
    Some(Rating { score, comment })
}

/// The score as it is written: by the choice, where there is one to tap.
pub(super) fn written(message: &SentToSubscriber, kind: SurveyKind, score: i16) -> Written {
    let place = usize::try_from(score - kind.scores().start()).ok();
    match place.and_then(|place| message.choices.get(place)) {
        Some(choice) => Written::Choice {
            title: choice.title.clone(),
            payload: choice.id.clone(),
        },
        None => Written::Text(score.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn who_was_served_well_says_so() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut mean = |kind, mood| {
            let scores: Vec<i16> = (0..400)
                .filter_map(|_| rate(&mut rng, kind, mood))
                .map(|one| one.score)
                .collect();
            assert!(scores.len() > 100 && scores.iter().all(|score| kind.scores().contains(score)));
            f64::from(scores.iter().sum::<i16>()) / f64::from(u32::try_from(scores.len()).unwrap())
        };
        assert!(mean(SurveyKind::Satisfaction, 4.7) > 4.3);
        assert!(mean(SurveyKind::Satisfaction, 1.8) < 2.4);
        assert!(mean(SurveyKind::Recommending, 4.7) > mean(SurveyKind::Recommending, 3.0) + 2.0);
    }
}
