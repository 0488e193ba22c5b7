//! Customers who may leave, on the dashboard.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use enlace_domain::view::RetentionBand;

use crate::texts::macros::texts;

texts! {
    /// Customers who may leave.
    apart RetentionTexts {
        title = "Retenção e risco", "Retention and risk";
        note = "toda a base, sem filtros; encerrados nestes dias, o resto agora", "all customers, no filters; closed in these days, the rest now";
        cases = "Ver casos", "See the cases";
        risk = "Risco", "Risk";
        band: fn(RetentionBand) -> &'static str = |band| match band {
            RetentionBand::Above => "acima de 70 %",
            RetentionBand::Between => "40 a 70 %",
            RetentionBand::HeldOut => "grupo de controle",
        }, |band| match band {
            RetentionBand::Above => "above 70%",
            RetentionBand::Between => "40 to 70%",
            RetentionBand::HeldOut => "held out",
        };
        customers = "Clientes", "Customers";
        open = "Em tratamento", "Worked on";
        closed = "Encerrados", "Closed";
        stayed = "Mantidos", "Stayed";
        fees = "Receita mensal mantida", "Monthly revenue kept";
        base = "base", "baseline";
    }
}
