//! The figures' page beyond its first panels: what they are of and what they are compared with.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use enlace_domain::{
    QueueKey,
    view::{Against, AskPart, BehindFigure, Reason, Step},
};

use crate::texts::{Texts, macros::texts};

texts! {
    /// The figures' page.
    apart FigureTexts {
        period: fn(u16) -> String = |days| match days {
            1 => "Hoje".to_owned(),
            365 => "1 ano".to_owned(),
            days => format!("{days} dias"),
        }, |days| match days {
            1 => "Today".to_owned(),
            365 => "1 year".to_owned(),
            days => format!("{days} days"),
        };
        from = "De", "From";
        to = "Até", "To";
        apply = "Ver estes dias", "Show these days";
        region = "Região", "Region";
        all_regions = "Todas as cidades", "All cities";
        plan = "Plano", "Plan";
        all_plans = "Todos os planos", "All plans";
        person = "Pessoa", "Person";
        all_people = "Todas as pessoas", "Everybody";
        against = "Comparar com", "Compare with";
        against_name: fn(Against) -> &'static str = |against| match against {
            Against::Before => "Período anterior",
            Against::Month => "Mês anterior",
            Against::Year => "Ano anterior",
        }, |against| match against {
            Against::Before => "Days before",
            Against::Month => "A month before",
            Against::Year => "A year before",
        };
        clear = "Limpar filtros", "Clear filters";
        of_days: fn(&str, &str) -> String = |now, before| format!("{now}, comparado com {before}"),
            |now, before| format!("{now}, compared with {before}");
        data_since: fn(&str) -> String = |day| format!("a comparação não está completa: há dados desde {day}"),
            |day| format!("the comparison is not whole: there are data since {day}");
        wrong_title = "O endereço pede algo que não existe aqui", "The address asks for something that isn't here";
        wrong: fn(AskPart) -> &'static str = |part| match part {
            AskPart::Period => "Período: mostrando os últimos 30 dias. Datas são como 2026-11-28, no máximo um ano.",
            AskPart::Queue => "Fila: mostrando todas.",
            AskPart::Region => "Região: mostrando todas as cidades.",
            AskPart::Plan => "Plano: mostrando todos.",
            AskPart::Person => "Pessoa: mostrando todas.",
            AskPart::Against => "Comparação: com o período anterior.",
            AskPart::Step => "Passo do gráfico: o que couber.",
            AskPart::Trend => "Indicador do gráfico: conversas.",
        }, |part| match part {
            AskPart::Period => "Period: the last 30 days are shown. Days are like 2026-11-28, a year at most.",
            AskPart::Queue => "Queue: all are shown.",
            AskPart::Region => "Region: all cities are shown.",
            AskPart::Plan => "Plan: all are shown.",
            AskPart::Person => "Person: everybody is shown.",
            AskPart::Against => "Comparison: with the days before.",
            AskPart::Step => "The chart's steps: what fits.",
            AskPart::Trend => "The chart's figure: conversations.",
        };
        step = "Passo", "Step";
        step_name: fn(Step) -> &'static str = |step| match step {
            Step::Day => "Dia",
            Step::Week => "Semana",
            Step::Month => "Mês",
        }, |step| match step {
            Step::Day => "Day",
            Step::Week => "Week",
            Step::Month => "Month",
        };
        trend: fn(Step) -> &'static str = |step| match step {
            Step::Day => "Conversas por dia",
            Step::Week => "Conversas por semana",
            Step::Month => "Conversas por mês",
        }, |step| match step {
            Step::Day => "Conversations by day",
            Step::Week => "Conversations by week",
            Step::Month => "Conversations by month",
        };
        compared = "Antes", "Before";
        back = "Voltar ao painel", "Back to the dashboard";
        figure: fn(BehindFigure) -> &'static str = |figure| match figure {
            BehindFigure::Opened => "Abertas",
            BehindFigure::Answered => "Abertas e respondidas",
            BehindFigure::InTime => "Respondidas no prazo",
            BehindFigure::Overdue => "Sem resposta e fora do prazo",
            BehindFigure::Escalated => "Escaladas",
            BehindFigure::Fault => "Sobre uma falha",
            BehindFigure::FirstAnswered => "Respondidas no período",
            BehindFigure::Closed => "Encerradas",
            BehindFigure::Settled => "Resolvidas no 1º contato",
            BehindFigure::Reopened => "Reabertas",
            BehindFigure::Sale => "Vendas novas",
            BehindFigure::Upgrade => "Mudanças de plano",
            BehindFigure::Sold => "Vendas e mudanças de plano",
            BehindFigure::Dispute => "Contestações de fatura",
            BehindFigure::Payment => "Dúvidas de pagamento",
            BehindFigure::Scored => "Com nota de satisfação",
            BehindFigure::ScoredHigh => "Com nota 4 ou 5",
            BehindFigure::Recommending => "Com nota de recomendação",
            BehindFigure::SurveyAnswered => "Com pesquisa respondida",
            BehindFigure::Commented => "Com comentário",
            BehindFigure::LowToSee => "Notas baixas a tratar",
            BehindFigure::Waiting => "Na fila, sem atendente",
            BehindFigure::Held => "Em atendimento",
            BehindFigure::AtRisk => "Em risco",
            BehindFigure::Late => "Atrasadas",
        }, |figure| match figure {
            BehindFigure::Opened => "Opened",
            BehindFigure::Answered => "Opened and answered",
            BehindFigure::InTime => "Answered on time",
            BehindFigure::Overdue => "Unanswered and late",
            BehindFigure::Escalated => "Raised",
            BehindFigure::Fault => "About a fault",
            BehindFigure::FirstAnswered => "Answered in the period",
            BehindFigure::Closed => "Closed",
            BehindFigure::Settled => "Settled at first contact",
            BehindFigure::Reopened => "Reopened",
            BehindFigure::Sale => "New sales",
            BehindFigure::Upgrade => "Upgrades",
            BehindFigure::Sold => "Sales and upgrades",
            BehindFigure::Dispute => "Disputed invoices",
            BehindFigure::Payment => "Questions of payment",
            BehindFigure::Scored => "With a satisfaction score",
            BehindFigure::ScoredHigh => "With a score of 4 or 5",
            BehindFigure::Recommending => "With a recommending score",
            BehindFigure::SurveyAnswered => "With a survey answered",
            BehindFigure::Commented => "With a comment",
            BehindFigure::LowToSee => "Low scores to look after",
            BehindFigure::Waiting => "In the queue, held by nobody",
            BehindFigure::Held => "Being served",
            BehindFigure::AtRisk => "At risk",
            BehindFigure::Late => "Late",
        };
        compared_days = "período comparado", "days compared with";
        compared_to_now = "período comparado, até a mesma hora", "days compared with, up to the same time of day";
        jump_service = "Serviço", "Service";
        jump_technical = "Técnico", "Technical";
        jump_goals = "Metas", "Goals";
        see_all = "Ver todas", "See all";
        left = "Contratos encerrados", "Contracts ended";
        left_at = "Encerrado", "Ended";
        last_talk = "Última conversa", "Last conversation";
        never_wrote = "nunca escreveu", "never wrote";
        none_left = "Nenhum contrato encerrado nestes dias", "No contract ended in these days";
        queues_of: fn(&str) -> String = |name| format!("{name} por fila"), |name| format!("{name} by queue");
        queue_median: fn(&str) -> String = |median| format!("fila {median}"), |median| format!("queue {median}");
        part_of: fn(&str, &str) -> String = |part, all| format!("{part} de {all}"), |part, all| format!("{part} of {all}");
        no_fault_kind: fn(QueueKey) -> Option<&'static str> = |queue| match queue {
            QueueKey::TechnicalUrgent => Some("Técnico urgente, sem tipo de falha"),
            QueueKey::TechnicalNormal => Some("Técnico normal, sem tipo de falha"),
            QueueKey::Commercial | QueueKey::Financial | QueueKey::Cancellation => None,
        }, |queue| match queue {
            QueueKey::TechnicalUrgent => Some("Technical, urgent, no kind of fault"),
            QueueKey::TechnicalNormal => Some("Technical, no kind of fault"),
            QueueKey::Commercial | QueueKey::Financial | QueueKey::Cancellation => None,
        };
        none_behind = "Nenhuma conversa por trás deste número", "No conversation behind this figure";
        behind_caption = "Conversas por trás do número", "Conversations behind the figure";
        opened_at = "Aberta", "Opened";
        who = "Cliente", "Customer";
        reason = "Motivo", "Reason";
        raised = "Escalada", "Raised";
        reopened = "Reaberta", "Reopened";
        export_csv = "Baixar CSV", "Download CSV";
        protocol = "Protocolo", "Protocol";
        cut: fn(&str, &str) -> String = |rows, total| format!("Este arquivo tem as primeiras {rows} de {total} conversas."),
            |rows, total| format!("This file holds the first {rows} of {total} conversations.");
        sheet_summary = "Resumo", "Summary";
        figure_word = "Indicador", "Figure";
        value = "Valor", "Value";
        asked_days = "Período", "Period";
        days_word = "Dias", "Days";
        answered_before = "Respondidas antes", "Answered before";
        closed_before = "Encerradas antes", "Closed before";
        usual_low = "Faixa usual, de", "Usual band, from";
        usual_high = "Faixa usual, até", "Usual band, to";
        now_title = "Agora", "Now";
        now_note = "ao vivo, toda a operação", "live, the whole desk";
        priority = "Prioridade", "Priority";
        held = "Em atendimento", "In progress";
        oldest = "Espera mais longa", "Longest wait";
        at_risk = "Em risco", "At risk";
        late = "Atrasadas", "Late";
        online: fn(usize) -> String = |n| match n {
            0 => "Ninguém online".to_owned(),
            1 => "1 pessoa online".to_owned(),
            n => format!("{n} pessoas online"),
        }, |n| match n {
            0 => "Nobody online".to_owned(),
            1 => "1 person online".to_owned(),
            n => format!("{n} people online"),
        };
        holds: fn(usize) -> String = |n| match n {
            1 => "1 conversa".to_owned(),
            n => format!("{n} conversas"),
        }, |n| match n {
            1 => "1 conversation".to_owned(),
            n => format!("{n} conversations"),
        };
        holds_of: fn(usize, i32) -> String = |n, most| format!("{n} de {most}"), |n, most| format!("{n} of {most}");
        holds_at_most: fn(usize, i32) -> String = |n, most| format!("{n} de no máximo {most} conversas"),
            |n, most| format!("{n} of at most {most} conversations");
        wall = "Modo telão", "Wall screen";
        wall_lost = "Sem conexão: os números são os últimos recebidos. Tentando de novo…",
            "No connection: these are the last figures received. Trying again…";
        wall_loading = "Carregando os números…", "Loading the figures…";
        pulse = "Evolução dos indicadores em tabela", "How the figures moved, as a table";
        sheet_pulse = "Evolução", "Over time";
        since = "Dia ou semana de", "Day or week of";
        reasons_note = "parte, conversas, antes", "share, conversations, before";
        trend_note = "linha: os dias comparados", "line: the days compared with";
    }
}

/// What a reason is called.
#[must_use]
pub fn reason_name(texts: &'static Texts, reason: Reason) -> &'static str {
    match reason {
        Reason::Issue(issue) => (texts.insight.issue)(issue),
        // beside the kinds of faults stand those of which nobody has said the kind
        Reason::Queue(queue) => {
            (FigureTexts::of(texts.locale).no_fault_kind)(queue).unwrap_or_else(|| (texts.common.queue)(queue))
        }
        Reason::Unsorted => texts.insight.unsorted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Locale;

    #[test]
    fn faults_without_a_kind_do_not_look_like_a_queue_beside_its_faults() {
        let name = |queue| reason_name(Texts::of(Locale::PtBr), Reason::Queue(queue));
        assert_eq!(name(QueueKey::TechnicalUrgent), "Técnico urgente, sem tipo de falha");
        assert_eq!(name(QueueKey::Financial), "Financeiro");
    }
}
