//! All that Enlace says to subscribers by itself. Short, polite, and nothing that we do not know for sure.

use enlace_domain::{Protocol, QueueKey};

/// The message has come in, has a number, and a person will answer.
pub(super) fn acknowledgement(first_name: Option<&str>, queue: QueueKey, protocol: &Protocol) -> String {
    let hello = hello(first_name);
    let who = match queue {
        QueueKey::TechnicalUrgent | QueueKey::TechnicalNormal => "do suporte técnico",
        QueueKey::Commercial => "do comercial",
        QueueKey::Financial => "do financeiro",
        QueueKey::Cancellation => "do atendimento",
    };
    format!(
        "{hello} Recebemos sua mensagem. O protocolo do seu atendimento é {protocol}.\n\n\
         Uma pessoa {who} vai responder por aqui. Se quiser, já pode mandar mais detalhes."
    )
}

/// The question which subject it is; the choices go with it.
pub(super) fn question(first_name: Option<&str>) -> String {
    let hello = hello(first_name);
    format!("{hello} Para chamar a pessoa certa, escolha o assunto. Se preferir, conte com suas palavras.")
}

/// What a published article says, with its title, and the question whether that helped.
pub(super) fn answer(first_name: Option<&str>, words: &str, source: &str) -> String {
    let hello = hello(first_name);
    format!("{hello} Veja se isto ajuda:\n\n{words}\n\n_Fonte: {source}_\n\nIsso resolveu?")
}

/// It helped; the conversation is over.
pub(super) fn solved(protocol: &Protocol) -> String {
    format!("Que bom! Encerramos este atendimento, protocolo {protocol}. Se precisar, é só escrever de novo.")
}

fn hello(first_name: Option<&str>) -> String {
    first_name.map_or_else(|| "Oi!".to_owned(), |name| format!("Oi, {name}!"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acknowledgement_names_the_person_and_the_protocol() {
        let protocol: Protocol = "202611220000042".parse().unwrap();
        let text = acknowledgement(Some("Maria"), QueueKey::Financial, &protocol);
        assert!(text.starts_with("Oi, Maria! ") && text.contains("202611220000042") && text.contains("financeiro"));
        assert!(acknowledgement(None, QueueKey::Commercial, &protocol).starts_with("Oi! "));
    }
}
