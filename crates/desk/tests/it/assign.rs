//! Who holds a conversation: races, limits, and who may move what.

use enlace_desk::{Actor, Desk, DeskError, assign, board, thread};
use enlace_domain::{
    ConversationId, ConversationStatus, IssueType, Priority, QueueKey, Role,
    event::SystemLine,
    view::{BoardCard, ClaimOutcome, TransferTarget},
};
use enlace_store::{Pool, clocks, issues};
use enlace_testing::{conversation_of, conversation_waiting, customer, inbound_text, person, person_holding};
use futures::future::join_all;

async fn agent(desk: &Desk, name: &str) -> Actor {
    person(desk, name, Role::Agent, &[]).await
}

async fn card(desk: &Desk, actor: &Actor, id: ConversationId) -> BoardCard {
    thread::view(desk, actor, id).await.unwrap().card
}

async fn lines(desk: &Desk, actor: &Actor, id: ConversationId) -> Vec<SystemLine> {
    let messages = thread::view(desk, actor, id).await.unwrap().messages;
    messages
        .iter()
        .filter_map(|message| serde_json::from_str(&message.body).ok())
        .collect()
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_twenty_who_claim_at_once_one_gets_it_and_the_others_are_told_who(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let conversation = conversation_waiting(&desk, QueueKey::TechnicalUrgent).await;
    let mut agents = Vec::new();
    for number in 0..20 {
        agents.push(agent(&desk, &format!("Agente {number}")).await);
    }
    let outcomes = join_all(agents.iter().map(|agent| assign::claim(&desk, agent, conversation))).await;
    let mut winners = agents
        .iter()
        .zip(&outcomes)
        .filter(|(_, out)| matches!(out, Ok(ClaimOutcome::Yours)));
    let winner = winners.next().expect("somebody gets it").0.person.clone();
    assert!(winners.next().is_none(), "nobody else does");
    let told = outcomes
        .iter()
        .filter(|out| matches!(out, Ok(ClaimOutcome::Taken { by }) if *by == winner))
        .count();
    assert_eq!(told, 19);
    assert_eq!(
        lines(&desk, &agents[0], conversation).await,
        [SystemLine::Claimed { by: winner.clone() }]
    );
    assert_eq!(card(&desk, &agents[0], conversation).await.assigned, Some(winner));
}

#[sqlx::test(migrations = "../../migrations")]
async fn nobody_claims_past_their_capacity_however_fast(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person_holding(&desk, "Ana", Role::Agent, &[], 3).await;
    let mut waiting = Vec::new();
    for _ in 0..10 {
        waiting.push(conversation_waiting(&desk, QueueKey::Financial).await);
    }
    let outcomes = join_all(waiting.iter().map(|id| assign::claim(&desk, &ana, *id))).await;
    let got = outcomes
        .iter()
        .filter(|out| matches!(out, Ok(ClaimOutcome::Yours)))
        .count();
    let full = outcomes
        .iter()
        .filter(|out| matches!(out, Err(DeskError::AtCapacity { capacity: 3 })))
        .count();
    assert_eq!((got, full), (3, 7));
    let cards = board::snapshot(&desk, &ana).await.unwrap().cards;
    assert_eq!(
        cards.iter().filter(|card| card.assigned.is_some()).count(),
        3,
        "what was refused was not taken"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn claiming_ones_own_again_changes_nothing(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = person_holding(&desk, "Ana", Role::Agent, &[], 1).await;
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    for _ in 0..2 {
        assert_eq!(
            assign::claim(&desk, &ana, conversation).await.unwrap(),
            ClaimOutcome::Yours
        );
    }
    assert_eq!(lines(&desk, &ana, conversation).await.len(), 1);
    let nothing = assign::claim(&desk, &ana, ConversationId::new()).await;
    assert!(matches!(nothing, Err(DeskError::NotFound { .. })));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_another_holds_only_a_manager_moves(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let manager = person(&desk, "Gil", Role::Manager, &[]).await;
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    assign::claim(&desk, &ana, conversation).await.unwrap();

    let to_queue = TransferTarget::Queue(QueueKey::Financial);
    let to_bia = TransferTarget::Person(bia.person.id);
    let refusals = [
        assign::release(&desk, &bia, conversation).await,
        assign::transfer(&desk, &bia, conversation, to_queue.clone()).await,
        assign::transfer(&desk, &bia, conversation, to_bia.clone()).await,
        assign::close(&desk, &bia, conversation).await,
    ];
    for refusal in refusals {
        assert!(
            matches!(&refusal, Err(DeskError::HeldBy(holder)) if *holder == ana.person),
            "{refusal:?}"
        );
    }
    assert_eq!(
        lines(&desk, &ana, conversation).await.len(),
        1,
        "a refusal leaves no line"
    );

    assign::transfer(&desk, &manager, conversation, to_bia).await.unwrap();
    assert_eq!(card(&desk, &ana, conversation).await.assigned, Some(bia.person.clone()));
    assign::release(&desk, &manager, conversation).await.unwrap();
    assert_eq!(card(&desk, &ana, conversation).await.assigned, None);
    let unheld = assign::release(&desk, &manager, conversation).await;
    assert!(matches!(unheld, Err(DeskError::Invalid { .. })), "nobody holds it now");
    assign::transfer(&desk, &ana, conversation, to_queue).await.unwrap();
    assign::close(&desk, &bia, conversation).await.unwrap();
    assert_eq!(card(&desk, &ana, conversation).await.status, ConversationStatus::Closed);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_queue_gives_its_priority_and_its_clock(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = agent(&desk, "Ana").await;
    let conversation = conversation_waiting(&desk, QueueKey::Financial).await;
    assign::claim(&desk, &ana, conversation).await.unwrap();
    // answered: the clock stands, and would stand for ever in a queue where nobody looks at the paused
    clocks::answered(&mut pool.acquire().await.unwrap(), conversation)
        .await
        .unwrap();
    assert_eq!(card(&desk, &ana, conversation).await.due_at, None);

    assign::transfer(&desk, &ana, conversation, TransferTarget::Queue(QueueKey::Cancellation))
        .await
        .unwrap();
    let card = card(&desk, &ana, conversation).await;
    assert_eq!(
        (card.queue, card.priority),
        (Some(QueueKey::Cancellation), Priority::URGENT)
    );
    assert_eq!((card.status, card.assigned), (ConversationStatus::Waiting, None));
    let allowed = card.due_at.unwrap() - card.waiting_since.unwrap();
    assert_eq!(allowed, time::Duration::minutes(10));
    let line = SystemLine::TransferredToQueue {
        by: ana.person.clone(),
        queue: QueueKey::Cancellation,
    };
    assert_eq!(lines(&desk, &ana, conversation).await.last(), Some(&line));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_colleague_must_be_there_and_have_room(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = agent(&desk, "Ana").await;
    let full = person_holding(&desk, "Bia", Role::Agent, &[], 1).await;
    let gone = agent(&desk, "Caio").await;
    sqlx::query("update people set active = false where name = 'Caio'")
        .execute(&pool)
        .await
        .unwrap();
    let (first, second) = (
        conversation_waiting(&desk, QueueKey::Commercial).await,
        conversation_waiting(&desk, QueueKey::Commercial).await,
    );
    let to = |actor: &Actor| TransferTarget::Person(actor.person.id);
    assign::transfer(&desk, &ana, first, to(&full)).await.unwrap();
    let too_many = assign::transfer(&desk, &ana, second, to(&full)).await;
    assert!(
        matches!(too_many, Err(DeskError::AtCapacity { capacity: 1 })),
        "{too_many:?}"
    );
    let nobody = assign::transfer(&desk, &ana, second, to(&gone)).await;
    assert!(
        matches!(nobody, Err(DeskError::Invalid { field: "person", .. })),
        "{nobody:?}"
    );
    assert_eq!(card(&desk, &ana, second).await.assigned, None);
}

#[sqlx::test(migrations = "../../migrations")]
async fn closing_stops_the_clock_and_leaves_the_board(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let conversation = conversation_waiting(&desk, QueueKey::TechnicalNormal).await;
    assign::claim(&desk, &ana, conversation).await.unwrap();
    assign::close(&desk, &ana, conversation).await.unwrap();
    let closed = card(&desk, &ana, conversation).await;
    assert_eq!((closed.waiting_since, closed.due_at), (None, None));
    assert!(board::snapshot(&desk, &ana).await.unwrap().cards.is_empty());
    assert_eq!(
        assign::claim(&desk, &bia, conversation).await.unwrap(),
        ClaimOutcome::Closed
    );
    let late = [
        assign::close(&desk, &bia, conversation).await,
        assign::release(&desk, &ana, conversation).await,
        assign::transfer(&desk, &ana, conversation, TransferTarget::Queue(QueueKey::Financial)).await,
    ];
    assert!(
        late.iter().all(|result| matches!(result, Err(DeskError::Closed))),
        "{late:?}"
    );

    assign::reopen(&desk, &bia, conversation).await.unwrap();
    let open = card(&desk, &bia, conversation).await;
    assert_eq!(
        (open.status, open.assigned),
        (ConversationStatus::InProgress, Some(bia.person.clone()))
    );
    assert_eq!(
        lines(&desk, &bia, conversation).await,
        [
            SystemLine::Claimed { by: ana.person.clone() },
            SystemLine::Closed { by: ana.person.clone() },
            SystemLine::Reopened {
                by: Some(bia.person.clone())
            },
        ]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn reopening_beside_an_open_one_is_refused_by_its_number(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = agent(&desk, "Ana").await;
    let phone = customer(&desk, "Dona Lúcia").await;
    let old = conversation_of(&desk, &phone, "Lúcia", QueueKey::Commercial).await;
    assign::close(&desk, &ana, old).await.unwrap();
    let new = conversation_of(&desk, &phone, "Lúcia", QueueKey::Financial).await;
    let number = card(&desk, &ana, new).await.protocol;
    let refused = assign::reopen(&desk, &ana, old).await;
    let Err(DeskError::Invalid { allowed, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert!(allowed.contains(number.as_str()), "{allowed}");
    assert_eq!(card(&desk, &ana, old).await.status, ConversationStatus::Closed);
    assign::close(&desk, &ana, new).await.unwrap();
    assign::reopen(&desk, &ana, old).await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn closing_resolves_the_fault_unless_another_conversation_is_about_it(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = agent(&desk, "Ana").await;
    let phone = customer(&desk, "Seu Zé").await;
    let conversation = conversation_of(&desk, &phone, "Zé", QueueKey::TechnicalUrgent).await;
    let house = thread::view(&desk, &ana, conversation)
        .await
        .unwrap()
        .customer
        .unwrap()
        .id;
    let mut conn = pool.acquire().await.unwrap();
    let issue = issues::open_or_link(&mut conn, house, IssueType::NoInternet, "sem sinal", Priority::URGENT)
        .await
        .unwrap()
        .id;
    let other = conversation_waiting(&desk, QueueKey::TechnicalUrgent).await;
    for id in [conversation, other] {
        sqlx::query("update conversations set technical_issue_id = $2, customer_id = $3 where id = $1")
            .bind(id.get())
            .bind(issue.get())
            .bind(house.get())
            .execute(&mut *conn)
            .await
            .unwrap();
    }
    let status = async || -> String {
        sqlx::query_scalar("select status from technical_issues")
            .fetch_one(&pool)
            .await
            .unwrap()
    };
    assign::close(&desk, &ana, conversation).await.unwrap();
    assert_eq!(status().await, "open");
    assign::close(&desk, &ana, other).await.unwrap();
    assert_eq!(status().await, "resolved");
    assign::reopen(&desk, &ana, other).await.unwrap();
    assert_eq!(status().await, "in_progress");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_released_conversation_keeps_its_clock(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let conversation = conversation_waiting(&desk, QueueKey::TechnicalUrgent).await;
    inbound_text(&desk, conversation, "alô?").await;
    let before = card(&desk, &ana, conversation).await;
    assign::claim(&desk, &ana, conversation).await.unwrap();
    assign::release(&desk, &ana, conversation).await.unwrap();
    let after = card(&desk, &ana, conversation).await;
    assert_eq!(
        (after.due_at, after.status),
        (before.due_at, ConversationStatus::Waiting)
    );
    assert!(after.due_at.is_some());
    assert_eq!(
        assign::claim(&desk, &bia, conversation).await.unwrap(),
        ClaimOutcome::Yours
    );
}
