//! What the town wrote before anybody watched: closed conversations of past days, so that figures over weeks mean
//! something. It follows the hours, the days of the week and the seasons of a provider's year; nobody is asked over HTTP,
//! for the past cannot be replayed at its own pace.

use enlace_domain::{CustomerStatus, IssueType, Outcome, QueueKey};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use time::{Date, Duration, OffsetDateTime, UtcOffset};

use super::{
    asked::{Asked, ask},
    chance::{poisson, spread},
    day,
    deck::{Deck, Storm},
    ending::conclude,
    intent::Intent,
    nature::Nature,
    replies::replies,
    season, shift, speech,
};
use crate::place::Subscriber;

/// A conversation that is over.
#[derive(Clone, Debug, PartialEq)]
pub struct Past<'a> {
    /// Who wrote.
    pub subscriber: &'a Subscriber,
    /// Where it belonged.
    pub queue: QueueKey,
    /// What was wrong with the line.
    pub issue: Option<IssueType>,
    /// What they wrote.
    pub text: &'static str,
    /// What they were answered.
    pub reply: &'static str,
    /// Who answered and closed it, within a shift of theirs: the first part of their e-mail address.
    pub person: &'static str,
    /// When they wrote.
    pub opened: OffsetDateTime,
    /// When a person first answered; `None`: it was closed without an answer.
    pub answered: Option<OffsetDateTime>,
    /// Whether it was raised for being late, and when.
    pub escalated: Option<OffsetDateTime>,
    /// When it was over.
    pub closed: OffsetDateTime,
    /// Whether it had been closed before.
    pub reopened: bool,
    /// What they were asked about it.
    pub asked: Option<Asked>,
    /// What came of it.
    pub outcome: Option<Outcome>,
}

/// Whose line gives out reports outages, so many times as often as others write about anything.
const FAILS: f64 = 1.25;
/// Of so many of a town's people somebody writes in each hour of a storm: a fibre cut, a power failure.
const STORM_AN_HOUR: f64 = 0.07;
/// All of it was over so long before now, so that what was said of it has come too; who still waited is the living town's.
const OVER: Duration = Duration::minutes(30);

/// The last `days` days of a town, oldest first; the same seed and moment give the same.
#[must_use]
pub fn past(seed: u64, subscribers: &[Subscriber], days: u32, now: OffsetDateTime) -> Vec<Past<'_>> {
    let mut rng = StdRng::seed_from_u64(seed ^ 0x7061_7374);
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    let mut deck = Deck::shuffled(&mut rng, subscribers);
    let natures: Vec<(&Subscriber, Nature)> = subscribers
        .iter()
        .filter(|one| one.status != CustomerStatus::Cancelled)
        .map(|one| (one, Nature::of(seed, one, now - Duration::days(i64::from(days)), now)))
        .collect();
    let mut all: Vec<Past> = Vec::new();
    let last = now.to_offset(brasilia).date();
    let first = last - Duration::days(i64::from(days));
    for day in 0..=days {
        let date = first + Duration::days(i64::from(day));
        let people = deck.people() * season::people(date, last);
        let storm = Storm::of(&mut rng, date, &deck);
        let noon = date.midnight().assume_offset(brasilia) + Duration::hours(12);
        let failing: Vec<&Subscriber> = natures
            .iter()
            .filter(|(one, nature)| one.customer_since <= date && nature.reports(noon))
            .map(|(one, _)| *one)
            .collect();
        let weak = f64::from(u32::try_from(failing.len()).unwrap_or(u32::MAX)) * FAILS * rain(date);
        for hour in 0_u8..24 {
            let rough = storm.as_ref().filter(|storm| storm.hours.contains(&hour));
            let weather = Weather {
                rough: rough.is_some(),
                waits: season::waits(date, last),
            };
            let struck = rough.map_or(0, |storm| poisson(&mut rng, storm.people() * STORM_AN_HOUR));
            let faults = poisson(&mut rng, day::an_hour(weak, date.weekday(), hour));
            let others = poisson(&mut rng, day::an_hour(people, date.weekday(), hour));
            for number in 0..struck + faults + others {
                let second = Duration::seconds(i64::from(hour) * 3_600 + rng.random_range(0..3_600));
                let opened = date.midnight().assume_offset(brasilia) + second;
                let (subscriber, intent) = match rough {
                    Some(storm) if number < struck => (storm.somebody(&mut rng), Some(Intent::NoInternet)),
                    _ if number < struck + faults => (failing.choose(&mut rng).copied(), Some(Intent::NoInternet)),
                    _ => (deck.next(&mut rng, date), intent(&mut rng, date)),
                };
                if let (Some(subscriber), Some(intent)) = (subscriber, intent) {
                    let past = one(&mut rng, subscriber, intent, &weather, opened);
                    all.extend(past.filter(|past| past.closed < now - OVER));
                }
            }
        }
    }
    all.sort_by_key(|past| past.opened);
    ask(seed, &mut all);
    conclude(seed, &mut all);
    all
}

