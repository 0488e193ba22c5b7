//! Open pages: nothing lost, nothing twice, whoever commits when.

use std::{collections::HashMap, sync::Arc, time::Duration};

use enlace_desk::{
    Actor, Desk, assign,
    live::{self, LiveEvent, LiveStream},
    log_in, people,
};
use enlace_domain::{
    ConversationId, ConversationStatus, PersonId, QueueKey, Role,
    event::{StreamBody, StreamCursor},
    view::{BoardCard, PersonForm},
};
use enlace_store::{
    Pool, events,
    stream::{self, Change},
};
use enlace_testing::{conversation_waiting, inbound_text, person, run_hub};
use futures::{StreamExt, future::join_all};
use tokio::time::timeout;

/// Much longer than anything here takes: other tests share the machine, and their transactions the stream's horizon.
const LONG: Duration = Duration::from_secs(30);

/// A page as the browser keeps it: the board, brought up to date event by event.
struct Page {
    stream: LiveStream,
    cursor: StreamCursor,
    cards: HashMap<ConversationId, BoardCard>,
    snapshots: usize,
}

impl Page {
    async fn open(desk: &Desk, actor: &Actor, resume: Option<StreamCursor>) -> Self {
        let stream = live::open(desk, actor, resume).await.unwrap();
        Self {
            stream,
            cursor: resume.unwrap_or_default(),
            cards: HashMap::new(),
            snapshots: 0,
        }
    }

    /// Takes the next event and checks that it follows the last one.
    async fn next(&mut self) -> Arc<LiveEvent> {
        let event = timeout(LONG, self.stream.next())
            .await
            .expect("an event comes")
            .expect("the stream goes on");
        let read = event.read().unwrap();
        assert_eq!(
            (read.cursor, read.prev),
            (event.cursor, event.prev),
            "what is written is what is said"
        );
        match read.body {
            StreamBody::Snapshot(board) => {
                self.snapshots += 1;
                self.cards = board.cards.into_iter().map(|card| (card.id, card)).collect();
            }
            body => {
                assert_eq!(event.prev, self.cursor, "a gap before {body:?}");
                match body {
                    StreamBody::Card(card) if card.status == ConversationStatus::Closed => {
                        self.cards.remove(&card.id);
                    }
                    StreamBody::Card(card) => {
                        self.cards.insert(card.id, *card);
                    }
                    StreamBody::Online { .. } | StreamBody::Attendance(_) => {
                        assert_eq!(event.cursor, self.cursor);
                    }
                    _ => {}
                }
            }
        }
        self.cursor = event.cursor;
        event
    }

    /// Takes events until one is what was looked for.
    async fn until(&mut self, mut wanted: impl FnMut(&StreamBody) -> bool) -> Arc<LiveEvent> {
        loop {
            let event = self.next().await;
            if wanted(&event.body) {
                return event;
            }
        }
    }

    async fn until_card(&mut self, id: ConversationId) -> BoardCard {
        let event = self
            .until(|body| matches!(body, StreamBody::Card(card) if card.id == id))
            .await;
        let StreamBody::Card(card) = &*event.body else {
            unreachable!()
        };
        (**card).clone()
    }
}

fn card_id(event: &LiveEvent) -> Option<ConversationId> {
    match &*event.body {
        StreamBody::Card(card) => Some(card.id),
        _ => None,
    }
}

/// The place behind all that is committed, once no transaction of the machine stands before any of it.
async fn settled(pool: &Pool) -> StreamCursor {
    let mut reader = pool.acquire().await.unwrap();
    loop {
        let head = stream::head(&mut reader).await.unwrap();
        let rest = stream::after(&mut reader, head, 1).await.unwrap();
        if rest.rows.is_empty() && !rest.more_to_come {
            return head;
        }
        tokio::task::yield_now().await;
    }
}

