//! What went wrong, in words that say what to do.

use enlace_domain::FileRefusal;

use crate::texts::macros::texts;

/// A limit of a file's size, in the round numbers in which it is set.
fn size(bytes: u64) -> String {
    const MEBIBYTE: u64 = 1024 * 1024;
    if bytes < MEBIBYTE {
        format!("{} KB", bytes / 1024)
    } else {
        format!("{} MB", bytes / MEBIBYTE)
    }
}

texts! {
    /// What went wrong.
    ErrorTexts {
        not_logged_in = "Sua sessão terminou. Entre de novo.", "Your session has ended. Log in again.";
        wrong_credentials = "E-mail ou senha não conferem.", "That e-mail and password do not match.";
        slow_down: fn(i64) -> String =
            |s| if s == 1 { "Muitas tentativas. Espere 1 segundo.".into() } else { format!("Muitas tentativas. Espere {s} segundos.") },
            |s| if s == 1 { "Too many tries. Wait 1 second.".into() } else { format!("Too many tries. Wait {s} seconds.") };
        forbidden = "Seu perfil não permite isso. Peça a um gestor.", "Your role does not allow this. Ask a manager.";
        not_found = "Não encontramos o que você pediu.", "We could not find that.";
        invalid: fn(&str) -> String = |allowed| format!("Confira o campo: {allowed}"), |allowed| format!("Check the field: {allowed}");
        held_by: fn(&str) -> String = |name| format!("{name} já está atendendo esta conversa."), |name| format!("{name} is already handling this conversation.");
        closed = "Esta conversa já foi encerrada.", "This conversation has been closed.";
        window_closed = "Passaram 24 horas da última mensagem do cliente: envie um modelo aprovado.", "24 hours have passed since the customer's last message: send an approved template.";
        file: fn(FileRefusal) -> String = |refusal| match refusal {
            FileRefusal::Empty => "O arquivo está vazio.".into(),
            FileRefusal::TooLarge { limit } => format!("O arquivo passa do limite de {} deste canal.", size(limit)),
            FileRefusal::Type => "O WhatsApp não aceita este tipo de arquivo neste canal.".into(),
            FileRefusal::Cut => "O arquivo não chegou inteiro. Tente de novo.".into(),
        }, |refusal| match refusal {
            FileRefusal::Empty => "The file is empty.".into(),
            FileRefusal::TooLarge { limit } => format!("The file is over this channel's limit of {}.", size(limit)),
            FileRefusal::Type => "WhatsApp does not take this type of file on this channel.".into(),
            FileRefusal::Cut => "The file did not arrive whole. Try again.".into(),
        };
        at_capacity: fn(i32) -> String =
            |n| if n == 1 { "Você já está com 1 conversa. Encerre-a antes de assumir outra.".into() } else { format!("Você já está com {n} conversas. Encerre uma antes de assumir outra.") },
            |n| if n == 1 { "You already hold 1 conversation. Close it before you claim another.".into() } else { format!("You already hold {n} conversations. Close one before you claim another.") };
        search_away = "A busca não respondeu. A lista de artigos continua aberta; tente de novo em instantes.", "The search did not answer. The list of articles still works; try again in a moment.";
        unavailable = "O banco de dados não respondeu. Nada foi perdido; tente de novo em instantes.", "The database did not answer. Nothing was lost; try again in a moment.";
        offline = "Sem conexão com o Enlace. Confira sua internet.", "No connection to Enlace. Check your internet.";
        internal = "Algo deu errado do nosso lado. Já registramos o problema.", "Something went wrong on our side. It has been recorded.";
        page_title = "Página não encontrada", "Page not found";
        page_text = "O endereço mudou ou nunca existiu. A fila continua no mesmo lugar.", "The address has changed or never existed. The queue is where it was.";
        page_back = "Ir para a fila", "Go to the queue";
    }
}
