//! A message in doubt holds back those written after it in its conversation: were it not taken it leaves again, and must
//! not come behind them.

use std::time::Duration;

use enlace_store::outbox::{self, Outgoing};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Desk, DeskError, channels};

/// Between two looks whether it is settled.
pub(super) const STEP: Duration = Duration::from_secs(2);
/// So long at most after the attempt. A look-up that works has told by then; people are asked, and the others leave.
const LONGEST: time::Duration = time::Duration::minutes(3);

/// How long those behind it go on waiting before the next look; `None`: they may leave, and this message no longer leaves
/// by itself.
pub(super) async fn hold(
    desk: &Desk,
    tx: &mut PgConnection,
    outgoing: &Outgoing,
) -> Result<Option<Duration>, DeskError> {
    let Some(attempted_at) = outgoing.attempted_at.filter(|_| !outgoing.undecided) else {
        return Ok(None);
    };
    // where no look-up can tell only people send it again
    let can_look_up = channels::load_on(desk, tx, outgoing.channel)
        .await
        .is_ok_and(|record| record.channel.abilities().can_look_up);
    if !can_look_up {
        return Ok(None);
    }
    if OffsetDateTime::now_utc() - attempted_at < LONGEST {
        return Ok(Some(STEP));
    }
    outbox::ask_people(tx, outgoing).await?;
    Ok(None)
}
