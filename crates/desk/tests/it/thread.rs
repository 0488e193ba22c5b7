//! One conversation as its page reads it.

use enlace_desk::{DeskError, assign, thread};
use enlace_domain::{ConversationId, QueueKey, Role, view::Author};
use enlace_store::Pool;
use enlace_testing::{conversation_of, conversation_waiting, customer, inbound_text, person};

#[sqlx::test(migrations = "../../migrations")]
async fn a_long_thread_comes_page_by_page_without_gap_or_overlap(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    let mut written = Vec::new();
    for number in 0..130 {
        written.push(inbound_text(&desk, conversation, &format!("mensagem {number}")).await);
    }
    let view = thread::view(&desk, &ana, conversation).await.unwrap();
    assert_eq!((view.messages.len(), view.has_older), (60, true));
    assert!(matches!(view.messages[0].author, Author::Subscriber));

    let mut read = view.messages;
    let mut more = true;
    while more {
        let (mut older, has_older) = thread::older(&desk, &ana, conversation, read[0].position)
            .await
            .unwrap();
        older.append(&mut read);
        (read, more) = (older, has_older);
    }
    assert_eq!(read.iter().map(|message| message.id).collect::<Vec<_>>(), written);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_page_knows_whom_it_is_about(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let phone = customer(&desk, "Maria das Dores").await;
    let first = conversation_of(&desk, &phone, "Dorinha", QueueKey::Financial).await;
    assign::close(&desk, &ana, first).await.unwrap();
    let second = conversation_of(&desk, &phone, "Dorinha", QueueKey::Commercial).await;

    let view = thread::view(&desk, &ana, second).await.unwrap();
    assert_eq!(view.contact_phone, Some(phone.for_people()));
    assert_eq!(view.channel, "Principal · (62) 3999-0000");
    let customer = view.customer.unwrap();
    assert_eq!((customer.name.as_str(), customer.phone), ("Maria das Dores", phone));
    assert_eq!(customer.monthly_fee.to_string(), "R$\u{a0}119,90");
    let past: Vec<(ConversationId, Option<QueueKey>)> = view.past.iter().map(|past| (past.id, past.queue)).collect();
    assert_eq!(past, [(first, Some(QueueKey::Financial))]);

    let nothing = thread::view(&desk, &ana, ConversationId::new()).await;
    assert!(matches!(nothing, Err(DeskError::NotFound { .. })));
}
