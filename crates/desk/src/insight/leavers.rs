//! Whose contracts ended: as many as the figure says.

use enlace_domain::view::{LeaversAsk, LeaversView};
use enlace_store::insight;

use super::{Reading, dashboard::settle, span};
use crate::{Actor, Desk, DeskError};

/// A page of them. A page behind the last is taken for the last. Contracts have neither a queue nor a person: those are not
/// asked for.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents; the database is away.
pub async fn leavers(desk: &Desk, actor: &Actor, mut asked: LeaversAsk) -> Result<LeaversView, DeskError> {
    actor.require(actor.role.may_see_insight(), "see who left")?;
    let mut reading = Reading::begin(desk).await?;
    let conn = reading.conn();
    let today = insight::today(&mut *conn).await?;
    let choices = insight::choices(&mut *conn).await?;
    let (ask, [now, before]) = settle(asked.ask, &choices, today)?;
    asked.ask = ask;
    asked.ask.filter.queue = None;
    asked.ask.filter.person = None;
    let span = if asked.before { before } else { now };
    let (mut total, mut rows) = insight::leavers(&mut *conn, span, &asked).await?;
    if rows.is_empty() && asked.page > 1 {
        // the first page tells how many there are
        asked.page = 1;
        (total, rows) = insight::leavers(&mut *conn, span, &asked).await?;
        let last = u32::try_from(total).unwrap_or(u32::MAX).div_ceil(LeaversAsk::ROWS);
        if last > 1 {
            asked.page = last;
            (total, rows) = insight::leavers(&mut *conn, span, &asked).await?;
        }
    }
    Ok(LeaversView {
        asked,
        days: span::days(span),
        total,
        rows,
        at: today.at,
    })
}
