//! Whether a first answer was in time is what the board's clock said then, whatever happens later.

use enlace_desk::{Actor, Desk, assign, insight, reply, thread};
use enlace_domain::{
    ConversationId, QueueKey, Role,
    view::{BoardCard, Figures, InsightAsk, Period, TransferTarget},
};
use enlace_store::Pool;
use enlace_testing::{conversation_waiting, inbound_text, person};
use uuid::Uuid;

async fn card(desk: &Desk, actor: &Actor, id: ConversationId) -> BoardCard {
    thread::view(desk, actor, id).await.unwrap().card
}

async fn figures(desk: &Desk, manager: &Actor) -> Figures {
    let ask = InsightAsk {
        period: Period::Days(7),
        ..InsightAsk::default()
    };
    insight::dashboard(desk, manager, ask).await.unwrap().now
}

async fn change(pool: &Pool, sql: &'static str, of: ConversationId) {
    sqlx::query(sql).bind(of.get()).execute(pool).await.unwrap();
}

/// As if so much time had passed.
const LATER: &str = "update conversations set created_at = created_at - interval '40 minutes',
                            waiting_since = waiting_since - interval '40 minutes', due_at = due_at - interval '40 minutes'
                     where id = $1";

async fn answer(desk: &Desk, actor: &Actor, id: ConversationId) {
    reply::send(desk, actor, id, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_answer_after_a_pause_counts_by_the_boards_clock(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let conversation = conversation_waiting(&desk, QueueKey::TechnicalNormal).await;
    change(&pool, LATER, conversation).await;
    // we asked something, and it took them long to answer
    change(
        &pool,
        "update conversations set waiting_since = null, due_at = null where id = $1",
        conversation,
    )
    .await;
    let paused = figures(&desk, &manager).await;
    assert_eq!(
        (paused.opened, paused.answered, paused.overdue),
        (1, 0, 0),
        "a clock that stands is not late"
    );
    inbound_text(&desk, conversation, "é a internet").await;
    answer(&desk, &ana, conversation).await;
    let seen = figures(&desk, &manager).await;
    assert_eq!((seen.answered, seen.in_time, seen.overdue), (1, 1, 0));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_happens_after_the_answer_changes_no_verdict(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let in_time = conversation_waiting(&desk, QueueKey::Financial).await;
    let late = conversation_waiting(&desk, QueueKey::TechnicalNormal).await;
    for conversation in [in_time, late] {
        change(&pool, LATER, conversation).await;
        answer(&desk, &ana, conversation).await;
    }
    let verdicts = |seen: Figures| (seen.answered, seen.in_time, seen.overdue);
    assert_eq!(verdicts(figures(&desk, &manager).await), (2, 1, 0));
    // by the limits of the other's queue each would be the contrary
    for (conversation, queue) in [(in_time, QueueKey::TechnicalUrgent), (late, QueueKey::Financial)] {
        assign::transfer(&desk, &ana, conversation, TransferTarget::Queue(queue))
            .await
            .unwrap();
    }
    assert_eq!(verdicts(figures(&desk, &manager).await), (2, 1, 0));
    sqlx::query("update queues set first_answer_minutes = 1")
        .execute(&pool)
        .await
        .unwrap();
    insight::rebuild(&pool).await.unwrap();
    assert_eq!(verdicts(figures(&desk, &manager).await), (2, 1, 0));
}

#[sqlx::test(migrations = "../../migrations")]
async fn closing_what_was_late_mends_no_figure_and_opening_it_again_restores_its_clock(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let late = conversation_waiting(&desk, QueueKey::TechnicalNormal).await;
    change(&pool, LATER, late).await;
    let early = conversation_waiting(&desk, QueueKey::Financial).await;
    let before = card(&desk, &ana, late).await;
    assert_eq!(figures(&desk, &manager).await.overdue, 1);

    for conversation in [late, early] {
        assign::close(&desk, &ana, conversation).await.unwrap();
    }
    // what was closed before it was due does not become late afterwards
    change(
        &pool,
        "update conversations set created_at = created_at - interval '9 hours',
                first_due_at = first_due_at - interval '9 hours', closed_at = closed_at - interval '9 hours' where id = $1",
        early,
    )
    .await;
    assert_eq!(figures(&desk, &manager).await.overdue, 1);

    assign::reopen(&desk, &ana, late).await.unwrap();
    let after = card(&desk, &ana, late).await;
    assert_eq!(
        (after.waiting_since, after.due_at),
        (before.waiting_since, before.due_at)
    );
    assert_eq!(figures(&desk, &manager).await.overdue, 1);
    answer(&desk, &ana, late).await;
    let seen = figures(&desk, &manager).await;
    assert_eq!((seen.answered, seen.in_time, seen.overdue), (1, 0, 0));

    // and what was answered before it was closed waits for nothing, thanks or not
    inbound_text(&desk, late, "muito obrigada").await;
    assign::close(&desk, &ana, late).await.unwrap();
    assign::reopen(&desk, &ana, late).await.unwrap();
    assert_eq!(card(&desk, &ana, late).await.due_at, None);
}
