//! Holidays: administrators enter them, one by one or those of the whole country for a year.

use enlace_domain::holidays::{HOLIDAY_NAME, HOLIDAY_YEARS, Holiday, national_holidays};
use enlace_store::{StoreError, events, events::EventKind, holidays, queue_hours};
use serde_json::{Value, json};
use sqlx::PgConnection;
use time::Date;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Adds a holiday, or gives one that is there another name, and returns all that are shown. Twice is as good as once.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] naming `day` or `name`.
pub async fn add_holiday(desk: &Desk, actor: &Actor, new: Holiday) -> Result<Vec<Holiday>, DeskError> {
    actor.require(actor.role.may_edit_queues(), "add a holiday")?;
    let holiday = Holiday {
        name: new.name.trim().to_owned(),
        ..new
    };
    if !HOLIDAY_YEARS.contains(&holiday.day.year()) {
        return Err(wrong_year("day"));
    }
    if !HOLIDAY_NAME.contains(&holiday.name.chars().count()) {
        return Err(DeskError::Invalid {
            field: "name",
            allowed: format!("de {} a {} letras", HOLIDAY_NAME.start(), HOLIDAY_NAME.end()),
        });
    }
    let mut tx = desk.pool().begin().await?;
    if holidays::add(&mut tx, &holiday).await? {
        let detail = json!({ "days": [holiday.day.to_string()], "name": holiday.name });
        follow(&mut tx, actor, Action::AddHolidays, &detail).await?;
    }
    let all = holidays::list(&mut tx).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(all)
}

/// Adds the national holidays of a year, and returns all that are shown. Those that are there keep their names.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] naming `year`.
pub async fn add_national_holidays(desk: &Desk, actor: &Actor, year: i32) -> Result<Vec<Holiday>, DeskError> {
    actor.require(actor.role.may_edit_queues(), "add holidays")?;
    if !HOLIDAY_YEARS.contains(&year) {
        return Err(wrong_year("year"));
    }
    let mut tx = desk.pool().begin().await?;
    let added = holidays::add_missing(&mut tx, &national_holidays(year)).await?;
    if !added.is_empty() {
        let days: Vec<String> = added.iter().map(Date::to_string).collect();
        let detail = json!({ "days": days, "national": year });
        follow(&mut tx, actor, Action::AddHolidays, &detail).await?;
    }
    let all = holidays::list(&mut tx).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(all)
}

/// Makes a day a working day again, and returns the holidays that are shown. Twice is as good as once.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators.
pub async fn remove_holiday(desk: &Desk, actor: &Actor, day: Date) -> Result<Vec<Holiday>, DeskError> {
    actor.require(actor.role.may_edit_queues(), "remove a holiday")?;
    let mut tx = desk.pool().begin().await?;
    if let Some(name) = holidays::remove(&mut tx, day).await? {
        let detail = json!({ "days": [day.to_string()], "name": name });
        follow(&mut tx, actor, Action::RemoveHoliday, &detail).await?;
    }
    let all = holidays::list(&mut tx).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(all)
}

/// What is due moves, pages are told, and the book says who did it.
async fn follow(conn: &mut PgConnection, actor: &Actor, action: Action, detail: &Value) -> Result<(), StoreError> {
    queue_hours::reckon_due(conn, None).await?;
    events::append(conn, EventKind::Queues, None, None).await?;
    audit::record(conn, actor.person.id, action, Subject::Holidays, detail).await
}

fn wrong_year(field: &'static str) -> DeskError {
    DeskError::Invalid {
        field,
        allowed: format!("de {} a {}", HOLIDAY_YEARS.start(), HOLIDAY_YEARS.end()),
    }
}
