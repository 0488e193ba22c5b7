//! The figures' page beyond its first panels: what they are of and what they are compared with.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use enlace_domain::view::{Against, AskPart, Step};

use crate::texts::{Locale, macros::texts};

texts! {
    /// The figures' page.
    FigureTexts {
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
        wrong_title = "O endereço pede algo que não existe aqui", "The address asks for something that isn't here";
        wrong: fn(AskPart) -> &'static str = |part| match part {
            AskPart::Period => "Período: mostrando os últimos 30 dias. Datas são como 2026-11-28, no máximo um ano.",
            AskPart::Queue => "Fila: mostrando todas.",
            AskPart::Region => "Região: mostrando todas as cidades.",
            AskPart::Plan => "Plano: mostrando todos.",
            AskPart::Person => "Pessoa: mostrando todas.",
            AskPart::Against => "Comparação: com o período anterior.",
            AskPart::Step => "Passo do gráfico: o que couber.",
        }, |part| match part {
            AskPart::Period => "Period: the last 30 days are shown. Days are like 2026-11-28, a year at most.",
            AskPart::Queue => "Queue: all are shown.",
            AskPart::Region => "Region: all cities are shown.",
            AskPart::Plan => "Plan: all are shown.",
            AskPart::Person => "Person: everybody is shown.",
            AskPart::Against => "Comparison: with the days before.",
            AskPart::Step => "The chart's steps: what fits.",
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
        trend_note = "linha: os dias comparados", "line: the days compared with";
    }
}

impl FigureTexts {
    /// In this language.
    #[must_use]
    pub const fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::PtBr => &Self::PT_BR,
            Locale::En => &Self::EN,
        }
    }
}
