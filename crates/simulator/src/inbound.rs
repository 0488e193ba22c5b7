//! Telling the desk what a subscriber wrote.

use std::{sync::Arc, time::Duration};

use time::OffsetDateTime;
use tokio::sync::oneshot;

use crate::{
    deliver::{self, Attempt, Call},
    error::TownError,
    faults::WebhookFault,
    ledger::Entry,
    line::OnLine,
    media::Sample,
    message::{Content, Direction, MessageId, Record, WireStatus, Writer, Written},
    meta,
    switchboard::Switchboard,
    vendor::{self, Telling},
};

/// How long, in life's time, a webhook waits for the one that shall come before it.
const OVERTAKING: Duration = Duration::from_secs(60);

/// Writes to the desk; returns when it has taken the message.
pub(crate) async fn write(on: &OnLine, writer: &Writer, written: &Written) -> Result<MessageId, TownError> {
    let (id, call) = note(on, writer, written);
    match on.webhook_fault() {
        None => {}
        Some(WebhookFault::Late { seconds }) => on.board.wait(Duration::from_secs(seconds.into())).await,
        Some(WebhookFault::Shuffle) => {
            let (go, gone) = oneshot::channel();
            *on.line.held() = Some(go);
            on.board.account().webhooks_reordered += 1;
            // Whichever comes first: the next one is told, or nothing comes.
            let _ = tokio::time::timeout(on.board.paced(OVERTAKING), gone).await;
        }
        Some(WebhookFault::Duplicate) => {
            on.board.account().webhooks_doubled += 1;
            tell(on, std::slice::from_ref(&id), &call).await?;
        }
    }
    tell(on, std::slice::from_ref(&id), &call).await?;
    count_taken(on, 1);
    let held = on.line.held().take();
    if let Some(held) = held {
        // Its wait may have ended meanwhile.
        let _ = held.send(());
    }
    Ok(id)
}

/// Writes several messages that the vendor tells in one call, where it does that; else one after the other.
pub(crate) async fn write_batch(on: &OnLine, all: &[(Writer, Written)]) -> Result<Vec<MessageId>, TownError> {
    let (ids, calls): (Vec<_>, Vec<_>) = all.iter().map(|(writer, written)| note(on, writer, written)).unzip();
    match meta::batch(&calls) {
        Some(batch) => {
            tell(on, &ids, &Call::Json(batch)).await?;
            count_taken(on, all.len() as u64);
        }
        None => {
            for (id, call) in ids.iter().zip(&calls) {
                tell(on, std::slice::from_ref(id), call).await?;
                count_taken(on, 1);
            }
        }
    }
    Ok(ids)
}

/// Tells the desk once more what it was told before; returns the HTTP status of its answer.
pub(crate) async fn repeat(board: &Switchboard, id: &MessageId) -> Result<u16, TownError> {
    let missing = || TownError::NoSuchMessage(id.clone());
    let told = board.ledger().find(id).and_then(|entry| entry.told.clone());
    let on = board.line_of(id).ok_or_else(missing)?;
    tell(&on, std::slice::from_ref(id), &*told.ok_or_else(missing)?).await
}

/// Writes down what is written, with the call that tells it.
fn note(on: &OnLine, writer: &Writer, written: &Written) -> (MessageId, Arc<Call>) {
    let number = writer.wa_id.as_str();
    let now = OffsetDateTime::now_utc();
    let has_media = Sample::of(written, "").is_some();
    let id = vendor::message_id(on, number, true, has_media);
    let piece = Sample::of(written, id.as_str()).map(|sample| on.line.shelf().put(vendor::piece(on, sample)));
    let (offer, about_from) = {
        let ledger = on.board.ledger();
        let offer = match written {
            Written::Choice { payload, .. } => ledger.offer(on.line.index, number, payload),
            _ => None,
        };
        let about = written.about().or(offer.as_ref().map(|(id, _)| id));
        let from = about
            .and_then(|id| ledger.find(id))
            .map(|entry| match entry.record.direction {
                Direction::Inbound => entry.record.number.clone(),
                Direction::Outbound => on.line.config.business_number.as_str()[1..].to_owned(),
            });
        (offer, from)
    };
    let call = Arc::new(vendor::told(&Telling {
        on,
        id: &id,
        writer,
        written,
        piece: piece.as_deref(),
        offer,
        about_from,
        at: now,
    }));
    on.line.hear(number, now);
    on.board.learn_spelling(number);
    on.board.ledger().add(Entry {
        record: Record {
            id: id.clone(),
            line: on.line.index,
            direction: Direction::Inbound,
            number: number.to_owned(),
            body: written.body().to_owned(),
            status: WireStatus::Received,
            service: None,
            error_code: None,
            num_media: usize::from(has_media),
            created: now,
            updated: now,
            sent: Some(now),
        },
        line: on.line.config.name.clone(),
        content: Content::default(),
        callback: None,
        told: Some(Arc::clone(&call)),
        taken: 0,
        doubled: false,
        reordered: false,
    });
    let mut account = on.board.account();
    account.written += 1;
    account.line(&on.line.config.name).written += 1;
    (id, call)
}

fn count_taken(on: &OnLine, messages: u64) {
    let mut account = on.board.account();
    account.written_taken += messages;
    account.line(&on.line.config.name).written_taken += messages;
}

/// Posts a call that tells these messages.
async fn tell(on: &OnLine, ids: &[MessageId], call: &Call) -> Result<u16, TownError> {
    let count = |attempt: &Attempt| {
        let mut account = on.board.account();
        match attempt {
            Attempt::Answered(status) => *account.webhook_answers.entry(*status).or_default() += 1,
            Attempt::Silent => account.webhook_silences += 1,
        }
    };
    let (webhook, _) = on.line.webhook();
    let status = deliver::post(on, &webhook, call, count).await?;
    let mut ledger = on.board.ledger();
    for id in ids {
        if let Some(entry) = ledger.find_mut(id) {
            entry.taken += 1;
        }
    }
    Ok(status)
}
