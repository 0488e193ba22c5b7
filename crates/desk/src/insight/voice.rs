//! What subscribers say of us, summed up.

use std::collections::HashMap;

use enlace_domain::{
    PersonId, QueueKey, SurveyKind,
    view::{InsightFilter, PersonRef, PersonScores, Said, Scores, Voice},
};
use enlace_store::{
    insight::{BRASILIA, Span},
    surveys::{self, Tally},
};
use sqlx::PgConnection;
use time::Duration;

use super::Reading;
use crate::DeskError;

/// How many comments, and how many low scores, are shown.
const SHOWN: i64 = 12;

/// The answers of these days and of those before; `people` are all who ever worked here.
pub(super) async fn voice(
    reading: &mut Reading,
    [span, before]: [Span; 2],
    filter: &InsightFilter,
    people: &[PersonRef],
) -> Result<Voice, DeskError> {
    let now = reading.said(span, filter, people).await?;
    let then = reading.said(before, filter, people).await?;
    let conn = reading.conn();
    let settings = surveys::settings(conn).await?;
    let of = |kind| [total(&now, kind), total(&then, kind)];
    Ok(Voice {
        is_on: settings.is_on,
        asks_recommending: settings.is_on && settings.recommending,
        satisfaction: of(SurveyKind::Satisfaction),
        recommending: of(SurveyKind::Recommending),
        queues: queues(&now),
        people: by_person(&now),
        comments: comments(conn, span, filter).await?,
        low: surveys::low(conn, filter, SHOWN).await?,
    })
}

/// The latest comments of those who were asked in a span. Nearly always its last days have enough: of a year in which one in
/// twenty is a person's, the database would look at thousands.
async fn comments(conn: &mut PgConnection, span: Span, filter: &InsightFilter) -> Result<Vec<Said>, DeskError> {
    let mut last = Duration::weeks(3);
    loop {
        let from = span.from.max(span.to - last);
        let found = surveys::comments(conn, Span { from, ..span }, filter, SHOWN).await?;
        let is_enough = i64::try_from(found.len()).is_ok_and(|found| found >= SHOWN);
        if is_enough || from == span.from {
            return Ok(found);
        }
        last *= 6;
    }
}

/// How satisfied those are who were asked in a span, by the type of their conversation: what Prometheus is told.
pub(crate) async fn by_type(conn: &mut PgConnection, span: Span) -> Result<Vec<(&'static str, Scores)>, DeskError> {
    let mut types: Vec<(&'static str, Scores)> = Vec::new();
    for key in QueueKey::ALL {
        let name = key.conversation_type().as_str();
        if !types.iter().any(|(known, _)| *known == name) {
            types.push((name, Scores::default()));
        }
    }
    let found = surveys::tallies(conn, span, &InsightFilter::default()).await?;
    for tally in found.iter().filter(|tally| tally.kind == SurveyKind::Satisfaction) {
        let name = tally.queue.map(|queue| queue.conversation_type().as_str());
        if let Some((_, scores)) = types.iter_mut().find(|(known, _)| Some(*known) == name) {
            *scores += tally.scores;
        }
    }
    Ok(types)
}

fn sum<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Scores {
    let mut all = Scores::default();
    tallies.for_each(|tally| all += tally.scores);
    all
}

fn total(tallies: &[Tally], kind: SurveyKind) -> Scores {
    sum(tallies.iter().filter(|tally| tally.kind == kind))
}

fn queues(tallies: &[Tally]) -> Vec<(QueueKey, Scores, Scores)> {
    let of = |queue: QueueKey, kind: SurveyKind| {
        sum(tallies
            .iter()
            .filter(|tally| tally.kind == kind && tally.queue == Some(queue)))
    };
    QueueKey::ALL
        .iter()
        .map(|queue| {
            let satisfaction = of(*queue, SurveyKind::Satisfaction);
            (*queue, satisfaction, of(*queue, SurveyKind::Recommending))
        })
        .filter(|(_, satisfaction, recommending)| satisfaction.asked + recommending.asked > 0)
        .collect()
}

fn by_person(tallies: &[Tally]) -> Vec<PersonScores> {
    let mut people: HashMap<Option<PersonId>, PersonScores> = HashMap::new();
    for tally in tallies.iter().filter(|tally| tally.kind == SurveyKind::Satisfaction) {
        let row = people
            .entry(tally.person.as_ref().map(|person| person.id))
            .or_insert_with(|| PersonScores {
                person: tally.person.clone(),
                scores: Scores::default(),
            });
        row.scores += tally.scores;
    }
    let mut people: Vec<PersonScores> = people.into_values().collect();
    people.sort_unstable_by(|one, other| {
        let name = |row: &PersonScores| row.person.as_ref().map(|person| person.name.clone());
        (other.scores.answered, name(one)).cmp(&(one.scores.answered, name(other)))
    });
    people
}

/// The same as rows of the file: section, item, figure, value.
pub(super) fn rows(add: &mut impl FnMut(&str, &str, &str, Option<String>), voice: &Voice) {
    for (section, at) in [("period", 0), ("period_before", 1)] {
        scores(add, section, "satisfaction", &voice.satisfaction[at]);
        scores(add, section, "recommending", &voice.recommending[at]);
        let net = voice.recommending[at].net_promoters();
        add(section, "recommending", "nps", decimal(net, 1));
    }
    for (queue, satisfaction, recommending) in &voice.queues {
        scores(add, "queue_satisfaction", queue.as_str(), satisfaction);
        add(
            "queue_satisfaction",
            queue.as_str(),
            "nps",
            decimal(recommending.net_promoters(), 1),
        );
    }
    for row in &voice.people {
        let name = row.person.as_ref().map_or("automation", |person| person.name.as_str());
        scores(add, "person_satisfaction", name, &row.scores);
    }
    for (section, list) in [("low_score", &voice.low), ("comment", &voice.comments)] {
        for one in list {
            said(add, section, one);
        }
    }
}

/// What one subscriber said, under the conversation's id.
fn said(add: &mut impl FnMut(&str, &str, &str, Option<String>), section: &str, said: &Said) {
    let item = said.conversation.to_string();
    let at = said.at.to_offset(BRASILIA);
    let mut add = |figure, value: Option<String>| add(section, &item, figure, value);
    add("asked", Some(said.kind.to_string()));
    add("score", Some(said.score.to_string()));
    add("words", said.comment.clone());
    add("at", Some(format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())));
    add("queue", said.queue.map(|queue| queue.to_string()));
    add(
        "person",
        Some(said.person.clone().unwrap_or_else(|| "automation".to_owned())),
    );
}

fn scores(add: &mut impl FnMut(&str, &str, &str, Option<String>), section: &str, item: &str, scores: &Scores) {
    add(section, item, "asked", Some(scores.asked.to_string()));
    add(section, item, "score_count", Some(scores.answered.to_string()));
    add(section, item, "score_mean", decimal(scores.mean(), 2));
    add(
        section,
        item,
        "score_high_percent",
        decimal(scores.good().map(|share| share * 100.0), 1),
    );
}

/// With a comma, and so many digits after it.
pub(super) fn decimal(value: Option<f64>, digits: usize) -> Option<String> {
    value.map(|value| format!("{value:.digits$}").replace('.', ","))
}
