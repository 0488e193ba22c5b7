//! The weeks before the demo's first start: what was written, who answered, who left, and who was said to.

use std::collections::HashMap;

use anyhow::{Context, Result};
use enlace_desk::{
    Desk,
    seed::{self, Ending, NewFact, PastConversation, PastSurvey},
    survey,
};
use enlace_domain::{ChannelId, churn::ChurnFeature, view::Costs};
use enlace_simulator::{Asked, Known};

use super::{SEED, beats, rounds::rounds, shifts};
use crate::cli::DemoCommand;

/// What a small provider in Goiás pays: an hour with its charges; supervision, systems and lines by the month.
const COSTS: Costs = Costs {
    agent_hour: Some(25.0),
    fixed_month: Some(9_400.0),
    utility_message: Some(0.04),
    marketing_message: Some(0.35),
    authentication_message: Some(0.18),
};

/// The weeks before the first start, answered by the demo's people.
pub(super) async fn past(desk: &Desk, channel: ChannelId, command: &DemoCommand) -> Result<()> {
    if command.history_days == 0 || enlace_store::tally::has_conversations(desk.pool()).await? {
        return Ok(());
    }
    let town = enlace_simulator::subscribers(SEED, command.subscribers as usize);
    let now = time::OffsetDateTime::now_utc();
    let written = enlace_simulator::past(SEED, &town, command.history_days, now);
    let lives = enlace_simulator::lives(SEED, &town, &written, command.history_days, now);
    let ended: HashMap<&str, time::OffsetDateTime> = lives
        .leavings
        .iter()
        .map(|one| (one.subscriber.contract_number.as_str(), one.at))
        .collect();
    let past: Vec<PastConversation> = written
        .into_iter()
        // whoever has left writes no more
        .filter(|past| {
            ended
                .get(past.subscriber.contract_number.as_str())
                .is_none_or(|at| past.closed < *at)
        })
        .map(|past| PastConversation {
            contract_number: past.subscriber.contract_number.clone(),
            profile_name: past.subscriber.profile_name.clone(),
            phone: past.subscriber.phone.clone(),
            wa_id: past.subscriber.wa_id.clone(),
            queue: past.queue,
            issue: past.issue,
            text: past.text.to_owned(),
            reply: past.reply.to_owned(),
            person: format!("{}@fibracerrado.example", past.person),
            opened: past.opened,
            answered: past.answered,
            escalated: past.escalated,
            closed: past.closed,
            reopened: past.reopened,
            survey: past.asked.map(asked),
            outcome: past.outcome,
        })
        .collect();
    seed::surveys(desk)
        .await
        .context("Failed to switch the demo's survey on")?;
    seed::costs(desk, COSTS)
        .await
        .context("Failed to store the demo's costs")?;
    seed::past(desk, channel, &past)
        .await
        .context("Failed to store the demo's past")?;
    seed::shifts(desk, &shifts::shifts(command.history_days, now))
        .await
        .context("Failed to store who was at work in the demo's past")?;
    seed::beats(desk, &beats::spans(command.history_days, now))
        .await
        .context("Failed to store when the demo was up in its past")?;
    let facts: Vec<NewFact> = lives.known.iter().flat_map(facts).collect();
    let endings: Vec<Ending> = lives
        .leavings
        .iter()
        .map(|one| Ending {
            contract_number: one.subscriber.contract_number.clone(),
            at: one.at,
        })
        .collect();
    seed::lives(desk, &facts, &endings)
        .await
        .context("Failed to store what the demo's other systems know")?;
    let rounds = rounds(&lives, now)?;
    seed::churn(desk, &rounds.said, &rounds.cases)
        .await
        .context("Failed to store what was said of the demo's subscribers")?;
    Ok(())
}

/// What the demo's other systems know of a subscriber on a day.
fn facts(known: &Known) -> Vec<NewFact> {
    [
        (ChurnFeature::AvgSpeedLast30d, Some(known.speed)),
        (ChurnFeature::PaymentDelaysLast6m, Some(known.payment_delays)),
        (ChurnFeature::SatisfactionScore, known.satisfaction),
        (ChurnFeature::CompetitorCoverageArea, Some(known.competitor)),
    ]
    .into_iter()
    .filter_map(|(feature, value)| {
        Some(NewFact {
            contract_number: known.subscriber.contract_number.clone(),
            feature,
            as_of: known.day,
            value: value?,
        })
    })
    .collect()
}

fn asked(asked: Asked) -> PastSurvey {
    let (rating, at) = asked.said.unzip();
    PastSurvey {
        kind: asked.kind,
        question: survey::question(asked.kind).to_owned(),
        comment: rating.as_ref().and_then(|rating| rating.comment).map(str::to_owned),
        score: rating.map(|rating| rating.score).zip(at),
    }
}
