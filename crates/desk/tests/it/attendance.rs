//! Who has a conversation open: what colleagues are told, and how somebody is gone without a word.

use std::time::Duration;

use enlace_desk::{
    Actor, Desk, DeskError, attendance,
    live::{self, LiveStream},
};
use enlace_domain::{ConversationId, QueueKey, Role, event::StreamBody, view::Attendance};
use enlace_store::Pool;
use enlace_testing::{conversation_waiting, person, run_hub};
use futures::StreamExt;
use tokio::time::timeout;
use uuid::Uuid;

/// Much longer than anything here takes.
const LONG: Duration = Duration::from_secs(30);

/// A tab of somebody's that shows a conversation.
struct Tab<'a> {
    desk: &'a Desk,
    actor: &'a Actor,
    conversation: ConversationId,
    id: Uuid,
}

impl<'a> Tab<'a> {
    fn of(desk: &'a Desk, actor: &'a Actor, conversation: ConversationId) -> Self {
        Self {
            desk,
            actor,
            conversation,
            id: Uuid::new_v4(),
        }
    }

    /// The colleagues that this tab is told of, and whether they write.
    async fn says(&self, writing: bool) -> Vec<(String, bool)> {
        let told = attendance::attend(self.desk, self.actor, self.conversation, self.id, writing).await;
        people(&told.unwrap())
    }

    async fn reads(&self) -> Vec<(String, bool)> {
        self.says(false).await
    }

    async fn leaves(&self) {
        attendance::leave(self.desk, self.actor, self.conversation, self.id)
            .await
            .unwrap();
    }
}

fn people(told: &Attendance) -> Vec<(String, bool)> {
    let people = told.people.iter();
    people.map(|one| (one.person.name.clone(), one.writing)).collect()
}

fn reading(name: &str) -> Vec<(String, bool)> {
    vec![(name.to_owned(), false)]
}

fn writing(name: &str) -> Vec<(String, bool)> {
    vec![(name.to_owned(), true)]
}

async fn agent(desk: &Desk, name: &str) -> Actor {
    person(desk, name, Role::Agent, &[]).await
}

/// Lets so many seconds pass for all who are there.
async fn let_pass(pool: &Pool, seconds: f64) {
    sqlx::query(
        "update attendance set until = until - make_interval(secs => $1),
             writing_until = writing_until - make_interval(secs => $1)",
    )
    .bind(seconds)
    .execute(pool)
    .await
    .unwrap();
}

