//! The contracts lost in the days asked for, as SQL written here counts them.

use enlace_desk::{DeskError, goals, insight};
use enlace_domain::{
    QueueKey, Role,
    view::{Contracts, InsightAsk, InsightFilter, LeaversAsk, Period, RightNow},
};
use enlace_store::Pool;
use enlace_testing::{conversation_of, customer, person};

/// Contracts: days since they began, days since they ended, whether that is known, the city and the plan.
const TOWN: [(i32, Option<i32>, bool, &str, &str); 8] = [
    (90, None, true, "Goiânia", "Fibra 500"),
    (90, Some(3), true, "Goiânia", "Fibra 500"),
    (90, Some(9), true, "Goiânia", "Fibra 300"),
    (90, Some(3), false, "Goiânia", "Fibra 300"),
    (2, None, true, "Goiânia", "Fibra 500"),
    (90, Some(3), true, "Anápolis", "Fibra 300"),
    (90, None, true, "Anápolis", "Fibra 300"),
    (90, Some(40), true, "Anápolis", "Fibra 500"),
];

async fn settle(pool: &Pool) {
    for (number, (since, ended, is_known, city, plan)) in (10..).zip(TOWN) {
        sqlx::query(
            "insert into customers (id, name, phone, contract_number, plan_name, plan_speed, monthly_fee,
                 installation_address, city, status, created_at, cancelled_at)
             values (gen_random_uuid(), 'Fulano', '+556298123' || $1::text || '00', $1::text, $6, 500, 100, 'Rua', $5,
                 case when $3::int is null then 'active' else 'cancelled' end, now() - make_interval(days => $2),
                 case when $4 then now() - make_interval(days => $3) end)",
        )
        .bind(number)
        .bind(since)
        .bind(ended)
        .bind(is_known)
        .bind(city)
        .bind(plan)
        .execute(pool)
        .await
        .unwrap();
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn contracts_lost_are_those_of_sql_under_every_filter_that_knows_them(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    settle(&pool).await;
    let of = async |filter: InsightFilter, days: u16| {
        let ask = InsightAsk {
            period: Period::Days(days),
            filter,
            ..InsightAsk::default()
        };
        insight::dashboard(&desk, &manager, ask).await.unwrap()
    };
    let all = InsightFilter::default();
    let region = InsightFilter {
        region: Some("Goiânia".to_owned()),
        ..all.clone()
    };
    let plan = InsightFilter {
        plan: Some("Fibra 300".to_owned()),
        ..all.clone()
    };
    for (filter, expected) in [(&all, [4, 2]), (&region, [2, 1]), (&plan, [2, 1])] {
        let counted: (i64, i64) = sqlx::query_as(
            "select count(*), count(*) filter (where cancelled_at is not null)
             from customers, (select date_trunc('day', now(), 'America/Sao_Paulo') - interval '6 days' as began) d
             where created_at < began and not (status = 'cancelled' and cancelled_at is null)
               and coalesce(cancelled_at >= began, true)
               and ($1::text is null or city = $1) and ($2::text is null or plan_name = $2)",
        )
        .bind(filter.region.as_deref())
        .bind(filter.plan.as_deref())
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!([counted.0, counted.1], expected);
        let [now, _] = of(filter.clone(), 7).await.results.contracts.unwrap();
        assert_eq!([now.running, now.ended], expected, "{filter:?}");
    }

    let seen = of(all.clone(), 7).await;
    let before = Contracts { running: 5, ended: 1 };
    assert_eq!(seen.results.contracts.unwrap()[1], before);
    let goals = goals::goals(&desk, &manager).await.unwrap();
    let file = String::from_utf8(insight::csv(&seen, &goals, &RightNow::default()).unwrap()).unwrap();
    for line in [
        "period;contracts;running;4",
        "period;contracts;ended;2",
        "period;contracts;churn_percent;50,0",
        "period_before;contracts;churn_percent;20,0",
    ] {
        assert!(file.contains(line), "{line} in {file}");
    }
    // what the goals tell of the same days
    let [month, _] = of(all.clone(), 30).await.results.contracts.unwrap();
    assert_eq!(
        (month.running, month.ended),
        (goals.volumes.contracts, goals.volumes.ended)
    );

    let queue = InsightFilter {
        queue: Some(QueueKey::Commercial),
        ..all.clone()
    };
    let person = InsightFilter {
        person: Some(manager.person.id),
        ..all
    };
    for filter in [queue, person] {
        assert_eq!(of(filter, 7).await.results.contracts, None);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn behind_the_contracts_lost_stands_who_left_with_their_last_conversation(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    settle(&pool).await;
    let known = customer(&desk, "Maria das Dores").await;
    let talk = conversation_of(&desk, &known, "Maria", QueueKey::Cancellation).await;
    sqlx::query(
        "update customers set status = 'cancelled', created_at = now() - interval '90 days',
                cancelled_at = now() - interval '1 minute'
         where name = 'Maria das Dores'",
    )
    .execute(&pool)
    .await
    .unwrap();
    let filters = [
        InsightFilter::default(),
        InsightFilter {
            region: Some("Goiânia".to_owned()),
            ..InsightFilter::default()
        },
        InsightFilter {
            plan: Some("Fibra 300".to_owned()),
            ..InsightFilter::default()
        },
    ];
    let mut listed = 0;
    for (filter, days) in filters
        .iter()
        .flat_map(|filter| [(filter, 7), (filter, 30), (filter, 90)])
    {
        let ask = InsightAsk {
            period: Period::Days(days),
            filter: filter.clone(),
            ..InsightAsk::default()
        };
        let seen = insight::dashboard(&desk, &manager, ask.clone()).await.unwrap();
        let [now, before] = seen.results.contracts.unwrap();
        let asked = LeaversAsk::of(ask);
        for (asked, ended) in [(asked.clone(), now.ended), (asked.earlier(), before.ended)] {
            let found = insight::leavers(&desk, &manager, asked).await.unwrap();
            assert_eq!(found.total, ended, "{filter:?} {days}");
            assert_eq!(i64::try_from(found.rows.len()).unwrap(), ended);
            listed += ended;
        }
    }
    assert!(listed > 6, "{listed}");

    let all = LeaversAsk::of(InsightAsk::default());
    let beyond = LeaversAsk { page: 9, ..all.clone() };
    let found = insight::leavers(&desk, &manager, beyond).await.unwrap();
    assert_eq!(found.asked, all, "a page behind the last is the last");
    let [maria, others @ ..] = found.rows.as_slice() else {
        panic!("nobody left")
    };
    assert_eq!(maria.name, "Maria das Dores");
    assert_eq!(maria.last.as_ref().map(|last| last.id), Some(talk));
    assert!(others.iter().all(|other| other.last.is_none()));

    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let refused = insight::leavers(&desk, &agent, all).await;
    assert!(matches!(refused, Err(DeskError::Forbidden { .. })));
}
