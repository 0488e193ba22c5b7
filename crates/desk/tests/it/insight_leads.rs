//! Every figure of the dashboard that leads to conversations, and where: of these days, of those they are compared with, and
//! of the goals.

use enlace_domain::{
    QueueKey,
    view::{BehindAsk, BehindFigure, Dashboard, Period},
};
use time::Duration;

/// The figures of the survey with what leads behind each.
fn voice(seen: &Dashboard) -> Vec<(String, i64, BehindAsk)> {
    let of = |figure| BehindAsk::of(seen.ask.clone(), figure);
    let voice = &seen.voice;
    let (satisfaction, recommending) = (voice.satisfaction[0], voice.recommending[0]);
    let mut figures = vec![
        ("scored".to_owned(), satisfaction.answered, of(BehindFigure::Scored)),
        (
            "scored high".to_owned(),
            satisfaction.high,
            of(BehindFigure::ScoredHigh),
        ),
        (
            "recommending".to_owned(),
            recommending.answered,
            of(BehindFigure::Recommending),
        ),
        (
            "survey answered".to_owned(),
            satisfaction.answered + recommending.answered,
            of(BehindFigure::SurveyAnswered),
        ),
    ];
    for (key, satisfaction, recommending) in &voice.queues {
        for (n, figure) in [
            (satisfaction.answered, BehindFigure::Scored),
            (satisfaction.high, BehindFigure::ScoredHigh),
            (recommending.answered, BehindFigure::Recommending),
        ] {
            let mut asked = of(figure);
            asked.ask.filter.queue = Some(*key);
            figures.push((format!("{key} {figure}"), n, asked));
        }
    }
    for row in &voice.people {
        let Some(person) = &row.person else { continue };
        for (n, figure) in [
            (row.scores.answered, BehindFigure::Scored),
            (row.scores.high, BehindFigure::ScoredHigh),
        ] {
            let mut asked = of(figure);
            asked.ask.filter.person = Some(person.id);
            figures.push((format!("{} {figure}", person.name), n, asked));
        }
    }
    figures
}

/// Every figure of the dashboard with what leads behind it.
pub(super) fn figures(seen: &Dashboard) -> Vec<(String, i64, BehindAsk)> {
    let mut figures = Vec::new();
    let mut add = |name: String, n: i64, asked: BehindAsk| figures.push((name, n, asked));
    let of = |figure| BehindAsk::of(seen.ask.clone(), figure);
    let queue = |key: QueueKey, figure| {
        let mut asked = of(figure);
        asked.ask.filter.queue = Some(key);
        asked
    };
    for (name, n, figure) in [
        ("opened", seen.now.opened, BehindFigure::Opened),
        ("answered", seen.now.answered, BehindFigure::Answered),
        ("in time", seen.now.in_time, BehindFigure::InTime),
        ("overdue", seen.now.overdue, BehindFigure::Overdue),
        ("escalated", seen.now.escalated, BehindFigure::Escalated),
        ("closed", seen.now.closed, BehindFigure::Closed),
        ("settled", seen.now.resolved_first, BehindFigure::Settled),
    ] {
        add(name.to_owned(), n, of(figure));
    }
    for (key, [now, _]) in &seen.queues {
        add(format!("{key} opened"), now.opened, queue(*key, BehindFigure::Opened));
        add(
            format!("{key} answered"),
            now.answered,
            queue(*key, BehindFigure::Answered),
        );
        add(format!("{key} in time"), now.in_time, queue(*key, BehindFigure::InTime));
    }
    for (reason, [n, _]) in &seen.reasons {
        let asked = BehindAsk {
            reason: Some(*reason),
            ..of(BehindFigure::Opened)
        };
        add(reason.name(), *n, asked);
    }
    for step in &seen.trend {
        let mut asked = of(BehindFigure::Opened);
        asked.ask.period = Period::Between {
            from: step.day,
            to: step.last,
        };
        add(step.day.to_string(), step.opened, asked);
    }
    for (hour, figure) in seen.hours.iter().enumerate() {
        let mut asked = BehindAsk {
            hour: u8::try_from(hour).ok(),
            ..of(BehindFigure::Opened)
        };
        asked.ask.period = Period::Days(1);
        if let Some(today) = figure.today {
            add(format!("{hour}h"), today, asked);
        }
    }
    for person in &seen.people {
        for row in &person.queues {
            for (n, figure) in [
                (row.answered, BehindFigure::FirstAnswered),
                (row.closed, BehindFigure::Closed),
                (row.reopened, BehindFigure::Reopened),
            ] {
                let Some(key) = row.queue else { continue };
                let mut asked = queue(key, figure);
                asked.ask.filter.person = Some(person.id);
                add(format!("{} {key} {figure}", person.name), n, asked);
            }
        }
        for (name, n, figure) in [
            ("answered", person.answered, BehindFigure::FirstAnswered),
            ("closed", person.closed, BehindFigure::Closed),
            ("reopened", person.reopened, BehindFigure::Reopened),
        ] {
            let mut asked = of(figure);
            asked.ask.filter.person = Some(person.id);
            add(format!("{} {name}", person.name), n, asked);
        }
    }
    figures.extend(voice(seen));
    figures
}

