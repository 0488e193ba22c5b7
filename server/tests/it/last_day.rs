//! What `/metrics` tells of the last day and of the scores, beside SQL written by hand over the conversations themselves.

use enlace_desk::seed::{self, NewPerson, PastConversation, PastSurvey};
use enlace_domain::{PhoneNumber, QueueKey, Role, SurveyKind, WaId};
use enlace_testing::conversation_waiting;
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};

use crate::{
    monitoring::{figure, metrics},
    process::Stage,
};

const BIA: &str = "bia@desk.test";

/// What is told of a queue: on time, settled at the first contact, median and nine of ten of the first answer.
type LastDay = (Option<f64>, Option<f64>, Option<f64>, Option<f64>);

/// Opened so many hours ago, first answered after so many seconds, closed ten minutes later.
fn past(who: u32, queue: QueueKey, hours: i64, answered: i64) -> PastConversation {
    let phone = PhoneNumber::parse(&format!("+55629{:08}", 91_000_000 + who)).unwrap();
    let opened = OffsetDateTime::now_utc() - Duration::hours(hours);
    let first = opened + Duration::seconds(answered);
    PastConversation {
        contract_number: format!("{who:010}"),
        profile_name: format!("Contato {who}"),
        wa_id: WaId::parse(phone.as_str().trim_start_matches('+')).unwrap(),
        phone,
        queue,
        issue: None,
        text: "bom dia".to_owned(),
        reply: "bom dia!".to_owned(),
        person: BIA.to_owned(),
        opened,
        answered: Some(first),
        escalated: None,
        closed: first + Duration::minutes(10),
        reopened: false,
        survey: None,
        outcome: None,
    }
}

/// Conversations on both sides of yesterday and of a week ago, some late, some opened again, some asked about.
async fn history(stage: &Stage) {
    let bia = NewPerson {
        name: "Bia Nunes".to_owned(),
        email: BIA.to_owned(),
        role: Role::Agent,
        capacity: 8,
        queues: QueueKey::ALL.to_vec(),
        password: "uma senha de teste".to_owned(),
    };
    seed::people(&stage.desk, &[bia]).await.unwrap();
    let asked = |kind: SurveyKind, score: i16| {
        Some(PastSurvey {
            kind,
            question: "?".to_owned(),
            score: Some((score, OffsetDateTime::now_utc())),
            comment: None,
        })
    };
    let queues = [QueueKey::TechnicalUrgent, QueueKey::Financial, QueueKey::Commercial];
    let mut talks: Vec<PastConversation> = (0_u32..18)
        .zip([1_i16, 2, 3, 4, 5].into_iter().cycle())
        .map(|(place, score)| PastConversation {
            reopened: place == 5,
            survey: match place % 6 {
                0 | 4 => None,
                1 => asked(SurveyKind::Recommending, 9),
                _ => asked(SurveyKind::Satisfaction, score),
            },
            ..past(
                place % 7,
                queues[place as usize % 3],
                i64::from(place) * 2 + 1,
                i64::from(place) * 45 + 20,
            )
        })
        .collect();
    talks.push(PastConversation {
        survey: asked(SurveyKind::Satisfaction, 1),
        ..past(90, QueueKey::Financial, 200, 30)
    });
    seed::past(&stage.desk, stage.channel, &talks).await.unwrap();
    // two wait, one of them for longer than its queue's limit
    for queue in [QueueKey::TechnicalUrgent, QueueKey::Cancellation] {
        conversation_waiting(&stage.desk, queue).await;
    }
    sqlx::query(
        "update conversations set created_at = created_at - interval '3 hours', due_at = due_at - interval '3 hours'
         where first_answered_at is null and queue_key = 'technical_urgent'",
    )
    .execute(stage.desk.pool())
    .await
    .unwrap();
}

/// The last day's figures of a queue, or of `all`.
async fn counted(pool: &PgPool, queue: &str) -> LastDay {
    sqlx::query_as(
        "with talks as (
             select c.*, coalesce(c.first_due_at, c.due_at) as limit_at
             from conversations c where c.queue_key is not null and $1 in ('all', c.queue_key)),
         opened as (select * from talks where created_at >= now() - interval '24 hours'),
         closed as (select * from talks where closed_at >= now() - interval '24 hours')
         select (select (count(*) filter (where first_answered_at <= limit_at))::float8
                     / nullif(count(*) filter (where first_answered_at is not null
                           or limit_at < coalesce(closed_at, now())), 0)
                 from opened),
                (select (count(*) filter (where reopened_count = 0 and not exists (
                           select 1 from conversations later
                           where later.contact_id = closed.contact_id and later.id <> closed.id
                             and later.created_at > closed.created_at
                             and later.created_at < closed.closed_at + interval '7 days')))::float8
                     / nullif(count(*), 0)
                 from closed),
                (select percentile_cont(0.5) within group (
                     order by extract(epoch from first_answered_at - created_at)::float8) from opened),
                (select percentile_cont(0.9) within group (
                     order by extract(epoch from first_answered_at - created_at)::float8) from opened)",
    )
    .bind(queue)
    .fetch_one(pool)
    .await
    .unwrap()
}

/// Compares a series with what was counted; of nothing it must be no number. Whether there was something.
fn same(exposed: &str, series: &str, counted: Option<f64>) -> bool {
    let told = figure(exposed, series).unwrap_or_else(|| panic!("{series} is not told"));
    match counted {
        Some(counted) => assert!((told - counted).abs() < 1e-5, "{series}: {told} and {counted}"),
        None => assert!(told.is_nan(), "{series}: {told} of nothing"),
    }
    counted.is_some()
}

#[sqlx::test(migrations = "../migrations")]
async fn the_last_day_and_the_scores_are_those_of_sql(pool: PgPool) {
    let mut stage = Stage::set(pool.clone()).await;
    history(&stage).await;
    stage.serve("gateway").await;
    let seen = metrics(&stage).await;
    let mut something = 0;
    for queue in std::iter::once("all").chain(QueueKey::ALL.iter().map(|key| key.as_str())) {
        let (on_time, first_contact, median, p90) = counted(&pool, queue).await;
        for (name, quantile, counted) in [
            ("on_time_ratio", "", on_time),
            ("first_contact_ratio", "", first_contact),
            ("first_answer_seconds", r#",quantile="0.5""#, median),
            ("first_answer_seconds", r#",quantile="0.9""#, p90),
        ] {
            let series = format!(r#"enlace_last_day_{name}{{queue="{queue}"{quantile}}}"#);
            something += usize::from(same(&seen, &series, counted));
        }
    }
    assert_eq!(something, 16, "all together and three queues have every figure");
    let (on_time, first_contact, ..) = counted(&pool, "all").await;
    let is_part = |share: Option<f64>| share.is_some_and(|share| share > 0.0 && share < 1.0);
    assert!(
        is_part(on_time) && is_part(first_contact),
        "{on_time:?} and {first_contact:?}"
    );

    something = 0;
    for service in ["technical", "commercial", "financial", "cancellation"] {
        let mean: Option<f64> = sqlx::query_scalar(
            "select avg(s.score)::float8 from surveys s join conversations c on c.id = s.conversation_id
             where s.kind = 'satisfaction' and s.asked_at >= now() - interval '7 days' and c.conversation_type = $1",
        )
        .bind(service)
        .fetch_one(&pool)
        .await
        .unwrap();
        let series = format!(r#"customer_satisfaction_score{{service_type="{service}"}}"#);
        something += usize::from(same(&seen, &series, mean));
    }
    assert!(something > 1, "{something} types were scored");
}
