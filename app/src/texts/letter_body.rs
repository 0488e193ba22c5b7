//! Why work was given up, and what it is about. Not among the texts that every page brings along: its page asks for them
//! here.

use enlace_domain::view::LetterReason;

use crate::texts::macros::texts;

texts! {
    /// Why work was given up, and what it is about.
    apart LetterBodyTexts {
        reason: fn(Option<LetterReason>) -> &'static str = |reason| match reason {
            Some(LetterReason::Field) => "Um campo falta ou veio com outro conteúdo.",
            Some(LetterReason::Missing) => "Não existe aqui aquilo de que trata: a conversa, a mensagem ou o canal.",
            Some(LetterReason::Provider) => "O provedor recusou.",
            Some(LetterReason::File) => "Não foi possível buscar ou guardar o arquivo.",
            Some(LetterReason::Database) => "O banco de dados recusou.",
            Some(LetterReason::TimeOut) => "Não houve resposta a tempo.",
            Some(LetterReason::Bug) => "O Enlace falhou por dentro. Avise quem cuida do programa.",
            None => "O motivo está só nas palavras técnicas.",
        }, |reason| match reason {
            Some(LetterReason::Field) => "A field is missing or holds something else.",
            Some(LetterReason::Missing) => "What it is about is not here: the conversation, the message or the channel.",
            Some(LetterReason::Provider) => "The provider refused.",
            Some(LetterReason::File) => "The file could not be fetched or kept.",
            Some(LetterReason::Database) => "The database refused.",
            Some(LetterReason::TimeOut) => "No answer came in time.",
            Some(LetterReason::Bug) => "Enlace itself failed. Tell whoever looks after the program.",
            None => "Only the technical words say why.",
        };
        see = "O que chegou do provedor", "What the provider sent";
        private = "Tem dados do cliente. Cada abertura fica registrada com o seu nome.",
            "It holds the customer's data. Each look is put on record with your name.";
        corrected = "Alguém já corrigiu este texto; o original continua guardado.",
            "Somebody has corrected this text; the original is kept.";
        text = "Texto", "Text";
        mend = "Corrigir e repetir", "Correct and run again";
        mended = "Corrigido: vai rodar de novo", "Corrected: it runs again";
        gone = "Outra pessoa já cuidou disto", "Somebody else has seen to this";
        wrong = "Assim ainda não dá para ler:", "It still can't be read:";
    }
}
