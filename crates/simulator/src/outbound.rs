//! Taking what the desk sends, in every vendor's name: the ordered faults, the ledger, the window of a day.

use std::{sync::Arc, time::Duration};

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use time::OffsetDateTime;

use crate::{
    callbacks,
    connection::Cutter,
    faults::SendFault,
    ledger::{Callback, Entry},
    line::OnLine,
    message::{Direction, Outgoing, Record},
    vendor,
};

/// How long an unanswered request is held, at most.
const SILENCE: Duration = Duration::from_secs(120);

/// Why a send is refused before it is read; each vendor says it in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// 429, with the seconds of `Retry-After` or without.
    TooMany(Option<u32>),
    /// 500.
    Internal,
    /// 503.
    Unavailable,
    /// 400 with this number.
    Code(u32),
}

/// Takes a send through the ordered faults: `read` makes a message of it or refuses it with the vendor's own problem,
/// `show` says that it was taken.
pub(crate) async fn take<Problem: From<Refusal> + IntoResponse>(
    on: &OnLine,
    cutter: &Cutter,
    read: impl FnOnce() -> Result<Outgoing, Problem>,
    show: impl FnOnce(&Record) -> Response,
) -> Response {
    let fault = on.send_fault();
    let refusal = match fault {
        Some(SendFault::NoAnswer) => return silence(on, cutter).await,
        Some(SendFault::TooManyRequests) => Some(Refusal::TooMany(None)),
        Some(SendFault::Throttled { seconds }) => Some(Refusal::TooMany(Some(seconds))),
        Some(SendFault::ServerError) => Some(Refusal::Internal),
        Some(SendFault::Unavailable) => Some(Refusal::Unavailable),
        Some(SendFault::Refuse { code }) => Some(Refusal::Code(code)),
        Some(SendFault::NoAnswerAfterAccept | SendFault::CutAfterAccept | SendFault::Undelivered { .. }) | None => None,
    };
    let outgoing = match refusal.map_or_else(read, |refusal| Err(refusal.into())) {
        Ok(outgoing) => outgoing,
        Err(refused) => {
            let mut account = on.board.account();
            account.sends_refused += 1;
            account.line(&on.line.config.name).refused += 1;
            return refused.into_response();
        }
    };
    let give_up = match fault {
        Some(SendFault::Undelivered { code }) => Some(code),
        _ => None,
    };
    let record = accept(on, outgoing, give_up);
    match fault {
        Some(SendFault::CutAfterAccept) => {
            cutter.cut();
            StatusCode::OK.into_response()
        }
        Some(SendFault::NoAnswerAfterAccept) => silence(on, cutter).await,
        _ => show(&record),
    }
}

/// Writes the message down and starts its steps.
fn accept(on: &OnLine, outgoing: Outgoing, give_up: Option<u32>) -> Record {
    let now = OffsetDateTime::now_utc();
    let (outside_window, _) = vendor::give_up_codes(&on.line.config.vendor);
    let closed = on.line.config.window && !outgoing.opens_conversations() && !on.line.is_open_to(&outgoing.to, now);
    let give_up = give_up.or_else(|| outside_window.filter(|_| closed));
    let num_media = outgoing.content.media.len();
    let record = Record {
        id: vendor::message_id(on, &outgoing.to, false, num_media > 0),
        line: on.line.index,
        direction: Direction::Outbound,
        number: outgoing.to,
        body: outgoing.body,
        status: outgoing.status,
        service: outgoing.service,
        error_code: None,
        num_media,
        created: now,
        updated: now,
        sent: None,
    };
    let order = Arc::new(tokio::sync::Mutex::new(()));
    let held = Arc::clone(&order).try_lock_owned();
    let callback = Callback {
        url: outgoing.callback,
        fault: on.callback_fault(),
        sources: outgoing.sources,
        order,
    };
    let (doubled, reordered) = on.board.ledger().add(Entry {
        record: record.clone(),
        line: on.line.config.name.clone(),
        content: outgoing.content,
        callback: Some(callback.clone()),
        told: None,
        taken: 0,
        doubled: false,
        reordered: false,
    });
    {
        let mut account = on.board.account();
        account.sends_accepted += 1;
        account.doubled_sends += u64::from(doubled);
        account.reordered_sends += u64::from(reordered);
        let line = account.line(&on.line.config.name);
        line.accepted += 1;
        line.doubled += u64::from(doubled);
        line.reordered += u64::from(reordered);
    }
    // The lock was made here and is free: it is always held.
    if let Ok(held) = held {
        tokio::spawn(callbacks::follow(
            on.clone(),
            record.id.clone(),
            callback,
            give_up,
            held,
        ));
    }
    record
}

/// Holds the request without an answer, then breaks the connection.
async fn silence(on: &OnLine, cutter: &Cutter) -> Response {
    tokio::select! {
        () = tokio::time::sleep(SILENCE) => {}
        () = on.board.stop().cancelled() => {}
    }
    cutter.cut();
    StatusCode::GATEWAY_TIMEOUT.into_response()
}
