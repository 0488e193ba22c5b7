//! Erasing what is known of a contact.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the conversation's page brings them.

use crate::texts::macros::texts;

texts! {
    /// Erasing what is known of a contact.
    apart ErasureTexts {
        title = "Dados pessoais", "Personal data";
        erase = "Apagar os dados do contato", "Erase the contact's data";
        ask: fn(&str) -> String = |name| format!("Apagar os dados de {name}? Não dá para desfazer."), |name| format!("Erase the data of {name}? This can't be undone.");
        goes_title = "O que some", "What goes";
        goes = "Nome e número, textos, arquivos, lugares e contatos de todas as conversas, dos dois lados, e os comentários das avaliações. Uma nova mensagem do mesmo número começa um contato novo.",
            "Name and number; words, files, places and cards of all conversations, of both sides; comments of surveys. A new message from the same number begins a new contact.";
        stays_title = "O que fica", "What stays";
        stays = "O contrato, que a lei manda guardar, e datas, filas, notas e protocolos, sem os quais os números do painel mudariam.",
            "The contract, which the law requires to be kept, and times, queues, scores and protocols, without which the dashboard's figures would change.";
        word: fn(&str) -> String = |word| format!("Para confirmar, escreva {word}"), |word| format!("To confirm, write {word}");
        confirm = "Apagar os dados", "Erase the data";
        back = "Voltar", "Back";
        erased: fn(&str) -> String = |day| format!("Os dados deste contato foram apagados em {day}"), |day| format!("The data of this contact were erased on {day}");
        gone = "(apagado)", "(erased)";
    }
}
