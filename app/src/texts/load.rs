//! Who is online in each hour of the day, against what comes, on the dashboard.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use crate::texts::macros::texts;

texts! {
    /// Capacity and load.
    apart LoadTexts {
        title = "Capacidade e demanda por hora", "Capacity and load by hour";
        note: fn(&str) -> String = |days| format!("toda a operação, média de {days}; linha: quantas conversas os atendentes online podem ter ao mesmo tempo"),
            |days| format!("the whole desk, mean of {days}; line: how many conversations the agents online may hold at once");
        none = "Quem está online passou a ser guardado nesta versão: o painel aparece depois da primeira hora inteira dentro do período.",
            "Who is online is kept from this version on: the panel shows up after the first whole hour within the period.";
        hour = "Hora", "Hour";
        days = "Dias", "Days";
        arriving = "Chegam", "Arriving";
        online = "Atendentes online", "Agents online";
        limit = "Limite", "Limit";
        each = "Chegam por atendente", "Arriving for each agent";
        sheet = "Capacidade por hora", "Capacity by hour";
    }
}
