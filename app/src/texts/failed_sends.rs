//! Messages that failed of late.

use crate::texts::macros::texts;

texts! {
    /// Messages that failed of late.
    apart FailedSendTexts {
        lead: fn(usize, bool) -> String = |n, more| {
            let shown = if n == 1 { "1 mensagem".to_owned() } else { format!("{n} mensagens") };
            if more { format!("As últimas {shown} das 24 horas; outras falharam antes.") } else { format!("{shown} em 24 horas, a mais nova primeiro.") }
        }, |n, more| {
            let shown = if n == 1 { "1 message".to_owned() } else { format!("{n} messages") };
            if more { format!("The last {shown} of the 24 hours; others failed before.") } else { format!("{shown} within 24 hours, the newest first.") }
        };
        none = "Nenhuma mensagem falhou em 24 horas", "No message failed within 24 hours";
        of_one = "De um canal só.", "Of one channel only.";
        all = "Ver de todos", "See those of all";
        at = "Quando", "When";
        who = "Para quem", "To whom";
        channel = "Canal", "Channel";
        why = "Por que não saiu", "Why it did not leave";
    }
}
