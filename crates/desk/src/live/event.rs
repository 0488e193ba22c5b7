//! An event as pages get it: written as JSON once for all of them.

use std::sync::Arc;

use enlace_domain::event::{StreamBody, StreamCursor, StreamEvent};

use crate::DeskError;

/// One event, ready to be sent.
#[derive(Clone, Debug)]
pub struct LiveEvent {
    /// The event's place; what a page gives back to resume.
    pub cursor: StreamCursor,
    /// The event before it.
    pub prev: StreamCursor,
    /// [`StreamEvent`] as JSON.
    pub json: Arc<str>,
    /// What changed.
    pub body: Arc<StreamBody>,
}

#[derive(serde::Serialize)]
struct Written<'a> {
    cursor: StreamCursor,
    prev: StreamCursor,
    body: &'a StreamBody,
}

impl LiveEvent {
    /// Writes an event.
    ///
    /// # Errors
    /// [`DeskError::Internal`] where it can't be written as JSON.
    pub(super) fn new(cursor: StreamCursor, prev: StreamCursor, body: Arc<StreamBody>) -> Result<Self, DeskError> {
        let json = serde_json::to_string(&Written {
            cursor,
            prev,
            body: &body,
        })
        .map_err(anyhow::Error::from)?;
        Ok(Self {
            cursor,
            prev,
            json: json.into(),
            body,
        })
    }

    /// The same news at another place of a page's own chain.
    pub(super) fn at(&self, cursor: StreamCursor, prev: StreamCursor) -> Result<Self, DeskError> {
        Self::new(cursor, prev, Arc::clone(&self.body))
    }

    /// Whether it is a step of the stream; who is online and who has a conversation open is news beside it.
    pub(super) fn is_step(&self) -> bool {
        !matches!(*self.body, StreamBody::Online { .. } | StreamBody::Attendance(_))
    }

    /// As the browser reads it.
    ///
    /// # Errors
    /// Never in practice: what was written is read back.
    pub fn read(&self) -> Result<StreamEvent, serde_json::Error> {
        serde_json::from_str(&self.json)
    }
}
