//! Why a message did not leave, in words for the agent, where the provider has none.

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

/// The same where no template is chosen.
pub(super) const NO_TEMPLATE_CHOSEN: &str = "A janela de 24 horas fechou antes de a mensagem sair, e nenhum modelo está escolhido para a automação retomar a conversa.";
