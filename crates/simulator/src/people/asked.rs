//! Who was asked in the past how it was, and what they said.

use std::collections::HashMap;

use enlace_domain::{IssueType, QueueKey, SurveyKind};
use rand::{SeedableRng, rngs::StdRng};
use time::{Duration, OffsetDateTime};

use super::{
    chance::spread,
    past::Past,
    rating::{Rating, rate},
};

/// A question how it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What was asked.
    pub kind: SurveyKind,
    /// What they said, and when; most say nothing.
    pub said: Option<(Rating, OffsetDateTime)>,
}

/// Asks how it was, as the desk does: who was answered, not twice in a week, and once a quarter about recommending.
pub(super) fn ask(seed: u64, all: &mut [Past]) {
    let mut rng = StdRng::seed_from_u64(seed ^ 0x7375_7276_6579);
    let mut last: HashMap<&str, [Option<OffsetDateTime>; 2]> = HashMap::new();
    let mut outages: HashMap<&str, Vec<OffsetDateTime>> = HashMap::new();
    for past in all {
        let before = outages.entry(past.subscriber.contract_number.as_str()).or_default();
        before.retain(|at| past.opened - *at < Duration::days(30));
        let outages = f64::from(u32::try_from(before.len().min(3)).unwrap_or(3));
        if past.issue == Some(IssueType::NoInternet) {
            before.push(past.opened);
        }
        let [any, recommending] = last.entry(past.subscriber.contract_number.as_str()).or_default();
        let within = |at: Option<OffsetDateTime>, days| at.is_some_and(|at| past.closed - at < Duration::days(days));
        let Some(answered) = past.answered.filter(|_| !within(*any, 7)) else {
            continue;
        };
        let kind = if within(*recommending, 90) {
            SurveyKind::Satisfaction
        } else {
            *recommending = Some(past.closed);
            SurveyKind::Recommending
        };
        *any = Some(past.closed);
        let waited = (answered - past.opened).as_seconds_f64() / 600.0;
        let mood = 4.7
            - waited.min(1.5)
            - 0.7 * outages
            - if past.escalated.is_some() { 0.7 } else { 0.0 }
            - if past.reopened { 1.2 } else { 0.0 }
            - if past.queue == QueueKey::Cancellation { 0.5 } else { 0.0 };
        let said = rate(&mut rng, kind, mood).map(|rating| (rating, past.closed + spread(&mut rng, 240.0, 0.6)));
        past.asked = Some(Asked { kind, said });
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::{past, subscribers};

    #[test]
    fn nobody_is_asked_twice_in_a_week_and_some_answer() {
        let town = subscribers(7, 200);
        let all = past(7, &town, 60, datetime!(2026-11-28 16:00 UTC));
        let asked: Vec<_> = all.iter().filter(|past| past.asked.is_some()).collect();
        let answers = asked
            .iter()
            .filter(|past| past.asked.as_ref().unwrap().said.is_some())
            .count();
        assert!(
            answers * 5 > asked.len() && answers * 2 < asked.len(),
            "{answers} of {}",
            asked.len()
        );
        for one in &asked {
            let again = asked.iter().filter(|other| {
                other.subscriber == one.subscriber
                    && other.closed > one.closed
                    && other.closed - one.closed < Duration::days(7)
            });
            assert_eq!(again.count(), 0);
            assert!(one.answered.is_some());
        }
    }
}
