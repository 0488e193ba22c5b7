//! How the queues work: for managers.

use enlace_domain::view::QueuesView;
use enlace_store::{holidays, queues};

use crate::{Actor, Desk, DeskError};

/// The rules of all queues, and the holidays.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents.
pub async fn rules(desk: &Desk, actor: &Actor) -> Result<QueuesView, DeskError> {
    actor.require(actor.role.may_see_queues(), "see the rules of queues")?;
    let mut conn = desk.pool().acquire().await?;
    Ok(QueuesView {
        queues: queues::list(&mut conn).await?,
        holidays: holidays::list(&mut conn).await?,
        year: holidays::year(&mut conn).await?,
    })
}
