//! The reader of the event stream.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use enlace_domain::{
    ConversationId, MessageId,
    event::{StreamBody, StreamCursor},
};
use enlace_store::{
    StoreError,
    board::{self, CardFilter},
    stream::{self, Change, Ring, StreamRow},
    thread,
};
use futures::{Stream, StreamExt};
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::{Hub, LiveEvent, attendance, presence};
use crate::{Desk, DeskError};

/// The net below the wakes: a change nobody rang for is seen after this.
const POLL: Duration = Duration::from_millis(250);
/// Rows behind a transaction that still runs are looked for after this.
const SOON: Duration = Duration::from_millis(15);
/// Batches begin no closer than this, so that a busy desk costs few batches and a quiet one no waiting.
const PACE: Duration = Duration::from_millis(25);
/// After an error.
const AGAIN: Duration = Duration::from_secs(1);
/// Rows of one batch.
const LIMIT: i64 = 1_000;

impl Hub {
    /// Follows the event stream until `stop`. Database errors are logged and tried again; nothing is skipped, for the
    /// place in the stream is kept.
    pub async fn run(&self, desk: Desk, stop: CancellationToken) {
        let work = async {
            loop {
                if let Err(error) = self.follow(&desk).await {
                    tracing::warn!(error = ?error, "the live board can't read the event stream; trying again");
                    sleep(AGAIN).await;
                }
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = work => {}
            () = presence::keep(self, &desk) => {}
            () = attendance::keep(self, &desk) => {}
        }
    }

    async fn follow(&self, desk: &Desk) -> Result<(), DeskError> {
        let mut rings = Box::pin(stream::rings(desk.pool()).await?);
        if !self.has_started() {
            self.start_at(stream::head(&mut *desk.pool().acquire().await?).await?);
        }
        let mut place = self.last();
        let mut ours = false;
        loop {
            let begun = Instant::now();
            let more_to_come = self.catch_up(desk, &mut place).await?;
            if ours {
                stream::ring(&mut *desk.pool().acquire().await?, self.id).await?;
            }
            ours = tokio::select! {
                () = self.changed.notified() => true,
                rung = self.others_ring(&mut rings) => rung.map(|()| false)?,
                () = sleep(if more_to_come { SOON } else { POLL }) => false,
            };
            sleep_until(begun + PACE).await;
        }
    }

    /// Returns when another process has rung for rows of the stream; our own rings are no news.
    async fn others_ring<S>(&self, rings: &mut S) -> Result<(), DeskError>
    where
        S: Stream<Item = Result<Ring, StoreError>> + Unpin,
    {
        let own = self.id.to_string();
        while let Some(ring) = rings.next().await {
            match ring? {
                Ring::Rows(from) if from == own => {}
                Ring::Rows(_) => return Ok(()),
                Ring::Attendance(conversation) => self.attendance.add(conversation),
            }
        }
        Err(DeskError::Unavailable)
    }

    /// Publishes all that can be read after `place`; says whether there is more behind a running transaction.
    async fn catch_up(&self, desk: &Desk, place: &mut StreamCursor) -> Result<bool, DeskError> {
        loop {
            let mut conn = desk.pool().acquire().await?;
            let batch = stream::after(&mut conn, *place, LIMIT).await?;
            let Some(last) = batch.rows.last() else {
                return Ok(batch.more_to_come);
            };
            let last = last.cursor;
            let steps = last_of_each(&batch.rows);
            let (conversations, messages) = touched(&steps);
            let mut cards = HashMap::new();
            if !conversations.is_empty() {
                let found = board::cards(&mut conn, CardFilter::These(&conversations)).await?;
                cards.extend(found.into_iter().map(|card| (card.id, card)));
            }
            let mut thread_messages = HashMap::new();
            if !messages.is_empty() {
                let found = thread::messages(&mut conn, &messages).await?;
                thread_messages.extend(found.into_iter().map(|message| (message.id, message)));
            }
            drop(conn);

            let mut prev = self.last();
            let mut events = Vec::with_capacity(steps.len());
            for step in steps {
                let body = match step.change {
                    Change::Conversation(id) => cards.remove(&id).map(|card| StreamBody::Card(Box::new(card))),
                    Change::Message(id) => thread_messages
                        .remove(&id)
                        .map(|message| StreamBody::Message(Box::new(message))),
                    Change::People | Change::Queues => Some(StreamBody::Settings),
                };
                // rows of the stream point to rows that are never deleted; where one is missing there is no news in it
                let Some(body) = body else { continue };
                events.push(Arc::new(LiveEvent::new(step.cursor, prev, Arc::new(body))?));
                prev = step.cursor;
            }
            self.publish(events);
            *place = last;
            self.note_read(last);
        }
    }
}

/// Each change once, where it comes last: what is loaded is newer than all of its rows.
fn last_of_each(rows: &[StreamRow]) -> Vec<StreamRow> {
    let mut seen = HashSet::with_capacity(rows.len());
    let mut steps: Vec<StreamRow> = rows
        .iter()
        .rev()
        .filter(|row| seen.insert(row.change))
        .copied()
        .collect();
    steps.reverse();
    steps
}

fn touched(steps: &[StreamRow]) -> (Vec<ConversationId>, Vec<MessageId>) {
    let (mut conversations, mut messages) = (Vec::new(), Vec::new());
    for step in steps {
        match step.change {
            Change::Conversation(id) => conversations.push(id),
            Change::Message(id) => messages.push(id),
            Change::People | Change::Queues => {}
        }
    }
    (conversations, messages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_counts_once_at_its_last_place() {
        let (a, b, m) = (ConversationId::new(), ConversationId::new(), MessageId::new());
        let changes = [
            Change::Conversation(a),
            Change::Message(m),
            Change::Conversation(b),
            Change::Conversation(a),
            Change::People,
        ];
        let rows: Vec<StreamRow> = (1..)
            .zip(changes)
            .map(|(seq, change)| StreamRow {
                cursor: StreamCursor { xid: 1, seq },
                change,
            })
            .collect();
        let seqs: Vec<i64> = last_of_each(&rows).iter().map(|row| row.cursor.seq).collect();
        assert_eq!(seqs, [2, 3, 4, 5]);
    }
}
