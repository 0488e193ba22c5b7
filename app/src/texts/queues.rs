//! The rules of queues, their hours, and the holidays.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use crate::texts::macros::texts;

texts! {
    /// The rules of queues.
    apart QueuesTexts {
        title = "Filas", "Queues";
        lead = "O prazo da primeira resposta conta só o tempo em que a fila atende, pelo horário de Brasília.",
            "The time for the first answer counts only while the queue is open, by Brasília's clock.";
        only_administrators = "Só administradores alteram o que está aqui.", "Only administrators change what is here.";
        saved = "Salvo. Os prazos das conversas abertas foram recalculados.", "Saved. What is due in open conversations was reckoned anew.";
        overtaken = "Outra pessoa salvou antes. Estes são os valores atuais; confira e salve de novo.",
            "Somebody saved before you. These are the values now; check and save again.";
        priority: fn(i16) -> String = |level| format!("prioridade {level}"), |level| format!("priority {level}");
        minutes = "Minutos até a primeira resposta", "Minutes until the first answer";
        minutes_problem: fn(i32, i32) -> String = |least, most| format!("Informe de {least} a {most} minutos."),
            |least, most| format!("Enter {least} to {most} minutes.");
        escalates = "Sobe de prioridade quando atrasa", "Is raised when it is late";
        always = "Atende sempre", "Always open";
        always_short = "sempre", "always";
        hours = "Horário de atendimento", "Opening hours";
        hours_note = "Dia sem horário fica fechado. 00:00 no fim é meia-noite.", "A day without hours is closed. 00:00 at the end is midnight.";
        no_hours = "Informe ao menos um horário ou marque “Atende sempre”.", "Enter some hours or choose “Always open”.";
        hours_problem = "Informe início e fim, o fim depois do início e os dois horários em ordem.",
            "Enter beginning and end, the end after the beginning and both spans in order.";
        split = "com intervalo", "with a break";
        copy_monday = "Copiar a segunda para os dias úteis", "Copy Monday to the weekdays";
        from: fn(&str, bool) -> String = |day, again| if again { format!("{day}, depois do intervalo, início") } else { format!("{day}, início") },
            |day, again| if again { format!("{day}, after the break, beginning") } else { format!("{day}, beginning") };
        until: fn(&str, bool) -> String = |day, again| if again { format!("{day}, depois do intervalo, fim") } else { format!("{day}, fim") },
            |day, again| if again { format!("{day}, after the break, end") } else { format!("{day}, end") };
        weekday: fn(i16) -> &'static str = |day| match day {
            1 => "segunda-feira",
            2 => "terça-feira",
            3 => "quarta-feira",
            4 => "quinta-feira",
            5 => "sexta-feira",
            6 => "sábado",
            _ => "domingo",
        }, |day| match day {
            1 => "Monday",
            2 => "Tuesday",
            3 => "Wednesday",
            4 => "Thursday",
            5 => "Friday",
            6 => "Saturday",
            _ => "Sunday",
        };
        short_weekday: fn(i16) -> &'static str = |day| match day {
            1 => "seg",
            2 => "ter",
            3 => "qua",
            4 => "qui",
            5 => "sex",
            6 => "sáb",
            _ => "dom",
        }, |day| match day {
            1 => "Mon",
            2 => "Tue",
            3 => "Wed",
            4 => "Thu",
            5 => "Fri",
            6 => "Sat",
            _ => "Sun",
        };
        days: fn(&str, &str) -> String = |first, last| format!("{first} a {last}"), |first, last| format!("{first} to {last}");
        and = " e ", " and ";
        hour: fn(i16) -> String = |minutes| match minutes % 60 {
            0 => format!("{}h", minutes / 60),
            rest => format!("{}h{rest:02}", minutes / 60),
        }, |minutes| format!("{}:{:02}", minutes / 60, minutes % 60);

        holidays = "Feriados", "Holidays";
        holidays_note = "nesses dias as filas com horário ficam fechadas", "on these days queues with hours are closed";
        no_holidays = "Nenhum feriado a partir deste ano.", "No holiday from this year on.";
        day = "Dia", "Day";
        day_problem = "Informe um dia entre 2000 e 2100.", "Enter a day between 2000 and 2100.";
        name = "Nome", "Name";
        name_problem: fn(usize, usize) -> String = |least, most| format!("Informe de {least} a {most} letras."),
            |least, most| format!("Enter {least} to {most} letters.");
        add = "Acrescentar", "Add";
        national: fn(i32) -> String = |year| format!("Acrescentar os feriados nacionais de {year}"),
            |year| format!("Add Brazil's national holidays of {year}");
        remove: fn(&str) -> String = |name| format!("Remover {name}"), |name| format!("Remove {name}");
    }
}
