//! Operations: work that was given up.

use enlace_domain::view::{BuriedAs, LetterWork};

use crate::texts::macros::texts;

texts! {
    /// Operations: work that was given up.
    LetterTexts {
        title = "Operações", "Operations";
        lead = "O que o Enlace não conseguiu fazer depois de tentar. Nada aqui segura as outras conversas.",
            "What Enlace tried and could not do. Nothing here holds up other conversations.";
        views = "Trabalhos parados", "Work that stopped";
        open = "Aguardam você", "Waiting for you";
        closed = "Encerrados", "Closed";
        none_title = "Nenhum trabalho parado", "No work has stopped";
        none_text = "Tudo o que entrou foi registrado e tudo o que devia sair saiu ou segue tentando.",
            "Everything that came in is on record, and everything that should leave left or is still trying.";
        none_closed_title = "Nada encerrado", "Nothing closed";
        none_closed_text = "O que for encerrado aqui continua guardado, com o motivo e o nome de quem encerrou.",
            "What is closed here is kept, with the reason and the name of whoever closed it.";
        more: fn(i64) -> String = |n| format!("Mais {n} aparecem quando estes forem resolvidos."), |n| format!("{n} more show once these are settled.");
        what: fn(LetterWork) -> &'static str = |work| match work {
            LetterWork::TakeIn => "Um evento do provedor não entrou",
            LetterWork::ReadAgain => "Não deu para ler o que o provedor mandou",
            LetterWork::SendMessage => "Uma mensagem não saiu",
            LetterWork::SettleDoubt => "Não se sabe se uma mensagem saiu",
            LetterWork::TellDetour => "A conversa não diz que a resposta saiu por outro número",
            LetterWork::RecountClock => "O relógio de uma conversa parou",
            LetterWork::FetchMedia => "Um arquivo não foi baixado",
            LetterWork::MarkRead => "O cliente não soube que a mensagem foi lida",
            LetterWork::SyncTemplates => "Os modelos de um canal não foram lidos",
            LetterWork::ReviewChurn => "O risco de saída dos clientes não foi calculado",
            LetterWork::RetrainClassifier => "O classificador não foi treinado de novo",
            LetterWork::Other => "Um trabalho que esta versão não conhece parou",
        }, |work| match work {
            LetterWork::TakeIn => "An event of the provider was not taken in",
            LetterWork::ReadAgain => "What the provider sent can't be read",
            LetterWork::SendMessage => "A message did not leave",
            LetterWork::SettleDoubt => "Nobody knows whether a message left",
            LetterWork::TellDetour => "The conversation does not say that the answer left by another number",
            LetterWork::RecountClock => "A conversation's clock has stopped",
            LetterWork::FetchMedia => "A file was not fetched",
            LetterWork::MarkRead => "The customer was not told that a message was read",
            LetterWork::SyncTemplates => "The templates of a channel were not read",
            LetterWork::ReviewChurn => "It was not judged which customers may leave",
            LetterWork::RetrainClassifier => "The classifier was not trained again",
            LetterWork::Other => "Work that this version does not know stopped",
        };
        effect: fn(LetterWork) -> &'static str = |work| match work {
            LetterWork::TakeIn | LetterWork::ReadAgain => "O que o cliente mandou, ou um aviso do provedor, ainda não aparece na conversa.",
            LetterWork::SendMessage => "O cliente não recebeu a mensagem. Encerrar mostra a falha a quem atende.",
            LetterWork::SettleDoubt => "Encerrar pergunta a quem atende se o cliente recebeu.",
            LetterWork::TellDetour => "A resposta saiu; falta só o aviso na conversa.",
            LetterWork::RecountClock => "A resposta não saiu, e o quadro mostra a conversa como respondida.",
            LetterWork::FetchMedia => "A mensagem está na conversa, sem o arquivo. Encerrar mostra a falha a quem atende.",
            LetterWork::MarkRead => "Falta só o aviso de leitura no celular do cliente.",
            LetterWork::SyncTemplates => "Os modelos seguem como foram lidos da última vez.",
            LetterWork::ReviewChurn => "A página de retenção segue com o último cálculo.",
            LetterWork::RetrainClassifier => "A versão em uso continua respondendo.",
            LetterWork::Other => "Pode ser de uma versão mais nova do Enlace.",
        }, |work| match work {
            LetterWork::TakeIn | LetterWork::ReadAgain => "What the customer sent, or a notice of the provider, does not show in the conversation yet.",
            LetterWork::SendMessage => "The customer did not get the message. Closing shows the failure to the agent.",
            LetterWork::SettleDoubt => "Closing asks the agent whether the customer got it.",
            LetterWork::TellDetour => "The answer left; only the line in the conversation is missing.",
            LetterWork::RecountClock => "The answer did not leave, and the board shows the conversation as answered.",
            LetterWork::FetchMedia => "The message is in the conversation, without its file. Closing shows the failure to the agent.",
            LetterWork::MarkRead => "Only the read mark on the customer's phone is missing.",
            LetterWork::SyncTemplates => "The templates stay as they were read last.",
            LetterWork::ReviewChurn => "The retention page stays as it was judged last.",
            LetterWork::RetrainClassifier => "The version in use goes on answering.",
            LetterWork::Other => "It may be of a newer version of Enlace.",
        };
        why: fn(BuriedAs, i32) -> String = |how, failures| match (how, failures) {
            (BuriedAs::AtOnce, _) => "O conteúdo não pôde ser entendido: repetir sem mudar nada falha de novo. Repita depois de atualizar o Enlace ou de corrigir o dado.".to_owned(),
            (BuriedAs::Tries, 1) => "Falhou na única tentativa. Resolva o que o erro diz e repita.".to_owned(),
            (BuriedAs::Tries, n) => format!("Falhou em {n} tentativas, então a causa dura. Resolva o que o erro diz e repita."),
            (BuriedAs::Vanished, _) => "O processo caiu todas as vezes em que trabalhou nisto, talvez por causa disto. Repita um só e observe.".to_owned(),
        }, |how, failures| match (how, failures) {
            (BuriedAs::AtOnce, _) => "It could not be understood: running it again unchanged fails again. Run it again after an update of Enlace or once the data is mended.".to_owned(),
            (BuriedAs::Tries, 1) => "Its only try failed. Mend what the error says, and run it again.".to_owned(),
            (BuriedAs::Tries, n) => format!("It failed {n} times, so the cause lasts. Mend what the error says, and run it again."),
            (BuriedAs::Vanished, _) => "The process went down each time it worked on this, perhaps because of this. Run a single one again and watch.".to_owned(),
        };
        error = "Erro", "Error";
        job: fn(&str, i64) -> String = |name, id| format!("{name}, nº {id}"), |name, id| format!("{name}, no. {id}");
        first = "Primeira falha", "First failure";
        last = "Última falha", "Last failure";
        tries = "Tentativas", "Tries";
        channel = "Canal", "Channel";
        conversation = "Conversa", "Conversation";
        unknown_conversation = "não dá para saber", "can't be told";
        choose: fn(&str) -> String = |what| format!("Selecionar: {what}"), |what| format!("Select: {what}");
        choose_all = "Selecionar todos", "Select all";
        chosen: fn(usize) -> String = |n| if n == 1 { "1 selecionado".to_owned() } else { format!("{n} selecionados") }, |n| format!("{n} selected");
        replay = "Repetir", "Run again";
        close = "Encerrar", "Close";
        replayed: fn(usize) -> String = |n| match n {
            0 => "Outra pessoa já cuidou disto".to_owned(),
            1 => "1 trabalho vai rodar de novo".to_owned(),
            n => format!("{n} trabalhos vão rodar de novo"),
        }, |n| match n {
            0 => "Somebody else has seen to this".to_owned(),
            1 => "1 piece of work runs again".to_owned(),
            n => format!("{n} pieces of work run again"),
        };
        close_title: fn(usize) -> String = |n| if n == 1 { "Encerrar este trabalho?".to_owned() } else { format!("Encerrar {n} trabalhos?") },
            |n| if n == 1 { "Close this work?".to_owned() } else { format!("Close {n} pieces of work?") };
        close_text = "Ele não roda mais. Continua guardado, com o motivo e o seu nome.", "It runs no more. It is kept, with the reason and your name.";
        reason = "Motivo", "Reason";
        reason_hint = "Para quem procurar depois: por que não precisa mais ser feito.", "For whoever looks later: why it need not be done any more.";
        closed_done: fn(usize) -> String = |n| match n {
            0 => "Outra pessoa já cuidou disto".to_owned(),
            1 => "1 trabalho encerrado".to_owned(),
            n => format!("{n} trabalhos encerrados"),
        }, |n| match n {
            0 => "Somebody else has seen to this".to_owned(),
            1 => "1 piece of work closed".to_owned(),
            n => format!("{n} pieces of work closed"),
        };
        closed_by: fn(&str, &str) -> String = |who, when| format!("Encerrado por {who}, {when}"), |who, when| format!("Closed by {who}, {when}");
        count: fn(i64) -> String = |n| if n == 1 { "1 trabalho parado".to_owned() } else { format!("{n} trabalhos parados") },
            |n| if n == 1 { "1 piece of work stopped".to_owned() } else { format!("{n} pieces of work stopped") };
    }
}