/// How many more lines fail in the time of rain.
const fn rain(date: Date) -> f64 {
    if season::rains(date) { 1.3 } else { 1.0 }
}

/// What somebody writes about on a day without anything special, or with it.
fn intent(rng: &mut StdRng, date: Date) -> Option<Intent> {
    let rain = rain(date);
    let talk = season::talk_of_the_rise(date);
    let office = if season::is_holiday(date) { 0.3 } else { 1.0 };
    let shares = [
        (Intent::NoInternet, 25.0 * rain),
        (Intent::Slow, 28.0 * rain),
        (Intent::Buy, 15.0 * office),
        (Intent::Bill, 25.0 * office * (1.0 + 1.2 * talk)),
        (Intent::Leave, 7.0 * (1.0 + 1.5 * talk)),
    ];
    let chosen = shares.choose_weighted(rng, |(_, share)| *share).ok()?;
    Some(chosen.0)
}

/// What a day and an hour do to all who write in it.
struct Weather {
    /// A storm: everybody waits.
    rough: bool,
    /// How much longer than on the last day people wait.
    waits: f64,
}

fn one<'a>(
    rng: &mut StdRng,
    subscriber: &'a Subscriber,
    intent: Intent,
    weather: &Weather,
    opened: OffsetDateTime,
) -> Option<Past<'a>> {
    let queue = intent.queue();
    let lines: Vec<&'static str> = speech::matter(intent)
        .openers
        .iter()
        .copied()
        .filter(|line| !line.contains('{'))
        .collect();
    let text = lines
        .get(rng.random_range(0..lines.len().max(1)))
        .copied()
        .unwrap_or("oi");
    let issue = match intent {
        Intent::NoInternet => Some(IssueType::NoInternet),
        Intent::Slow => Some(IssueType::guess(queue, text)),
        Intent::Buy | Intent::Bill | Intent::Leave => None,
    };
    // median seconds to the first answer, and the limit after which it is late
    let (median, limit) = match queue {
        QueueKey::TechnicalUrgent => (95.0, 300),
        QueueKey::TechnicalNormal => (420.0, 1_800),
        QueueKey::Commercial => (600.0, 3_600),
        QueueKey::Financial => (780.0, 7_200),
        QueueKey::Cancellation => (170.0, 600),
    };
    let crowd = weather.waits * if weather.rough { 2.5 } else { 1.0 };
    let wait = spread(rng, median * crowd, 0.85);
    let limit = Duration::seconds(limit);
    let is_answered = !rng.random_bool(0.015);
    let served = shift::serve(rng, queue, opened + if is_answered { wait } else { limit })?;
    let answered = is_answered.then_some(served.at);
    let escalates = matches!(
        queue,
        QueueKey::TechnicalUrgent | QueueKey::TechnicalNormal | QueueKey::Cancellation
    );
    let escalated = (escalates && answered.is_none_or(|at| at - opened > limit)).then(|| opened + limit);
    let closed = served.at + spread(rng, 1_080.0, 0.7);
    let replies = replies(queue);
    Some(Past {
        subscriber,
        queue,
        issue,
        text,
        reply: replies[rng.random_range(0..replies.len())],
        person: served.person,
        opened,
        answered,
        escalated,
        closed: closed.min(served.until),
        reopened: rng.random_bool(0.035),
        asked: None,
        outcome: None,
    })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::subscribers;

    #[test]
    fn the_past_is_over_in_order_and_the_same_again() {
        let town = subscribers(7, 200);
        let now = datetime!(2026-11-28 16:00 UTC);
        let all = past(7, &town, 14, now);
        assert_eq!(all, past(7, &town, 14, now));
        assert!((120..420).contains(&all.len()), "{}", all.len());
        assert!(all.is_sorted_by_key(|past| past.opened));
        for past in &all {
            assert!(past.closed < now && past.opened < past.closed, "{past:?}");
            assert!(past.answered.is_none_or(|at| past.opened <= at));
            assert_eq!(past.issue.is_some(), past.queue <= QueueKey::TechnicalNormal);
        }
    }

    #[test]
    fn nobody_answers_or_closes_outside_a_shift() {
        let town = subscribers(7, 500);
        let all = past(7, &town, 60, datetime!(2026-11-28 16:00 UTC));
        let at_work = |person: &str, at: OffsetDateTime| {
            (-2..=0).any(|back| {
                let day = at.date() + Duration::days(back);
                shift::SHIFTS.iter().any(|shift| {
                    let (begins, ends) = shift.span(day);
                    shift.person == person && shift.is_on(day.weekday()) && begins <= at && at < ends
                })
            })
        };
        for past in &all {
            assert!(past.answered.is_none_or(|at| at_work(past.person, at)), "{past:?}");
            assert!(at_work(past.person, past.closed), "{past:?}");
            assert!(past.answered.is_none_or(|at| at < past.closed), "{past:?}");
        }
        let mut people: Vec<&str> = all.iter().map(|past| past.person).collect();
        people.sort_unstable();
        people.dedup();
        assert_eq!(people, ["ana", "bruno", "carla", "diego", "elisa", "igor"]);
        // what is urgent is nobody's to wait for until the morning
        let urgent: Vec<_> = all
            .iter()
            .filter(|past| past.queue == QueueKey::TechnicalUrgent)
            .collect();
        let late = urgent.iter().filter(|past| past.escalated.is_some()).count();
        assert!(late * 5 < urgent.len(), "{late} of {}", urgent.len());
    }

    #[test]
    fn evenings_are_busier_than_nights() {
        let town = subscribers(7, 500);
        let all = past(7, &town, 28, datetime!(2026-11-28 16:00 UTC));
        // Brasília is three hours behind
        let at = |hours: std::ops::Range<u8>| all.iter().filter(|past| hours.contains(&past.opened.hour())).count();
        assert!(at(19..22) > 5 * at(2..5), "{} and {}", at(19..22), at(2..5));
    }

    #[test]
    fn a_year_has_rain_and_a_price_rise() {
        let town = subscribers(7, 500);
        let all = past(7, &town, 364, datetime!(2026-11-28 16:00 UTC));
        let count = |months: std::ops::RangeInclusive<u8>, queue| {
            let within = |past: &&Past| past.queue == queue && months.contains(&u8::from(past.opened.month()));
            all.iter().filter(within).count()
        };
        let (rain, dry) = (
            count(1..=3, QueueKey::TechnicalUrgent),
            count(7..=9, QueueKey::TechnicalUrgent),
        );
        assert!(rain * 10 > dry * 11, "{rain} and {dry}");
        let (rise, later) = (count(6..=6, QueueKey::Financial), count(8..=8, QueueKey::Financial));
        assert!(rise * 10 > later * 13, "{rise} and {later}");
        assert!(
            all.iter()
                .all(|past| past.subscriber.customer_since <= past.opened.date())
        );
    }
}
