//! Why a file is not here, in words for the agent.

/// The provider has it no more.
pub(super) const GONE: &str = "O provedor não tem mais este arquivo.";

/// The channel's credentials are refused.
pub(super) const ACCOUNT: &str = "O provedor não aceitou as credenciais do canal.";

/// The message names no place.
pub(super) const NO_ADDRESS: &str = "A mensagem não diz onde o arquivo está.";

/// Asked again and again.
pub(crate) const GAVE_UP: &str = "O provedor não entregou o arquivo depois de várias tentativas.";

/// Larger than the desk takes.
pub(super) fn too_large(limit: u64) -> String {
    format!("O arquivo passa do limite de {} MB.", limit / (1024 * 1024))
}
