//! Behind every figure stand as many conversations as it says.

use enlace_desk::{
    Actor, Desk, DeskError, insight,
    seed::{self, PastConversation, PastSurvey},
};
use enlace_domain::{
    QueueKey, Role, SurveyKind,
    view::{BehindAsk, BehindFigure, BehindSort, BehindView, InsightAsk, InsightFilter, Period},
};
use enlace_store::Pool;
use enlace_testing::{channel, conversation_of, customer, person, phone};
use time::{Date, Duration, OffsetDateTime};

use crate::{insight::past, insight_leads::figures};

pub(super) async fn behind(desk: &Desk, actor: &Actor, asked: BehindAsk) -> BehindView {
    insight::behind(desk, actor, asked).await.unwrap()
}

/// What was asked about a conversation of the past: of four one was rated, one asked in vain, one asked to recommend us.
fn survey(place: u32) -> Option<PastSurvey> {
    let (kind, score) = match place % 4 {
        0 => (SurveyKind::Satisfaction, Some(place % 5 + 1)),
        1 => (SurveyKind::Satisfaction, None),
        2 => (SurveyKind::Recommending, Some(place % 11)),
        _ => return None,
    };
    Some(PastSurvey {
        kind,
        question: "?".to_owned(),
        score: score.map(|score| (i16::try_from(score).unwrap(), OffsetDateTime::now_utc())),
        comment: None,
    })
}

