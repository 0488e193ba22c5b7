//! Twilio's error codes: what each allows us to do, and how an agent reads it.
//!
//! From <https://www.twilio.com/docs/api/errors>. Twilio may change what a code means, so only the class of action
//! hangs on it, and an unknown code has an action and words too.

use std::time::Duration;

use crate::SendError;

/// The daily limit of an account rolls over 24 hours, so a place may free up before they are over.
const DAILY_LIMIT_PAUSE: Duration = Duration::from_secs(3_600);

#[derive(Clone, Copy)]
enum Action {
    /// Not taken; the same call may succeed later.
    Retry,
    /// Not taken; slow down, and wait at least so long.
    SlowDown(Option<Duration>),
    /// Only a template may be sent.
    Template,
    /// The number can't be reached.
    Unreachable,
    /// This message never goes.
    Refuse,
    /// The account or the channel is at fault.
    Account,
    /// It may already be on its way.
    LookUp,
}

/// What is known of a code.
struct Known {
    action: Action,
    /// For the agent (pt-BR).
    words: &'static str,
}

const fn known(action: Action, words: &'static str) -> Option<Known> {
    Some(Known { action, words })
}

fn look_up(code: &str) -> Option<Known> {
    use Action::{Account, LookUp, Refuse, Retry, SlowDown, Template, Unreachable};
    match code {
        "63016" => known(
            Template,
            "Fora da janela de 24 horas: o WhatsApp só aceita um modelo aprovado.",
        ),
        "63017" | "63018" | "20429" => known(SlowDown(None), "Limite de envio do WhatsApp atingido."),
        "21611" | "30001" => known(SlowDown(None), "Há mensagens demais na fila do provedor."),
        "63038" => known(
            SlowDown(Some(DAILY_LIMIT_PAUSE)),
            "Limite diário de mensagens da conta atingido.",
        ),
        "63003" | "63024" | "21211" => known(Unreachable, "Este número não pode ser alcançado no WhatsApp."),
        "21610" => known(Refuse, "O assinante pediu para não receber mensagens."),
        "63010" | "63011" | "63012" => known(Retry, "O WhatsApp está com problemas no momento."),
        "63005" | "63021" => known(Refuse, "O WhatsApp não aceitou o conteúdo da mensagem."),
        "63013" => known(Refuse, "O WhatsApp recusou a mensagem por violar as suas políticas."),
        "63019" => known(Refuse, "O WhatsApp não conseguiu baixar o arquivo."),
        "63025" => known(LookUp, "O WhatsApp informa que esta mensagem já foi enviada."),
        "63027" | "63028" | "63030" => known(Refuse, "O modelo de mensagem não existe ou faltam dados nele."),
        "21617" | "63029" => known(Refuse, "O texto é longo demais para o WhatsApp."),
        "21602" => known(Refuse, "A mensagem está vazia."),
        "63031" => known(Refuse, "O destinatário é o próprio número do provedor."),
        "63032" => known(Refuse, "O WhatsApp não entrega esta mensagem a este assinante."),
        "20003" => known(Account, "As credenciais do canal no Twilio não são aceitas."),
        "63002" | "63007" | "63008" | "21606" => known(
            Account,
            "O número do canal não está configurado para WhatsApp no Twilio.",
        ),
        "63020" => known(Account, "O convite do WhatsApp para a empresa ainda não foi aceito."),
        "21408" => known(Refuse, "A conta no Twilio não permite envios para esta região."),
        _ => None,
    }
}

/// Why a message failed, in words for the agent (pt-BR); general ones for a code that we don't know.
#[must_use]
pub fn for_agent(code: &str) -> String {
    match (look_up(code), code) {
        (Some(known), _) => known.words.to_owned(),
        (None, "") => "O WhatsApp não entregou a mensagem.".to_owned(),
        (None, _) => format!("O WhatsApp não entregou a mensagem (código {code})."),
    }
}

/// What a code means for sending. `asked` is the pause that the answer asked for. `None` for a code that we don't
/// know: then the HTTP status decides.
pub(super) fn send_error(code: &str, asked: Option<Duration>) -> Option<SendError> {
    let Known { action, words } = look_up(code)?;
    let (code, words) = (code.to_owned(), words.to_owned());
    Some(match action {
        Action::Retry => SendError::RetryLater {
            after: asked,
            why: format!("Twilio error {code}"),
        },
        Action::SlowDown(pause) => SendError::RateLimited {
            after: asked.max(pause),
            this_pair: false,
        },
        Action::Template => SendError::WindowClosed,
        Action::Unreachable => SendError::NotOnWhatsApp,
        Action::Refuse => SendError::Refused { code, words },
        Action::Account => SendError::Account { code, words },
        Action::LookUp => SendError::InDoubt,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_to_the_action_that_twilio_advises() {
        let class = |code| send_error(code, None).map_or("unknown", |error| error.class());
        for (codes, expected) in [
            (&["63016"][..], "window_closed"),
            (&["63017", "63018", "63038", "21611", "20429"], "rate_limited"),
            (&["63003", "63024", "21211"], "not_on_whatsapp"),
            (&["63010", "63011", "63012"], "retry_later"),
            (
                &[
                    "63005", "63013", "63019", "63021", "63027", "63028", "63029", "63030", "63031", "63032",
                ],
                "refused",
            ),
            (&["21610", "21617", "21408"], "refused"),
            (&["63002", "63007", "63008", "63020", "20003"], "account"),
            (&["63025"], "in_doubt"),
            (&["", "0", "99999"], "unknown"),
        ] {
            for code in codes {
                assert_eq!(class(code), expected, "{code}");
            }
        }
    }

    #[test]
    fn the_longer_pause_counts() {
        let after = |asked| send_error("63038", asked).and_then(|error| error.retry_after());
        assert_eq!(after(None), Some(DAILY_LIMIT_PAUSE));
        assert_eq!(after(Some(Duration::from_secs(5))), Some(DAILY_LIMIT_PAUSE));
        assert_eq!(
            after(Some(Duration::from_secs(7_200))),
            Some(Duration::from_secs(7_200))
        );
    }

    #[test]
    fn an_unknown_code_has_words_too() {
        assert_eq!(for_agent("99999"), "O WhatsApp não entregou a mensagem (código 99999).");
        assert!(for_agent("63016").contains("24 horas"));
    }
}
