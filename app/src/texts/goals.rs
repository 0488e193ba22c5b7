//! What administrators set behind the dashboard.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use crate::texts::{Locale, macros::texts};

texts! {
    /// What is set behind the dashboard.
    GoalTexts {
        title = "Metas e pesquisa", "Goals and survey";
        back = "Voltar ao painel", "Back to the dashboard";
        only_administrators = "Só administradores alteram o que está aqui.", "Only administrators change what is here.";
        saved = "Salvo.", "Saved.";
        overtaken = "Outra pessoa salvou antes. Estes são os valores atuais; confira e salve de novo.",
            "Somebody saved before you. These are the values now; check and save again.";

        survey = "Pesquisa de satisfação", "Satisfaction survey";
        survey_note = "uma pergunta ao encerrar, e um comentário se a pessoa quiser", "one question on closing, and a comment if the person likes";
        survey_switch = "Perguntar ao cliente como foi o atendimento", "Ask the customer how it was";
        recommending_switch = "Uma vez por trimestre, perguntar em vez disso se a pessoa nos recomendaria (NPS)",
            "Once a quarter, ask instead whether the person would recommend us (NPS)";
        pause = "Dias entre duas perguntas à mesma pessoa", "Days between two questions to the same person";
        pause_hint = "Cada conversa é avaliada uma vez. Quem não teve resposta não é perguntado.",
            "Each conversation is rated once. Who had no answer is not asked.";
        pause_problem: fn(i32, i32) -> String = |least, most| format!("Informe de {least} a {most} dias."),
            |least, most| format!("Enter {least} to {most} days.");
        without_template: fn(&str) -> String = |channels| format!("Sem modelo para depois de 24 horas em: {channels}. Com a janela fechada, ninguém é perguntado ali."),
            |channels| format!("No template for after 24 hours on: {channels}. With the window closed nobody is asked there.");
        choose_template = "Escolher modelos", "Choose templates";
        said = "O que o cliente lê", "What the customer reads";
        said_thanks = "Depois da nota", "After the score";
        said_recommending = "A pergunta do NPS", "The NPS question";
    }
}

impl GoalTexts {
    /// In this language.
    #[must_use]
    pub const fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::PtBr => &Self::PT_BR,
            Locale::En => &Self::EN,
        }
    }
}
