//! Places that are sent again and again: the company's shops.

use enlace_domain::view::PlaceView;
use enlace_store::places;

use crate::{Actor, Desk, DeskError};

/// So many are offered.
const OFFERED: i64 = 8;

/// The named places that were sent before, the most usual first.
///
/// # Errors
/// The database is away.
pub async fn sent_before(desk: &Desk, _actor: &Actor) -> Result<Vec<PlaceView>, DeskError> {
    Ok(places::sent(&mut *desk.pool().acquire().await?, OFFERED).await?)
}
