//! What subscribers say, on the dashboard.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use crate::texts::macros::texts;

texts! {
    /// What subscribers say.
    apart VoiceTexts {
        title = "Satisfação", "Satisfaction";
        note = "conversas encerradas em que o cliente foi perguntado", "closed conversations whose customer was asked";
        off = "A pesquisa de satisfação está desligada: ninguém é perguntado.", "The satisfaction survey is off: nobody is asked.";
        none_yet = "Ninguém foi perguntado neste período.", "Nobody was asked in this period.";
        settings = "Metas e pesquisa", "Goals and survey";
        mean = "Nota média", "Mean score";
        target: fn(&str) -> String = |target| format!("Meta {target}"), |target| format!("Target {target}");
        good = "Notas 4 e 5", "Scores 4 and 5";
        nps = "NPS", "NPS";
        response = "Responderam", "Answered";
        answers = "Respostas", "Answers";
        counted: fn(i64, &str) -> String = |n, count| match n {
            1 => "1 resposta".to_owned(),
            _ => format!("{count} respostas"),
        }, |n, count| match n {
            1 => "1 answer".to_owned(),
            _ => format!("{count} answers"),
        };
        asked = "Perguntados", "Asked";
        of_asked: fn(&str, &str) -> String = |answered, asked| format!("{answered} de {asked}"), |answered, asked| format!("{answered} of {asked}");
        by_queue = "Satisfação por fila", "Satisfaction by queue";
        by_person = "Satisfação por pessoa", "Satisfaction by person";
        by_person_note = "quem encerrou a conversa; poucas respostas dizem pouco", "who closed the conversation; few answers say little";
        automation = "Automação", "Automation";
        low = "Notas baixas a tratar", "Low scores to look after";
        low_note = "1 e 2, até alguém ver", "1 and 2, until somebody sees to it";
        comments = "Últimos comentários", "Latest comments";
        no_comment = "Sem comentário", "No comment";
        score: fn(i16, i16) -> String = |score, most| format!("{score} de {most}"), |score, most| format!("{score} of {most}");
        open = "Abrir conversa", "Open conversation";
        seen = "Tratada", "Seen to";
        question = "Pergunta", "Question";
        given = "Nota", "Score";
        comment = "Comentário", "Comment";
        at = "Quando", "When";
    }
}
