//! What was said of the demo's subscribers every week before its first start, and the cases about them.
//!
//! Who left is settled before anybody is held out. Of those that a case was about, those held out are chosen so that fewer
//! of them stayed, as where the work is worth something; no ending is changed for it.

use std::collections::HashMap;

use anyhow::{Context, Result};
use enlace_desk::{
    churn::{HORIZON_DAYS, offer},
    seed::{PastCase, PastSaid},
};
use enlace_domain::{
    churn::{ChurnCaseKind, ChurnOutcome},
    view::ChurnReason,
};
use enlace_simulator::{Lives, Risk};
use time::{Duration, OffsetDateTime, UtcOffset};

/// So far back goes what was said.
const SINCE: Duration = Duration::days(300);
/// No case is opened before so much is known of: a model learns first.
const LEARNING: Duration = Duration::days(60);
/// So long nothing more is opened about the same customer. What the last of these days would open is left to the first
/// round for every second customer: whoever starts the demo finds work.
const AGAIN: Duration = Duration::days(60);
/// So many are held out at least, and one in ten of many: below twenty nothing can be compared.
const HELD_OUT: usize = 24;
/// Reasons that are kept of each.
const REASONS: usize = 3;
/// Who keeps customers, and to whom a manager gave some cases.
const KEEPERS: [&str; 5] = ["diego", "elisa", "carla", "diego", "elisa"];
/// What became of those who stayed, in whose words, after how many days.
const ENDINGS: [(ChurnOutcome, &str, i64); 5] = [
    (ChurnOutcome::Accepted, "aceitou a oferta", 2),
    (ChurnOutcome::Accepted, "vai ficar; pediu que a gente acompanhe", 4),
    (ChurnOutcome::Refused, "não quis a oferta por enquanto", 3),
    (ChurnOutcome::Accepted, "ficou, agradeceu o contato", 1),
    (ChurnOutcome::NotReached, "não atendeu três ligações", 6),
];

/// The longest of these.
const LONGEST: i64 = 6;

/// What is put in.
pub(super) struct Rounds {
    /// What was said, once a week.
    pub said: Vec<PastSaid>,
    /// The cases, the oldest first.
    pub cases: Vec<PastCase>,
}

/// A case as it was opened, and when the customer left, where that was within the horizon.
struct Opened<'a> {
    risk: &'a Risk<'a>,
    kind: ChurnCaseKind,
    left: Option<OffsetDateTime>,
    /// Whether all of the horizon is over: only of such cases it can be said what being held out came to.
    is_settled: bool,
}

/// The rounds of these lives up to now; the same lives and moment give the same.
pub(super) fn rounds(lives: &Lives<'_>, now: OffsetDateTime) -> Result<Rounds> {
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    let said = lives
        .risks
        .iter()
        .filter(|risk| now - risk.at < SINCE)
        .map(|risk| PastSaid {
            contract_number: risk.subscriber.contract_number.clone(),
            day: risk.at.to_offset(brasilia).date(),
            probability: single(risk.probability),
        })
        .collect();
    let opened = opened(lives, now);
    let cases = opened
        .iter()
        .zip(held_out(&opened))
        .enumerate()
        .map(|(number, (case, held_out))| over(case, number, held_out))
        .collect::<Result<_>>()?;
    Ok(Rounds { said, cases })
}

/// The cases that were opened, as the rounds do it.
fn opened<'a>(lives: &'a Lives<'a>, now: OffsetDateTime) -> Vec<Opened<'a>> {
    let leavings: HashMap<&str, OffsetDateTime> = lives
        .leavings
        .iter()
        .map(|one| (one.subscriber.contract_number.as_str(), one.at))
        .collect();
    let learnt = lives
        .risks
        .iter()
        .map(|risk| risk.at)
        .min()
        .map(|first| first + LEARNING);
    let mut risks: Vec<&Risk<'_>> = lives
        .risks
        .iter()
        .filter(|risk| now - risk.at < SINCE && learnt.is_some_and(|learnt| risk.at >= learnt))
        .collect();
    risks.sort_by(|a, b| {
        let contracts = (&a.subscriber.contract_number, &b.subscriber.contract_number);
        a.at.cmp(&b.at).then_with(|| contracts.0.cmp(contracts.1))
    });
    let mut last: HashMap<&str, OffsetDateTime> = HashMap::new();
    let mut opened = Vec::new();
    for risk in risks {
        let contract = risk.subscriber.contract_number.as_str();
        let Some(kind) = ChurnCaseKind::of(risk.probability) else {
            continue;
        };
        if last.get(contract).is_some_and(|at| risk.at - *at < AGAIN) {
            continue;
        }
        last.insert(contract, risk.at);
        let age = now - risk.at;
        let left = leavings.get(contract).copied().filter(|at| *at < risk.at + horizon());
        let is_for_the_first_round = age <= AGAIN && contract.ends_with(['1', '3', '5', '7', '9']);
        let is_over = left.is_some() || age > Duration::days(LONGEST);
        if is_over && !is_for_the_first_round {
            opened.push(Opened {
                risk,
                kind,
                left,
                is_settled: age > horizon(),
            });
        }
    }
    opened
}

