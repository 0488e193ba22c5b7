//! Contacts that are one person.

use crate::texts::macros::texts;

texts! {
    /// Contacts that are one person.
    ContactsTexts {
        same_person = "Mesma pessoa", "The same person";
        merge = "Unir com outro contato", "Merge with another contact";
        merge_title = "Qual contato é a mesma pessoa?", "Which contact is the same person?";
        find = "Nome, telefone, contrato ou protocolo", "Name, phone, contract or protocol";
        nobody = "Nenhum outro contato com isso", "No other contact has that";
        explain: fn(&str) -> String = |name| format!("As conversas daqui e as de {name} passam a aparecer juntas, com o mesmo nome e contrato. Cada resposta continua saindo para o número em que a pessoa escreveu. Dá para separar depois, sem perder nada."),
            |name| format!("The conversations here and those of {name} are shown together, with one name and contract. Each answer still goes to the number the person wrote from. They can be separated later, and nothing is lost.");
        also_open: fn(&str) -> String = |protocol| format!("Essa pessoa também tem a conversa {protocol} aberta neste canal. As duas continuam abertas: no WhatsApp são dois chats."),
            |protocol| format!("This person has the conversation {protocol} open on this channel, too. Both stay open: in WhatsApp they are two chats.");
        confirm = "Unir", "Merge";
        back = "Voltar", "Back";
        merged_toast = "Contatos unidos", "Contacts merged";
        merged_by: fn(&str, &str) -> String = |who, when| format!("por {who}, {when}"), |who, when| format!("by {who}, {when}");
        merged_by_number: fn(&str) -> String = |when| format!("o WhatsApp avisou a troca de número, {when}"), |when| format!("WhatsApp told of a new number, {when}");
        separate = "Separar", "Separate";
        separated_toast = "Contatos separados", "Contacts separated";
        open_too_title = "Há outra conversa aberta", "Another conversation is open";
        open_too_text = "É com a mesma pessoa, por outro número ou canal. Lá as respostas saem pelo outro chat.",
            "It is with the same person, by another number or channel. Answers there go to the other chat.";
        open_too_link = "Abrir", "Open it";
        by_address: fn(&str) -> String = |address| format!("por {address}"), |address| format!("by {address}");
    }
}
