//! The figures of this moment lead to the very conversations that the live board counts.

use std::collections::HashSet;

use enlace_desk::{Actor, Desk, DeskError, assign, board, goals, insight};
use enlace_domain::{
    ConversationId, QueueKey, Role,
    sla::{self, SlaState},
    view::{BehindAsk, BehindFigure, BehindSort, InsightAsk},
};
use enlace_store::Pool;
use enlace_testing::{conversation_waiting, person};

/// Makes a conversation that has waited for so many seconds, its answer due after so many more.
async fn waiting(desk: &Desk, queue: QueueKey, waited: i32, left: i32) -> ConversationId {
    let conversation = conversation_waiting(desk, queue).await;
    sqlx::query(
        "update conversations set waiting_since = now() - make_interval(secs => $2),
                due_at = now() + make_interval(secs => $3) where id = $1",
    )
    .bind(conversation.get())
    .bind(waited)
    .bind(left)
    .execute(desk.pool())
    .await
    .unwrap();
    conversation
}

async fn behind(desk: &Desk, manager: &Actor, asked: BehindAsk) -> HashSet<ConversationId> {
    let found = insight::behind(desk, manager, asked).await.unwrap();
    assert_eq!(usize::try_from(found.total).unwrap(), found.rows.len());
    found.rows.into_iter().map(|row| row.id).collect()
}

#[sqlx::test(migrations = "../../migrations")]
async fn behind_the_figures_of_this_moment_stand_the_cards_of_the_board(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, QueueKey::ALL).await;
    let manager = person(&desk, "Bia", Role::Manager, QueueKey::ALL).await;
    let held = waiting(&desk, QueueKey::Financial, 3_000, -60).await;
    // a quarter of 40 minutes is left; a short clock is near its end in the last minute
    waiting(&desk, QueueKey::Financial, 1_860, 540).await;
    waiting(&desk, QueueKey::TechnicalUrgent, 65, 55).await;
    waiting(&desk, QueueKey::TechnicalUrgent, 10, 110).await;
    waiting(&desk, QueueKey::Commercial, 600, 3_000).await;
    let answered = conversation_waiting(&desk, QueueKey::Commercial).await;
    sqlx::query("update conversations set waiting_since = null, due_at = null where id = $1")
        .bind(answered.get())
        .execute(&pool)
        .await
        .unwrap();
    assign::claim(&desk, &ana, held).await.unwrap();
    insight::load_facts(&desk).await.unwrap();

    let snapshot = board::snapshot(&desk, &manager).await.unwrap();
    let now = snapshot.server_time;
    let mut some = 0;
    for queue in QueueKey::ALL {
        for figure in [
            BehindFigure::Waiting,
            BehindFigure::Held,
            BehindFigure::AtRisk,
            BehindFigure::Late,
        ] {
            let cards = snapshot.cards.iter().filter(|card| card.queue == Some(*queue));
            let counted = cards.filter(|card| {
                let state = sla::state(card.waiting_since, card.due_at, now);
                match figure {
                    BehindFigure::Waiting => card.assigned.is_none(),
                    BehindFigure::Held => card.assigned.is_some(),
                    BehindFigure::AtRisk => state == SlaState::Soon,
                    _ => state == SlaState::Late,
                }
            });
            let counted: HashSet<_> = counted.map(|card| card.id).collect();
            let mut asked = BehindAsk::of(InsightAsk::default(), figure);
            asked.ask.filter.queue = Some(*queue);
            assert_eq!(behind(&desk, &manager, asked).await, counted, "{figure} of {queue}");
            some += counted.len();
        }
    }
    assert_eq!(some, 6 + 2 + 1, "each is waiting or held; two are at risk, one is late");

    // the files count the same board
    sqlx::query("update people set last_seen_at = now() where id = $1")
        .bind(ana.person.id.get())
        .execute(&pool)
        .await
        .unwrap();
    let seen = insight::dashboard(&desk, &manager, InsightAsk::default())
        .await
        .unwrap();
    let right_now = insight::right_now(&desk, &manager, &seen.capacities).await.unwrap();
    let goals = goals::goals(&desk, &manager).await.unwrap();
    let file = String::from_utf8(insight::csv(&seen, &goals, &right_now).unwrap()).unwrap();
    for row in [
        "now;financial;priority;3",
        "now;financial;waiting;1",
        "now;financial;held;1",
        "now;financial;at_risk;1",
        "now;financial;late;1",
        "now;technical_urgent;waiting;2",
        "now;technical_urgent;at_risk;1",
        "now;commercial;late;0",
        "now_person;Ana;held;1",
        "now_person;Ana;limit;8",
        "now_part;database;state;works",
    ] {
        assert!(file.lines().any(|line| line == row), "{row} is not in\n{file}");
    }
    let refused = insight::right_now(&desk, &ana, &[]).await;
    assert!(matches!(refused, Err(DeskError::Forbidden { .. })));

    let mut anas = BehindAsk {
        sort: BehindSort::Oldest,
        ..BehindAsk::of(InsightAsk::default(), BehindFigure::Held)
    };
    anas.ask.filter.person = Some(ana.person.id);
    assert_eq!(behind(&desk, &manager, anas.clone()).await, HashSet::from([held]));
    anas.ask.filter.person = Some(manager.person.id);
    assert_eq!(behind(&desk, &manager, anas).await, HashSet::new());
}