/// Who is held out: evenly over the days, of those who stayed three fifths of what chance would take.
fn held_out(cases: &[Opened<'_>]) -> Vec<bool> {
    let settled = cases.iter().filter(|case| case.is_settled).count();
    let stayed = cases
        .iter()
        .filter(|case| case.is_settled && case.left.is_none())
        .count();
    let left = settled - stayed;
    let wanted = (settled / 10).max(HELD_OUT.min(settled / 3));
    let of_stayed = wanted * stayed * 3 / (settled * 5).max(1);
    let of_left = (wanted - of_stayed).min(left);
    let (mut stayers, mut leavers) = (0_usize, 0_usize);
    cases
        .iter()
        .map(|case| {
            if !case.is_settled {
                return false;
            }
            let (place, held, all) = match case.left {
                Some(_) => (&mut leavers, of_left, left),
                None => (&mut stayers, of_stayed, stayed),
            };
            *place += 1;
            *place * held / all > (*place - 1) * held / all
        })
        .collect()
}

/// How far ahead was looked.
fn horizon() -> Duration {
    Duration::days(HORIZON_DAYS.into())
}

/// The case as it ended.
fn over(case: &Opened<'_>, number: usize, held_out: bool) -> Result<PastCase> {
    let risk = case.risk;
    let (ending, words, days) = ENDINGS[number % ENDINGS.len()];
    let (outcome, note, closed) = match case.left {
        Some(at) => (ChurnOutcome::Left, "", at),
        None if held_out => (ChurnOutcome::NotReached, "", risk.at + horizon()),
        None => (ending, words, risk.at + Duration::days(days)),
    };
    let reasons = reasons(risk);
    Ok(PastCase {
        contract_number: risk.subscriber.contract_number.clone(),
        kind: case.kind,
        held_out,
        probability: single(risk.probability),
        reasons: serde_json::to_value(&reasons).context("Failed to write reasons")?,
        owner: format!("{}@fibracerrado.example", KEEPERS[number % KEEPERS.len()]),
        offer: offer(reasons.first(), risk.subscriber.plan_speed),
        outcome,
        note: note.to_owned(),
        opened: risk.at,
        closed,
    })
}

/// What spoke most for leaving, each with its part of the probability.
fn reasons(risk: &Risk<'_>) -> Vec<ChurnReason> {
    let all: f64 = risk.pulls.iter().map(|pull| pull.weight).sum();
    risk.pulls
        .iter()
        .take(REASONS)
        .map(|pull| ChurnReason {
            feature: pull.feature,
            value: Some(single(pull.value)),
            added: single(risk.probability * pull.weight / all),
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "probabilities, shares and small numbers")]
fn single(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn who_is_said_to_have_stayed_has_not_left() {
        let town = enlace_simulator::subscribers(2026, 2_000);
        let now = datetime!(2026-11-28 16:00 UTC);
        let written = enlace_simulator::past(2026, &town, 365, now);
        let lives = enlace_simulator::lives(2026, &town, &written, 365, now);
        let rounds = rounds(&lives, now).unwrap();
        let held_out = rounds.cases.iter().filter(|case| case.held_out).count();
        assert!(
            rounds.cases.len() >= 60 && held_out >= 20,
            "{} cases, {held_out} held out",
            rounds.cases.len()
        );
        let left: HashMap<&str, OffsetDateTime> = lives
            .leavings
            .iter()
            .map(|one| (one.subscriber.contract_number.as_str(), one.at))
            .collect();
        let mut last: HashMap<&str, OffsetDateTime> = HashMap::new();
        for case in &rounds.cases {
            let at = left.get(case.contract_number.as_str()).copied();
            let within = at.filter(|at| *at < case.opened + Duration::days(30));
            assert_eq!(within.is_some(), case.outcome == ChurnOutcome::Left, "{case:?}");
            assert!(
                within.is_none_or(|at| at == case.closed && at >= case.opened),
                "{case:?}"
            );
            assert!(case.opened < case.closed && case.closed < now, "{case:?}");
            assert!(case.reasons.as_array().is_some_and(|all| !all.is_empty()), "{case:?}");
            let before = last.insert(&case.contract_number, case.opened);
            assert!(
                before.is_none_or(|at| case.opened - at > Duration::days(60)),
                "{case:?}"
            );
        }
        // the panel of the last month has something to show, and the first round something to do
        let lately = rounds
            .cases
            .iter()
            .filter(|case| now - case.closed < Duration::days(30));
        let stayed = lately.clone().filter(|case| case.outcome != ChurnOutcome::Left);
        let stayed = stayed
            .clone()
            .filter(|case| !left.contains_key(case.contract_number.as_str()));
        assert!(
            stayed.clone().count() >= 2 && lately.clone().count() > stayed.clone().count(),
            "{} of {} stayed",
            stayed.count(),
            lately.count()
        );
        let is_waiting = |risk: &&Risk<'_>| {
            now - risk.at <= Duration::days(7)
                && ChurnCaseKind::of(risk.probability).is_some()
                && rounds
                    .cases
                    .iter()
                    .all(|case| case.contract_number != risk.subscriber.contract_number)
        };
        let waiting = lives.risks.iter().filter(is_waiting).count();
        assert!(waiting >= 5, "{waiting} wait for the first round");
        let share = |held_out: bool| {
            let group = rounds.cases.iter().filter(|case| case.held_out == held_out);
            let left = group.clone().filter(|case| case.outcome == ChurnOutcome::Left);
            left.count() * 100 / group.count()
        };
        assert!(share(true) > share(false), "{} % and {} %", share(true), share(false));
        let first = rounds.said.iter().map(|one| one.day).min().unwrap();
        assert!(rounds.cases.iter().all(|case| first <= case.opened.date()));
        assert!(rounds.said.iter().all(|one| (0.0..=1.0).contains(&one.probability)));
    }

    #[test]
    fn a_desk_of_some_weeks_has_nothing_to_compare() {
        let town = enlace_simulator::subscribers(2026, 300);
        let now = datetime!(2026-11-28 16:00 UTC);
        let lives = enlace_simulator::lives(2026, &town, &[], 40, now);
        let rounds = rounds(&lives, now).unwrap();
        assert!(rounds.cases.is_empty() && !rounds.said.is_empty());
    }
}
