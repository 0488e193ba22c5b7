//! Meta's error codes: what each allows us to do, and how an agent reads it.
//!
//! From <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>. Only the class of action hangs on
//! a code, and an unknown code has an action and words too.

use std::time::Duration;

use crate::SendError;

#[derive(Clone, Copy)]
enum Action {
    /// Not taken; the same call may succeed later.
    Retry,
    /// Not taken; the channel is too fast.
    SlowDown,
    /// Not taken; this subscriber gets too much.
    SlowDownPair,
    /// Only a template may be sent.
    Template,
    /// The number can't be reached.
    Unreachable,
    /// This message never goes.
    Refuse,
    /// The account or the channel is at fault.
    Account,
}

const CREDENTIALS: &str = "As credenciais do canal não são aceitas pela Meta.";
const TEMPLATE_AT_FAULT: &str = "O modelo de mensagem não existe, está parado ou faltam dados nele.";
const TROUBLE: &str = "O WhatsApp está com problemas no momento.";

fn look_up(code: u32) -> Option<(Action, &'static str)> {
    use Action::{Account, Refuse, Retry, SlowDown, SlowDownPair, Template, Unreachable};
    Some(match code {
        0 | 3 | 10 | 190 | 200..=299 => (Account, CREDENTIALS),
        4 | 80_007 | 130_429 | 131_048 | 131_064 | 133_016 => (SlowDown, "Limite de envio do WhatsApp atingido."),
        131_056 => (SlowDownPair, "Mensagens demais para este assinante em pouco tempo."),
        131_047 => (
            Template,
            "Fora da janela de 24 horas: o WhatsApp só aceita um modelo aprovado.",
        ),
        131_026 | 131_030 | 131_062 => (Unreachable, "Este número não pode ser alcançado no WhatsApp."),
        131_021 => (Refuse, "O destinatário é o próprio número do provedor."),
        137_000 => (
            Refuse,
            "O assinante trocou de aparelho; confirme quem é antes de enviar.",
        ),
        131_050 => (Refuse, "O assinante pediu para não receber divulgação."),
        // for a day at least: a message that waited so long would hold up what is written after it
        131_049 | 130_472 => (
            Refuse,
            "O WhatsApp não entrega esta divulgação agora a este assinante. Dá para tentar de novo amanhã.",
        ),
        100 | 131_008 | 131_009 | 131_051 => (Refuse, "O WhatsApp não aceitou o conteúdo da mensagem."),
        131_052 | 131_053 => (Refuse, "O WhatsApp não conseguiu baixar o arquivo."),
        132_000 | 132_001 | 132_005 | 132_008 | 132_012 | 132_015 | 132_016 | 132_068 | 132_069 => {
            (Refuse, TEMPLATE_AT_FAULT)
        }
        132_007 => (Refuse, "O modelo de mensagem viola as políticas do WhatsApp."),
        368 | 131_031 => (Account, "A Meta bloqueou a conta do canal."),
        // the recipient's country; the others are none of it
        130_497 => (Refuse, "A Meta não permite envios desta conta para este país."),
        131_037 => (Account, "O nome de exibição do canal ainda não foi aprovado pela Meta."),
        131_042 => (Account, "Há um problema de pagamento na conta da Meta."),
        131_045 => (Account, "O número do canal não está registrado na Meta."),
        1 | 2 | 131_000 | 131_016 | 131_057 | 135_000 => (Retry, TROUBLE),
        _ => return None,
    })
}

/// Why a message failed, in words for the agent (pt-BR); general ones for a code that we don't know.
#[must_use]
pub(crate) fn for_agent(code: &str) -> String {
    match code.parse().ok().and_then(look_up) {
        Some((_, words)) => words.to_owned(),
        None if code.is_empty() => "O WhatsApp não entregou a mensagem.".to_owned(),
        None => format!("O WhatsApp não entregou a mensagem (código {code})."),
    }
}

/// What a code means for sending. `asked` is the pause that the answer asked for. `None` for a code that we don't
/// know: then the HTTP status decides.
pub(super) fn send_error(code: u32, asked: Option<Duration>) -> Option<SendError> {
    let (action, words) = look_up(code)?;
    let (code, words) = (code.to_string(), words.to_owned());
    let slow = |this_pair| SendError::RateLimited {
        after: asked,
        this_pair,
    };
    Some(match action {
        Action::Retry => SendError::RetryLater {
            after: asked,
            why: format!("Meta error {code}"),
        },
        Action::SlowDown => slow(false),
        Action::SlowDownPair => slow(true),
        Action::Template => SendError::WindowClosed,
        Action::Unreachable => SendError::NotOnWhatsApp,
        Action::Refuse => SendError::Refused { code, words },
        Action::Account => SendError::Account { code, words },
    })
}

/// The same for a code that a report names.
pub(crate) fn reported(code: &str) -> Option<SendError> {
    send_error(code.parse().ok()?, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_to_the_action_that_meta_advises() {
        let class = |code| send_error(code, None).map_or("unknown", |error| error.class());
        for (codes, expected) in [
            (&[131_047][..], "window_closed"),
            (
                &[4, 80_007, 130_429, 131_048, 131_056, 131_064, 133_016],
                "rate_limited",
            ),
            (&[131_026, 131_030, 131_062], "not_on_whatsapp"),
            (&[1, 2, 131_000, 131_016, 131_057, 135_000], "retry_later"),
            (
                &[
                    100, 131_008, 131_009, 131_021, 131_050, 131_051, 131_052, 131_053, 132_000, 132_001, 132_005,
                    132_007, 132_008, 132_012, 132_015, 132_016, 132_068, 132_069, 137_000, 130_472, 130_497, 131_049,
                ],
                "refused",
            ),
            (
                &[0, 3, 10, 190, 200, 299, 368, 131_031, 131_037, 131_042, 131_045],
                "account",
            ),
            (&[5, 300, 99_999], "unknown"),
        ] {
            for code in codes {
                assert_eq!(class(*code), expected, "{code}");
            }
        }
    }

    #[test]
    fn the_pair_limit_spares_the_other_subscribers() {
        let pair = |code| {
            matches!(
                send_error(code, None),
                Some(SendError::RateLimited { this_pair: true, .. })
            )
        };
        assert!(pair(131_056) && !pair(130_429));
    }

    #[test]
    fn a_pause_that_is_asked_for_is_kept() {
        let asked = Some(Duration::from_secs(7));
        assert_eq!(send_error(131_016, asked).and_then(|error| error.retry_after()), asked);
    }

    #[test]
    fn an_unknown_code_has_words_too() {
        assert_eq!(for_agent("99999"), "O WhatsApp não entregou a mensagem (código 99999).");
        assert!(for_agent("131047").contains("24 horas"));
    }
}
