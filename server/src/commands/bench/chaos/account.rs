//! The account: what was written against what the providers took, and how long the desk took to come back.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use anyhow::Result;
use enlace_simulator::Town;
use serde_json::json;
use time::OffsetDateTime;

use super::{
    faults::{Fault, What},
    load::{TAG, Written, contacts},
};
use crate::commands::bench::{Figures, lab::Lab, milliseconds, percentile};

/// An answer from the desk's word that it has it to the provider's.
#[derive(Clone, Copy, Debug)]
struct Journey {
    written: OffsetDateTime,
    taken: OffsetDateTime,
}

/// The figures of a run.
pub async fn figures(lab: &Lab, town: &Town, written: &[Written], faults: &[Fault]) -> Result<Figures> {
    let names: Vec<String> = contacts(town)
        .map(|contact| contact.wa_id.as_str().to_owned())
        .collect();
    let sent = town.outbox();
    let answers = sent.iter().filter(|sent| sent.body.contains(TAG));
    let mut taken: HashMap<(&str, &str), OffsetDateTime> = HashMap::new();
    for answer in answers {
        taken.entry((answer.to.as_str(), &answer.body)).or_insert(answer.at);
    }
    let mut journeys = Vec::new();
    let mut lost = 0_usize;
    for answer in written {
        let name = names.get(answer.contact).map_or("", String::as_str);
        match taken.get(&(name, answer.text.as_str())) {
            Some(at) => journeys.push(Journey {
                written: answer.at,
                taken: *at,
            }),
            None => lost += 1,
        }
    }
    let different: HashSet<_> = written.iter().map(|answer| (answer.contact, &answer.text)).collect();
    let account = town.account();
    let tally = enlace_store::tally::answers(lab.desk.pool()).await?;

    let mut figures = Figures::new();
    figures.insert("messages".into(), json!(different.len()));
    figures.insert("lost".into(), json!(lost));
    figures.insert("doubled".into(), json!(account.doubled_sends));
    figures.insert("reordered".into(), json!(account.reordered_sends));
    figures.insert("failed".into(), json!(tally.failed));
    figures.insert("undecided".into(), json!(tally.undecided));
    figures.insert("doubted".into(), json!(tally.doubted));
    figures.insert("by_another_number".into(), json!(tally.by_another));
    figures.insert("sends_refused".into(), json!(account.sends_refused));
    let mut waits: Vec<u32> = journeys.iter().map(|journey| journey.micros()).collect();
    figures.insert("median_ms".into(), json!(milliseconds(percentile(&mut waits, 0.5))));
    figures.insert("p99_ms".into(), json!(milliseconds(percentile(&mut waits, 0.99))));
    recoveries(&mut figures, faults, &journeys);
    Ok(figures)
}

/// Of each fault: until messages left again, and until all that had been written before it had left.
///
/// Then the middle and the longest of each kind.
fn recoveries(figures: &mut Figures, faults: &[Fault], journeys: &[Journey]) {
    let kinds = [
        ("kill", "kills", &[What::Kill][..]),
        ("postgres", "postgres_restarts", &[What::Restart, What::Crash]),
    ];
    for (kind, count, whats) in kinds {
        let (mut flows, mut backlogs) = (Vec::new(), Vec::new());
        for fault in faults.iter().filter(|fault| whats.contains(&fault.what)) {
            let (flow, backlog) = (flow(fault.at, journeys), backlog(fault.at, journeys));
            let name = format!("{}_at_{}s", fault.what.name(), fault.after.as_secs());
            figures.insert(format!("{name}_flow_ms"), json!(flow.as_millis()));
            figures.insert(format!("{name}_backlog_ms"), json!(backlog.as_millis()));
            flows.push(micros(flow));
            backlogs.push(micros(backlog));
        }
        figures.insert(count.into(), json!(flows.len()));
        for (what, mut all) in [("flow", flows), ("backlog", backlogs)] {
            let (middle, longest) = (percentile(&mut all, 0.5), percentile(&mut all, 1.0));
            figures.insert(format!("{kind}_{what}_median_ms"), json!(milliseconds(middle)));
            figures.insert(format!("{kind}_{what}_max_ms"), json!(milliseconds(longest)));
        }
    }
}

/// How long after `at` the first message that was written after it left.
fn flow(at: OffsetDateTime, journeys: &[Journey]) -> Duration {
    let after = journeys.iter().filter(|journey| journey.written > at);
    between(at, after.map(|journey| journey.taken).min())
}

/// How long after `at` the last message that had been written before it left.
fn backlog(at: OffsetDateTime, journeys: &[Journey]) -> Duration {
    let before = journeys.iter().filter(|journey| journey.written <= at);
    between(at, before.map(|journey| journey.taken).max())
}

fn between(from: OffsetDateTime, to: Option<OffsetDateTime>) -> Duration {
    to.and_then(|to| Duration::try_from(to - from).ok()).unwrap_or_default()
}

impl Journey {
    fn micros(self) -> u32 {
        micros(between(self.written, Some(self.taken)))
    }
}

fn micros(duration: Duration) -> u32 {
    u32::try_from(duration.as_micros()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_over_when_what_was_written_before_it_has_left() {
        let at = OffsetDateTime::UNIX_EPOCH;
        let journey = |written: i64, taken: i64| Journey {
            written: at + time::Duration::seconds(written),
            taken: at + time::Duration::seconds(taken),
        };
        let journeys = [journey(-9, -8), journey(-1, 20), journey(1, 3), journey(2, 40)];
        assert_eq!(backlog(at, &journeys), Duration::from_secs(20));
        assert_eq!(flow(at, &journeys), Duration::from_secs(3));
        assert_eq!(backlog(at, &[]), Duration::ZERO);
    }
}
