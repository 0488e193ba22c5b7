//! What a person makes of a message from the desk.

use super::{intent::Intent, rating};
use crate::SentToSubscriber;

/// A message of the desk, as a person takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// A machine says that somebody will come: nothing to answer.
    Acknowledgement,
    /// A choice to tap: its title and id.
    Tap { title: String, payload: String },
    /// A choice to name by its number.
    Number(String),
    /// Does it work now?
    DoesItWork,
    /// Some other question.
    Question,
    /// That's all.
    Farewell,
    /// Words that ask nothing.
    Statement,
}

/// The message as somebody with this intent takes it.
pub(super) fn hear(message: &SentToSubscriber, intent: Intent) -> Heard {
    if let Some(choice) = tapped(message, intent) {
        return choice;
    }
    if let Some(number) = numbered(&message.body, intent) {
        return Heard::Number(number);
    }
    let text = message.body.to_lowercase();
    let has = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
    let asks = text.contains('?');
    if has(&["protocolo"]) && !asks {
        Heard::Acknowledgement
    } else if asks
        && has(&[
            "voltou",
            "funcionou",
            "funcionando",
            "normaliz",
            "resolveu",
            "melhorou",
            "deu certo",
        ])
    {
        Heard::DoesItWork
    } else if has(&[
        "algo mais",
        "mais alguma",
        "disponha",
        "bom descanso",
        "tenha um",
        "tenha uma",
        "até logo",
        "encerr",
    ]) {
        Heard::Farewell
    } else if asks {
        Heard::Question
    } else {
        Heard::Statement
    }
}

/// Whether a machine wrote it: it names the protocol or offers choices.
pub(super) fn is_automatic(message: &SentToSubscriber) -> bool {
    !message.choices.is_empty()
        || rating::asked(message).is_some()
        || rating::is_thanks(message)
        || message.body.to_lowercase().contains("protocolo")
        || options(&message.body).count() >= 3
}

fn tapped(message: &SentToSubscriber, intent: Intent) -> Option<Heard> {
    let queue = intent.queue().as_str();
    let fits = |title: &str| intent.stems().iter().any(|stem| title.to_lowercase().contains(stem));
    let choices = &message.choices;
    let choice = choices
        .iter()
        .find(|choice| choice.id == queue)
        .or_else(|| choices.iter().find(|choice| fits(&choice.title)))
        .or_else(|| choices.first())?;
    Some(Heard::Tap {
        title: choice.title.clone(),
        payload: choice.id.clone(),
    })
}

/// The number of the line that fits, among at least three numbered lines.
fn numbered(body: &str, intent: Intent) -> Option<String> {
    let options: Vec<(&str, String)> = options(body).collect();
    if options.len() < 3 {
        return None;
    }
    let fits = |title: &String| intent.stems().iter().any(|stem| title.contains(stem));
    let chosen = options
        .iter()
        .find(|(_, title)| fits(title))
        .or_else(|| options.get(intent.index()));
    chosen.map(|(number, _)| (*number).to_owned())
}

/// Lines like `1 - Sem internet`, `2) Planos`, `*3.* Fatura`: number and title in lower case.
fn options(body: &str) -> impl Iterator<Item = (&str, String)> {
    body.lines().filter_map(|line| {
        let line = line.trim_start_matches(['*', ' ', '•']);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = line.split_at(digits);
        let title = rest.trim_start_matches(['*', '.', ')', '-', '–', ':', '️', '⃣', ' ']);
        let marked = rest.len() > title.len();
        ((1..=2).contains(&digits) && marked && !title.is_empty()).then(|| (number, title.to_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use enlace_domain::{WaId, view::Choice};
    use time::OffsetDateTime;

    use super::*;
    use crate::{MessageId, SentKind, WireStatus};

    fn message(body: &str, choices: &[(&str, &str)]) -> SentToSubscriber {
        SentToSubscriber {
            sid: MessageId::from("SM1"),
            line: "twilio".to_owned(),
            kind: SentKind::Text,
            to: WaId::parse("5562981234567").unwrap(),
            body: body.to_owned(),
            choices: choices
                .iter()
                .map(|(id, title)| Choice {
                    id: (*id).to_owned(),
                    title: (*title).to_owned(),
                })
                .collect(),
            media: Vec::new(),
            place: None,
            template: None,
            quoted: None,
            reference: None,
            status: WireStatus::Delivered,
            error_code: None,
            doubled: false,
            reordered: false,
            at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn everybody_finds_their_line_among_numbers() {
        let menu = "Qual é o assunto?\n1 - Sem internet\n2 - Internet lenta ou Wi-Fi\n3 - Planos e contratação\n\
                    4 - Boleto e pagamento\n5 - Cancelamento";
        for (intent, number) in Intent::ALL.iter().zip(["1", "2", "3", "4", "5"]) {
            assert_eq!(hear(&message(menu, &[]), *intent), Heard::Number(number.to_owned()));
        }
        assert!(is_automatic(&message(menu, &[])));
    }

    #[test]
    fn a_choice_is_tapped_by_its_id_or_its_words() {
        let ids = message(
            "Assunto?",
            &[("technical_urgent", "Parou tudo"), ("financial", "Dinheiro")],
        );
        let tap = |title: &str, payload: &str| Heard::Tap {
            title: title.to_owned(),
            payload: payload.to_owned(),
        };
        assert_eq!(hear(&ids, Intent::Bill), tap("Dinheiro", "financial"));
        let words = message("Assunto?", &[("a", "Sem internet"), ("b", "Boleto")]);
        assert_eq!(hear(&words, Intent::Bill), tap("Boleto", "b"));
    }

    #[test]
    fn words_are_taken_for_what_they_are() {
        let heard = |body: &str| hear(&message(body, &[]), Intent::Slow);
        assert_eq!(
            heard("Oi, Ana! Recebemos. Seu protocolo é 202611220000001."),
            Heard::Acknowledgement
        );
        assert_eq!(heard("Pode testar agora? Voltou ao normal?"), Heard::DoesItWork);
        assert_eq!(heard("Qual luz está acesa?"), Heard::Question);
        assert_eq!(heard("Posso ajudar em algo mais?"), Heard::Farewell);
        assert_eq!(heard("Vou verificar o sinal por aqui."), Heard::Statement);
        assert!(!is_automatic(&message("Seu plano é de 500 mega.\n1 aparelho só", &[])));
    }
}
