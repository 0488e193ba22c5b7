//! The stored event that a job is about.

use enlace_domain::{ChannelId, InboundEventId};
use serde_json::Value;
use sqlx::PgConnection;

use crate::StoreError;

/// An event whose job was given up.
#[derive(Clone, Debug)]
pub struct LetterEvent {
    /// The event.
    pub id: InboundEventId,
    /// Where it came in.
    pub channel: ChannelId,
    /// As it came.
    pub body: Value,
    /// As somebody corrected it.
    pub corrected: Option<Value>,
}

impl LetterEvent {
    /// What is taken in.
    #[must_use]
    pub fn current(&self) -> &Value {
        self.corrected.as_ref().unwrap_or(&self.body)
    }
}

/// The event of a dead job; `None` for a job that is not dead, or whose fields lead to none.
///
/// # Errors
/// The database said no.
pub async fn event_of(conn: &mut PgConnection, job: i64) -> Result<Option<LetterEvent>, StoreError> {
    let row = sqlx::query!(
        r#"with letter as (
               select case when payload ->> 'inbound_event' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                           then (payload ->> 'inbound_event')::uuid end as event
               from jobs where id = $1 and state = 'dead')
           select e.id, e.channel_id, e.body, e.corrected_body
           from letter l join inbound_events e on e.id = l.event"#,
        job
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| LetterEvent {
        id: row.id.into(),
        channel: row.channel_id.into(),
        body: row.body,
        corrected: row.corrected_body,
    }))
}
