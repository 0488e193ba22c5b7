//! What Prometheus is told of the queues at this moment, beside the cards of the board.

use enlace_desk::{assign, board};
use enlace_domain::{
    QueueKey, Role,
    sla::{self, SlaState},
    view::BoardCard,
};
use enlace_store::{Pool, queue_now};
use enlace_testing::{conversation_waiting, person};

#[sqlx::test(migrations = "../../migrations")]
async fn queues_stand_as_the_cards_of_the_board_do(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, QueueKey::ALL).await;
    let held = conversation_waiting(&desk, QueueKey::Financial).await;
    let waiting = conversation_waiting(&desk, QueueKey::Financial).await;
    conversation_waiting(&desk, QueueKey::Commercial).await;
    assign::claim(&desk, &ana, held).await.unwrap();
    // neither was answered; who has waited longest is held
    for (conversation, minutes) in [(held, 50), (waiting, 20)] {
        sqlx::query(
            "update conversations set waiting_since = now() - make_interval(mins => $2), due_at = now() where id = $1",
        )
        .bind(conversation.get())
        .bind(minutes)
        .execute(&pool)
        .await
        .unwrap();
    }
    let snapshot = board::snapshot(&desk, &ana).await.unwrap();
    let now = snapshot.server_time;
    let queues = queue_now::all(&mut pool.acquire().await.unwrap()).await.unwrap();
    assert_eq!(queues.len(), QueueKey::ALL.len());
    for queue in &queues {
        let cards: Vec<&BoardCard> = snapshot
            .cards
            .iter()
            .filter(|card| card.queue == Some(queue.key))
            .collect();
        let held = cards.iter().filter(|card| card.assigned.is_some()).count();
        let late = cards
            .iter()
            .filter(|card| sla::state(card.waiting_since, card.due_at, now) == SlaState::Late)
            .count();
        let counts = [cards.len() - held, held, late].map(|n| i64::try_from(n).unwrap());
        assert_eq!([queue.waiting, queue.held, queue.late], counts, "{}", queue.key);
        let longest = cards
            .iter()
            .filter_map(|card| card.waiting_since)
            .map(|since| (now - since).as_seconds_f64())
            .fold(0.0, f64::max);
        // read a moment later
        assert!(
            (queue.oldest_seconds - longest).abs() < 60.0,
            "{}: {} and {longest}",
            queue.key,
            queue.oldest_seconds
        );
    }
    let financial = queues.iter().find(|queue| queue.key == QueueKey::Financial).unwrap();
    assert_eq!((financial.waiting, financial.held, financial.late), (1, 1, 2));
    assert!(financial.oldest_seconds >= 50.0 * 60.0);
}
