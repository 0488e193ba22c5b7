//! The dashboard as a file: the same figures in rows, for a spreadsheet.

use enlace_domain::{
    QueueKey,
    view::{Dashboard, Figures, GoalsView, QueueDeeds, Reason, RightNow},
};

use super::{cells::cells, load, results, retention, right_now, technical, voice};
use crate::DeskError;

/// The figures as CSV in the form that Brazilian spreadsheets open by themselves.
///
/// Semicolons between the cells, decimal commas. Columns: section, item, figure, value; durations in seconds, shares in percent.
///
/// # Errors
/// [`DeskError::Internal`]: the file could not be written in memory.
pub fn csv(dashboard: &Dashboard, goals: &GoalsView, now: &RightNow) -> Result<Vec<u8>, DeskError> {
    let mut rows = vec![["section", "item", "figure", "value"].map(str::to_owned)];
    for (name, value) in dashboard.ask.pairs() {
        rows.push(["asked".to_owned(), name.to_owned(), String::new(), value]);
    }
    for (section, [from, to]) in [("period", dashboard.days), ("period_before", dashboard.days_before)] {
        for (figure, day) in [("from", from), ("to", to)] {
            rows.push([section.to_owned(), String::new(), figure.to_owned(), day.to_string()]);
        }
    }
    let mut add = |section: &str, item: &str, figure: &str, value: Option<String>| {
        if let Some(value) = value {
            rows.push([section.to_owned(), item.to_owned(), figure.to_owned(), value]);
        }
    };
    for (section, figures, urgent) in [
        ("period", &dashboard.now, dashboard.urgent[0]),
        ("period_before", &dashboard.before, dashboard.urgent[1]),
    ] {
        add(section, "technical_urgent", "first_answer_median_s", seconds(urgent));
        all(&mut add, section, "all", figures);
    }
    for (key, [figures, before]) in &dashboard.queues {
        all(&mut add, "queue", key.as_str(), figures);
        all(&mut add, "queue_before", key.as_str(), before);
    }
    for person in &dashboard.people {
        add("person", &person.name, "answered", Some(person.answered.to_string()));
        add(
            "person",
            &person.name,
            "first_answer_median_s",
            seconds(person.first_answer),
        );
        add("person", &person.name, "closed", Some(person.closed.to_string()));
        add("person", &person.name, "handling_median_s", seconds(person.handling));
        add("person", &person.name, "reopened", Some(person.reopened.to_string()));
        for (figure, before) in ["answered", "closed"].into_iter().zip(person.before) {
            add("person_before", &person.name, figure, Some(before.to_string()));
        }
        for deeds in &person.queues {
            person_queue(&mut add, &person.name, deeds);
        }
    }
    for deeds in &dashboard.everybody {
        person_queue(&mut add, "all", deeds);
    }
    for (reason, [count, before]) in &dashboard.reasons {
        let item = match reason {
            Reason::Issue(issue) => issue.as_str(),
            Reason::Queue(queue) => queue.as_str(),
            Reason::Unsorted => "unsorted",
        };
        add("reason", item, "opened", Some(count.to_string()));
        add("reason_before", item, "opened", Some(before.to_string()));
    }
    let step = dashboard.step.as_str();
    for figure in &dashboard.trend {
        let day = figure.day.to_string();
        add(step, &day, "opened", Some(figure.opened.to_string()));
        add(step, &day, "opened_before", Some(figure.before.to_string()));
    }
    for pulse in &dashboard.pulse {
        let day = pulse.day.to_string();
        add("pulse", &day, "urgent_first_answer_median_s", seconds(pulse.urgent));
        add(
            "pulse",
            &day,
            "first_contact_percent",
            percent(pulse.figures.first_contact()),
        );
        add("pulse", &day, "score_mean", voice::decimal(pulse.satisfaction, 2));
        add("pulse", &day, "in_time_percent", percent(pulse.figures.on_time()));
        add("pulse", &day, "handling_median_s", seconds(pulse.figures.handling));
        add("pulse", &day, "escalation_percent", percent(pulse.figures.escalation()));
        add("pulse", &day, "opened", Some(pulse.figures.opened.to_string()));
    }
    for (hour, figure) in dashboard.hours.iter().enumerate() {
        let hour = format!("{hour:02}h");
        add("hour", &hour, "today", figure.today.map(|today| today.to_string()));
        add("hour", &hour, "usual_low", decimal(figure.low));
        add("hour", &hour, "usual_high", decimal(figure.high));
    }
    for (place, mean) in dashboard.season.iter().enumerate() {
        let item = format!("{}/{:02}h", place / 24 + 1, place % 24);
        add("weekday_hour", &item, "opened_mean", decimal(Some(*mean)));
    }
    voice::rows(&mut add, &dashboard.voice);
    results::rows(&mut add, &dashboard.results);
    retention::csv_rows(&mut add, &dashboard.retention);
    technical::rows(&mut add, &dashboard.technical);
    load::rows(&mut add, &dashboard.load);
    goal_rows(&mut add, goals);
    right_now::rows(&mut add, now);
    cells(&rows)
}

