//! Search and commands.

use crate::texts::macros::texts;

texts! {
    /// Search and commands.
    PaletteTexts {
        title = "Buscar e comandar", "Search and command";
        placeholder = "Nome, telefone, contrato, protocolo ou comando", "Name, phone, contract, protocol or command";
        pages = "Páginas", "Pages";
        actions = "Ações", "Actions";
        conversations = "Conversas", "Conversations";
        unsent = "Mensagens não enviadas", "Messages not sent";
        go_to: fn(&str) -> String = |page| format!("Ir para {page}"), |page| format!("Go to {page}");
        theme: fn(&str) -> String = |theme| format!("Tema {theme}"), |theme| format!("{theme} theme");
        nothing = "Nada encontrado. Tente o nome, o telefone ou o protocolo.", "Nothing found. Try the name, the phone or the protocol.";
        more = "Há mais resultados: escreva mais do nome, o protocolo ou o telefone.", "There are more: type more of the name, the protocol or the phone.";
        searching = "Buscando…", "Searching…";
        move_hint = "mover", "move";
        choose_hint = "abrir", "open";
        close_hint = "fechar", "close";
    }
}
