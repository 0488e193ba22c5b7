//! Who is there: kept in the database, so that every process tells the same people.

use std::time::Duration;

use enlace_store::{people, sessions};
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::Hub;
use crate::{Desk, DeskError};

/// How often the people online are looked up; also how soon another process's news arrive.
const LOOK: Duration = Duration::from_secs(5);
/// How often the people with an open page are noted, and the log-ins behind the pages checked.
const NOTE: Duration = Duration::from_secs(20);

/// Keeps the presence of this process's pages and tells all pages who is online.
pub(super) async fn keep(hub: &Hub, desk: &Desk) {
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut noted = Instant::now();
    loop {
        tokio::select! {
            _ = looks.tick() => {}
            () = hub.pages.somebody_came() => {}
        }
        let note_is_due = noted.elapsed() >= NOTE;
        match look(hub, desk, note_is_due).await {
            Ok(()) if note_is_due => noted = Instant::now(),
            Ok(()) => {}
            Err(error) => tracing::warn!(error = ?error, "can't tell who is online; trying again in a moment"),
        }
    }
}

async fn look(hub: &Hub, desk: &Desk, note: bool) -> Result<(), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    if note {
        people::touch(&mut conn, &hub.pages.people()).await?;
    }
    let sessions = hub.pages.sessions();
    if !sessions.is_empty() {
        hub.pages.close(&sessions::ended(&mut conn, &sessions).await?);
    }
    hub.publish_online(people::online(&mut conn).await?)
}
