//! The facts one by one, for whoever keeps them in memory.

use enlace_domain::{ConversationId, IssueType, OutcomeKind, PersonId, QueueKey, SurveyKind};
use futures::TryStreamExt;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{StoreError, column::read_opt};

/// How far the facts have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// How often all of them were made anew.
    pub rebuilds: i64,
    /// The number that was given last.
    pub revision: i64,
}

/// What the figures know of a conversation; the view `insight_sources` (`migrations/0058_answer_clocks.sql`) says what each is.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Which.
    pub conversation: ConversationId,
    /// When it was opened.
    pub opened_at: OffsetDateTime,
    /// When a person first answered.
    pub answered_at: Option<OffsetDateTime>,
    /// While nobody has: when that is due, or was when it was closed; `None` while no clock runs.
    pub due_at: Option<OffsetDateTime>,
    /// When it was closed; `None` while it is open.
    pub closed_at: Option<OffsetDateTime>,
    /// Its queue.
    pub queue: Option<QueueKey>,
    /// The contract's city.
    pub region: Option<String>,
    /// The contract's plan.
    pub plan: Option<String>,
    /// Who holds it, or held it last.
    pub person: Option<PersonId>,
    /// Who closed it.
    pub closed_by: Option<PersonId>,
    /// The kind of the fault.
    pub issue: Option<IssueType>,
    /// Answered before it was due, by the board's clock then.
    pub in_time: bool,
    /// Raised at some time.
    pub escalated: bool,
    /// Opened again before.
    pub reopened: bool,
    /// Settled at the first contact.
    pub settled: bool,
    /// What came of it.
    pub outcome: Option<OutcomeKind>,
    /// Its amount, in cents.
    pub cents: Option<i64>,
    /// What the subscriber was asked when it was over.
    pub survey: Option<Asked>,
}

/// A question to a subscriber how it was.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Which question.
    pub kind: SurveyKind,
    /// When.
    pub asked_at: OffsetDateTime,
    /// The answer.
    pub score: Option<i16>,
}

/// How far the facts have come.
///
/// # Errors
/// The database said no.
pub async fn edition(conn: &mut PgConnection) -> Result<Edition, StoreError> {
    Ok(sqlx::query_as!(
        Edition,
        r#"select n as rebuilds, coalesce((select max(revision) from insight_facts), 0) as "revision!"
           from insight_rebuilds"#
    )
    .fetch_one(conn)
    .await?)
}

/// Gives out, one by one and in no order, the facts that were written after this number. Stops early where `take` says no.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn facts_since(
    conn: &mut PgConnection,
    revision: i64,
    mut take: impl FnMut(Fact) -> bool,
) -> Result<(), StoreError> {
    let mut rows = sqlx::query!(
        "select conversation_id, opened_at, answered_at, closed_at, queue_key, region, plan, person_id, closed_by, issue,
                in_time, escalated, reopened, settled, outcome, outcome_cents, asked_at, survey_kind, survey_score,
                due_at
         from insight_facts where revision > $1",
        revision
    )
    .fetch(conn);
    while let Some(row) = rows.try_next().await? {
        let kind: Option<SurveyKind> = read_opt("survey kind", row.survey_kind.as_deref())?;
        let fact = Fact {
            conversation: row.conversation_id.into(),
            opened_at: row.opened_at,
            answered_at: row.answered_at,
            due_at: row.due_at,
            closed_at: row.closed_at,
            queue: read_opt("queue", row.queue_key.as_deref())?,
            region: row.region,
            plan: row.plan,
            person: row.person_id.map(PersonId::from),
            closed_by: row.closed_by.map(PersonId::from),
            issue: read_opt("issue type", row.issue.as_deref())?,
            in_time: row.in_time,
            escalated: row.escalated,
            reopened: row.reopened,
            settled: row.settled,
            outcome: read_opt("outcome", row.outcome.as_deref())?,
            cents: row.outcome_cents,
            survey: kind.zip(row.asked_at).map(|(kind, asked_at)| Asked {
                kind,
                asked_at,
                score: row.survey_score,
            }),
        };
        if !take(fact) {
            break;
        }
    }
    Ok(())
}
