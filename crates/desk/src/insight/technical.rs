//! The faults that subscribers report, summed up.

use std::collections::{BTreeMap, HashMap};

use enlace_domain::{
    IssueType,
    view::{InsightFilter, RegionFaults, RepairTimes, Technical},
};
use enlace_store::insight::{FaultCount, Repairs, Span};

use super::Reading;
use crate::DeskError;

/// The faults of these days and of those before.
pub(super) async fn technical(
    reading: &mut Reading,
    [span, before]: [Span; 2],
    filter: &InsightFilter,
) -> Result<Technical, DeskError> {
    let faults = [
        reading.faults(span, filter).await?,
        reading.faults(before, filter).await?,
    ];
    let repaired = [
        reading.repairs(span, filter).await?,
        reading.repairs(before, filter).await?,
    ];
    let sum = |faults: &[FaultCount], slow: bool| {
        let wanted = faults.iter().filter(|fault| !slow || is_slow(fault));
        wanted.map(|fault| fault.n).sum()
    };
    Ok(Technical {
        faults: [sum(&faults[0], false), sum(&faults[1], false)],
        slow: [sum(&faults[0], true), sum(&faults[1], true)],
        regions: regions(&faults),
        repairs: repairs(&repaired),
    })
}

fn is_slow(fault: &FaultCount) -> bool {
    fault.issue == IssueType::SlowSpeed
}

/// The cities with faults in these days, the most first.
fn regions([now, before]: &[Vec<FaultCount>; 2]) -> Vec<RegionFaults> {
    let mut cities: BTreeMap<Option<&str>, RegionFaults> = BTreeMap::new();
    for fault in now {
        let city = cities.entry(fault.region.as_deref()).or_insert_with(|| RegionFaults {
            region: fault.region.clone(),
            hours: vec![0; 24],
            slow: 0,
            before: 0,
        });
        let hour = usize::try_from(fault.hour).ok();
        if let Some(count) = hour.and_then(|hour| city.hours.get_mut(hour)) {
            *count += fault.n;
        }
        if is_slow(fault) {
            city.slow += fault.n;
        }
    }
    for fault in before {
        if let Some(city) = cities.get_mut(&fault.region.as_deref()) {
            city.before += fault.n;
        }
    }
    let mut cities: Vec<RegionFaults> = cities.into_values().collect();
    cities.sort_by_key(|city| -city.all());
    cities
}

/// The kinds of faults that were settled, the most first.
fn repairs([now, before]: &[Vec<Repairs>; 2]) -> Vec<RepairTimes> {
    let by_issue = |repairs: &[Repairs]| -> HashMap<IssueType, Repairs> {
        repairs.iter().map(|repairs| (repairs.issue, *repairs)).collect()
    };
    let spans = [by_issue(now), by_issue(before)];
    let mut kinds: Vec<RepairTimes> = IssueType::ALL
        .iter()
        .map(|issue| {
            let of = [spans[0].get(issue), spans[1].get(issue)];
            RepairTimes {
                issue: *issue,
                closed: of.map(|repairs| repairs.map_or(0, |repairs| repairs.n)),
                median: of.map(|repairs| repairs.map(|repairs| repairs.median)),
                p90: of.map(|repairs| repairs.map(|repairs| repairs.p90)),
            }
        })
        .filter(|kind| kind.closed != [0, 0])
        .collect();
    kinds.sort_by_key(|kind| -kind.closed[0]);
    kinds
}

/// The same as rows of the file: section, item, figure, value.
pub(super) fn rows(add: &mut impl FnMut(&str, &str, &str, Option<String>), technical: &Technical) {
    for (at, section) in ["period", "period_before"].into_iter().enumerate() {
        add(section, "technical", "faults", Some(technical.faults[at].to_string()));
        add(
            section,
            "technical",
            "speed_complaints",
            Some(technical.slow[at].to_string()),
        );
    }
    for city in &technical.regions {
        let name = city.region.as_deref().unwrap_or("unknown");
        add("region", name, "faults", Some(city.all().to_string()));
        add("region", name, "faults_before", Some(city.before.to_string()));
        add("region", name, "speed_complaints", Some(city.slow.to_string()));
        for (hour, n) in city.hours.iter().enumerate() {
            add(
                "region_hour",
                &format!("{name}/{hour:02}h"),
                "faults",
                Some(n.to_string()),
            );
        }
    }
    let seconds = |seconds: Option<f64>| seconds.map(|seconds| format!("{seconds:.0}"));
    for kind in &technical.repairs {
        let name = kind.issue.as_str();
        for (at, section) in ["issue", "issue_before"].into_iter().enumerate() {
            add(section, name, "closed", Some(kind.closed[at].to_string()));
            add(section, name, "resolution_median_s", seconds(kind.median[at]));
            add(section, name, "resolution_p90_s", seconds(kind.p90[at]));
        }
    }
}
