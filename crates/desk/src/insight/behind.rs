//! The conversations behind a figure: as many as it says.

use enlace_domain::view::{BehindAsk, BehindView};
use enlace_store::insight;

use super::{dashboard::settle, keep, reading::Reading, span, when};
use crate::{Actor, Desk, DeskError};

/// A page of them. A page behind the last is taken for the last. Of a day of the week whole weeks are listed, as the season
/// counts them.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents; the database is away.
pub async fn behind(desk: &Desk, actor: &Actor, asked: BehindAsk) -> Result<BehindView, DeskError> {
    list(desk, actor, asked, BehindAsk::ROWS).await
}

/// All of them for a file, [`BehindAsk::FILE_ROWS`] at most.
///
/// # Errors
/// As of [`behind`].
pub async fn behind_all(desk: &Desk, actor: &Actor, asked: BehindAsk) -> Result<BehindView, DeskError> {
    let asked = BehindAsk { page: 1, ..asked };
    list(desk, actor, asked, BehindAsk::FILE_ROWS).await
}

/// A page of so many rows.
async fn list(desk: &Desk, actor: &Actor, mut asked: BehindAsk, most: u32) -> Result<BehindView, DeskError> {
    actor.require(actor.role.may_see_insight(), "see what is behind a figure")?;
    keep::catch_up(desk).await?;
    let mut reading = Reading::begin(desk).await?;
    let today = insight::today(reading.conn()).await?;
    let choices = insight::choices(reading.conn()).await?;
    let (ask, [now, before]) = settle(asked.ask, &choices, today)?;
    let whole = if asked.before { before } else { now };
    asked.ask = ask;
    let span = if asked.weekday.is_some() {
        when::whole_weeks(whole, insight::first(reading.conn()).await?)
    } else {
        whole
    };
    let (mut total, mut rows) = reading.behind(span, &asked, most).await?;
    if rows.is_empty() && asked.page > 1 {
        // the first page tells how many there are
        asked.page = 1;
        (total, rows) = reading.behind(span, &asked, most).await?;
        let last = pages(total, most);
        if last > 1 {
            asked.page = last;
            (total, rows) = reading.behind(span, &asked, most).await?;
        }
    }
    let person = asked.ask.filter.person;
    let person = choices.people.into_iter().find(|one| Some(one.id) == person);
    Ok(BehindView {
        // of no whole week nothing is listed, and no day can be named
        days: span::days(if span.from < span.to { span } else { whole }),
        person: person.map(|person| person.name),
        asked,
        total,
        rows,
        at: today.at,
    })
}

fn pages(total: i64, rows: u32) -> u32 {
    u32::try_from(total).unwrap_or(u32::MAX).div_ceil(rows)
}
