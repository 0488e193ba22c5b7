//! Cases about customers who may leave: why, how they are reached and found, and what the work was worth. Not among the
//! texts that every page brings along: the page asks for them here.

use enlace_domain::{churn::ChurnFeature, view::ChurnBand};

use crate::texts::macros::texts;

/// The word for one, or the one for any other number.
const fn of(one: bool, single: &'static str, many: &'static str) -> &'static str {
    if one { single } else { many }
}

texts! {
    /// Cases about customers who may leave.
    apart ChurnCaseTexts {
        /// The feature, its value in words, and whether that is exactly one.
        reason: fn(ChurnFeature, &str, bool) -> String = |feature, value, one| match feature {
            ChurnFeature::AvgSpeedLast30d => format!("{value} da velocidade contratada"),
            ChurnFeature::OutagesLast30d => format!("{value} {} em 30 dias", of(one, "queda", "quedas")),
            ChurnFeature::SupportTicketsLast30d => format!("{value} {} em 30 dias", of(one, "atendimento", "atendimentos")),
            ChurnFeature::PaymentDelaysLast6m => format!("{value} {} em 6 meses", of(one, "conta atrasada", "contas atrasadas")),
            ChurnFeature::PlanDurationMonths => format!("{value} {} de casa", of(one, "mês", "meses")),
            ChurnFeature::SatisfactionScore => format!("satisfação {value} de 5"),
            ChurnFeature::CompetitorCoverageArea => format!("concorrência no bairro: {value}"),
            ChurnFeature::SupportTicketsLast90d => format!("{value} {} em 90 dias", of(one, "atendimento", "atendimentos")),
            ChurnFeature::OutagesLast180d => format!("{value} {} em 180 dias", of(one, "queda", "quedas")),
            ChurnFeature::SlowAnswersLast90d => format!("{value} {} de mais de uma hora", of(one, "resposta", "respostas")),
            ChurnFeature::DaysSinceLastTicket => format!("último atendimento há {value} {}", of(one, "dia", "dias")),
        }, |feature, value, one| match feature {
            ChurnFeature::AvgSpeedLast30d => format!("{value} of the contracted speed"),
            ChurnFeature::OutagesLast30d => format!("{value} {} in 30 days", of(one, "outage", "outages")),
            ChurnFeature::SupportTicketsLast30d => format!("{value} {} in 30 days", of(one, "conversation", "conversations")),
            ChurnFeature::PaymentDelaysLast6m => format!("{value} {} paid late in 6 months", of(one, "bill", "bills")),
            ChurnFeature::PlanDurationMonths => format!("a customer for {value} {}", of(one, "month", "months")),
            ChurnFeature::SatisfactionScore => format!("satisfaction {value} of 5"),
            ChurnFeature::CompetitorCoverageArea => format!("competitors in the quarter: {value}"),
            ChurnFeature::SupportTicketsLast90d => format!("{value} {} in 90 days", of(one, "conversation", "conversations")),
            ChurnFeature::OutagesLast180d => format!("{value} {} in 180 days", of(one, "outage", "outages")),
            ChurnFeature::SlowAnswersLast90d => format!("{value} {} of more than an hour", of(one, "answer", "answers")),
            ChurnFeature::DaysSinceLastTicket => format!("last conversation {value} {} ago", of(one, "day", "days")),
        };
        slow: fn(&str) -> String = |share| format!("só {share} da velocidade contratada"), |share| format!("only {share} of the contracted speed");
        unknown = "não sabido", "not known";
        /// Hundredths of the forest's share.
        points: fn(i64) -> String = |n| match n {
            0 => "menos de 1 ponto".to_owned(),
            1 => "+1 ponto".to_owned(),
            n => format!("+{n} pontos"),
        }, |n| match n {
            0 => "less than 1 point".to_owned(),
            1 => "+1 point".to_owned(),
            n => format!("+{n} points"),
        };
        call = "Telefone", "Phone";
        conversation = "Abrir conversa", "Open the conversation";
        closed_on = "Encerrado em", "Closed on";
        bands = "Tipo de caso", "Kind of case";
        band: fn(Option<ChurnBand>) -> &'static str = |band| match band {
            None => "Todos",
            Some(ChurnBand::Campaign) => "Campanha",
            Some(ChurnBand::FollowUp) => "Acompanhar",
            Some(ChurnBand::HeldOut) => "Grupo de controle",
        }, |band| match band {
            None => "All",
            Some(ChurnBand::Campaign) => "Campaign",
            Some(ChurnBand::FollowUp) => "Follow up",
            Some(ChurnBand::HeldOut) => "Held out",
        };
        late = "Só atrasados", "Late only";
        anybody = "Todos", "Everybody";
        mine = "Meus casos", "My cases";
        held_out = "Ninguém fala com estes clientes: eles mostram o que o contato vale.", "Nobody contacts these customers: they show what the contact is worth.";
        none_such = "Nenhum caso assim", "No such case";
        happened = "saíram, %", "left, %";
        said = "risco dito, %", "risk said, %";
        calibration_note = "na diagonal, o dito aconteceu; o tamanho é o número de retratos", "on the diagonal what was said happened; the size is the number of snapshots";
        /// The day of the newest snapshots.
        as_of: fn(&str) -> String = |day| format!("Últimos retratos: {day}."), |day| format!("Newest snapshots: {day}.");
        versions = "Versões", "Versions";
        trained = "Treinada", "Trained";
        measures = "Medidas", "Measures";
        in_use = "Em uso", "In use";
        retired = "Substituída", "Replaced";
        worse: fn(&str) -> String = |why| format!("Pior ({why}): não entrou em uso"), |why| format!("Worse ({why}): not taken into use");
        /// The difference in points with the ends of its interval.
        difference: fn(&str, &str, &str) -> String = |points, low, high| format!("Diferença de {points} pontos (de {low} a {high} com 95 % de confiança)"),
            |points, low, high| format!("A difference of {points} points ({low} to {high} with 95% confidence)");
        chance = "Ainda não dá para distinguir isso do acaso.", "It can't be told from chance yet.";
        saved_fees: fn(&str, &str, &str) -> String = |money, low, high| format!("Cerca de {money} por mês continuaram (de {low} a {high})."),
            |money, low, high| format!("About {money} a month stayed ({low} to {high}).");
        lost_fees: fn(&str, &str, &str) -> String = |money, low, high| format!("O grupo de controle ficou mais: cerca de {money} por mês (de {low} a {high}). O contato não mostra ganho."),
            |money, low, high| format!("Those held out stayed more: about {money} a month ({low} to {high}). The contact shows no gain.");
        too_few = "Cada grupo precisa de 20 casos com 30 dias para a comparação dizer algo.", "Each group needs 20 cases of 30 days before the comparison says anything.";
    }
}
