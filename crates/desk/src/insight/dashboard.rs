//! The executive dashboard, all of one moment.

use std::collections::HashMap;

use enlace_domain::{
    QueueKey,
    view::{
        AskPart, Capacity, Dashboard, InsightAsk, InsightChoices, InsightFilter, Period, PersonRow, Pulse, Reason,
        Scores, Targets,
    },
};
use enlace_store::{
    goals as store_goals,
    insight::{self, Span, Today},
    people as store_people,
};
use sqlx::PgConnection;
use time::Date;

use super::{
    Reading, figures::Tally, keep, load::load, people::people, results::results, retention::retention, span,
    technical::technical, voice::voice, when,
};
use crate::{Actor, Desk, DeskError};

/// The figures of the days asked for, those they are compared with, and today.
///
/// All is read in one snapshot of the database, so that no two figures disagree. What is asked for and isn't there (a
/// city without contracts, a day to come) is named in the answer, and the default stands in its place.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents; the database is away.
pub async fn dashboard(desk: &Desk, actor: &Actor, ask: InsightAsk) -> Result<Dashboard, DeskError> {
    actor.require(actor.role.may_see_insight(), "see the dashboard")?;
    keep::catch_up(desk).await?;
    let mut reading = Reading::begin(desk).await?;
    let today = insight::today(reading.conn()).await?;
    let choices = insight::choices(reading.conn()).await?;
    let (ask, spans) = settle(ask, &choices, today)?;
    let [span, before] = spans;
    reading.count_ahead(spans, &ask.filter);
    let step = ask.step.unwrap_or_else(|| when::step(span));
    let now = Tally::read(&mut reading, span, &ask.filter).await?;
    let then = Tally::read(&mut reading, before, &ask.filter).await?;
    // the first figure is always the urgent queue's
    let apart = if ask.filter.queue.is_none_or(|queue| queue == QueueKey::TechnicalUrgent) {
        None
    } else {
        let filter = InsightFilter {
            queue: Some(QueueKey::TechnicalUrgent),
            ..ask.filter.clone()
        };
        Some([
            Tally::read(&mut reading, span, &filter).await?,
            Tally::read(&mut reading, before, &filter).await?,
        ])
    };
    let [urgent, urgent_before] = apart.as_ref().map_or([&now, &then], |[now, then]| [now, then]);
    let steps = if reading.tells_steps(&ask.filter) {
        insight::steps(span)
    } else {
        Vec::new()
    };
    let said = if steps.is_empty() {
        HashMap::new()
    } else {
        by_step(span, &reading.satisfaction_by_day(span, &ask.filter).await?)
    };
    let pulse = pulse(&steps, &now, urgent, &said);
    let first_urgent = [first_urgent(urgent), first_urgent(urgent_before)];
    let asked = |key: &&QueueKey| ask.filter.queue.is_none_or(|asked| asked == **key);
    let queues = QueueKey::ALL.iter().filter(asked);
    let queues = queues.map(|key| (*key, [now.figures(Some(*key)), then.figures(Some(*key))]));
    let queues = queues.collect();
    let first = insight::first(reading.conn()).await?;
    let past = reading.volume(when::past(today), &ask.filter).await?;
    let volume = reading.volume(span, &ask.filter).await?;
    let volume_before = reading.volume(before, &ask.filter).await?;
    let (people, everybody) = people(&mut reading, span, &ask.filter, [&now, &then], &choices.people).await?;
    Ok(Dashboard {
        at: today.at,
        days: span::days(span),
        days_before: span::days(before),
        since: first.map(span::day).filter(|first| *first > span::days(before)[0]),
        now: now.figures(None),
        before: then.figures(None),
        urgent: first_urgent,
        targets: targets(reading.conn()).await?,
        queues,
        hours: when::hours(&past, today, first),
        hour: u8::try_from(today.hour).unwrap_or_default(),
        season: when::season(&past, today, first),
        trend: when::trend([&volume, &volume_before], spans, step),
        step,
        pulse,
        reasons: reasons(&now, &then),
        people,
        everybody,
        capacities: capacities(reading.conn()).await?,
        voice: voice(&mut reading, spans, &ask.filter, &choices.people).await?,
        results: results(&mut reading, spans, [&now, &then], &ask.filter, &choices.people).await?,
        retention: retention(reading.conn(), span).await?,
        technical: technical(&mut reading, spans, &ask.filter).await?,
        load: load(&mut reading, span).await?,
        ask,
    })
}

