//! What was done to a message afterwards, by a subscriber or on the phone itself. The message may still be on its way: a
//! change waits for it a little, and a subscriber's is then shown as a line of its own, so that it is never lost.

use enlace_domain::{ChannelId, event::SystemLine};
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{
    contacts, conversations,
    messages::{self, Changed},
};
use enlace_whatsapp::Sender;
use sqlx::{Connection, PgConnection};

use super::contact;
use crate::{Desk, DeskError};

/// So many tries, about three seconds: the subscriber's later messages wait behind it.
const TRIES: i32 = 4;

/// What was done to the message.
#[derive(Clone, Copy)]
pub(super) enum Change<'a> {
    /// Other words.
    Edit {
        /// Those.
        body: &'a str,
    },
    /// Taken back.
    Revoke,
}

/// The message that a change names is not known (yet).
#[derive(Debug, thiserror::Error)]
#[error("no message of this channel has the id that the change names")]
struct UnknownMessage;

pub(super) async fn take_in(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    channel: ChannelId,
    from: &Sender,
    original: &str,
    change: Change<'_>,
) -> Result<Finish, JobError> {
    let mut tx = conn.begin().await?;
    let finish = attempt.finish(&mut tx).await?;
    if apply(&mut tx, channel, original, change).await? == Changed::Unknown {
        if attempt.number() < TRIES {
            return Err(JobError::retry(UnknownMessage));
        }
        add_line(&mut tx, channel, from, change).await?;
    }
    tx.commit().await?;
    desk.hub().wake();
    Ok(finish)
}

/// The same for a message that was written on the phone and changed there. One that stays unknown is left alone: the
/// subscriber waits for nothing, and what Enlace sent stays on record as it was sent.
pub(super) async fn on_phone(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    channel: ChannelId,
    original: &str,
    change: Change<'_>,
) -> Result<Finish, JobError> {
    let mut tx = conn.begin().await?;
    let finish = attempt.finish(&mut tx).await?;
    let changed = apply(&mut tx, channel, original, change).await?;
    if changed == Changed::Unknown && attempt.number() < TRIES {
        return Err(JobError::retry(UnknownMessage));
    }
    tx.commit().await?;
    desk.hub().wake();
    Ok(finish)
}

async fn apply(
    tx: &mut PgConnection,
    channel: ChannelId,
    original: &str,
    change: Change<'_>,
) -> Result<Changed, DeskError> {
    Ok(match change {
        Change::Edit { body } => messages::edit(tx, channel, original, body).await?,
        Change::Revoke => messages::revoke(tx, channel, original).await?,
    })
}

/// Shows the change where its sender's open conversation is; somebody who has none waits for nothing.
async fn add_line(
    tx: &mut PgConnection,
    channel: ChannelId,
    from: &Sender,
    change: Change<'_>,
) -> Result<(), DeskError> {
    let phone = contact::phone(from);
    let Some(contact) = contacts::find(tx, contact::addresses(from, &phone), channel).await? else {
        return Ok(());
    };
    let Some(open) = contact.open_conversation else {
        return Ok(());
    };
    let open = conversations::lock(tx, open).await?;
    let Some(conversation) = open.filter(|conversation| conversation.status.is_open()) else {
        return Ok(());
    };
    let line = match change {
        Change::Edit { body } => SystemLine::EditedUnknown { body: body.to_owned() },
        Change::Revoke => SystemLine::RevokedUnknown,
    };
    messages::append_line(tx, conversation.id, channel, &line).await?;
    Ok(())
}
