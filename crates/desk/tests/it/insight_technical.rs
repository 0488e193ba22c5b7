//! The faults by city, hour and kind, as SQL written here counts them, and the conversations behind them.

use enlace_desk::{
    Desk, goals, insight,
    seed::{self, NewCustomer, PastConversation},
};
use enlace_domain::{
    IssueType, QueueKey, Role,
    view::{BehindAsk, BehindFigure, InsightAsk, InsightFilter, Period, Reason, RightNow},
};
use enlace_store::Pool;
use enlace_testing::{channel, person};
use time::OffsetDateTime;

use crate::insight::past;

/// Subscribers of several cities with faults of several kinds, in these days and in those before.
async fn history(desk: &Desk) {
    let channel = channel(desk).await;
    let town = enlace_simulator::subscribers(3, 60);
    let customers: Vec<NewCustomer> = town
        .iter()
        .map(|one| NewCustomer {
            name: one.name.clone(),
            phone: one.phone.clone(),
            email: None,
            contract_number: one.contract_number.clone(),
            plan_name: one.plan_name.clone(),
            plan_speed: one.plan_speed,
            monthly_fee: one.monthly_fee,
            installation_address: one.installation_address.clone(),
            city: one.city.clone(),
            status: one.status,
            since: OffsetDateTime::UNIX_EPOCH,
        })
        .collect();
    seed::customers(desk, &customers).await.unwrap();
    let issues = [IssueType::NoInternet, IssueType::SlowSpeed, IssueType::WifiProblem];
    let talks: Vec<PastConversation> = town
        .iter()
        .zip(0_u32..)
        .map(|(one, place)| {
            let issue = issues.get(place as usize % 4).copied();
            let queue = match issue {
                Some(IssueType::NoInternet) => QueueKey::TechnicalUrgent,
                Some(_) => QueueKey::TechnicalNormal,
                None => QueueKey::Financial,
            };
            PastConversation {
                contract_number: one.contract_number.clone(),
                phone: one.phone.clone(),
                wa_id: one.wa_id.clone(),
                issue,
                ..past(place, queue, i64::from(place) * 5 + 1, i64::from(place % 7) * 40 + 20)
            }
        })
        .collect();
    seed::past(desk, channel, &talks).await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn faults_are_those_of_sql_and_the_conversations_stand_behind_them(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    history(&desk).await;
    let ask = InsightAsk {
        period: Period::Days(7),
        ..InsightAsk::default()
    };
    let seen = insight::dashboard(&desk, &manager, ask.clone()).await.unwrap();
    let technical = &seen.technical;
    let behind = async |asked: BehindAsk| insight::behind(&desk, &manager, asked).await.unwrap().total;

    let cities: Vec<(String, i32, i64, i64)> = sqlx::query_as(
        "select u.city, extract(hour from c.created_at at time zone 'America/Sao_Paulo')::int, count(*),
                count(*) filter (where i.issue_type = 'slow_speed')
         from conversations c join technical_issues i on i.id = c.technical_issue_id join customers u on u.id = c.customer_id
         where c.created_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '6 days'
         group by 1, 2",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(cities.len() > 10, "{cities:?}");
    let all: i64 = cities.iter().map(|(_, _, n, _)| n).sum();
    let slow: i64 = cities.iter().map(|(_, _, _, slow)| slow).sum();
    assert_eq!((technical.faults[0], technical.slow[0]), (all, slow));
    assert!(technical.faults[1] > 0, "there were faults before");
    for (city, hour, n, _) in &cities {
        let found = technical
            .regions
            .iter()
            .find(|one| one.region.as_ref() == Some(city))
            .unwrap();
        assert_eq!(found.hours[usize::try_from(*hour).unwrap()], *n, "{city} at {hour}h");
    }
    let of = |figure| BehindAsk::of(ask.clone(), figure);
    for (city, hour, n, _) in &cities {
        let mut asked = of(BehindFigure::Fault);
        asked.ask.filter.region = Some(city.clone());
        asked.hour = u8::try_from(*hour).ok();
        assert_eq!(behind(asked).await, *n, "{city} at {hour}h");
    }
    assert_eq!(behind(of(BehindFigure::Fault)).await, all);
    for city in &technical.regions {
        let mut asked = of(BehindFigure::Fault);
        asked.ask.filter.region.clone_from(&city.region);
        assert_eq!(behind(asked).await, city.all(), "{:?}", city.region);
    }

    let times: Vec<(String, i64, f64, f64)> = sqlx::query_as(
        "select i.issue_type, count(*),
                percentile_cont(0.5) within group (order by extract(epoch from c.closed_at - c.created_at)::float8),
                percentile_cont(0.9) within group (order by extract(epoch from c.closed_at - c.created_at)::float8)
         from conversations c join technical_issues i on i.id = c.technical_issue_id
         where c.closed_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '6 days'
         group by 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(times.len(), 3);
    for (issue, n, median, p90) in times {
        let issue: IssueType = issue.parse().unwrap();
        let kind = technical.repairs.iter().find(|kind| kind.issue == issue).unwrap();
        assert_eq!(kind.closed[0], n, "{issue}");
        assert!(
            (kind.median[0].unwrap() - median).abs() < 1e-5 && (kind.p90[0].unwrap() - p90).abs() < 1e-5,
            "{kind:?}"
        );
        let asked = BehindAsk {
            reason: Some(Reason::Issue(issue)),
            ..of(BehindFigure::Closed)
        };
        assert_eq!(behind(asked).await, n, "{issue}");
    }
    let goals = goals::goals(&desk, &manager).await.unwrap();
    let file = String::from_utf8(insight::csv(&seen, &goals, &RightNow::default()).unwrap()).unwrap();
    assert!(file.contains(&format!("period;technical;faults;{all}")), "{file}");
    assert!(file.contains("issue;slow_speed;resolution_median_s;"), "{file}");

    // one queue's faults alone, and none of a queue without any
    let of_queue = async |queue| {
        let filter = InsightFilter {
            queue: Some(queue),
            ..InsightFilter::default()
        };
        let ask = InsightAsk { filter, ..ask.clone() };
        insight::dashboard(&desk, &manager, ask).await.unwrap().technical
    };
    let urgent = of_queue(QueueKey::TechnicalUrgent).await;
    assert!(urgent.faults[0] > 0 && urgent.faults[0] < all && urgent.slow == [0, 0]);
    assert!(of_queue(QueueKey::Financial).await.regions.is_empty());
}
