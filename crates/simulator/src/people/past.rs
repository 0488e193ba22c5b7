//! What the town wrote before anybody watched: closed conversations of past days, so that figures over weeks mean
//! something. It follows the hours, the days of the week and the seasons of a provider's year; nobody is asked over HTTP,
//! for the past cannot be replayed at its own pace.

use std::collections::HashMap;

use enlace_domain::{IssueType, Outcome, QueueKey, SurveyKind};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use time::{Date, Duration, OffsetDateTime, UtcOffset};

use super::{
    chance::{poisson, spread},
    deck::{Deck, Storm},
    ending::conclude,
    intent::Intent,
    rating::{Rating, rate},
    season, speech,
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

/// A question how it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What was asked.
    pub kind: SurveyKind,
    /// What they said, and when; most say nothing.
    pub said: Option<(Rating, OffsetDateTime)>,
}

/// Conversations a subscriber and day, on average. Above a real provider's, to stand beside a town that writes every few
/// seconds.
const A_DAY: f64 = 0.06;
/// The hours of a provider's day, from midnight; the peak is after dinner.
const HOURS: [f64; 24] = [
    0.35, 0.2, 0.12, 0.1, 0.1, 0.15, 0.3, 0.6, 0.95, 1.15, 1.2, 1.15, 1.0, 1.05, 1.15, 1.15, 1.2, 1.3, 1.55, 1.9, 2.0,
    1.7, 1.2, 0.7,
];
/// Monday first.
const WEEKDAYS: [f64; 7] = [1.15, 1.05, 1.0, 1.0, 1.05, 0.95, 0.8];
/// Of so many of a town's people somebody writes in each hour of a storm: a fibre cut, a power failure.
const STORM_AN_HOUR: f64 = 0.05;
/// Nothing later than this before now: all of it is over.
const OVER: Duration = Duration::hours(3);

/// The last `days` days of a town, oldest first; the same seed and moment give the same.
#[must_use]
pub fn past(seed: u64, subscribers: &[Subscriber], days: u32, now: OffsetDateTime) -> Vec<Past<'_>> {
    let mut rng = StdRng::seed_from_u64(seed ^ 0x7061_7374);
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    let mut deck = Deck::shuffled(&mut rng, subscribers);
    let mut all: Vec<Past> = Vec::new();
    let last = now.to_offset(brasilia).date();
    let first = last - Duration::days(i64::from(days));
    for day in 0..=days {
        let date = first + Duration::days(i64::from(day));
        let weekday = WEEKDAYS[usize::from(date.weekday().number_days_from_monday())];
        let usual = deck.people() * A_DAY / 24.0 * season::people(date, last) * weekday;
        let storm = Storm::of(&mut rng, date, &deck);
        for (hour, share) in (0_u8..).zip(HOURS) {
            let rough = storm.as_ref().filter(|storm| storm.hours.contains(&hour));
            let weather = Weather {
                rough: rough.is_some(),
                waits: season::waits(date, last),
            };
            let struck = rough.map_or(0, |storm| poisson(&mut rng, storm.people() * STORM_AN_HOUR));
            let others = poisson(&mut rng, usual * share);
            for number in 0..struck + others {
                let second = Duration::seconds(i64::from(hour) * 3_600 + rng.random_range(0..3_600));
                let opened = date.midnight().assume_offset(brasilia) + second;
                if opened > now - OVER {
                    continue;
                }
                let (subscriber, intent) = match rough {
                    Some(storm) if number < struck => (storm.somebody(&mut rng), Some(Intent::NoInternet)),
                    _ => (deck.next(&mut rng, date), intent(&mut rng, date)),
                };
                if let (Some(subscriber), Some(intent)) = (subscriber, intent) {
                    all.push(one(&mut rng, subscriber, intent, &weather, opened));
                }
            }
        }
    }
    all.sort_by_key(|past| past.opened);
    ask(seed, &mut all);
    conclude(seed, &mut all);
    all
}

