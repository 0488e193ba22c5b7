//! What came of conversations, summed up.

use std::collections::HashMap;

use enlace_domain::{
    OutcomeKind, PersonId, QueueKey,
    view::{Contracts, Gain, Gains, InsightFilter, PersonGains, PersonRef, Results},
};
use enlace_store::{
    insight::{self, Span},
    outcomes::OutcomeTally,
};

use super::{Reading, Tally};
use crate::DeskError;

/// The outcomes of what was closed in these days and in those before, beside what was closed at all; and the contracts,
/// which know of no queue and of nobody who works here.
pub(super) async fn results(
    reading: &mut Reading,
    [span, before]: [Span; 2],
    [closed, closed_before]: [&Tally; 2],
    filter: &InsightFilter,
    everybody: &[PersonRef],
) -> Result<Results, DeskError> {
    let now = reading.outcomes(span, filter, everybody).await?;
    let then = reading.outcomes(before, filter, everybody).await?;
    let contracts = if filter.queue.is_none() && filter.person.is_none() {
        let conn = reading.conn();
        Some([
            insight::contracts(conn, span, filter).await?,
            insight::contracts(conn, before, filter).await?,
        ])
    } else {
        None
    };
    Ok(Results {
        people: people(&now),
        now: gains(&now, closed),
        before: gains(&then, closed_before),
        contracts,
    })
}

fn gains(tallies: &[OutcomeTally], closed: &Tally) -> Gains {
    let sum = |wanted: &dyn Fn(&OutcomeTally) -> bool| {
        let mut all = Gain::default();
        tallies
            .iter()
            .filter(|tally| wanted(tally))
            .for_each(|tally| all += tally.gain);
        all
    };
    let sells = |kind| matches!(kind, OutcomeKind::Sale | OutcomeKind::Upgrade);
    let closed_of = |queue| closed.closed(queue);
    Gains {
        kinds: OutcomeKind::ALL
            .iter()
            .map(|kind| (*kind, sum(&|tally| tally.kind == *kind)))
            .collect(),
        closed: closed_of(None),
        closed_commercial: closed_of(Some(QueueKey::Commercial)),
        sold_commercial: sum(&|tally| tally.queue == Some(QueueKey::Commercial) && sells(tally.kind)).n,
        closed_financial: closed_of(Some(QueueKey::Financial)),
        told_financial: sum(&|tally| tally.queue == Some(QueueKey::Financial)).n,
        disputed_financial: sum(&|tally| {
            tally.queue == Some(QueueKey::Financial) && tally.kind == OutcomeKind::Dispute
        })
        .n,
    }
}

/// Who sold, the most a month first.
fn people(tallies: &[OutcomeTally]) -> Vec<PersonGains> {
    let mut people: HashMap<PersonId, PersonGains> = HashMap::new();
    for tally in tallies {
        let Some(person) = &tally.person else { continue };
        let row = people.entry(person.id).or_insert_with(|| PersonGains {
            person: person.clone(),
            sales: Gain::default(),
            upgrades: Gain::default(),
        });
        match tally.kind {
            OutcomeKind::Sale => row.sales += tally.gain,
            OutcomeKind::Upgrade => row.upgrades += tally.gain,
            OutcomeKind::Dispute | OutcomeKind::Payment => {}
        }
    }
    let mut people: Vec<PersonGains> = people
        .into_values()
        .filter(|row| row.sales.n + row.upgrades.n > 0)
        .collect();
    let cents = |row: &PersonGains| row.sales.cents + row.upgrades.cents;
    people.sort_unstable_by(|one, other| (cents(other), &one.person.name).cmp(&(cents(one), &other.person.name)));
    people
}

/// The same as rows of the file: section, item, figure, value.
pub(super) fn rows(add: &mut impl FnMut(&str, &str, &str, Option<String>), results: &Results) {
    for (section, gains) in [("period", &results.now), ("period_before", &results.before)] {
        for (kind, gain) in &gains.kinds {
            add_gain(add, section, kind.as_str(), gain);
        }
        add_gain(add, section, "sold", &gains.sold());
        add(
            section,
            "sold",
            "commercial_conversion_percent",
            percent(gains.conversion()),
        );
        add(section, "sold", "brl_each_conversation", gains.cents_each().map(brl));
        add(section, "dispute", "financial_percent", percent(gains.disputed()));
    }
    for (section, contracts) in ["period", "period_before"]
        .into_iter()
        .zip(results.contracts.iter().flatten())
    {
        add_contracts(add, section, contracts);
    }
    for row in &results.people {
        add_gain(add, "person_sale", &row.person.name, &row.sales);
        add_gain(add, "person_upgrade", &row.person.name, &row.upgrades);
    }
}

fn add_gain(add: &mut impl FnMut(&str, &str, &str, Option<String>), section: &str, item: &str, gain: &Gain) {
    add(section, item, "outcomes", Some(gain.n.to_string()));
    #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^52 cents")]
    let cents = gain.cents as f64;
    add(section, item, "brl", (gain.known > 0).then(|| brl(cents)));
}

fn add_contracts(add: &mut impl FnMut(&str, &str, &str, Option<String>), section: &str, contracts: &Contracts) {
    add(section, "contracts", "running", Some(contracts.running.to_string()));
    add(section, "contracts", "ended", Some(contracts.ended.to_string()));
    add(section, "contracts", "churn_percent", percent(contracts.churn()));
}

pub(super) fn brl(cents: f64) -> String {
    format!("{:.2}", cents / 100.0).replace('.', ",")
}

fn percent(share: Option<f64>) -> Option<String> {
    share.map(|share| format!("{:.1}", share * 100.0).replace('.', ","))
}
