//! The faults that subscribers report, on the dashboard.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use crate::texts::macros::texts;

texts! {
    /// The faults that subscribers report.
    apart TechnicalTexts {
        places = "Relatos de falha por cidade e hora", "Faults reported by city and hour";
        places_note = "conversas abertas sobre uma falha; quanto mais escuro, mais", "conversations opened about a fault; the darker, the more";
        others: fn(usize) -> String = |n| format!("mais {n} na tabela"), |n| format!("{n} more in the table");
        city = "Cidade", "City";
        unknown = "Sem contrato", "No contract";
        all = "Total", "All";
        slow = "Velocidade", "Speed";
        repairs = "Resolução por problema", "Resolution by problem";
        repairs_note = "da abertura ao encerramento, das encerradas nestes dias", "from opening to closing, of those closed in these days";
        problem = "Problema", "Problem";
        closed = "Encerradas", "Closed";
        median = "Mediana", "Median";
        p90 = "p90", "p90";
        faults = "Relatos de falha", "Faults reported";
        complaints = "Reclamações de velocidade", "Speed complaints";
        before: fn(&str) -> String = |before| format!("antes {before}"), |before| format!("before {before}");
        share: fn(&str) -> String = |share| format!("{share} dos relatos"), |share| format!("{share} of the faults");
        none = "Ninguém relatou uma falha nestes dias.", "Nobody reported a fault in these days.";
        none_repaired = "Nenhuma conversa sobre uma falha foi encerrada nestes dias.", "No conversation about a fault was closed in these days.";
        sheet_places = "Falhas por cidade e hora", "Faults by city and hour";
        sheet_repairs = "Resolução por problema", "Resolution by problem";
    }
}