async fn agent(desk: &Desk, name: &str) -> Actor {
    person(desk, name, Role::Agent, &[]).await
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_page_begins_with_the_board_and_follows_it(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = agent(&desk, "Ana").await;
    let first = conversation_waiting(&desk, QueueKey::Commercial).await;
    let _hub = run_hub(&desk);
    let mut page = Page::open(&desk, &ana, None).await;
    assert!(matches!(&*page.next().await.body, StreamBody::Snapshot(board) if board.cards[0].id == first));

    let second = conversation_waiting(&desk, QueueKey::Financial).await;
    assert_eq!(page.until_card(second).await.queue, Some(QueueKey::Financial));
    let message = inbound_text(&desk, second, "oi").await;
    page.until(|body| matches!(body, StreamBody::Message(new) if new.id == message && new.body == "oi"))
        .await;
    assign::claim(&desk, &ana, second).await.unwrap();
    page.until(|body| matches!(body, StreamBody::Card(card) if card.assigned == Some(ana.person.clone())))
        .await;
    assign::close(&desk, &ana, second).await.unwrap();
    page.until(|body| matches!(body, StreamBody::Card(card) if card.status == ConversationStatus::Closed))
        .await;
    assert_eq!(page.cards.keys().collect::<Vec<_>>(), [&first]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn transactions_that_commit_in_reverse_lose_nothing(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = agent(&desk, "Ana").await;
    let (a, b) = (
        conversation_waiting(&desk, QueueKey::Commercial).await,
        conversation_waiting(&desk, QueueKey::Commercial).await,
    );
    let before = settled(&pool).await;
    let _hub = run_hub(&desk);
    let mut page = Page::open(&desk, &ana, None).await;
    page.next().await;
    let mut reader = pool.acquire().await.unwrap();

    let mut slow = pool.begin().await.unwrap();
    events::conversation_changed(&mut slow, a).await.unwrap();
    let mut quick = pool.begin().await.unwrap();
    events::conversation_changed(&mut quick, b).await.unwrap();
    quick.commit().await.unwrap();
    desk.hub().wake();

    // the later row is committed, the earlier one is not: whoever read the later one now would never see the earlier
    let batch = stream::after(&mut reader, before, 100).await.unwrap();
    assert!(batch.rows.is_empty() && batch.more_to_come, "{batch:?}");
    assert_eq!(
        stream::head(&mut reader).await.unwrap(),
        before,
        "a snapshot does not pass it either"
    );
    let early = timeout(
        Duration::from_millis(400),
        page.until(|body| matches!(body, StreamBody::Card(_))),
    )
    .await;
    assert!(early.is_err(), "nothing overtakes the slow transaction");

    slow.commit().await.unwrap();
    desk.hub().wake();
    let batch = loop {
        let batch = stream::after(&mut reader, before, 100).await.unwrap();
        if !batch.more_to_come && !batch.rows.is_empty() {
            break batch;
        }
    };
    let changes: Vec<Change> = batch.rows.iter().map(|row| row.change).collect();
    assert_eq!(changes, [Change::Conversation(a), Change::Conversation(b)]);

    let last = conversation_waiting(&desk, QueueKey::Commercial).await;
    let mut seen = Vec::new();
    while seen.last() != Some(&last) {
        seen.extend(card_id(&*page.next().await));
    }
    assert_eq!(seen, [a, b, last], "each once, in the stream's order");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_page_that_comes_back_gets_exactly_what_it_missed(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let _hub = run_hub(&desk);
    let mut page = Page::open(&desk, &ana, None).await;
    page.next().await;
    let mut witness = Page::open(&desk, &bia, None).await;
    witness.next().await;
    let seen = conversation_waiting(&desk, QueueKey::Commercial).await;
    page.until_card(seen).await;
    witness.until_card(seen).await;
    let left_at = page.cursor;
    drop(page);

    let mut missed = Vec::new();
    for _ in 0..5 {
        let id = conversation_waiting(&desk, QueueKey::Commercial).await;
        witness.until_card(id).await;
        missed.push(id);
    }
    let mut back = Page::open(&desk, &ana, Some(left_at)).await;
    let mut got = Vec::new();
    while got.len() < missed.len() {
        got.extend(card_id(&*back.next().await));
    }
    assert_eq!(got, missed);
    assert_eq!((back.snapshots, back.cursor), (0, witness.cursor));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_cannot_be_resumed_begins_anew(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = agent(&desk, "Ana").await;
    conversation_waiting(&desk, QueueKey::Commercial).await;
    // the hub begins behind this conversation
    settled(&pool).await;
    let _hub = run_hub(&desk);
    let future = StreamCursor {
        xid: u64::MAX >> 1,
        seq: 1,
    };
    for strange in [StreamCursor::default(), StreamCursor { xid: 1, seq: 1 }, future] {
        let mut page = Page::open(&desk, &ana, Some(strange)).await;
        page.next().await;
        assert_eq!((page.snapshots, page.cards.len()), (1, 1), "{strange}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_page_that_cannot_keep_up_gets_a_new_board(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    let _hub = run_hub(&desk);
    let mut slow = Page::open(&desk, &ana, None).await;
    slow.next().await;
    let mut witness = Page::open(&desk, &bia, None).await;
    witness.next().await;
    for number in 0..280 {
        let message = inbound_text(&desk, conversation, &format!("{number}")).await;
        // one batch each
        witness
            .until(|body| matches!(body, StreamBody::Message(new) if new.id == message))
            .await;
    }
    slow.until(|body| matches!(body, StreamBody::Snapshot(_))).await;
    assert_eq!(slow.snapshots, 2);
    assert_eq!(slow.cards[&conversation].preview, "279");
    let next = conversation_waiting(&desk, QueueKey::Commercial).await;
    slow.until_card(next).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_process_sees_everything(pool: Pool) {
    let (here, there) = (enlace_testing::desk(pool.clone()), enlace_testing::desk(pool));
    let (ana, bia) = (agent(&here, "Ana").await, agent(&here, "Bia").await);
    let _hubs = (run_hub(&here), run_hub(&there));
    let (mut at_ana, mut at_bia) = (
        Page::open(&here, &ana, None).await,
        Page::open(&there, &bia, None).await,
    );
    let one = conversation_waiting(&here, QueueKey::Commercial).await;
    let two = conversation_waiting(&there, QueueKey::Commercial).await;
    for page in [&mut at_ana, &mut at_bia] {
        while !(page.cards.contains_key(&one) && page.cards.contains_key(&two)) {
            page.next().await;
        }
    }
    // whoever reconnects may reach another process: its place in the stream is good there too
    let three = conversation_waiting(&here, QueueKey::Commercial).await;
    at_ana.until_card(three).await;
    at_bia.until_card(three).await;
    let mut moved = Page::open(&there, &ana, Some(at_ana.cursor)).await;
    let four = conversation_waiting(&here, QueueKey::Commercial).await;
    moved.until_card(four).await;
    assert_eq!(moved.snapshots, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn pages_opened_in_the_midst_of_changes_all_end_at_the_truth(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let ana = agent(&desk, "Ana").await;
    let mut conversations = Vec::new();
    for _ in 0..12 {
        conversations.push(conversation_waiting(&desk, QueueKey::Commercial).await);
    }
    let _hub = run_hub(&desk);
    let writers = conversations.iter().map(|id| {
        let desk = desk.clone();
        async move {
            for number in 0..25 {
                inbound_text(&desk, *id, &format!("mensagem {number}")).await;
            }
        }
    });
    let mut pages = Vec::new();
    let opening = async {
        for _ in 0..10 {
            let mut page = Page::open(&desk, &ana, None).await;
            page.next().await;
            pages.push(page);
        }
    };
    tokio::join!(join_all(writers), opening);
    let last = conversation_waiting(&desk, QueueKey::Financial).await;
    let truth = enlace_desk::board::snapshot(&desk, &ana).await.unwrap().cards;
    let truth: HashMap<_, _> = truth.into_iter().map(|card| (card.id, card)).collect();
    for page in &mut pages {
        while !page.cards.contains_key(&last) {
            page.next().await;
        }
        assert_eq!(page.cards, truth);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn edits_of_people_and_who_is_online_are_told(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let _hub = run_hub(&desk);
    let mut page = Page::open(&desk, &ana, None).await;
    let _other = Page::open(&desk, &bia, None).await;
    let both = |people: &[PersonId]| people.contains(&ana.person.id) && people.contains(&bia.person.id);
    page.until(|body| match body {
        StreamBody::Online { people } => both(&people.iter().map(|person| person.id).collect::<Vec<_>>()),
        _ => false,
    })
    .await;

    let form = PersonForm {
        id: Some(bia.person.id),
        name: "Beatriz".to_owned(),
        email: bia.email.clone(),
        role: Role::Agent,
        capacity: 3,
        active: true,
        teams: Vec::new(),
        password: None,
    };
    people::save(&desk, &chief, form).await.unwrap();
    page.until(|body| matches!(body, StreamBody::Settings)).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn logging_out_closes_the_pages_of_that_log_in_only(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let _hub = run_hub(&desk);
    let (mut at_ana, mut at_bia) = (Page::open(&desk, &ana, None).await, Page::open(&desk, &bia, None).await);
    log_in::log_out(&desk, &ana).await.unwrap();
    let ended = async { while at_ana.stream.next().await.is_some() {} };
    timeout(LONG, ended).await.expect("the stream ends");
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    at_bia.until_card(conversation).await;
}
