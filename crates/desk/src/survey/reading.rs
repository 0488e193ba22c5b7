//! What counts as a score, and what as nothing more than a courtesy. Longer sentences are neither.

use enlace_domain::SurveyKind;
use enlace_whatsapp::IncomingMessage;

use super::words::{ANSWERS, TAPPED};
use crate::automation::plain;

/// The score of a tapped answer: it can mean nothing else, whatever else is going on.
pub(super) fn tapped(incoming: &IncomingMessage) -> Option<i16> {
    incoming.button_payload.as_deref()?.strip_prefix(TAPPED)?.parse().ok()
}

/// The score that a message gives: tapped, as a number, in stars or by the name of the answer.
pub(super) fn score(kind: SurveyKind, incoming: &IncomingMessage) -> Option<i16> {
    tapped(incoming)
        .or_else(|| written(kind, &incoming.body))
        .filter(|score| kind.scores().contains(score))
}

fn written(kind: SurveyKind, body: &str) -> Option<i16> {
    let body = body.trim();
    let stars = body.chars().filter(|letter| *letter != '\u{fe0f}');
    if kind == SurveyKind::Satisfaction && !body.is_empty() && stars.clone().all(|star| star == '⭐' || star == '★')
    {
        return i16::try_from(stars.count()).ok();
    }
    // a sign before it or one within makes another number of it
    let broken = body
        .as_bytes()
        .windows(3)
        .any(|three| matches!(three, [b'0'..=b'9', b',' | b'.' | b'/', b'0'..=b'9']));
    if broken || body.starts_with(['-', '+']) {
        return None;
    }
    let said = plain(body);
    let said = ["minha nota e ", "nota "]
        .iter()
        .find_map(|lead| said.strip_prefix(lead))
        .unwrap_or(&said);
    let said = [" estrelas", " estrela"]
        .iter()
        .find_map(|end| said.strip_suffix(end))
        .unwrap_or(said);
    if let Ok(number) = said.parse::<i16>() {
        return Some(number);
    }
    if kind != SurveyKind::Satisfaction {
        return None;
    }
    let named = said.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    kind.scores()
        .zip(ANSWERS)
        .find(|(_, title)| plain(title) == named)
        .map(|(score, _)| score)
}

/// Thanks and the like after a score: they ask for nothing and say nothing that is worth keeping as a comment.
pub(super) fn is_courtesy(body: &str) -> bool {
    let said = plain(body);
    // nothing but signs and pictures
    said.is_empty()
        || matches!(
            said.as_str(),
            "obrigado"
                | "obrigada"
                | "muito obrigado"
                | "muito obrigada"
                | "valeu"
                | "vlw"
                | "obg"
                | "ok"
                | "blz"
                | "beleza"
                | "de nada"
                | "por nada"
                | "nao"
                | "nao obrigado"
                | "nao obrigada"
                | "so isso"
                | "disponha"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_its_name_or_stars_are_a_score() {
        for text in [
            "4",
            " 4.",
            "4️⃣",
            "nota 4",
            "Minha nota é 4",
            "4 estrelas",
            "⭐⭐⭐⭐",
            "Bom",
            "4. Bom",
        ] {
            assert_eq!(written(SurveyKind::Satisfaction, text), Some(4), "{text}");
        }
        assert_eq!(written(SurveyKind::Satisfaction, "PÉSSIMO!"), Some(1));
        assert_eq!(written(SurveyKind::Recommending, "10"), Some(10));
    }

    #[test]
    fn what_says_more_is_no_score() {
        for text in [
            "",
            "5 pessoas sem internet",
            "bom dia",
            "4,5",
            "-4",
            "4/5",
            "estou sem internet desde as 5",
            "2 via",
            "ótimo, mas voltou a cair",
        ] {
            assert_eq!(written(SurveyKind::Satisfaction, text), None, "{text}");
        }
        assert_eq!(written(SurveyKind::Recommending, "ótimo"), None);
    }

    #[test]
    fn thanks_are_no_comment() {
        assert!(is_courtesy("Obrigada!") && is_courtesy("👍") && is_courtesy("Não, obrigado."));
        assert!(!is_courtesy("Obrigada, a Ana foi muito atenciosa"));
    }
}