/// What somebody writes about on a day without anything special, or with it.
fn intent(rng: &mut StdRng, date: Date) -> Option<Intent> {
    let rain = if season::rains(date) { 1.3 } else { 1.0 };
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

/// Asks how it was, as the desk does: who was answered, not twice in a week, and once a quarter about recommending.
fn ask(seed: u64, all: &mut [Past]) {
    let mut rng = StdRng::seed_from_u64(seed ^ 0x7375_7276_6579);
    let mut last: HashMap<&str, [Option<OffsetDateTime>; 2]> = HashMap::new();
    for past in all {
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
            - if past.escalated.is_some() { 0.7 } else { 0.0 }
            - if past.reopened { 1.2 } else { 0.0 }
            - if past.queue == QueueKey::Cancellation { 0.5 } else { 0.0 };
        let said = rate(&mut rng, kind, mood).map(|rating| (rating, past.closed + spread(&mut rng, 240.0, 0.6)));
        past.asked = Some(Asked { kind, said });
    }
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
) -> Past<'a> {
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
    let answered = (!rng.random_bool(0.015)).then(|| opened + wait);
    let escalates = matches!(
        queue,
        QueueKey::TechnicalUrgent | QueueKey::TechnicalNormal | QueueKey::Cancellation
    );
    let limit = Duration::seconds(limit);
    let escalated = (escalates && answered.is_none_or(|at| at - opened > limit)).then(|| opened + limit);
    let closed = answered.unwrap_or(opened + limit) + spread(rng, 1_080.0, 0.7);
    let replies = replies(queue);
    Past {
        subscriber,
        queue,
        issue,
        text,
        reply: replies[rng.random_range(0..replies.len())],
        opened,
        answered,
        escalated,
        closed: closed.min(opened + OVER - Duration::minutes(5)),
        reopened: rng.random_bool(0.035),
        asked: None,
        outcome: None,
    }
}

const fn replies(queue: QueueKey) -> [&'static str; 2] {
    match queue {
        QueueKey::TechnicalUrgent => [
            "Refiz a sua conexão daqui. Pode testar agora, por favor?",
            "A equipe de campo já está no trecho rompido. Aviso assim que voltar.",
        ],
        QueueKey::TechnicalNormal => [
            "Troquei o canal do seu Wi-Fi. Teste perto do roteador e me conte a velocidade.",
            "Seu sinal está bom aqui. Vamos testar com o cabo?",
        ],
        QueueKey::Commercial => [
            "Temos cobertura na sua rua. Qual plano você prefere?",
            "Agendei a instalação. Você recebe a confirmação por aqui.",
        ],
        QueueKey::Financial => [
            "Segue a segunda via com o código de barras e o Pix.",
            "Seu pagamento foi localizado e a conexão está liberada.",
        ],
        QueueKey::Cancellation => [
            "Antes de encerrar, posso ver uma condição melhor para você?",
            "Registrei o seu pedido. A retirada do equipamento fica para amanhã.",
        ],
    }
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
        assert!((120..320).contains(&all.len()), "{}", all.len());
        assert!(all.is_sorted_by_key(|past| past.opened));
        for past in &all {
            assert!(past.closed < now && past.opened < past.closed, "{past:?}");
            assert!(past.answered.is_none_or(|at| past.opened <= at));
            assert_eq!(past.issue.is_some(), past.queue <= QueueKey::TechnicalNormal);
        }
    }

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
        assert!(rain * 10 > dry * 12, "{rain} and {dry}");
        let (rise, later) = (count(6..=6, QueueKey::Financial), count(8..=8, QueueKey::Financial));
        assert!(rise * 10 > later * 13, "{rise} and {later}");
        assert!(
            all.iter()
                .all(|past| past.subscriber.customer_since <= past.opened.date())
        );
    }
}
