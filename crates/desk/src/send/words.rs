//! Why a message did not leave, in words for the agent, where the provider has none.

/// The provider was asked again and again and did not take it.
pub(super) const GAVE_UP: &str = "O provedor do WhatsApp não aceitou a mensagem depois de várias tentativas.";

/// The subscriber's number is hidden.
pub(super) const NO_ADDRESS: &str = "O WhatsApp não informa o número deste contato; não há para onde enviar.";