/// A past of some weeks in which everything that is counted has happened, and some who wait.
pub(super) async fn history(desk: &Desk) {
    let channel = channel(desk).await;
    let queues = [QueueKey::TechnicalUrgent, QueueKey::Financial, QueueKey::Commercial];
    let talks: Vec<PastConversation> = (0..120)
        .map(|place: u32| PastConversation {
            reopened: place.is_multiple_of(11),
            survey: survey(place),
            ..past(
                place % 45,
                queues[place as usize % 3],
                i64::from(place) * 5 + 1,
                i64::from(place % 13) * 100 + 20,
            )
        })
        .collect();
    seed::past(desk, channel, &talks).await.unwrap();
    for _ in 0..3 {
        let known = customer(desk, "Maria das Dores").await;
        conversation_of(desk, &known, "Maria", QueueKey::Financial).await;
    }
    conversation_of(desk, &phone(), "Alguém", QueueKey::Cancellation).await;
    sqlx::query(
        "update conversations set created_at = created_at - interval '3 hours', due_at = due_at - interval '3 hours'
         where first_answered_at is null",
    )
    .execute(desk.pool())
    .await
    .unwrap();
    // of those with a contract, rated though nobody closed them: automation's
    sqlx::query(
        "insert into surveys (id, conversation_id, contact_id, kind, score, answered_at)
         select gen_random_uuid(), id, contact_id, 'satisfaction', 5, now() from conversations
         where customer_id is not null and status <> 'closed'",
    )
    .execute(desk.pool())
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn behind_every_figure_stand_as_many_conversations_as_it_says(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    for filter in [
        InsightFilter::default(),
        InsightFilter {
            person: Some(ana.person.id),
            ..InsightFilter::default()
        },
        InsightFilter {
            queue: Some(QueueKey::Financial),
            ..InsightFilter::default()
        },
        InsightFilter {
            region: Some("Goiânia".to_owned()),
            plan: Some("Fibra 500".to_owned()),
            ..InsightFilter::default()
        },
    ] {
        let ask = InsightAsk {
            period: Period::Days(30),
            filter,
            ..InsightAsk::default()
        };
        let seen = insight::dashboard(&desk, &manager, ask).await.unwrap();
        assert!(seen.now.opened > 0 && seen.ask.wrong.is_empty());
        let voice = &seen.voice;
        assert!(voice.satisfaction[0].high > 0, "somebody was content in each");
        if seen.ask.filter.region.is_none() {
            assert!(voice.satisfaction[0].high < voice.satisfaction[0].answered);
            assert!(voice.recommending[0].answered > 0);
        }
        let mut compared = 0;
        for (name, n, asked) in figures(&seen) {
            assert_eq!(
                behind(&desk, &manager, asked).await.total,
                n,
                "{name} of {:?}",
                seen.ask.filter
            );
            compared += usize::from(n > 0);
        }
        // within three hours after midnight none of those who wait has begun today
        assert!(compared > 4, "{compared} figures were more than nothing");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn behind_an_hour_of_the_week_stand_the_conversations_of_its_mean(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    // the desk is younger than the season's twelve weeks, and began within one: three are whole
    let today: Date = sqlx::query_scalar("select (now() at time zone 'America/Sao_Paulo')::date")
        .fetch_one(&pool)
        .await
        .unwrap();
    let commercial = InsightFilter {
        queue: Some(QueueKey::Commercial),
        ..InsightFilter::default()
    };
    for filter in [InsightFilter::default(), commercial] {
        let ask = InsightAsk {
            filter,
            ..InsightAsk::default()
        };
        let seen = insight::dashboard(&desk, &manager, ask).await.unwrap();
        let mut asked = BehindAsk::of(seen.ask.clone(), BehindFigure::Opened);
        asked.ask.period = Period::Between {
            from: today - Duration::weeks(12),
            to: today - Duration::DAY,
        };
        assert_eq!(seen.season.len(), 7 * 24);
        let mut listed = 0;
        for (place, mean) in (0_u8..).zip(&seen.season) {
            let asked = BehindAsk {
                weekday: Some(place / 24 + 1),
                hour: Some(place % 24),
                ..asked.clone()
            };
            let found = behind(&desk, &manager, asked).await;
            assert_eq!(found.days, [today - Duration::weeks(3), today - Duration::DAY]);
            assert_eq!(
                found.total as f64,
                (mean * 3.0).round(),
                "{place} of {:?}",
                seen.ask.filter
            );
            listed += found.total;
        }
        let counted: i64 = sqlx::query_scalar(
            "select count(*) from conversations
             where created_at < date_trunc('day', now(), 'America/Sao_Paulo')
               and created_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '21 days'
               and ($1::text is null or queue_key = $1)",
        )
        .bind(seen.ask.filter.queue.map(QueueKey::as_str))
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!(listed, counted);
        assert!(counted > 20, "{counted}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn pages_and_orders_list_each_conversation_once(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    let all = BehindAsk::of(InsightAsk::default(), BehindFigure::Opened);
    for sort in BehindSort::ALL {
        let mut listed = Vec::new();
        for page in 1..=3 {
            let asked = BehindAsk {
                sort: *sort,
                page,
                ..all.clone()
            };
            listed.extend(behind(&desk, &manager, asked).await.rows);
        }
        assert_eq!(listed.len(), 124);
        let ids: std::collections::HashSet<_> = listed.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), listed.len());
        let keys: Vec<f64> = match sort {
            BehindSort::Newest => listed
                .iter()
                .map(|row| -row.opened_at.unix_timestamp() as f64)
                .collect(),
            BehindSort::Oldest => listed.iter().map(|row| row.opened_at.unix_timestamp() as f64).collect(),
            BehindSort::Answer => listed.iter().map(|row| -row.first_answer.unwrap_or(-1.0)).collect(),
            BehindSort::Handling => listed.iter().map(|row| -row.handling.unwrap_or(-1.0)).collect(),
        };
        assert!(keys.is_sorted(), "{sort}");
    }
    let beyond = BehindAsk { page: 99, ..all };
    let last = behind(&desk, &manager, beyond).await;
    assert_eq!((last.asked.page, last.rows.len()), (3, 24));
    // a file holds all pages, in their order
    let file = insight::behind_all(&desk, &manager, last.asked).await.unwrap();
    assert_eq!((file.total, file.rows.len()), (124, 124));
    assert_eq!(file.rows[100..], last.rows[..]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn agents_see_nothing_behind_figures(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let asked = BehindAsk::of(InsightAsk::default(), BehindFigure::Opened);
    let refused = insight::behind(&desk, &agent, asked).await;
    assert!(matches!(refused, Err(DeskError::Forbidden { .. })));
}

#[sqlx::test(migrations = "../../migrations")]
async fn satisfaction_moves_as_the_answers_of_each_step(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    let financial = InsightFilter {
        queue: Some(QueueKey::Financial),
        ..InsightFilter::default()
    };
    for (days, filter) in [
        (7, InsightFilter::default()),
        (90, InsightFilter::default()),
        (90, financial),
    ] {
        let ask = InsightAsk {
            period: Period::Days(days),
            filter,
            ..InsightAsk::default()
        };
        let seen = insight::dashboard(&desk, &manager, ask).await.unwrap();
        let width = seen.pulse[1].day - seen.pulse[0].day;
        assert_eq!(width, if days == 7 { Duration::DAY } else { Duration::WEEK });
        let mut answered = 0;
        for step in &seen.pulse {
            let (mean, n): (Option<f64>, i64) = sqlx::query_as(
                "select avg(s.score)::float8, count(s.score)
                 from surveys s join conversations c on c.id = s.conversation_id
                 where s.kind = 'satisfaction' and ($3::text is null or c.queue_key = $3)
                   and (s.asked_at at time zone 'America/Sao_Paulo')::date >= $1
                   and (s.asked_at at time zone 'America/Sao_Paulo')::date < $2",
            )
            .bind(step.day)
            .bind(step.day + width)
            .bind(seen.ask.filter.queue.map(QueueKey::as_str))
            .fetch_one(&pool)
            .await
            .unwrap();
            assert_eq!(
                step.satisfaction.map(|mean| (mean * 1e6).round()),
                mean.map(|mean| (mean * 1e6).round()),
                "{} of {days} days",
                step.day
            );
            answered += n;
        }
        assert!(answered > 3, "{answered}");
    }
}
