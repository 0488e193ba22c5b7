//! The desk at this moment, counted from the board that the panel of the page counts as well.

use enlace_domain::view::{Capacity, PartState, RightNow};

use crate::{Actor, Desk, DeskError, board, health};

/// Queues, people and what the desk stands on; `capacities` are those of the dashboard beside it.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents; the database is away.
pub async fn right_now(desk: &Desk, actor: &Actor, capacities: &[Capacity]) -> Result<RightNow, DeskError> {
    actor.require(actor.role.may_see_insight(), "see the desk at this moment")?;
    let board = board::snapshot(desk, actor).await?;
    let health = health::health(desk, actor).await?;
    Ok(RightNow::of(&board, capacities, health))
}

/// The same as rows of the file: section, item, figure, value.
pub(super) fn rows(add: &mut impl FnMut(&str, &str, &str, Option<String>), now: &RightNow) {
    for queue in &now.queues {
        let mut add = |figure, value: Option<String>| add("now", queue.key.as_str(), figure, value);
        add("priority", Some(queue.priority.get().to_string()));
        add("waiting", Some(queue.waiting.to_string()));
        add("held", Some(queue.held.to_string()));
        add("oldest_wait_s", queue.oldest.map(|seconds| seconds.to_string()));
        add("at_risk", Some(queue.at_risk.to_string()));
        add("late", Some(queue.late.to_string()));
    }
    for person in &now.people {
        add("now_person", &person.name, "held", Some(person.held.to_string()));
        add(
            "now_person",
            &person.name,
            "limit",
            person.most.map(|most| most.to_string()),
        );
    }
    for channel in &now.health.channels {
        add(
            "now_channel",
            &channel.name,
            "state",
            Some(channel.state.name().to_owned()),
        );
        add(
            "now_channel",
            &channel.name,
            "waiting",
            Some(channel.waiting.to_string()),
        );
    }
    for (part, state) in &now.health.parts {
        add("now_part", part.as_str(), "state", Some(name(*state).to_owned()));
    }
}

const fn name(state: PartState) -> &'static str {
    match state {
        PartState::Works(_) => "works",
        PartState::Away => "away",
        PartState::Moved(_) => "moved",
        PartState::NotSetUp => "not_set_up",
    }
}
