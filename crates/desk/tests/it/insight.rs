//! The dashboard's figures against a handful of conversations that can be counted on the fingers.

use enlace_desk::{
    DeskError, goals, insight,
    seed::{self, PastConversation, PastSurvey},
    survey,
};
use enlace_domain::{
    IssueType, PhoneNumber, QueueKey, Role, SurveyKind, WaId,
    view::{InsightAsk, InsightFilter, Period, Reason, RightNow},
};
use enlace_store::Pool;
use enlace_testing::{channel, email_of, person};
use time::{Duration, OffsetDateTime};

fn week() -> InsightAsk {
    InsightAsk {
        period: Period::Days(7),
        ..InsightAsk::default()
    }
}

/// Opened so many hours ago by contact number `who`, first answered after so many seconds, closed ten minutes later.
pub(super) fn past(who: u32, queue: QueueKey, hours: i64, answered: i64) -> PastConversation {
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
        person: email_of("Ana"),
        opened,
        answered: Some(first),
        escalated: (queue == QueueKey::TechnicalUrgent && answered > 300).then_some(opened + Duration::minutes(5)),
        closed: first + Duration::minutes(10),
        reopened: false,
        survey: None,
        outcome: None,
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn agents_see_no_figures_of_the_desk(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let refused = insight::dashboard(&desk, &agent, week()).await;
    assert!(matches!(refused, Err(DeskError::Forbidden { .. })));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_figures_are_those_of_the_conversations(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let channel = channel(&desk).await;
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let twice = PastConversation {
        reopened: true,
        ..past(6, QueueKey::Commercial, 30, 200)
    };
    let stored = seed::past(
        &desk,
        channel,
        &[
            past(1, QueueKey::Financial, 9 * 24, 50),
            past(2, QueueKey::Financial, 80, 120),
            past(2, QueueKey::Financial, 60, 140),
            past(3, QueueKey::TechnicalUrgent, 50, 60),
            past(4, QueueKey::TechnicalUrgent, 49, 400),
            past(5, QueueKey::TechnicalUrgent, 48, 100),
            twice,
        ],
    )
    .await
    .unwrap();
    assert_eq!(stored, 7);
    assert_eq!(
        seed::past(&desk, channel, &[past(9, QueueKey::Commercial, 30, 10)])
            .await
            .unwrap(),
        0
    );

    let seen = insight::dashboard(&desk, &manager, week()).await.unwrap();
    let now = seen.now;
    assert_eq!(
        (now.opened, now.answered, now.in_time, now.overdue, now.escalated),
        (6, 6, 5, 0, 1)
    );
    // contact 2 wrote again within a week, contact 6 was reopened
    assert_eq!((now.closed, now.resolved_first), (6, 4));
    assert_eq!(now.first_answer, Some(130.0));
    assert_eq!(now.handling, Some(730.0));
    assert_eq!(seen.urgent, [Some(100.0), None]);
    assert_eq!((seen.before.opened, seen.before.first_answer), (1, Some(50.0)));
    let urgent = seen
        .queues
        .iter()
        .find(|(key, _)| *key == QueueKey::TechnicalUrgent)
        .unwrap()
        .1[0];
    assert_eq!(
        (urgent.opened, urgent.in_time, urgent.first_answer_p90),
        (3, 2, Some(340.0))
    );
    assert_eq!(seen.queues.len(), 5, "a queue without conversations is there too");

    assert_eq!(seen.trend.len(), 7);
    assert_eq!(seen.pulse.len(), 7);
    let pulse = |read: fn(&enlace_domain::view::Figures) -> i64| -> i64 {
        seen.pulse.iter().map(|pulse| read(&pulse.figures)).sum()
    };
    assert_eq!(
        (pulse(|f| f.opened), pulse(|f| f.closed), pulse(|f| f.resolved_first)),
        (6, 6, 4)
    );
    for pulse in &seen.pulse {
        let (opened, median): (i64, Option<f64>) = sqlx::query_as(
            "select count(*), percentile_cont(0.5) within group (order by extract(epoch from first_answered_at - created_at)::float8)
                 filter (where queue_key = 'technical_urgent')
             from conversations where (created_at at time zone 'America/Sao_Paulo')::date = $1",
        )
        .bind(pulse.day)
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!((pulse.figures.opened, pulse.urgent), (opened, median), "{}", pulse.day);
    }
    assert_eq!(seen.trend.iter().map(|day| day.opened).sum::<i64>(), 6);
    assert_eq!(seen.hours.len(), 24);
    assert_eq!(seen.season.len(), 7 * 24);
    assert_eq!(seen.reasons[0], (Reason::Queue(QueueKey::TechnicalUrgent), [3, 0]));
    let ana = &seen.people[0];
    assert_eq!(
        (ana.name.as_str(), ana.answered, ana.closed, ana.reopened),
        ("Ana", 6, 6, 1)
    );

    // the same of one queue
    let financial = InsightAsk {
        filter: InsightFilter {
            queue: Some(QueueKey::Financial),
            ..InsightFilter::default()
        },
        ..week()
    };
    let seen = insight::dashboard(&desk, &manager, financial).await.unwrap();
    assert_eq!((seen.now.opened, seen.now.resolved_first, seen.queues.len()), (2, 1, 1));
    assert_eq!(seen.urgent[0], Some(100.0), "the urgent queue's figure stays");

    // protocols are in the order of their day, and none is there twice
    let distinct: i64 = sqlx::query_scalar("select count(distinct protocol) from conversations")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(distinct, 7);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_fault_is_a_reason_and_the_file_says_what_the_page_says(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let channel = channel(&desk).await;
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let customer = enlace_simulator::subscribers(1, 1).remove(0);
    seed::customers(
        &desk,
        &[seed::NewCustomer {
            name: customer.name,
            phone: customer.phone.clone(),
            email: None,
            contract_number: customer.contract_number.clone(),
            plan_name: customer.plan_name,
            plan_speed: customer.plan_speed,
            monthly_fee: customer.monthly_fee,
            installation_address: customer.installation_address,
            city: customer.city,
            status: customer.status,
            since: OffsetDateTime::now_utc(),
        }],
    )
    .await
    .unwrap();
    let fault = PastConversation {
        contract_number: customer.contract_number,
        phone: customer.phone,
        issue: Some(IssueType::WifiProblem),
        ..past(1, QueueKey::TechnicalNormal, 30, 61)
    };
    seed::past(&desk, channel, &[fault]).await.unwrap();
    let seen = insight::dashboard(&desk, &manager, week()).await.unwrap();
    assert_eq!(seen.reasons, [(Reason::Issue(IssueType::WifiProblem), [1, 0])]);

    let goals = goals::goals(&desk, &manager).await.unwrap();
    let file = String::from_utf8(insight::csv(&seen, &goals, &RightNow::default()).unwrap()).unwrap();
    let rows: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows[0], "section;item;figure;value");
    for row in [
        "period;all;opened;1",
        "period;all;first_answer_median_s;61",
        "period;all;in_time_percent;100,0",
        "queue;technical_normal;answered;1",
        "person;Ana;closed;1",
        "reason;wifi_problem;opened;1",
    ] {
        assert!(rows.contains(&row), "{row} is not in\n{file}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_subscribers_say_is_counted_by_queue_and_by_who_closed(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let channel = channel(&desk).await;
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let said = |kind, score: Option<i16>, comment: Option<&str>| {
        Some(PastSurvey {
            kind,
            question: "?".to_owned(),
            score: score.map(|score| (score, OffsetDateTime::now_utc() - Duration::hours(30))),
            comment: comment.map(str::to_owned),
        })
    };
    let rated = |who, queue, survey| PastConversation {
        survey,
        ..past(who, queue, 40, 60)
    };
    let all = [
        rated(
            1,
            QueueKey::Financial,
            said(SurveyKind::Satisfaction, Some(5), Some("ótimo")),
        ),
        rated(2, QueueKey::Financial, said(SurveyKind::Satisfaction, Some(4), None)),
        rated(
            3,
            QueueKey::Commercial,
            said(SurveyKind::Satisfaction, Some(1), Some("demorou")),
        ),
        rated(4, QueueKey::Commercial, said(SurveyKind::Satisfaction, None, None)),
        rated(5, QueueKey::Commercial, said(SurveyKind::Recommending, Some(10), None)),
        rated(6, QueueKey::Commercial, said(SurveyKind::Recommending, Some(6), None)),
        rated(7, QueueKey::Commercial, said(SurveyKind::Recommending, Some(9), None)),
        rated(8, QueueKey::Commercial, None),
    ];
    seed::past(&desk, channel, &all).await.unwrap();

    let seen = insight::dashboard(&desk, &manager, week()).await.unwrap().voice;
    let [now, before] = seen.satisfaction;
    assert_eq!((now.asked, now.answered, now.sum, now.high, now.low), (4, 3, 10, 2, 1));
    assert_eq!(before.asked, 0);
    let mean: f64 = sqlx::query_scalar("select avg(score)::float8 from surveys where kind = 'satisfaction'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(now.mean().map(|mean| (mean * 1e9).round()), Some((mean * 1e9).round()));
    assert_eq!(seen.recommending[0].net_promoters().map(f64::round), Some(33.0));
    let financial = seen
        .queues
        .iter()
        .find(|(key, ..)| *key == QueueKey::Financial)
        .unwrap();
    assert_eq!((financial.1.answered, financial.1.sum), (2, 9));
    let ana = &seen.people[0];
    assert_eq!(ana.person.as_ref().map(|one| one.name.as_str()), Some("Ana"));
    assert_eq!(ana.scores, now);
    assert_eq!(seen.comments.len(), 2);
    assert_eq!(seen.low.len(), 1);
    // the question and the answers are in the thread, in their order
    let thread: Vec<String> = sqlx::query_scalar("select body from messages where conversation_id = $1 order by seq")
        .bind(seen.low[0].conversation.get())
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(thread, ["bom dia", "bom dia!", "?", "1", "demorou"]);

    let dashboard = insight::dashboard(&desk, &manager, week()).await.unwrap();
    let goals = goals::goals(&desk, &manager).await.unwrap();
    let file = String::from_utf8(insight::csv(&dashboard, &goals, &RightNow::default()).unwrap()).unwrap();
    let low = seen.low[0].conversation;
    for row in [
        format!("low_score;{low};score;1"),
        format!("comment;{low};words;demorou"),
        format!("comment;{low};person;Ana"),
    ] {
        assert!(file.lines().any(|line| line == row), "{row} is not in\n{file}");
    }

    survey::see(&desk, &manager, seen.low[0].conversation).await.unwrap();
    let dashboard = insight::dashboard(&desk, &manager, week()).await.unwrap();
    assert_eq!(dashboard.voice.low, []);
    let file = String::from_utf8(insight::csv(&dashboard, &goals, &RightNow::default()).unwrap()).unwrap();
    assert!(file.contains("period;satisfaction;score_mean;3,33"), "{file}");
    assert!(file.contains("period;recommending;nps;33,3"), "{file}");

    // of a longer time also the comments of its beginning, the latest first
    sqlx::query("update surveys set asked_at = asked_at - interval '50 days' where comment = 'demorou'")
        .execute(&pool)
        .await
        .unwrap();
    let quarter = InsightAsk {
        period: Period::Days(90),
        ..week()
    };
    let comments = insight::dashboard(&desk, &manager, quarter)
        .await
        .unwrap()
        .voice
        .comments;
    let words: Vec<_> = comments.iter().filter_map(|said| said.comment.as_deref()).collect();
    assert_eq!(words, ["ótimo", "demorou"]);
}
