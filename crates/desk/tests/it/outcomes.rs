//! What came of conversations: told on closing, put right, counted as SQL written here counts it, and found behind it.

use enlace_desk::{
    Desk, DeskError, assign, goals, insight, outcomes,
    seed::{self, PastConversation},
    thread,
};
use enlace_domain::{
    Outcome, OutcomeKind, QueueKey, Role,
    view::{BehindAsk, BehindFigure, InsightAsk, InsightFilter, Period, RightNow},
};
use enlace_store::Pool;
use enlace_testing::{channel, conversation_waiting, person};

use crate::insight::past;

const SALE: Outcome = Outcome {
    kind: OutcomeKind::Sale,
    cents: Some(9_990),
};
const DISPUTE: Outcome = Outcome {
    kind: OutcomeKind::Dispute,
    cents: None,
};

fn days() -> InsightAsk {
    InsightAsk {
        period: Period::Days(7),
        ..InsightAsk::default()
    }
}

/// The book's lines of telling, oldest first: what was told, and in place of what.
async fn book(desk: &Desk) -> Vec<(Option<String>, Option<String>)> {
    sqlx::query_as(
        "select detail #>> '{outcome,kind}', detail #>> '{before,kind}' from audit_log
         where action = 'tell_outcome' order by id",
    )
    .fetch_all(desk.pool())
    .await
    .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_outcome_is_told_on_closing_and_put_right_by_who_told_it_or_a_manager(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let bruno = person(&desk, "Bruno", Role::Agent, &[]).await;
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    let talk = conversation_waiting(&desk, QueueKey::Commercial).await;
    assign::claim(&desk, &ana, talk).await.unwrap();

    // nothing that the queue does not know, and no sale without its amount: the conversation stays open
    for wrong in [DISPUTE, Outcome { cents: None, ..SALE }] {
        let refused = assign::close_with(&desk, &ana, talk, Some(wrong)).await;
        assert!(matches!(refused, Err(DeskError::Invalid { .. })), "{refused:?}");
    }
    let early = outcomes::correct(&desk, &ana, talk, Some(SALE)).await;
    assert!(matches!(early, Err(DeskError::Invalid { .. })), "it is open still");
    assign::close_with(&desk, &ana, talk, Some(SALE)).await.unwrap();
    let said = thread::view(&desk, &bruno, talk).await.unwrap().outcome.unwrap();
    assert_eq!((said.outcome, said.by.as_str()), (Some(SALE), "Ana"));

    let grew = Outcome {
        kind: OutcomeKind::Upgrade,
        cents: Some(3_000),
    };
    let refused = outcomes::correct(&desk, &bruno, talk, Some(grew)).await;
    assert!(matches!(refused, Err(DeskError::HeldBy(_))), "{refused:?}");
    outcomes::correct(&desk, &ana, talk, Some(grew)).await.unwrap();
    outcomes::correct(&desk, &ana, talk, Some(grew)).await.unwrap();
    outcomes::correct(&desk, &manager, talk, None).await.unwrap();
    let said = thread::view(&desk, &ana, talk).await.unwrap().outcome.unwrap();
    assert_eq!((said.outcome, said.by.as_str()), (None, "Helena"));
    let line = |now: Option<&str>, before: Option<&str>| (now.map(str::to_owned), before.map(str::to_owned));
    assert_eq!(
        book(&desk).await,
        [
            line(Some("sale"), None),
            line(Some("upgrade"), Some("sale")),
            line(None, Some("upgrade"))
        ],
        "the same again is no line"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_told_stands_through_a_reopening_until_it_is_told_anew(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    let talk = conversation_waiting(&desk, QueueKey::Financial).await;
    assign::close_with(&desk, &ana, talk, Some(DISPUTE)).await.unwrap();
    let disputes = async || {
        let seen = insight::dashboard(&desk, &manager, days()).await.unwrap();
        seen.results.now.of(OutcomeKind::Dispute).n
    };
    assert_eq!(disputes().await, 1);
    assign::reopen(&desk, &ana, talk).await.unwrap();
    assert_eq!(disputes().await, 0, "what is open is not over");
    assign::close(&desk, &ana, talk).await.unwrap();
    assert_eq!(disputes().await, 1);
    assign::reopen(&desk, &ana, talk).await.unwrap();
    assign::close_with(&desk, &ana, talk, None).await.unwrap();
    assert_eq!(disputes().await, 0);
}

/// A past in which everything that is told has come of something, by two people.
async fn history(desk: &Desk) {
    let channel = channel(desk).await;
    let amount = |kind: OutcomeKind, place: u32| match kind {
        OutcomeKind::Sale => Some(9_990),
        OutcomeKind::Upgrade => Some(2_000 + i64::from(place)),
        OutcomeKind::Dispute => place.is_multiple_of(2).then_some(4_500),
        OutcomeKind::Payment => None,
    };
    let queues = [QueueKey::Commercial, QueueKey::Financial, QueueKey::TechnicalNormal];
    let talks: Vec<PastConversation> = (0..90)
        .map(|place: u32| {
            let queue = queues[place as usize % 3];
            let kinds = OutcomeKind::of(queue);
            let kind = kinds.get((place as usize / 3) % 3).copied();
            PastConversation {
                outcome: kind.map(|kind| Outcome {
                    kind,
                    cents: amount(kind, place),
                }),
                person: enlace_testing::email_of(if place.is_multiple_of(4) { "Bruno" } else { "Ana" }),
                ..past(place, queue, i64::from(place) * 3 + 1, 60)
            }
        })
        .collect();
    seed::past(desk, channel, &talks).await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_figures_are_those_of_sql_and_the_conversations_stand_behind_them(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let bruno = person(&desk, "Bruno", Role::Agent, &[]).await;
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    history(&desk).await;

    for filter in [
        InsightFilter::default(),
        InsightFilter {
            queue: Some(QueueKey::Commercial),
            ..InsightFilter::default()
        },
        InsightFilter {
            person: Some(bruno.person.id),
            ..InsightFilter::default()
        },
    ] {
        let ask = InsightAsk { filter, ..days() };
        let seen = insight::dashboard(&desk, &manager, ask.clone()).await.unwrap();
        let now = &seen.results.now;
        let said: Vec<(String, i64, i64)> = sqlx::query_as(
            "select o.kind, count(*), coalesce(sum(o.cents), 0)::bigint
             from outcomes o join conversations c on c.id = o.conversation_id
             where c.closed_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '6 days'
               and ($1::text is null or c.queue_key = $1) and ($2::uuid is null or c.closed_by = $2)
             group by 1",
        )
        .bind(ask.filter.queue.map(QueueKey::as_str))
        .bind(ask.filter.person.map(enlace_domain::PersonId::get))
        .fetch_all(&pool)
        .await
        .unwrap();
        assert!(!said.is_empty());
        assert_eq!(
            said.len(),
            now.kinds.iter().filter(|(_, gain)| gain.n > 0).count(),
            "{:?}",
            ask.filter
        );
        for (kind, n, cents) in said {
            let gain = now.of(kind.parse().unwrap());
            assert_eq!((gain.n, gain.cents), (n, cents), "{kind} of {:?}", ask.filter);
        }
        for (figure, n) in [
            (BehindFigure::Sale, now.of(OutcomeKind::Sale).n),
            (BehindFigure::Upgrade, now.of(OutcomeKind::Upgrade).n),
            (BehindFigure::Sold, now.sold().n),
            (BehindFigure::Dispute, now.of(OutcomeKind::Dispute).n),
            (BehindFigure::Payment, now.of(OutcomeKind::Payment).n),
        ] {
            let behind = insight::behind(&desk, &manager, BehindAsk::of(ask.clone(), figure))
                .await
                .unwrap();
            assert_eq!(behind.total, n, "{figure} of {:?}", ask.filter);
            assert!(behind.rows.iter().all(|row| row.outcome.is_some()));
        }
    }

    let seen = insight::dashboard(&desk, &manager, days()).await.unwrap();
    let now = &seen.results.now;
    let (closed, sold): (i64, i64) = sqlx::query_as(
        "select count(*), count(*) filter (where o.kind in ('sale', 'upgrade'))
         from conversations c left join outcomes o on o.conversation_id = c.id
         where c.closed_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '6 days'
           and c.queue_key = 'commercial'",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!((now.closed_commercial, now.sold_commercial), (closed, sold));
    let total: i64 = seen
        .results
        .people
        .iter()
        .map(|row| row.sales.cents + row.upgrades.cents)
        .sum();
    assert_eq!(total, now.sold().cents, "all was sold by somebody");
    let goals = goals::goals(&desk, &manager).await.unwrap();
    let file = String::from_utf8(insight::csv(&seen, &goals, &RightNow::default()).unwrap()).unwrap();
    assert!(
        file.contains(&format!("period;sale;outcomes;{}", now.of(OutcomeKind::Sale).n)),
        "{file}"
    );
    let brl = format!("{:.2}", now.sold().cents as f64 / 100.0).replace('.', ",");
    assert!(file.contains(&format!("period;sold;brl;{brl}")), "{brl} in {file}");
}
