//! One conversation.

use enlace_domain::{DeliveryStatus, WaitingFor, event::SystemLine, reading::Decider};

use crate::texts::{CommonTexts, macros::texts};

texts! {
    /// One conversation.
    ConversationTexts {
        title = "Conversa", "Conversation";
        list = "Conversas", "Conversations";
        mine = "Minhas", "Mine";
        waiting = "Aguardando", "Waiting";
        none_mine_title = "Nenhuma conversa com você", "You hold no conversation";
        none_mine_text = "Assuma uma em Aguardando ou na fila.", "Claim one under Waiting or on the queue.";
        none_mine_keys = "Na fila, a tecla C assume.", "On the queue the C key claims.";
        none_waiting_title = "Ninguém esperando", "Nobody is waiting";
        none_waiting_text = "Quando alguém escrever, aparece aqui na hora.", "When somebody writes, it shows up here at once.";
        choose_title = "Escolha uma conversa", "Choose a conversation";
        choose_text = "Abra uma das suas à esquerda, ou pegue a próxima da fila.", "Open one of yours on the left, or take the next from the queue.";
        to_queue = "Ver a fila", "See the queue";
        not_found = "Esta conversa não existe", "There is no such conversation";
        back = "Voltar à lista", "Back to the list";
        customer_button = "Dados do cliente", "Customer details";
        messages = "Mensagens", "Messages";
        older = "Mensagens anteriores", "Earlier messages";
        jump = "Novas mensagens", "New messages";
        jump_end = "Ir para o fim", "Jump to the end";
        arrived: fn(&str) -> String = |name| format!("Nova mensagem de {name}"), |name| format!("New message from {name}");
        no_queue = "Em triagem", "Being sorted";
        held_by_you = "Com você", "With you";
        held_by: fn(&str) -> String = |name| format!("Com {name}"), |name| format!("With {name}");
        unheld = "Sem dono", "Unassigned";
        automation = "Assistente", "Assistant";
        status: fn(DeliveryStatus) -> &'static str = |status| match status {
            DeliveryStatus::None | DeliveryStatus::Received => "",
            DeliveryStatus::Queued => "na fila de envio",
            DeliveryStatus::Sent => "enviada",
            DeliveryStatus::Delivered => "entregue",
            DeliveryStatus::Read => "lida",
            DeliveryStatus::Failed => "não enviada",
        }, |status| match status {
            DeliveryStatus::None | DeliveryStatus::Received => "",
            DeliveryStatus::Queued => "queued",
            DeliveryStatus::Sent => "sent",
            DeliveryStatus::Delivered => "delivered",
            DeliveryStatus::Read => "read",
            DeliveryStatus::Failed => "not sent",
        };
        sending = "enviando", "sending";
        failed = "Não enviada.", "Not sent.";
        retry = "Tentar de novo", "Try again";
        doubt = "Não sabemos se chegou. Confira com o assinante.", "We do not know whether it arrived. Ask the subscriber.";
        doubt_arrived = "Chegou", "It arrived";
        doubt_again = "Enviar de novo", "Send again";
        waits: fn(WaitingFor) -> &'static str = |reason| match reason {
            WaitingFor::ChannelDown => "Aguardando: o canal está com falha. Sai sozinha quando ele voltar.",
            WaitingFor::ChannelPaused => "Aguardando: o canal está pausado.",
            WaitingFor::ChannelLimit => "Aguardando: o canal está no limite de envios.",
            WaitingFor::ContactLimit => "Aguardando: o WhatsApp limita quantas mensagens este contato recebe seguidas.",
            WaitingFor::Provider => "Aguardando: o provedor não aceitou ainda. Tentamos de novo.",
            WaitingFor::Doubt => "O provedor não respondeu: estamos conferindo se saiu.",
        }, |reason| match reason {
            WaitingFor::ChannelDown => "Waiting: the channel is failing. It leaves by itself once that is over.",
            WaitingFor::ChannelPaused => "Waiting: the channel is paused.",
            WaitingFor::ChannelLimit => "Waiting: the channel sends as fast as it may.",
            WaitingFor::ContactLimit => "Waiting: WhatsApp limits how many messages this contact gets in a row.",
            WaitingFor::Provider => "Waiting: the provider has not taken it yet. We try again.",
            WaitingFor::Doubt => "The provider did not answer: we are finding out whether it left.",
        };
        waits_behind = "Aguardando a mensagem anterior: saem na ordem em que foram escritas.", "Waiting for the message before it: they leave in the order they were written in.";
        waits_since: fn(&str) -> String = |hour| format!("desde {hour}"), |hour| format!("since {hour}");
        to_quoted = "Ir para a mensagem citada", "Go to the quoted message";
        quoted_gone = "A mensagem citada não está mais na conversa.", "The quoted message is no longer in the conversation.";
        edit = "Editar", "Edit";
        file = "Arquivo", "File";
        picture = "Imagem do assinante", "The subscriber's picture";
        audio = "Áudio do assinante", "The subscriber's audio";
        video = "Vídeo do assinante", "The subscriber's video";
        file_on_its_way = "Arquivo a caminho", "File on its way";
        file_failed = "Não foi possível baixar o arquivo.", "The file could not be fetched.";
        on_the_map = "Ver no mapa", "See on the map";
        forwarded = "Encaminhada", "Forwarded";
        on_phone = "Enviada pelo celular", "Sent from the phone";
        revoked = "Apagada pelo assinante", "Deleted by the subscriber";
        revoked_on_phone = "Apagada no celular", "Deleted on the phone";
        edited = "editada", "edited";
        written_late: fn(&str) -> String = |at| format!("escrita às {at}, chegou depois"), |at| format!("written {at}, came in later");
        answers = "Responde a:", "In answer to:";
        quoted_unknown = "uma mensagem mais antiga", "an older message";
        only_in_whatsapp = "Mensagem de um tipo que só abre no WhatsApp", "A kind of message that only opens in WhatsApp";
        line: fn(&SystemLine, &CommonTexts) -> String = |line, common| match line {
            SystemLine::Queued { queue, .. } => format!("Encaminhada para {}", (common.queue)(*queue)),
            SystemLine::Claimed { by } => format!("{} assumiu a conversa", by.name),
            SystemLine::TransferredToQueue { by, queue } => format!("{} transferiu para {}", by.name, (common.queue)(*queue)),
            SystemLine::TransferredToPerson { by, to } => format!("{} transferiu para {}", by.name, to.name),
            SystemLine::Closed { by } => format!("{} encerrou a conversa", by.name),
            SystemLine::Reopened { by: Some(by) } => format!("{} reabriu a conversa", by.name),
            SystemLine::Reopened { by: None } => "Reaberta: o cliente escreveu de novo".into(),
            SystemLine::Escalated { minutes } => format!("Escalada: passou dos {minutes} min sem resposta"),
            SystemLine::LeftByAnother { channel, address, official, instead_of } => format!(
                "A resposta saiu por {channel} ({}{}), porque {instead_of} está com falha: o cliente a vê em outra conversa do WhatsApp",
                address.for_people(),
                if *official { "" } else { ", um aparelho conectado, não um número oficial" }
            ),
            SystemLine::Merged { by, with } => format!("{} uniu este contato a {with}", by.name),
            SystemLine::Unmerged { by, from } => format!("{} separou este contato de {from}", by.name),
            SystemLine::NumberChanged { to, joined: true } => format!("O WhatsApp avisa que o assinante mudou de número. A conversa continua com {to}"),
            SystemLine::NumberChanged { to, joined: false } => format!("O WhatsApp avisa que o assinante mudou para {to}, que aqui é de outro cliente. Confira, e una os contatos se for a mesma pessoa"),
            SystemLine::Marketing { wanted: false } => "O assinante pediu ao WhatsApp para não receber publicidade".into(),
            SystemLine::Marketing { wanted: true } => "O assinante voltou a aceitar publicidade".into(),
            SystemLine::EditedUnknown { body } => format!("O assinante editou uma mensagem que não recebemos. Agora ela diz: {body}"),
            SystemLine::Rated { survey, score, before } => match before {
                Some(before) => format!("O cliente mudou a nota de {before} para {score}, de {}", survey.scores().end()),
                None => format!("Avaliação do cliente: {score} de {}", survey.scores().end()),
            },
            SystemLine::SolvedByAnswer => "A resposta da base resolveu; conversa encerrada".into(),
            SystemLine::RevokedUnknown => "O assinante apagou uma mensagem que não recebemos".into(),
        }, |line, common| match line {
            SystemLine::Queued { queue, .. } => format!("Sent to {}", (common.queue)(*queue)),
            SystemLine::Claimed { by } => format!("{} claimed the conversation", by.name),
            SystemLine::TransferredToQueue { by, queue } => format!("{} transferred it to {}", by.name, (common.queue)(*queue)),
            SystemLine::TransferredToPerson { by, to } => format!("{} transferred it to {}", by.name, to.name),
            SystemLine::Closed { by } => format!("{} closed the conversation", by.name),
            SystemLine::Reopened { by: Some(by) } => format!("{} reopened the conversation", by.name),
            SystemLine::Reopened { by: None } => "Reopened: the customer wrote again".into(),
            SystemLine::Escalated { minutes } => format!("Escalated: {minutes} min went by without an answer"),
            SystemLine::LeftByAnother { channel, address, official, instead_of } => format!(
                "The answer left by {channel} ({}{}), because {instead_of} is failing: the customer sees it in another WhatsApp chat",
                address.for_people(),
                if *official { "" } else { ", a linked device, not an official number" }
            ),
            SystemLine::Merged { by, with } => format!("{} merged this contact with {with}", by.name),
            SystemLine::Unmerged { by, from } => format!("{} separated this contact from {from}", by.name),
            SystemLine::NumberChanged { to, joined: true } => format!("WhatsApp says that the subscriber has another number. The conversation goes on with {to}"),
            SystemLine::NumberChanged { to, joined: false } => format!("WhatsApp says that the subscriber changed to {to}, which here is another customer's. Check, and merge the contacts if they are one person"),
            SystemLine::Marketing { wanted: false } => "The subscriber told WhatsApp that they want no advertising".into(),
            SystemLine::Marketing { wanted: true } => "The subscriber takes advertising again".into(),
            SystemLine::EditedUnknown { body } => format!("The subscriber edited a message that never reached us. It now says: {body}"),
            SystemLine::Rated { survey, score, before } => match before {
                Some(before) => format!("The customer changed the score from {before} to {score}, of {}", survey.scores().end()),
                None => format!("The customer's rating: {score} of {}", survey.scores().end()),
            },
            SystemLine::SolvedByAnswer => "The answer of the base helped; conversation closed".into(),
            SystemLine::RevokedUnknown => "The subscriber deleted a message that never reached us".into(),
        };
        line_unknown = "Evento de uma versão mais nova do Enlace", "An event of a newer version of Enlace";
        confidence: fn(i32) -> String = |share| format!("{share} % de certeza"), |share| format!("{share}% certain");
        decided: fn(Decider) -> Option<&'static str> = |by| match by {
            Decider::Words | Decider::Meaning => None,
            Decider::Model => Some("segundo o modelo de linguagem"),
            Decider::Subscriber => Some("o assinante escolheu"),
            Decider::Nobody => Some("o assunto não ficou claro"),
        }, |by| match by {
            Decider::Words | Decider::Meaning => None,
            Decider::Model => Some("by the language model"),
            Decider::Subscriber => Some("the subscriber chose it"),
            Decider::Nobody => Some("the subject stayed unclear"),
        };
        also_asked = "Também pede:", "Also asked:";
        near = "Perto disso na base:", "Near it in the base:";
        composer = "Escreva uma mensagem", "Write a message";
        send = "Enviar", "Send";
        enter_sends = "Enter envia, Shift Enter quebra a linha", "Enter sends, Shift Enter breaks the line";
        sending_claims = "Ao enviar, a conversa fica com você", "Sending makes the conversation yours";
        too_long: fn(usize) -> String = |n| format!("{n} caracteres a mais"), |n| format!("{n} characters too many");
        locked_other: fn(&str) -> String = |name| format!("{name} está atendendo esta conversa"), |name| format!("{name} is handling this conversation");
        locked_closed = "Esta conversa foi encerrada", "This conversation is closed";
        claim = "Assumir", "Claim";
        take_over = "Transferir para mim", "Transfer to me";
        transfer = "Transferir", "Transfer";
        release = "Devolver à fila", "Put back in the queue";
        close = "Encerrar", "Close";
        reopen = "Reabrir", "Reopen";
        closed_toast = "Conversa encerrada", "Conversation closed";
        reopened_toast = "Conversa reaberta", "Conversation reopened";
        released_toast = "Conversa devolvida à fila", "Conversation put back in the queue";
        transferred_toast: fn(&str) -> String = |to| format!("Transferida para {to}"), |to| format!("Transferred to {to}");
        transfer_title = "Transferir conversa", "Transfer conversation";
        transfer_queue = "Para uma fila", "To a queue";
        transfer_person = "Para um colega", "To a colleague";
        transfer_find = "Buscar colega", "Find a colleague";
        transfer_away = "Enlace fechado", "Enlace closed";
        transfer_ask: fn(&str) -> String = |name| format!("{name} não está com o Enlace aberto. Enviar mesmo assim?"),
            |name| format!("{name} does not have Enlace open. Send it all the same?");
        transfer_anyway = "Enviar mesmo assim", "Send all the same";
        transfer_to_queue = "Mandar para a fila", "Send to the queue";
        transfer_stay = "Deixar na fila", "Leave in the queue";
        transfer_nobody = "Nenhum colega com esse nome", "No colleague by that name";
        here_now = "é onde está agora", "where it is now";
        customer = "Cliente", "Customer";
        contact = "Contato", "Contact";
        plan = "Plano", "Plan";
        speed = "Velocidade", "Speed";
        mbits: fn(i32) -> String = |n| format!("{n} Mbit/s"), |n| format!("{n} Mbit/s");
        fee = "Mensalidade", "Monthly fee";
        since = "Cliente desde", "Customer since";
        contract = "Contrato", "Contract";
        phone = "Telefone", "Phone";
        email = "E-mail", "E-mail";
        address = "Endereço", "Address";
        standing = "Situação", "Standing";
        unknown = "não informado", "not given";
        channel = "Entrou por", "Came in on";
        protocol = "Protocolo", "Protocol";
        began = "Início", "Began";
        new_contact_title = "Contato novo", "New contact";
        new_contact_text = "Este número não está em nenhum cadastro de cliente. Peça o CPF ou o número do contrato antes de falar de conta ou de linha.",
            "This number is in no customer's record. Ask for the CPF or the contract number before speaking of bills or of a line.";
        suspended_title = "Linha suspensa", "Line suspended";
        suspended_text = "O acesso está bloqueado, quase sempre por débito. Confira o financeiro antes de abrir chamado técnico.",
            "Access is blocked, nearly always for a debt. Check the billing before opening a technical issue.";
        cancelled_title = "Contrato encerrado", "Contract ended";
        cancelled_text = "Quem escreve já foi cliente. Um retorno é com o comercial.", "They used to be a customer. Coming back is a matter for sales.";
        past = "Conversas anteriores", "Earlier conversations";
        no_past = "É a primeira conversa", "This is the first conversation";
    }
}
