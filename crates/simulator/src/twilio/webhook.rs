//! Telling the desk what a subscriber wrote.

use std::sync::Arc;

use time::OffsetDateTime;

use super::{
    MessageSid, Record, WireDirection, WireStatus, Writer, Written,
    deliver::{self, Attempt},
    written::form,
};
use crate::{error::TownError, ledger::Entry, switchboard::Switchboard};

/// Writes to the desk; returns when it has taken the message.
pub(crate) async fn write(board: &Switchboard, writer: Writer, written: Written) -> Result<MessageSid, TownError> {
    let sid = MessageSid::new(written.num_media() > 0);
    let now = OffsetDateTime::now_utc();
    let record = Record {
        sid: sid.clone(),
        from: format!("whatsapp:+{}", writer.wa_id.as_str()),
        to: format!("whatsapp:{}", board.config().business_number.as_str()),
        body: written.body().to_owned(),
        direction: WireDirection::Inbound,
        status: WireStatus::Received,
        messaging_service_sid: None,
        error_code: None,
        num_media: written.num_media(),
        created: now,
        updated: now,
        sent: Some(now),
    };
    let written = Arc::new((writer, written));
    board.ledger().add(Entry {
        record,
        choices: Vec::new(),
        callback: None,
        written: Some(Arc::clone(&written)),
    });
    board.account().written += 1;
    call(board, &sid, &written.0, &written.1).await?;
    board.account().written_taken += 1;
    Ok(sid)
}

/// Tells the desk once more what it was told before; returns the HTTP status of its answer.
pub(crate) async fn repeat(board: &Switchboard, sid: &MessageSid) -> Result<u16, TownError> {
    let written = board.ledger().find(sid).and_then(|entry| entry.written.clone());
    let written = written.ok_or_else(|| TownError::NoSuchMessage(sid.clone()))?;
    call(board, sid, &written.0, &written.1).await
}

async fn call(board: &Switchboard, sid: &MessageSid, writer: &Writer, written: &Written) -> Result<u16, TownError> {
    let config = board.config();
    let fields = form(
        &config.account_sid,
        board.api(),
        &config.business_number,
        sid,
        writer,
        written,
    );
    let count = |attempt: &Attempt| {
        let mut account = board.account();
        match attempt {
            Attempt::Answered(status) => *account.webhook_answers.entry(*status).or_default() += 1,
            Attempt::Silent => account.webhook_silences += 1,
        }
    };
    Ok(deliver::post(board, &config.desk_webhook, &fields, count).await?)
}
