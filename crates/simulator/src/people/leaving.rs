//! Why people leave, and who did: a provider's months as its other systems know them, and contracts that ended for reasons
//! that can be found in them. Chance has its part, as in life.

use std::collections::HashMap;

use rand::{Rng, SeedableRng, rngs::StdRng};
use time::{Date, Duration, OffsetDateTime, UtcOffset};

use super::{
    nature::Nature,
    past::Past,
    risk::{self, Risk},
};
use crate::place::Subscriber;
use enlace_domain::{CustomerStatus, IssueType};

/// What other systems know of a subscriber on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Known<'a> {
    /// Of whom.
    pub subscriber: &'a Subscriber,
    /// The day.
    pub day: Date,
    /// Mean speed of the 30 days before it, Mbit/s.
    pub speed: f64,
    /// Bills paid late in the six months before it.
    pub payment_delays: f64,
    /// From 1 to 5; not everybody answers.
    pub satisfaction: Option<f64>,
    /// Share of the neighbourhood where a competitor can connect, 0 to 1.
    pub competitor: f64,
}

/// A contract that ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaving<'a> {
    /// Whose.
    pub subscriber: &'a Subscriber,
    /// When.
    pub at: OffsetDateTime,
}

/// What is known, and who left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lives<'a> {
    /// Every 15 days of every subscriber.
    pub known: Vec<Known<'a>>,
    /// In no order.
    pub leavings: Vec<Leaving<'a>>,
    /// Every seven days of every subscriber, back from the end, at the same moments for all. In no order.
    pub risks: Vec<Risk<'a>>,
}

/// Days between two looks of the other systems.
const LOOK: i64 = 15;
/// Nobody leaves in the first days: nothing would be known of why.
const FIRST: Duration = Duration::days(LOOK + 1);
/// Between two chances to leave.
const WEEK: Duration = Duration::days(7);

/// The lives behind a past of `days` days: the same seed, past and moment give the same.
#[must_use]
pub fn lives<'a>(
    seed: u64,
    subscribers: &'a [Subscriber],
    past: &[Past<'a>],
    days: u32,
    now: OffsetDateTime,
) -> Lives<'a> {
    let mut rng = StdRng::seed_from_u64(seed ^ 0x6c65_6176_696e_6700);
    let mut outages: HashMap<&str, Vec<OffsetDateTime>> = HashMap::new();
    for fault in past.iter().filter(|past| past.issue == Some(IssueType::NoInternet)) {
        outages
            .entry(fault.subscriber.contract_number.as_str())
            .or_default()
            .push(fault.opened);
    }
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    let first = now - Duration::days(i64::from(days));
    let mut lives = Lives::default();
    for subscriber in subscribers.iter().filter(|one| one.status != CustomerStatus::Cancelled) {
        let nature = Nature::of(seed, subscriber, first, now);
        let mine = outages
            .get(subscriber.contract_number.as_str())
            .map(Vec::as_slice)
            .unwrap_or_default();
        let begun = subscriber.customer_since.midnight().assume_offset(brasilia);
        let since = begun.max(first) + FIRST;
        let left = leaves(&mut rng, &nature, mine, since, now);
        let mut day = first;
        while day < begun {
            day += Duration::days(LOOK);
        }
        while day <= now && left.is_none_or(|at| day < at) {
            lives
                .known
                .push(known(&mut rng, subscriber, &nature, mine, day.to_offset(brasilia)));
            day += Duration::days(LOOK);
        }
        let weeks = std::iter::successors(Some(now - WEEK), |at| Some(*at - WEEK))
            .take_while(|at| *at >= since)
            .filter(|at| left.is_none_or(|left| *at < left));
        lives
            .risks
            .extend(weeks.map(|at| risk::risk(subscriber, &nature.at(at), recent(mine, at), at)));
        lives.leavings.extend(left.map(|at| Leaving { subscriber, at }));
    }
    lives
}

