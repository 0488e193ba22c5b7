//! Whether a subscriber wants advertising, as they told WhatsApp: a template of that kind is refused where they do not.

use enlace_domain::{ChannelId, event::SystemLine};
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{contacts, conversations, messages};
use enlace_whatsapp::{Sender, WebhookError};
use sqlx::{Connection, PgConnection};

use super::contact;
use crate::Desk;

const NOBODY: WebhookError = WebhookError::Field {
    field: "user_preferences",
    allowed: "a wish with the wa_id or the user_id of whose it is",
};

pub(super) async fn take_in(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    channel: ChannelId,
    from: &Sender,
    wanted: bool,
) -> Result<Finish, JobError> {
    if from.key().is_empty() {
        return Err(JobError::dead(NOBODY));
    }
    // also of somebody who never wrote: they are known from their number once they do
    let contact = contact::find_or_make(conn, channel, from, None).await?;
    let mut tx = conn.begin().await?;
    let finish = attempt.finish(&mut tx).await?;
    let open = conversations::lock_all_open(&mut tx, contact.id).await?;
    if contacts::set_marketing(&mut tx, contact.id, wanted).await? {
        for (conversation, channel) in open {
            messages::append_line(&mut tx, conversation, channel, &SystemLine::Marketing { wanted }).await?;
        }
    }
    tx.commit().await?;
    desk.hub().wake();
    metrics::counter!("enlace_marketing_wishes_total", "wanted" => wanted.to_string()).increment(1);
    Ok(finish)
}
