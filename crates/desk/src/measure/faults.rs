//! Faults of subscribers' lines: reported, and over.

use enlace_domain::IssueType;
use enlace_store::{assignment::ResolvedIssue, customers};

use crate::{Desk, DeskError};

pub(super) const REPORTED: &str = "internet_outages_reported_total";
pub(super) const RESOLVED: &str = "issue_resolution_time_minutes";

/// Upper bounds of the minutes in which faults are over, as the mission asks for them.
pub const RESOLUTION_MINUTES: &[f64] = &[5.0, 15.0, 30.0, 60.0, 120.0, 240.0, 480.0];

/// How bad a fault is as an outage; slow lines, radio and equipment trouble are none.
const fn severity(issue: IssueType) -> Option<&'static str> {
    match issue {
        IssueType::NoInternet => Some("total"),
        IssueType::Unstable => Some("partial"),
        IssueType::SlowSpeed | IssueType::WifiProblem | IssueType::Equipment | IssueType::Other => None,
    }
}

/// Counts a new fault, where it is an outage. A second message about the same fault is none.
pub(crate) fn fault_reported(issue: IssueType, city: &str) {
    if let Some(severity) = severity(issue) {
        metrics::counter!(REPORTED, "region" => city.to_owned(), "severity" => severity).increment(1);
    }
}

/// Measures a fault that is over.
pub(crate) fn fault_resolved(issue: &ResolvedIssue) {
    metrics::histogram!(
        RESOLVED,
        "issue_type" => issue.issue_type.as_str(),
        "priority" => issue.priority.to_string(),
    )
    .record(issue.minutes);
}

/// Begins the counter of outages at zero for every city with customers: a storm's first report must be a step.
///
/// # Errors
/// The database's.
pub async fn regions(desk: &Desk) -> Result<(), DeskError> {
    let cities = customers::cities(&mut *desk.pool().acquire().await?).await?;
    for city in cities {
        for severity in IssueType::ALL.iter().copied().filter_map(severity) {
            metrics::counter!(REPORTED, "region" => city.clone(), "severity" => severity).increment(0);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stops_a_line_is_an_outage() {
        let outages: Vec<_> = IssueType::ALL.iter().copied().filter_map(severity).collect();
        assert_eq!(outages, ["total", "partial"]);
    }
}
