//! Why a message did not leave, in words for the agent, where the provider has none.

/// Nobody can say whether it arrived.
pub(super) const STILL_IN_DOUBT: &str =
    "Não foi possível confirmar se a mensagem saiu. Confira com o assinante antes de enviar de novo.";

/// The subscriber's number is hidden.
pub(super) const NO_ADDRESS: &str = "O WhatsApp não informa o número deste contato; não há para onde enviar.";