/// What the figures can be restricted to.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents; the database is away.
pub async fn choices(desk: &Desk, actor: &Actor) -> Result<InsightChoices, DeskError> {
    actor.require(actor.role.may_see_insight(), "see the dashboard")?;
    Ok(insight::choices(&mut *desk.pool().acquire().await?).await?)
}

/// What can be asked for, and the spans of it and of what it is compared with.
pub(super) fn settle(
    mut ask: InsightAsk,
    choices: &InsightChoices,
    today: Today,
) -> Result<(InsightAsk, [Span; 2]), DeskError> {
    let mut drop_unless = |part: AskPart, there: bool| {
        if !there {
            ask.wrong.push(part);
        }
        there
    };
    let filter = &mut ask.filter;
    filter.region = filter
        .region
        .take()
        .filter(|region| drop_unless(AskPart::Region, choices.regions.contains(region)));
    filter.plan = filter
        .plan
        .take()
        .filter(|plan| drop_unless(AskPart::Plan, choices.plans.contains(plan)));
    filter.person = filter
        .person
        .filter(|id| drop_unless(AskPart::Person, choices.people.iter().any(|person| person.id == *id)));
    let span = match span::of(ask.period, today) {
        Some(span) => span,
        None => {
            ask.wrong.push(AskPart::Period);
            ask.period = Period::default();
            span::of(ask.period, today).ok_or_else(|| anyhow::anyhow!("The default period has no span"))?
        }
    };
    let before = span::compared(span, ask.against);
    Ok((ask, [span, before]))
}

/// The tiles' figures of each step.
fn pulse(steps: &[Date], all: &Tally, urgent: &Tally, said: &HashMap<Date, Scores>) -> Vec<Pulse> {
    let urgent = urgent.by_step(steps, Some(QueueKey::TechnicalUrgent));
    let all = all.by_step(steps, None);
    let steps = steps.iter().zip(urgent).zip(all);
    steps
        .map(|((day, urgent), figures)| Pulse {
            day: *day,
            urgent: urgent.first_answer,
            satisfaction: said.get(day).and_then(Scores::mean),
            figures,
        })
        .collect()
}

/// What was said on each day, summed up by the steps of the span.
fn by_step(span: Span, said: &[(Date, Scores)]) -> HashMap<Date, Scores> {
    let mut steps: HashMap<Date, Scores> = HashMap::new();
    for (day, scores) in said {
        *steps.entry(insight::step_of(span, *day)).or_default() += *scores;
    }
    steps
}

fn first_urgent(tally: &Tally) -> Option<f64> {
    tally.figures(Some(QueueKey::TechnicalUrgent)).first_answer
}

/// The most frequent first; what was there only before is left out.
fn reasons(now: &Tally, then: &Tally) -> Vec<(Reason, [i64; 2])> {
    let before = then.reasons();
    let mut reasons: Vec<_> = now
        .reasons()
        .into_iter()
        .map(|(reason, n)| (reason, [n, before.get(&reason).copied().unwrap_or_default()]))
        .collect();
    reasons.sort_unstable_by_key(|(reason, [n, _])| (-n, place(*reason)));
    reasons
}

/// An order for reasons that are as frequent as each other, so that they keep their places.
fn place(reason: Reason) -> (u8, &'static str) {
    match reason {
        Reason::Issue(issue) => (0, issue.as_str()),
        Reason::Queue(queue) => (1, queue.as_str()),
        Reason::Unsorted => (2, ""),
    }
}

/// What administrators have set for the first figures.
async fn targets(conn: &mut PgConnection) -> Result<Targets, DeskError> {
    let goals = store_goals::settings(conn).await?.goals;
    let targets = Targets::of(&goals).ok_or_else(|| anyhow::anyhow!("A goal of the first figures is missing"))?;
    Ok(targets)
}

/// How much each person who may log in can take on.
async fn capacities(conn: &mut PgConnection) -> Result<Vec<Capacity>, DeskError> {
    let people = store_people::list(conn).await?;
    let people = people.into_iter().filter(|person| person.active);
    let capacity = |person: PersonRow| Capacity {
        person: person.id,
        role: person.role,
        most: person.capacity,
    };
    Ok(people.map(capacity).collect())
}
