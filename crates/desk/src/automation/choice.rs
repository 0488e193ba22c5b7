//! The five choices of the question, and what counts as choosing one.

use enlace_domain::{QueueKey, view::Choice};
use enlace_whatsapp::IncomingMessage;

/// A choice: its queue, what the subscriber reads (at most 24 characters, WhatsApp's limit for a row of a list), and
/// the other words by which people name it.
struct Subject {
    queue: QueueKey,
    title: &'static str,
    names: &'static [&'static str],
}

const OPTIONS: [Subject; 5] = [
    Subject {
        queue: QueueKey::TechnicalUrgent,
        title: "Sem internet",
        names: &["sem sinal", "estou sem internet", "to sem internet"],
    },
    Subject {
        queue: QueueKey::TechnicalNormal,
        title: "Internet lenta ou Wi-Fi",
        names: &[
            "internet lenta",
            "lenta",
            "lentidao",
            "wifi",
            "wi fi",
            "suporte",
            "suporte tecnico",
        ],
    },
    Subject {
        queue: QueueKey::Commercial,
        title: "Planos e contratação",
        names: &["planos", "plano", "contratar", "contratacao", "comercial", "vendas"],
    },
    Subject {
        queue: QueueKey::Financial,
        title: "Boleto e pagamento",
        names: &["boleto", "pagamento", "fatura", "financeiro", "segunda via", "2 via"],
    },
    Subject {
        queue: QueueKey::Cancellation,
        title: "Cancelamento",
        names: &["cancelar", "quero cancelar", "cancela"],
    },
];

/// The choices as they are sent, in the order of their numbers.
pub(super) fn all() -> Vec<Choice> {
    OPTIONS
        .iter()
        .map(|option| Choice {
            id: option.queue.as_str().to_owned(),
            title: option.title.to_owned(),
        })
        .collect()
}

/// The choice that a message makes: by tapping it, by its number or by its name. Longer sentences are the
/// classifier's.
pub(super) fn read(incoming: &IncomingMessage) -> Option<QueueKey> {
    let tapped = incoming
        .button_payload
        .as_deref()
        .and_then(|payload| payload.parse::<QueueKey>().ok());
    tapped.or_else(|| named(&incoming.body))
}

fn named(body: &str) -> Option<QueueKey> {
    let said = plain(body);
    let said = ["opcao ", "numero ", "a ", "o "]
        .iter()
        .find_map(|lead| said.strip_prefix(lead))
        .unwrap_or(&said);
    if let Ok(number) = said.parse::<usize>() {
        return OPTIONS.get(number.checked_sub(1)?).map(|option| option.queue);
    }
    let said = said.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    OPTIONS
        .iter()
        .find(|option| plain(option.title) == said || option.names.contains(&said))
        .map(|option| option.queue)
}

/// Lower case, without accents, signs and doubled blanks.
pub(crate) fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let letters = lower.chars().filter_map(|letter| match letter {
        'á' | 'à' | 'â' | 'ã' => Some('a'),
        'é' | 'ê' => Some('e'),
        'í' => Some('i'),
        'ó' | 'ô' | 'õ' => Some('o'),
        'ú' | 'ü' => Some('u'),
        'ç' => Some('c'),
        letter if letter.is_ascii_alphanumeric() => Some(letter),
        // what makes a digit a keycap emoji belongs to the digit
        '\u{fe0f}' | '\u{20e3}' => None,
        _ => Some(' '),
    });
    letters
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fit_a_row_of_a_list() {
        assert!(OPTIONS.iter().all(|option| option.title.chars().count() <= 24));
        assert_eq!(all().len(), QueueKey::ALL.len());
    }

    #[test]
    fn a_number_chooses() {
        for text in ["4", " 4.", "4)", "opção 4", "Opcao 4", "4️⃣", "número 4", "a 4"] {
            assert_eq!(named(text), Some(QueueKey::Financial), "{text}");
        }
        for text in ["0", "6", "44", "4 pessoas sem sinal aqui", ""] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_chooses() {
        for (text, queue) in [
            ("Sem Internet", QueueKey::TechnicalUrgent),
            ("1 - sem internet", QueueKey::TechnicalUrgent),
            ("internet lenta ou wi-fi", QueueKey::TechnicalNormal),
            ("Wi-Fi", QueueKey::TechnicalNormal),
            ("contratação", QueueKey::Commercial),
            ("BOLETO!", QueueKey::Financial),
            ("cancelar", QueueKey::Cancellation),
        ] {
            assert_eq!(named(text), Some(queue), "{text}");
        }
        assert_eq!(named("não quero cancelar não"), None);
    }
}
