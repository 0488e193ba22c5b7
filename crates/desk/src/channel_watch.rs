//! Channels that nobody writes by: whether their vendor still takes our credentials is asked before a message needs it.

use enlace_domain::Admission;
use enlace_store::channel_health;

use crate::{Desk, DeskError, channels, send};

/// After so long without a word of the vendor it is asked, in seconds.
const QUIET: i32 = 300;

/// Asks the vendor of each channel that has been quiet for something harmless, and writes down what it says.
///
/// A channel whose circuit is open because the vendor fails is left to its messages; one whose account was at fault is asked again,
/// for it may have been mended.
///
/// # Errors
/// The database is away.
pub async fn look(desk: &Desk) -> Result<(), DeskError> {
    let quiet = {
        let mut conn = desk.pool().acquire().await?;
        channel_health::quiet(&mut conn, QUIET).await?
    };
    for id in quiet {
        let record = match channels::load(desk, id).await {
            Ok(record) => record,
            Err(error) => {
                tracing::warn!(channel = %id, error = ?error, "A quiet channel can't be opened");
                continue;
            }
        };
        let answer = record.provider.check().await;
        let mut tx = desk.pool().begin().await?;
        send::note_answer(&mut tx, id, Admission::Go, &answer).await?;
        tx.commit().await?;
    }
    Ok(())
}
