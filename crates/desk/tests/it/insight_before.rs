//! What leads behind the days that figures are compared with, behind the goals, and behind each step of the tiles' lines.

use enlace_desk::{goals, insight};
use enlace_domain::{
    QueueKey, Role,
    goal::Goal,
    view::{BehindAsk, BehindFigure, InsightAsk, InsightFilter, Period},
};
use enlace_store::Pool;
use enlace_testing::person;
use time::{Date, Duration};

use crate::{
    insight_behind::{behind, history},
    insight_leads::{before, steps},
};

#[sqlx::test(migrations = "../../migrations")]
async fn behind_a_figure_of_the_days_before_stand_those_of_these_very_days(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    let today: Date = sqlx::query_scalar("select (now() at time zone 'America/Sao_Paulo')::date")
        .fetch_one(&pool)
        .await
        .unwrap();
    let day = |back| today - Duration::days(back);
    let chosen = Period::Between {
        from: day(9),
        to: day(5),
    };
    let filters = [
        InsightFilter::default(),
        InsightFilter {
            person: Some(ana.person.id),
            ..InsightFilter::default()
        },
        InsightFilter {
            queue: Some(QueueKey::Financial),
            ..InsightFilter::default()
        },
    ];
    for (period, first, last) in [(Period::Days(7), 13, 7), (chosen, 14, 10)] {
        for filter in &filters {
            let ask = InsightAsk {
                period,
                filter: filter.clone(),
                ..InsightAsk::default()
            };
            let seen = insight::dashboard(&desk, &manager, ask).await.unwrap();
            let mut compared = 0;
            for (name, n, asked) in before(&seen) {
                let found = behind(&desk, &manager, asked).await;
                assert_eq!(found.total, n, "{name} of {period:?} {filter:?}");
                assert_eq!(found.days, [day(first), day(last)]);
                compared += usize::from(n > 0);
            }
            assert!(compared > 8, "{compared} figures were more than nothing");
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_days_before_end_at_the_same_time_of_day(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    let ask = InsightAsk {
        period: Period::Days(7),
        ..InsightAsk::default()
    };
    let asked = BehindAsk::of(ask, BehindFigure::Opened).earlier();
    let listed = behind(&desk, &manager, asked.clone()).await.total;
    for (moved, more) in [
        (
            "update conversations set created_at = now() - interval '7 days 1 hour'
             where id = (select id from conversations order by created_at limit 1)",
            1,
        ),
        (
            // later than this time of day, on the last of those days
            "update conversations set created_at = now() - interval '7 days' + interval '5 minutes'
             where id = (select id from conversations order by created_at limit 1)",
            1,
        ),
    ] {
        sqlx::query(moved).execute(&pool).await.unwrap();
        let found = behind(&desk, &manager, asked.clone()).await;
        assert_eq!(found.total, listed + more, "{moved}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn goals_lead_to_what_they_are_counted_from(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    let seen = insight::dashboard(&desk, &manager, InsightAsk::default())
        .await
        .unwrap();
    let goals = goals::goals(&desk, &manager).await.unwrap();
    let urgent = seen.queues.iter().find(|(key, _)| *key == QueueKey::TechnicalUrgent);
    for (goal, n) in [
        (Goal::UrgentAnswer, urgent.map(|(_, [now, _])| now.answered)),
        (Goal::FirstContact, Some(seen.now.resolved_first)),
        (Goal::Satisfaction, Some(seen.voice.satisfaction[0].answered)),
        (Goal::Cost, Some(goals.volumes.conversations)),
        (Goal::Churn, None),
        (Goal::Uptime, None),
    ] {
        let found = match BehindAsk::of_goal(goal) {
            Some(asked) => Some(behind(&desk, &manager, asked).await.total),
            None => None,
        };
        assert_eq!(found, n, "{goal}");
        assert!(n.is_none_or(|n| n > 0), "{goal}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn behind_each_step_of_the_lines_stand_its_conversations(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    for days in [7, 90] {
        let ask = InsightAsk {
            period: Period::Days(days),
            ..InsightAsk::default()
        };
        let seen = insight::dashboard(&desk, &manager, ask).await.unwrap();
        let mut compared = 0;
        for (name, n, asked) in steps(&seen) {
            assert_eq!(behind(&desk, &manager, asked).await.total, n, "{name}");
            compared += usize::from(n > 0);
        }
        assert!(compared > 5, "{compared} figures were more than nothing");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn behind_low_scores_and_comments_stand_all_of_them(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    sqlx::query(
        "update surveys set comment = 'Demorou', seen_at = case when score = 1 then now() end,
                seen_by = case when score = 1 then $1 end
         where kind = 'satisfaction' and score <= 3",
    )
    .bind(manager.person.id.get())
    .execute(&pool)
    .await
    .unwrap();
    let counts: (i64, i64) = sqlx::query_as(
        "select count(*) filter (where kind = 'satisfaction' and score = 2),
                count(*) filter (where comment is not null
                    and asked_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '6 days')
         from surveys",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let ask = InsightAsk {
        period: Period::Days(7),
        ..InsightAsk::default()
    };
    for (figure, n) in [(BehindFigure::LowToSee, counts.0), (BehindFigure::Commented, counts.1)] {
        assert!(n > 0, "{figure}");
        let found = behind(&desk, &manager, BehindAsk::of(ask.clone(), figure)).await;
        assert_eq!(found.total, n, "{figure}");
        assert_eq!(i64::try_from(found.rows.len()).unwrap(), n.min(50), "{figure}");
    }
}
