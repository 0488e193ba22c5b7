//! What administrators set behind the dashboard.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use enlace_domain::{
    goal::Goal,
    view::{MonthVolumes, ReturnTerm},
};

use crate::texts::{Format, macros::texts};

texts! {
    /// What is set behind the dashboard.
    apart GoalTexts {
        title = "Metas e pesquisa", "Goals and survey";
        back = "Voltar ao painel", "Back to the dashboard";
        only_administrators = "Só administradores alteram o que está aqui.", "Only administrators change what is here.";
        saved = "Salvo.", "Saved.";
        overtaken = "Outra pessoa salvou antes. Estes são os valores atuais; confira e salve de novo.",
            "Somebody saved before you. These are the values now; check and save again.";

        goals = "Metas e retorno", "Goals and return";
        goals_span = "últimos 30 dias, todas as conversas", "last 30 days, all conversations";
        goals_note = "a situação antes e a meta; vazio onde ninguém sabe", "the situation before and the target; empty where nobody knows";
        figure = "Indicador", "Figure";
        baseline = "Antes", "Before";
        now = "Hoje", "Now";
        target = "Meta", "Target";
        goal: fn(Goal) -> &'static str = |goal| match goal {
            Goal::UrgentAnswer => "Primeira resposta urgente",
            Goal::FirstContact => "Resolvidas no primeiro contato",
            Goal::Satisfaction => "Satisfação",
            Goal::Churn => "Cancelamentos no mês",
            Goal::Cost => "Custo por conversa",
            Goal::Uptime => "Disponibilidade",
        }, |goal| match goal {
            Goal::UrgentAnswer => "First urgent answer",
            Goal::FirstContact => "Settled at first contact",
            Goal::Satisfaction => "Satisfaction",
            Goal::Churn => "Contracts lost in a month",
            Goal::Cost => "Cost per conversation",
            Goal::Uptime => "Uptime",
        };
        unit: fn(Goal) -> &'static str = |goal| match goal {
            Goal::UrgentAnswer => "segundos",
            Goal::Satisfaction => "de 1 a 5",
            Goal::Cost => "R$",
            Goal::FirstContact | Goal::Churn | Goal::Uptime => "%",
        }, |goal| match goal {
            Goal::UrgentAnswer => "seconds",
            Goal::Satisfaction => "1 to 5",
            Goal::Cost => "R$",
            Goal::FirstContact | Goal::Churn | Goal::Uptime => "%",
        };
        value: fn(Goal, f64, Format) -> String = |goal, value, format| match goal {
            Goal::UrgentAnswer => format.duration(value),
            Goal::Satisfaction => format.decimal(value, 2),
            Goal::Cost => format.money(value),
            Goal::FirstContact => format.fine_percent(value / 100.0),
            Goal::Churn => format!("{} %", format.decimal(value, 1)),
            Goal::Uptime => format!("{} %", format.decimal(value, 2)),
        }, |goal, value, format| match goal {
            Goal::UrgentAnswer => format.duration(value),
            Goal::Satisfaction => format.decimal(value, 2),
            Goal::Cost => format.money(value),
            Goal::FirstContact => format.fine_percent(value / 100.0),
            Goal::Churn => format!("{}%", format.decimal(value, 1)),
            Goal::Uptime => format!("{}%", format.decimal(value, 2)),
        };
        missing: fn(Goal) -> &'static str = |goal| match goal {
            Goal::Cost => "faltam custos em Metas e pesquisa",
            Goal::Uptime => "medindo há menos de uma hora",
            Goal::Satisfaction => "ninguém avaliou ainda",
            Goal::Churn => "sem contratos de 30 dias atrás",
            Goal::UrgentAnswer | Goal::FirstContact => "sem conversas no período",
        }, |goal| match goal {
            Goal::Cost => "costs are missing in Goals and survey",
            Goal::Uptime => "measured for less than an hour",
            Goal::Satisfaction => "nobody has rated yet",
            Goal::Churn => "no contracts of 30 days ago",
            Goal::UrgentAnswer | Goal::FirstContact => "no conversations in these days",
        };
        counted: fn(&MonthVolumes, Format) -> String = |v, format| format!(
            "Contado: {} conversas encerradas, {} horas de agente, {} mensagens por modelo, {} de {} contratos encerrados.",
            format.count(v.conversations), format.count(v.agent_hours),
            format.count(v.utility_messages + v.marketing_messages + v.authentication_messages),
            format.count(v.ended), format.count(v.contracts),
        ), |v, format| format!(
            "Counted: {} conversations closed, {} agent hours, {} messages by template, {} of {} contracts ended.",
            format.count(v.conversations), format.count(v.agent_hours),
            format.count(v.utility_messages + v.marketing_messages + v.authentication_messages),
            format.count(v.ended), format.count(v.contracts),
        );
        worth = "Retorno por mês, contra a situação anterior", "Return a month, against the situation before";
        worth_all = "Retorno", "Return";
        worth_month = "R$ por mês", "R$ a month";
        worth_unknown = "faltam dados", "data is missing";
        term: fn(&ReturnTerm, Format) -> String = |term, format| match (term.difference, term.each) {
            (Some(difference), Some(each)) => format!("{} pontos × {} contratos × {} por mês",
                format.decimal(difference, 1), format.count(term.times), format.money(each)),
            (Some(difference), None) => format!("{} × {} conversas", format.money(difference), format.count(term.times)),
            (None, _) => "a diferença não é conhecida".to_owned(),
        }, |term, format| match (term.difference, term.each) {
            (Some(difference), Some(each)) => format!("{} points × {} contracts × {} a month",
                format.decimal(difference, 1), format.count(term.times), format.money(each)),
            (Some(difference), None) => format!("{} × {} conversations", format.money(difference), format.count(term.times)),
            (None, _) => "the difference is not known".to_owned(),
        };
        costs = "Custos", "Costs";
        costs_note = "O custo por conversa: horas de agente, mensagens por modelo e o fixo do mês, sobre as conversas encerradas.",
            "The cost per conversation: agent hours, messages by template and the month's fixed costs, over the conversations closed.";
        cost: fn(&str) -> &'static str = |name| match name {
            "agent_hour" => "Hora de agente, R$",
            "fixed_month" => "Fixo por mês, R$",
            "utility_message" => "Mensagem de utilidade, R$",
            "marketing_message" => "Mensagem de marketing, R$",
            _ => "Mensagem de autenticação, R$",
        }, |name| match name {
            "agent_hour" => "Agent hour, R$",
            "fixed_month" => "Fixed a month, R$",
            "utility_message" => "Utility message, R$",
            "marketing_message" => "Marketing message, R$",
            _ => "Authentication message, R$",
        };
        value_problem = "Informe um número possível aqui, como 4,5.", "Enter a possible number here, like 4.5.";
        save_goals = "Salvar metas e custos", "Save goals and costs";

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
