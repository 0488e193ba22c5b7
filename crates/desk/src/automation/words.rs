//! All that Enlace says to subscribers by itself. Short, polite, and nothing that we do not know for sure.

use enlace_domain::{Protocol, QueueKey};
use enlace_store::queue_hours::Reopening;
use time::{Time, Weekday};

/// The message has come in, has a number, and a person will answer; where nobody is there now, when somebody is again.
pub(super) fn acknowledgement(
    first_name: Option<&str>,
    queue: QueueKey,
    protocol: &Protocol,
    reopening: Option<Reopening>,
) -> String {
    let hello = hello(first_name);
    let who = match queue {
        QueueKey::TechnicalUrgent | QueueKey::TechnicalNormal => "suporte técnico",
        QueueKey::Commercial => "comercial",
        QueueKey::Financial => "financeiro",
        QueueKey::Cancellation => "atendimento",
    };
    let then = match reopening {
        None => format!("Uma pessoa do {who} vai responder por aqui."),
        Some(reopening) => format!(
            "O {who} volta a atender {}; sua mensagem fica guardada e a resposta vem então.",
            moment(reopening)
        ),
    };
    format!(
        "{hello} Recebemos sua mensagem. O protocolo do seu atendimento é {protocol}.\n\n\
         {then} Se quiser, já pode mandar mais detalhes."
    )
}

/// `hoje, às 13h`, `amanhã, às 8h30`, `na segunda-feira, 30/11, às 8h`.
fn moment(reopening: Reopening) -> String {
    let (today, day) = (reopening.now.date(), reopening.opens.date());
    let hour = hour(reopening.opens.time());
    if day == today {
        return format!("hoje, {hour}");
    }
    if Some(day) == today.next_day() {
        return format!("amanhã, {hour}");
    }
    let weekday = match day.weekday() {
        Weekday::Monday => "na segunda-feira",
        Weekday::Tuesday => "na terça-feira",
        Weekday::Wednesday => "na quarta-feira",
        Weekday::Thursday => "na quinta-feira",
        Weekday::Friday => "na sexta-feira",
        Weekday::Saturday => "no sábado",
        Weekday::Sunday => "no domingo",
    };
    format!("{weekday}, {:02}/{:02}, {hour}", day.day(), u8::from(day.month()))
}

/// `às 8h`, `às 13h30`, `à 1h`.
fn hour(at: Time) -> String {
    let article = if at.hour() < 2 { "à" } else { "às" };
    match at.minute() {
        0 => format!("{article} {}h", at.hour()),
        minute => format!("{article} {}h{minute:02}", at.hour()),
    }
}

/// The question which subject it is; the choices go with it.
pub(super) fn question(first_name: Option<&str>) -> String {
    let hello = hello(first_name);
    format!("{hello} Para chamar a pessoa certa, escolha o assunto. Se preferir, conte com suas palavras.")
}

/// What a published article says, with its title, and the question whether that helped.
pub(super) fn answer(first_name: Option<&str>, words: &str, source: &str) -> String {
    let hello = hello(first_name);
    format!("{hello} Veja se isto ajuda:\n\n{words}\n\n_Fonte: {source}_\n\nIsso resolveu?")
}

/// It helped; the conversation is over.
pub(super) fn solved(protocol: &Protocol) -> String {
    format!("Que bom! Encerramos este atendimento, protocolo {protocol}. Se precisar, é só escrever de novo.")
}

fn hello(first_name: Option<&str>) -> String {
    first_name.map_or_else(|| "Oi!".to_owned(), |name| format!("Oi, {name}!"))
}

#[cfg(test)]
mod tests {
    use time::{PrimitiveDateTime, macros::datetime};

    use super::*;

    #[test]
    fn an_acknowledgement_names_the_person_and_the_protocol() {
        let protocol: Protocol = "202611220000042".parse().unwrap();
        let text = acknowledgement(Some("Maria"), QueueKey::Financial, &protocol, None);
        assert!(text.starts_with("Oi, Maria! ") && text.contains("202611220000042"));
        assert!(text.contains("Uma pessoa do financeiro vai responder por aqui."));
        assert!(acknowledgement(None, QueueKey::Commercial, &protocol, None).starts_with("Oi! "));
    }

    #[test]
    fn an_acknowledgement_of_a_closed_queue_says_when_somebody_is_there() {
        let protocol: Protocol = "202611280000042".parse().unwrap();
        let said = |now: PrimitiveDateTime, opens: PrimitiveDateTime| {
            acknowledgement(None, QueueKey::Commercial, &protocol, Some(Reopening { now, opens }))
        };
        let saturday = datetime!(2026-11-28 14:00);
        let text = said(saturday, datetime!(2026-11-30 08:00));
        assert!(text.contains(
            "\n\nO comercial volta a atender na segunda-feira, 30/11, às 8h; sua mensagem fica guardada e a resposta vem então."
        ));
        assert!(!text.contains("vai responder"));
        assert!(said(saturday, datetime!(2026-11-28 18:30)).contains("atender hoje, às 18h30;"));
        assert!(said(saturday, datetime!(2026-11-29 01:00)).contains("atender amanhã, à 1h;"));
        assert!(said(saturday, datetime!(2026-12-05 09:05)).contains("atender no sábado, 05/12, às 9h05;"));
    }
}
