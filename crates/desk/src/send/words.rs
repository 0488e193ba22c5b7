//! Why a message did not leave, in words for the agent, where the provider has none.

use crate::templates::NoTemplate;

/// The code of a message without an address.
pub(super) const NO_ADDRESS_CODE: &str = "no_address";

/// The subscriber's number is hidden.
pub(super) const NO_ADDRESS: &str = "O WhatsApp não informa o número deste contato; não há para onde enviar.";

/// An administrator has closed the dead letter of its job.
pub(super) const ABANDONED: &str =
    "O envio falhou repetidas vezes e foi encerrado por um administrador. Tente de novo se ainda fizer sentido.";

/// It waited in the outbox too long.
pub(super) const WINDOW_CLOSED: &str =
    "A janela de 24 horas fechou antes de a mensagem sair. Envie um modelo aprovado.";

/// The same of a message of the automation, in whose place a template goes.
pub(super) const TEMPLATE_INSTEAD: &str =
    "A janela de 24 horas fechou antes de a mensagem sair. Um modelo aprovado foi enviado no lugar.";

/// The same where no template goes in its place.
pub(super) const fn no_template(why: NoTemplate) -> &'static str {
    match why {
        NoTemplate::OnPurpose => {
            "A janela de 24 horas fechou antes de a mensagem sair, e a gestão escolheu que a automação não envie modelo."
        }
        NoTemplate::NoneFits => {
            "A janela de 24 horas fechou antes de a mensagem sair, e nenhum modelo está escolhido nem há um aprovado que a automação possa escolher sozinha."
        }
        NoTemplate::Stopped => {
            "A janela de 24 horas fechou antes de a mensagem sair, e o modelo escolhido para a automação não está mais aprovado."
        }
        NoTemplate::NotFilled => {
            "A janela de 24 horas fechou antes de a mensagem sair, e o modelo escolhido pede valores que a automação não sabe preencher."
        }
        NoTemplate::Unwanted => {
            "A janela de 24 horas fechou antes de a mensagem sair, e o modelo escolhido é de publicidade, que o cliente não quer."
        }
        NoTemplate::Over => WINDOW_CLOSED,
    }
}

/// The code of a template of the automation that is approved no more when it is to leave.
pub(super) const TEMPLATE_STOPPED_CODE: &str = "template_stopped";

/// The same in words.
pub(super) const TEMPLATE_STOPPED: &str =
    "O modelo deixou de estar aprovado antes de a mensagem sair. Envie outro modelo.";