async fn count(pool: &Pool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn colleagues_see_each_other_once_and_nobody_themselves(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    let elsewhere = conversation_waiting(&desk, QueueKey::Financial).await;
    let (first, second) = (Tab::of(&desk, &ana, conversation), Tab::of(&desk, &ana, conversation));
    let other = Tab::of(&desk, &bia, conversation);
    assert!(first.reads().await.is_empty());
    assert!(second.says(true).await.is_empty(), "my other tab is no colleague");
    assert_eq!(other.reads().await, writing("Ana"), "two tabs are one person");
    assert_eq!(first.reads().await, reading("Bia"));
    assert!(Tab::of(&desk, &bia, elsewhere).reads().await.is_empty());

    second.leaves().await;
    assert_eq!(other.reads().await, reading("Ana"), "the first tab is still there");
    assert_eq!(first.says(true).await, reading("Bia"));
    assert_eq!(other.reads().await, writing("Ana"));
    assert_eq!(first.reads().await, reading("Bia"));
    assert_eq!(other.reads().await, reading("Ana"), "sent, or given up");
    first.leaves().await;
    assert!(other.reads().await.is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_says_nothing_more_stops_writing_and_is_gone(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    let (hers, other) = (Tab::of(&desk, &ana, conversation), Tab::of(&desk, &bia, conversation));
    hers.says(true).await;
    assert_eq!(other.reads().await, writing("Ana"));
    let_pass(&pool, 11.0).await;
    assert_eq!(other.reads().await, reading("Ana"));
    let_pass(&pool, 20.0).await;
    assert_eq!(other.reads().await, reading("Ana"));
    let_pass(&pool, 15.0).await;
    assert!(other.reads().await.is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_people_of_the_desk_are_told_of_and_only_they_can_leave(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    let nowhere = attendance::attend(&desk, &ana, ConversationId::new(), Uuid::new_v4(), true).await;
    assert!(matches!(nowhere, Err(DeskError::NotFound { .. })));
    assert_eq!(count(&pool, "select count(*) from attendance").await, 0);

    let (hers, other) = (Tab::of(&desk, &ana, conversation), Tab::of(&desk, &bia, conversation));
    hers.reads().await;
    attendance::leave(&desk, &bia, conversation, hers.id).await.unwrap();
    assert_eq!(other.reads().await, reading("Ana"), "her tab is hers to close");

    sqlx::query("update people set active = false where id = $1")
        .bind(ana.person.id.get())
        .execute(&pool)
        .await
        .unwrap();
    assert!(other.reads().await.is_empty());
}

/// Waits until a page is told that these have the conversation open.
async fn is_told(page: &mut LiveStream, conversation: ConversationId, wanted: &[(String, bool)]) {
    let found = async {
        loop {
            let event = page.next().await.expect("the stream goes on");
            if let StreamBody::Attendance(told) = &*event.body
                && told.conversation == conversation
                && people(told) == wanted
            {
                assert_eq!(
                    event.read().unwrap().body,
                    *event.body,
                    "what is written is what is said"
                );
                return;
            }
        }
    };
    timeout(LONG, found).await.expect("colleagues are told");
}

#[sqlx::test(migrations = "../../migrations")]
async fn pages_of_every_process_are_told_and_the_stream_keeps_nothing_of_it(pool: Pool) {
    let (here, there) = (enlace_testing::desk(pool.clone()), enlace_testing::desk(pool.clone()));
    let (ana, bia) = (agent(&here, "Ana").await, agent(&here, "Bia").await);
    let conversation = conversation_waiting(&here, QueueKey::Commercial).await;
    let events = count(&pool, "select count(*) from event_stream").await;
    let _hub = run_hub(&here);
    let mut page = live::open(&here, &ana, None).await.unwrap();

    let tab = Tab::of(&there, &bia, conversation);
    assert!(tab.reads().await.is_empty(), "who only looks at the board is not there");
    is_told(&mut page, conversation, &reading("Bia")).await;
    tab.says(true).await;
    is_told(&mut page, conversation, &writing("Bia")).await;
    tab.leaves().await;
    is_told(&mut page, conversation, &[]).await;

    // a process that was killed, a laptop that was closed
    tab.says(true).await;
    is_told(&mut page, conversation, &writing("Bia")).await;
    let_pass(&pool, 11.0).await;
    is_told(&mut page, conversation, &reading("Bia")).await;
    let_pass(&pool, 40.0).await;
    is_told(&mut page, conversation, &[]).await;
    assert_eq!(count(&pool, "select count(*) from attendance").await, 0);
    assert_eq!(count(&pool, "select count(*) from event_stream").await, events);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_colleagues_know_is_not_told_again(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let (ana, bia) = (agent(&desk, "Ana").await, agent(&desk, "Bia").await);
    let conversation = conversation_waiting(&desk, QueueKey::Commercial).await;
    let elsewhere = conversation_waiting(&desk, QueueKey::Commercial).await;
    let _hub = run_hub(&desk);
    let mut page = live::open(&desk, &ana, None).await.unwrap();
    let tab = Tab::of(&desk, &bia, conversation);
    tab.reads().await;
    is_told(&mut page, conversation, &reading("Bia")).await;
    for _ in 0..3 {
        tab.reads().await;
    }
    // rings are heard in their order: when this one is, those would have been
    Tab::of(&desk, &bia, elsewhere).reads().await;
    let next = async {
        loop {
            let event = page.next().await.expect("the stream goes on");
            if let StreamBody::Attendance(told) = &*event.body {
                return told.conversation;
            }
        }
    };
    assert_eq!(timeout(LONG, next).await.expect("colleagues are told"), elsewhere);
}