/// What somebody, or everybody, did in one queue.
fn person_queue(add: &mut impl FnMut(&str, &str, &str, Option<String>), name: &str, deeds: &QueueDeeds) {
    let item = format!("{name}/{}", deeds.queue.map_or("unsorted", QueueKey::as_str));
    let mut add = |figure, value: Option<String>| add("person_queue", &item, figure, value);
    add("answered", Some(deeds.answered.to_string()));
    add("first_answer_median_s", seconds(deeds.first_answer));
    add("closed", Some(deeds.closed.to_string()));
    add("handling_median_s", seconds(deeds.handling));
    add("reopened", Some(deeds.reopened.to_string()));
}

/// Goals in their own units, and what the differences are worth in a month; of the last 30 days, whatever is asked.
fn goal_rows(add: &mut impl FnMut(&str, &str, &str, Option<String>), goals: &GoalsView) {
    let number = |value: Option<f64>| value.map(|value| format!("{value:.2}").replace('.', ","));
    for (row, now) in goals.settings.goals.iter().zip(&goals.now) {
        let name = row.goal.as_str();
        add("goal", name, "baseline", number(row.baseline));
        add("goal", name, "now", number(*now));
        add("goal", name, "target", number(Some(row.target)));
    }
    for term in &goals.terms {
        add("return", term.goal.as_str(), "brl_month", number(term.worth));
    }
    add("return", "all", "brl_month", number(goals.worth()));
}

fn all(add: &mut impl FnMut(&str, &str, &str, Option<String>), section: &str, item: &str, figures: &Figures) {
    let counts = [
        ("opened", figures.opened),
        ("answered", figures.answered),
        ("answered_in_time", figures.in_time),
        ("overdue", figures.overdue),
        ("escalated", figures.escalated),
        ("closed", figures.closed),
        ("resolved_at_first_contact", figures.resolved_first),
    ];
    for (figure, count) in counts {
        add(section, item, figure, Some(count.to_string()));
    }
    add(section, item, "first_answer_median_s", seconds(figures.first_answer));
    add(section, item, "first_answer_p90_s", seconds(figures.first_answer_p90));
    add(section, item, "handling_median_s", seconds(figures.handling));
    add(section, item, "in_time_percent", percent(figures.on_time()));
    add(section, item, "first_contact_percent", percent(figures.first_contact()));
    add(section, item, "escalation_percent", percent(figures.escalation()));
}

fn seconds(seconds: Option<f64>) -> Option<String> {
    seconds.map(|seconds| format!("{seconds:.0}"))
}

fn percent(share: Option<f64>) -> Option<String> {
    decimal(share.map(|share| share * 100.0))
}

fn decimal(value: Option<f64>) -> Option<String> {
    value.map(|value| format!("{value:.1}").replace('.', ","))
}
