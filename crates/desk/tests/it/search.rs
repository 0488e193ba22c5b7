//! Finding a conversation by what the agent knows.

use enlace_desk::{Actor, Desk, assign, search, thread};
use enlace_domain::{ConversationId, QueueKey, Role};
use enlace_store::Pool;
use enlace_testing::{conversation_of, conversation_waiting, customer, person, phone};

async fn found(desk: &Desk, actor: &Actor, typed: &str) -> Vec<ConversationId> {
    search::find(desk, actor, typed)
        .await
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| hit.conversation)
        .collect()
}

#[sqlx::test(migrations = "../../migrations")]
async fn names_are_found_without_accents_and_with_small_mistakes(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let number = customer(&desk, "João Antônio Conceição").await;
    let joao = conversation_of(&desk, &number, "Jão", QueueKey::Financial).await;
    let unknown = conversation_of(&desk, &phone(), "Padaria Pão Quente", QueueKey::Commercial).await;
    for typed in [
        "joao",
        "JOÃO",
        "conceicao",
        "joao conceicao",
        "conceição joão",
        "antonoi",
        "Jão",
    ] {
        assert_eq!(found(&desk, &ana, typed).await, [joao], "{typed}");
    }
    assert_eq!(found(&desk, &ana, "pao quente").await, [unknown]);
    for typed in ["", "  ", "jo", "%%%", "___", "joao%", "zebra"] {
        let hits = found(&desk, &ana, typed).await;
        let expected: &[ConversationId] = if typed == "joao%" { &[joao] } else { &[] };
        assert_eq!(hits, expected, "{typed:?}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn digits_are_a_phone_a_contract_or_a_protocol(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let number = customer(&desk, "Maria").await;
    let maria = conversation_of(&desk, &number, "Maria", QueueKey::Financial).await;
    conversation_waiting(&desk, QueueKey::Financial).await;
    let view = thread::view(&desk, &ana, maria).await.unwrap();
    let digits = number.as_str().trim_start_matches("+55").to_owned();
    let without_ninth = format!("{}{}", &digits[..2], &digits[3..]);
    let protocol = view.card.protocol.as_str().to_owned();
    let typed = [
        number.as_str().to_owned(),
        number.for_people(),
        digits.clone(),
        without_ninth,
        digits[2..].to_owned(),
        digits[7..].to_owned(),
        view.customer.unwrap().contract_number,
        protocol.clone(),
        protocol[10..].to_owned(),
    ];
    for typed in typed {
        let hits = found(&desk, &ana, &typed).await;
        assert!(hits.contains(&maria), "{typed}");
    }
    assert_eq!(found(&desk, &ana, &digits).await, [maria]);
    assert_eq!(found(&desk, &ana, &protocol).await, [maria]);
    assert!(found(&desk, &ana, "12").await.is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn open_ones_come_first_and_at_most_twenty(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let mut all = Vec::new();
    for _ in 0..23 {
        all.push(conversation_of(&desk, &phone(), "Silva", QueueKey::Commercial).await);
    }
    let closed = *all.last().unwrap();
    assign::close(&desk, &ana, closed).await.unwrap();
    let hits = found(&desk, &ana, "silva").await;
    assert_eq!(hits.len(), 20);
    assert!(!hits.contains(&closed), "the newest, but closed");
}

#[sqlx::test(migrations = "../../migrations")]
async fn it_says_whether_there_are_more_than_it_shows(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let found = async |typed: &str| {
        let found = search::find(&desk, &ana, typed).await.unwrap();
        (found.hits.len(), found.more)
    };
    for _ in 0..20 {
        conversation_of(&desk, &phone(), "Silva", QueueKey::Commercial).await;
    }
    assert_eq!(found("silva").await, (20, false), "all there are");
    conversation_of(&desk, &phone(), "Silva", QueueKey::Commercial).await;
    assert_eq!(found("silva").await, (20, true));
    assert_eq!(found("silvva").await, (20, true), "by likeness, too");
    assert_eq!(found("zebra").await, (0, false));
}

/// So many conversations of one contact, closed one a day, the last one first.
async fn closed_ones(pool: &Pool, first: ConversationId, count: i32, days_ago: i32) -> Vec<ConversationId> {
    let ids = sqlx::query_scalar::<_, uuid::Uuid>(
        "insert into conversations (id, protocol, contact_id, channel_id, status, last_message_at, created_at, closed_at)
         select gen_random_uuid(), lpad((row_number() over () + $3 * 1000)::text, 15, '9'), c.contact_id, c.channel_id, 'closed',
                now() - make_interval(days => $3 + n), now() - make_interval(days => $3 + n),
                now() - make_interval(days => $3 + n)
         from conversations c cross join generate_series(0, $2 - 1) n where c.id = $1 returning id",
    )
    .bind(first.get())
    .bind(count)
    .bind(days_ago)
    .fetch_all(pool)
    .await
    .unwrap();
    ids.into_iter().map(ConversationId::from).collect()
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_a_common_name_those_closed_last_are_found_whoever_they_are_of(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        open.insert(0, conversation_of(&desk, &phone(), "Souza", QueueKey::Commercial).await);
    }
    // the first wrote daily until two days ago, the second daily until 14 days ago, the third only a month ago
    let mut closed = closed_ones(&pool, open[0], 13, 2).await;
    closed.extend(closed_ones(&pool, open[1], 30, 15).await);
    closed_ones(&pool, open[2], 30, 60).await;
    let expected: Vec<_> = open.iter().chain(closed.iter().take(17)).copied().collect();
    assert_eq!(found(&desk, &ana, "souza").await, expected);
}
