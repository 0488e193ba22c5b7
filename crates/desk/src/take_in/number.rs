//! A subscriber has another number: its contact is the same person from now on, and what is open goes on there.
//!
//! The two contacts are merged as people merge them, so that whoever knows better separates them again. Where the new
//! number is that of another customer (numbers are given out again) nothing is merged: the thread says so, and people
//! decide.

use enlace_domain::{ChannelId, event::SystemLine};
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{contacts, conversations, erasure, events, merges, messages};
use enlace_whatsapp::Sender;
use sqlx::{Connection, PgConnection};

use super::contact;
use crate::Desk;

pub(super) async fn take_in(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    channel: ChannelId,
    (from, to): (&Sender, &Sender),
) -> Result<Finish, JobError> {
    let phone = contact::phone(from);
    // somebody who never wrote has nothing to go on with
    let Some(old) = contacts::find(conn, contact::addresses(from, &phone), channel).await? else {
        return Ok(Finish::Remove);
    };
    // the name follows under the lock: their data may be erased this moment
    let new = contact::find_or_make(conn, channel, to, None).await?;

    let mut tx = conn.begin().await?;
    let finish = attempt.finish(&mut tx).await?;
    merges::lock(&mut tx).await?;
    for contact in [old.id, new.id] {
        if erasure::is_erased(&mut tx, contact).await? {
            // since we looked: look again at once, for somebody new or nobody
            return Err(JobError::Postpone {
                after: std::time::Duration::ZERO,
                why: "the contact has changed".into(),
            });
        }
    }
    let open = conversations::lock_all_open(&mut tx, old.id).await?;
    contacts::give_name(&mut tx, new.id, &contact::nameless(to), &old.display_name).await?;
    let joined = new.customer.is_none() || new.customer == old.customer;
    if joined && new.id != old.id {
        let kept = merges::stands_for(&mut tx, old.id).await?;
        let merged = merges::stands_for(&mut tx, new.id).await?;
        if let (Some(kept), Some(merged)) = (kept, merged)
            && kept != merged
        {
            merges::merge(&mut tx, kept, merged, None).await?;
        }
        conversations::move_open(&mut tx, old.id, new.id).await?;
    }
    for (conversation, channel) in open {
        // an id of WhatsApp's own means nothing to people, unless they have to decide whose it is
        if to.wa_id.is_some() || !joined {
            let line = SystemLine::NumberChanged {
                to: contact::for_people(to),
                joined,
            };
            messages::append_line(&mut tx, conversation, channel, &line).await?;
        }
        events::conversation_changed(&mut tx, conversation).await?;
    }
    tx.commit().await?;
    desk.hub().wake();
    metrics::counter!("enlace_numbers_changed_total", "joined" => joined.to_string()).increment(1);
    Ok(finish)
}