fn recent(outages: &[OffsetDateTime], at: OffsetDateTime) -> f64 {
    let count = outages
        .iter()
        .filter(|outage| **outage < at && **outage >= at - Duration::days(30))
        .count();
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A week at a time; once a reason is there, chance says when.
fn leaves(
    rng: &mut StdRng,
    nature: &Nature,
    outages: &[OffsetDateTime],
    from: OffsetDateTime,
    to: OffsetDateTime,
) -> Option<OffsetDateTime> {
    let mut at = from;
    while at < to {
        let chance = risk::weekly(&nature.at(at), recent(outages, at), at.date());
        let when = at + Duration::seconds(rng.random_range(0..7 * 86_400));
        if rng.random_bool(chance) && when < to {
            return Some(when);
        }
        at += WEEK;
    }
    None
}

fn known<'a>(
    rng: &mut StdRng,
    subscriber: &'a Subscriber,
    nature: &Nature,
    outages: &[OffsetDateTime],
    day: OffsetDateTime,
) -> Known<'a> {
    let noise = |rng: &mut StdRng, by: f64| rng.random_range(-by..by);
    let outages = recent(outages, day);
    let life = nature.at(day);
    let round = |value: f64| (value * 100.0).round() / 100.0;
    Known {
        subscriber,
        day: day.date(),
        speed: round(f64::from(subscriber.plan_speed) * (life.speed_share + noise(rng, 0.05)).max(0.05)),
        payment_delays: life.delays,
        satisfaction: rng
            .random_bool(0.8)
            .then(|| round((life.satisfaction(outages) + noise(rng, 0.4)).clamp(1.0, 5.0))),
        competitor: round(life.competitor),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::{past, subscribers};

    #[test]
    fn people_leave_for_reasons_and_not_too_many() {
        let town = subscribers(7, 1_500);
        let now = datetime!(2026-11-28 16:00 UTC);
        let before = past(7, &town, 365, now);
        let lives = lives(7, &town, &before, 365, now);
        let share = lives.leavings.len() * 100 / town.len();
        assert!((15..35).contains(&share), "{share} % left in a year");
        let lately = lives
            .leavings
            .iter()
            .filter(|one| now - one.at < Duration::days(30))
            .count();
        assert!(
            lately * 24 > lives.leavings.len(),
            "{lately} of {} in the last month",
            lives.leavings.len()
        );
        // what was last known of everybody: of those who left, before they went
        let mut last: HashMap<&str, &Known> = HashMap::new();
        for known in &lives.known {
            last.insert(&known.subscriber.contract_number, known);
        }
        let mean = |leavers: bool, read: fn(&Known) -> f64| {
            let of = |known: &&&Known| lives.leavings.iter().any(|one| one.subscriber == known.subscriber) == leavers;
            let values: Vec<f64> = last.values().filter(of).map(|known| read(known)).collect();
            values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap())
        };
        let of_both = |read: fn(&Known) -> f64| (mean(true, read), mean(false, read));
        let (left, stayed) = of_both(|known| known.payment_delays);
        assert!(left > 1.5 * stayed, "{left} and {stayed} late payments");
        let (left, stayed) = of_both(|known| known.speed / f64::from(known.subscriber.plan_speed));
        assert!(left < 0.7 * stayed, "{left} and {stayed} of what was bought");
        let ended: HashMap<&str, OffsetDateTime> = lives
            .leavings
            .iter()
            .map(|one| (one.subscriber.contract_number.as_str(), one.at))
            .collect();
        let left_of = |from: f64, to: f64| {
            let known = lives
                .risks
                .iter()
                .filter(|risk| now - risk.at >= Duration::days(30) && (from..to).contains(&risk.probability));
            let (mut all, mut left) = (0_usize, 0_usize);
            for risk in known {
                let ended = ended.get(risk.subscriber.contract_number.as_str());
                assert!(ended.is_none_or(|at| risk.at < *at), "{risk:?}");
                assert!(risk.probability < 0.4 || !risk.pulls.is_empty(), "{risk:?}");
                all += 1;
                left += usize::from(ended.is_some_and(|at| *at < risk.at + Duration::days(30)));
            }
            (left * 100).checked_div(all)
        };
        let (few, many) = (left_of(0.0, 0.1).unwrap(), left_of(0.4, 1.1).unwrap());
        assert!(few < 10 && many > 45, "{few} % and {many} % of those who were said to");
        // a third of those who left was to be seen coming 30 days before
        let coming = lives.leavings.iter().filter(|leaving| {
            lives.risks.iter().any(|risk| {
                let ahead = leaving.at - risk.at;
                risk.probability >= 0.4
                    && risk.subscriber == leaving.subscriber
                    && (Duration::days(7)..Duration::days(30)).contains(&ahead)
            })
        });
        let (coming, all) = (coming.count(), lives.leavings.len());
        assert!(coming * 3 > all, "{coming} of {all} were seen coming");
        for leaving in &lives.leavings {
            assert!(leaving.at < now);
            let known = lives
                .known
                .iter()
                .filter(|known| known.subscriber == leaving.subscriber);
            assert!(known.clone().count() > 0 && known.into_iter().all(|known| known.day <= leaving.at.date()));
        }
    }
}
