//! Who is online in each hour of the day, against what is open at once, on the dashboard.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use enlace_domain::view::Strain;

use crate::texts::macros::texts;

texts! {
    /// Capacity and load.
    apart LoadTexts {
        title = "Capacidade e demanda por hora", "Capacity and load by hour";
        note: fn(&str) -> String = |days| format!("conversas abertas ao mesmo tempo, toda a operação, média de {days}; linha: lugares dos atendentes online; ▲ acima dos lugares; ○ chegam e ninguém está"),
            |days| format!("conversations open at once, the whole desk, mean of {days}; line: places of the agents online; ▲ above the places; ○ some come and nobody is there");
        none = "Quem está online passou a ser guardado nesta versão: o painel aparece depois da primeira hora inteira dentro do período.",
            "Who is online is kept from this version on: the panel shows up after the first whole hour within the period.";
        hour = "Hora", "Hour";
        days = "Dias", "Days";
        arriving = "Chegam", "Arriving";
        at_work = "Abertas", "Open";
        online = "Atendentes online", "Agents online";
        limit = "Lugares", "Places";
        each = "Chegam por atendente", "Arriving for each agent";
        state = "Situação", "State";
        strain: fn(Strain) -> Option<&'static str> = |strain| match strain {
            Strain::Room => None,
            Strain::Over => Some("acima dos lugares"),
            Strain::Nobody => Some("ninguém online"),
        }, |strain| match strain {
            Strain::Room => None,
            Strain::Over => Some("above the places"),
            Strain::Nobody => Some("nobody online"),
        };
        spell: fn(usize, usize) -> String = |from, to| {
            let (since, until) = (if from == 1 { "da" } else { "das" }, if to == 1 { "à" } else { "às" });
            format!("{since} {from}h {until} {to}h")
        }, |from, to| format!("from {from}h to {to}h");
        sentence: fn(&str, &str) -> String = |nobody, over| match (nobody, over) {
            ("", "") => "Em todas as horas há lugar para o que está aberto.".to_owned(),
            (nobody, "") => format!("Chegam conversas e ninguém está {nobody}."),
            ("", over) => format!("Há mais conversas abertas do que lugares {over}."),
            (nobody, over) => format!("Chegam conversas e ninguém está {nobody}; há mais abertas do que lugares {over}."),
        }, |nobody, over| match (nobody, over) {
            ("", "") => "At all hours there is a place for what is open.".to_owned(),
            (nobody, "") => format!("Conversations come and nobody is there {nobody}."),
            ("", over) => format!("More conversations are open than there are places {over}."),
            (nobody, over) => format!("Conversations come and nobody is there {nobody}; more are open than there are places {over}."),
        };
        sheet = "Capacidade por hora", "Capacity by hour";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_read_as_people_say_them() {
        let t = &LoadTexts::PT_BR;
        let spells = [(t.spell)(22, 6), (t.spell)(1, 2), (t.spell)(0, 1)];
        assert_eq!(spells, ["das 22h às 6h", "da 1h às 2h", "das 0h à 1h"]);
        let said = (t.sentence)(&spells[0], &spells[1]);
        assert_eq!(
            said,
            "Chegam conversas e ninguém está das 22h às 6h; há mais abertas do que lugares da 1h às 2h."
        );
    }
}
