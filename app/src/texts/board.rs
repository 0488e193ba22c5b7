//! The live board.

use enlace_domain::MessageKind;

use crate::texts::macros::texts;

texts! {
    /// The live board.
    BoardTexts {
        title = "Fila", "Queue";
        filters = "Filtros da fila", "Queue filters";
        mine = "Minhas filas", "My queues";
        all = "Todas", "All";
        unassigned = "Sem dono", "Unassigned";
        late = "Atrasadas", "Late";
        triage = "Em triagem", "Being sorted";
        triage_title = "Conversas que a automação ainda está entendendo", "Conversations that automation is still sorting";
        filter_words = "Filtrar", "Filter";
        filter_words_hint = "Nome, plano, cidade ou texto", "Name, plan, city or text";
        clear_filter = "Limpar filtros", "Clear filters";
        totals: fn(usize, usize, usize) -> String = |waiting, busy, online| {
            let people = if online == 1 { "1 pessoa online".to_owned() } else { format!("{online} pessoas online") };
            format!("{waiting} aguardando · {busy} em atendimento · {people}")
        }, |waiting, busy, online| {
            let people = if online == 1 { "1 person online".to_owned() } else { format!("{online} people online") };
            format!("{waiting} waiting · {busy} in progress · {people}")
        };
        sla: fn(&str) -> String = |span| format!("SLA {span}"), |span| format!("SLA {span}");
        on_time: fn(usize) -> String = |share| format!("{share} % no prazo"), |share| format!("{share}% on time");
        nobody_waits = "ninguém espera", "nobody waits";
        oldest_wait: fn(&str) -> String = |span| format!("Quem espera há mais tempo: {span}"), |span| format!("Longest wait: {span}");
        bar: fn(usize, usize, usize) -> String =
            |fine, soon, late| format!("{fine} no prazo, {soon} vencendo, {late} atrasadas"),
            |fine, soon, late| format!("{fine} on time, {soon} due soon, {late} late");
        more: fn(usize) -> String = |n| format!("Mostrar mais {n}"), |n| format!("Show {n} more");
        empty_title = "Fila em dia", "Nothing waiting";
        empty_text = "Quando alguém escrever, aparece aqui na hora.", "When somebody writes, it shows up here at once.";
        filtered_title = "Nada com esses filtros", "Nothing matches";
        filtered_text = "Há conversas na fila, mas nenhuma passa nos filtros.", "There may be conversations, but none passes the filters.";
        no_queue_title = "Você ainda não atende nenhuma fila", "You serve no queue yet";
        no_queue_text = "Veja todas as filas, ou peça a um administrador para incluir você em uma equipe.", "See all queues, or ask an administrator to put you in a team.";
        see_all = "Ver todas as filas", "See all queues";
        new_contact = "Novo contato", "New contact";
        raised = "Escalada", "Escalated";
        unsent = "Não enviada", "Not sent";
        ours = "Nós", "Us";
        held_by: fn(&str) -> String = |name| format!("Com {name}"), |name| format!("With {name}");
        unheld = "sem dono", "unassigned";
        due_in: fn(&str) -> String = |clock| format!("vence em {clock}"), |clock| format!("due in {clock}");
        late_by: fn(&str) -> String = |clock| format!("atrasada {clock}"), |clock| format!("late by {clock}");
        answered = "respondida", "answered";
        claim = "Assumir", "Claim";
        claimed: fn(&str) -> String = |name| format!("A conversa de {name} é sua"), |name| format!("{name}'s conversation is yours");
        taken: fn(&str) -> String = |name| format!("{name} pegou esta conversa primeiro"), |name| format!("{name} got this conversation first");
        gone = "Esta conversa já foi encerrada", "This conversation has been closed meanwhile";
        open = "Abrir", "Open";
        new_urgent: fn(usize) -> String =
            |n| if n == 1 { "1 nova conversa urgente".into() } else { format!("{n} novas conversas urgentes") },
            |n| if n == 1 { "1 new urgent conversation".into() } else { format!("{n} new urgent conversations") };
        columns = "Colunas da fila", "Queue columns";
        keys = "Atalhos do teclado", "Keyboard shortcuts";
        key_column = "Próxima e anterior na coluna", "Next and previous in the column";
        key_sides = "Coluna da esquerda e da direita", "Column to the left and right";
        key_open = "Abrir a conversa", "Open the conversation";
        key_claim = "Assumir a conversa", "Claim the conversation";
        key_filter = "Filtrar a fila", "Filter the queue";
        key_search = "Buscar e comandar", "Search and command";
        key_help = "Mostrar estes atalhos", "Show these shortcuts";
        kind: fn(MessageKind) -> &'static str = |kind| match kind {
            MessageKind::Text | MessageKind::System | MessageKind::Interactive | MessageKind::Button => "Mensagem",
            MessageKind::Image => "Foto",
            MessageKind::Audio => "Áudio",
            MessageKind::Video => "Vídeo",
            MessageKind::Document => "Documento",
            MessageKind::Sticker => "Figurinha",
            MessageKind::Location => "Localização",
            MessageKind::Contacts => "Contato",
            MessageKind::Reaction => "Reação",
            MessageKind::Unsupported => "Mensagem que só abre no WhatsApp",
        }, |kind| match kind {
            MessageKind::Text | MessageKind::System | MessageKind::Interactive | MessageKind::Button => "Message",
            MessageKind::Image => "Picture",
            MessageKind::Audio => "Voice message",
            MessageKind::Video => "Video",
            MessageKind::Document => "Document",
            MessageKind::Sticker => "Sticker",
            MessageKind::Location => "Location",
            MessageKind::Contacts => "Contact",
            MessageKind::Reaction => "Reaction",
            MessageKind::Unsupported => "Message that only opens in WhatsApp",
        };
    }
}
