//! The whole board at once.

use enlace_desk::{assign, board};
use enlace_domain::{QueueKey, Role};
use enlace_store::Pool;
use enlace_testing::{channel, conversation_of, conversation_waiting, customer, inbound_text, person};

#[sqlx::test(migrations = "../../migrations")]
async fn the_board_shows_who_waits_for_what(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[QueueKey::TechnicalUrgent]).await;
    let phone = customer(&desk, "Maria das Dores").await;
    let known = conversation_of(&desk, &phone, "Dorinha", QueueKey::TechnicalUrgent).await;
    inbound_text(&desk, known, "estou sem\ninternet").await;
    let unknown = conversation_waiting(&desk, QueueKey::Commercial).await;
    assign::claim(&desk, &ana, unknown).await.unwrap();

    let board = board::snapshot(&desk, &ana).await.unwrap();
    let keys: Vec<QueueKey> = board.queues.iter().map(|queue| queue.key).collect();
    assert_eq!(keys, QueueKey::ALL);
    let mine: Vec<QueueKey> = board
        .queues
        .iter()
        .filter(|queue| queue.mine)
        .map(|queue| queue.key)
        .collect();
    assert_eq!(mine, [QueueKey::TechnicalUrgent]);

    assert_eq!(board.cards.len(), 2, "agents see every queue");
    let card = board.cards.iter().find(|card| card.id == known).unwrap();
    assert_eq!(
        (card.name.as_str(), card.preview.as_str()),
        ("Maria das Dores", "estou sem internet")
    );
    assert_eq!(card.customer.as_ref().unwrap().plan, "Fibra 500");
    assert!(card.due_at.unwrap() > board.server_time);
    let other = board.cards.iter().find(|card| card.id == unknown).unwrap();
    assert_eq!(
        (other.customer.as_ref(), other.assigned.as_ref()),
        (None, Some(&ana.person))
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_thousand_open_conversations_come_at_once(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let channel = channel(&desk).await;
    sqlx::raw_sql(
        "insert into customers (id, name, phone, contract_number, plan_name, plan_speed, monthly_fee,
             installation_address, city)
         select gen_random_uuid(), 'Cliente ' || n, '+55629' || 80000000 + n, 'C' || n, 'Fibra 500', 500, 119.90,
             'Rua ' || n, 'Goiânia' from generate_series(1, 2000) n;
         insert into contacts (id, display_name, customer_id) select gen_random_uuid(), name, id from customers;",
    )
    .execute(&pool)
    .await
    .unwrap();
    sqlx::query(
        "insert into conversations (id, protocol, contact_id, customer_id, channel_id, queue_key, status,
             waiting_since, due_at, last_message_preview)
         select gen_random_uuid(), '20261122' || lpad((row_number() over ())::text, 7, '0'), id, customer_id, $1,
             'technical_normal', 'waiting', now(), now() + interval '30 minutes', repeat('a mensagem ', 14)
         from contacts",
    )
    .bind(channel.get())
    .execute(&pool)
    .await
    .unwrap();
    // how quickly they come is `bench dashboard`'s and `bench board`'s to say
    let board = board::snapshot(&desk, &ana).await.unwrap();
    assert_eq!(board.cards.len(), 2_000);
}