/// The figures of each step that the tiles' lines are drawn from, with what leads behind each.
pub(super) fn steps(seen: &Dashboard) -> Vec<(String, i64, BehindAsk)> {
    let width = seen.pulse[1].day - seen.pulse[0].day;
    let mut figures = Vec::new();
    for step in &seen.pulse {
        let now = step.figures;
        for (n, figure) in [
            (now.opened, BehindFigure::Opened),
            (now.in_time, BehindFigure::InTime),
            (now.escalated, BehindFigure::Escalated),
            (now.closed, BehindFigure::Closed),
            (now.resolved_first, BehindFigure::Settled),
        ] {
            let mut asked = BehindAsk::of(seen.ask.clone(), figure);
            asked.ask.period = Period::Between {
                from: step.day,
                to: step.day + width - Duration::DAY,
            };
            figures.push((format!("{} {figure}", step.day), n, asked));
        }
    }
    figures
}

/// Every figure of the days that these are compared with, with what leads behind it.
pub(super) fn before(seen: &Dashboard) -> Vec<(String, i64, BehindAsk)> {
    let of = |figure| BehindAsk::of(seen.ask.clone(), figure).earlier();
    let then = seen.before;
    let voice = &seen.voice;
    let mut figures: Vec<(String, i64, BehindAsk)> = [
        (then.opened, BehindFigure::Opened),
        (then.answered, BehindFigure::Answered),
        (then.in_time, BehindFigure::InTime),
        (then.overdue, BehindFigure::Overdue),
        (then.escalated, BehindFigure::Escalated),
        (then.closed, BehindFigure::Closed),
        (then.resolved_first, BehindFigure::Settled),
        (voice.satisfaction[1].answered, BehindFigure::Scored),
        (voice.satisfaction[1].high, BehindFigure::ScoredHigh),
        (voice.recommending[1].answered, BehindFigure::Recommending),
        (seen.technical.faults[1], BehindFigure::Fault),
        (seen.results.before.sold().n, BehindFigure::Sold),
    ]
    .map(|(n, figure)| (format!("{figure} before"), n, of(figure)))
    .to_vec();
    for (key, [_, then]) in &seen.queues {
        for (n, figure) in [
            (then.opened, BehindFigure::Opened),
            (then.answered, BehindFigure::Answered),
            (then.in_time, BehindFigure::InTime),
            (then.escalated, BehindFigure::Escalated),
            (then.closed, BehindFigure::Closed),
            (then.resolved_first, BehindFigure::Settled),
        ] {
            let mut asked = of(figure);
            asked.ask.filter.queue = Some(*key);
            figures.push((format!("{key} {figure} before"), n, asked));
        }
    }
    for (reason, [_, n]) in &seen.reasons {
        let asked = BehindAsk {
            reason: Some(*reason),
            ..of(BehindFigure::Opened)
        };
        figures.push((format!("{} before", reason.name()), *n, asked));
    }
    for person in &seen.people {
        for (n, figure) in [
            (person.before[0], BehindFigure::FirstAnswered),
            (person.before[1], BehindFigure::Closed),
        ] {
            let mut asked = of(figure);
            asked.ask.filter.person = Some(person.id);
            figures.push((format!("{} {figure} before", person.name), n, asked));
        }
    }
    figures
}
