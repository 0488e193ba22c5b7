//! Contacts that are one person: what is shown together, and that taking it back leaves no trace.

use enlace_desk::{Actor, Desk, DeskError, contacts, thread};
use enlace_domain::{ContactId, ConversationId, QueueKey, Role};
use enlace_store::Pool;
use enlace_testing::{conversation_of, customer, inbound_text, person, phone};

/// Two conversations of two contacts, and somebody who knows that they are one person.
struct Stage {
    desk: Desk,
    pool: Pool,
    ana: Actor,
    maria: ConversationId,
    unknown: ConversationId,
}

async fn stage(pool: Pool) -> Stage {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let known = customer(&desk, "Maria das Dores").await;
    let maria = conversation_of(&desk, &known, "Dorinha", QueueKey::Financial).await;
    let unknown = conversation_of(&desk, &phone(), "Celular novo", QueueKey::Commercial).await;
    Stage {
        desk,
        pool,
        ana,
        maria,
        unknown,
    }
}

impl Stage {
    /// The contact that the words find from this conversation.
    async fn found(&self, from: ConversationId, words: &str) -> Vec<ContactId> {
        let found = contacts::candidates(&self.desk, &self.ana, from, words).await.unwrap();
        found.iter().map(|candidate| candidate.contact).collect()
    }

    async fn merge(&self, here: ConversationId, words: &str) {
        let found = self.found(here, words).await;
        contacts::merge(&self.desk, &self.ana, here, found[0]).await.unwrap();
    }

    /// Takes the merges that show at this conversation back, the first one first.
    async fn undo_one(&self, here: ConversationId, name: &str) {
        let view = thread::view(&self.desk, &self.ana, here).await.unwrap();
        let merge = view.merges.iter().find(|merge| merge.name == name).unwrap();
        contacts::undo(&self.desk, &self.ana, here, merge.id).await.unwrap();
    }

    async fn name(&self, of: ConversationId) -> String {
        thread::view(&self.desk, &self.ana, of).await.unwrap().card.name
    }

    async fn past(&self, of: ConversationId) -> Vec<ConversationId> {
        let view = thread::view(&self.desk, &self.ana, of).await.unwrap();
        view.past.iter().map(|past| past.id).collect()
    }

    /// Everything that says whose is whose, as text.
    async fn whose(&self) -> Vec<String> {
        let query = "select concat_ws(' ', 'identity', kind, value, contact_id) from contact_identities
                     union all select concat_ws(' ', 'conversation', id, contact_id, customer_id, status) from conversations
                     union all select concat_ws(' ', 'contact', id, display_name, customer_id, merged_into) from contacts
                     order by 1";
        sqlx::query_scalar(query).fetch_all(&self.pool).await.unwrap()
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn one_person_has_one_history_one_name_and_one_contract(pool: Pool) {
    let stage = stage(pool).await;
    let before = stage.whose().await;
    assert_eq!(stage.name(stage.unknown).await, "Celular novo");
    assert_eq!(stage.past(stage.unknown).await, []);
    let candidates = contacts::candidates(&stage.desk, &stage.ana, stage.unknown, "dores")
        .await
        .unwrap();
    assert_eq!(candidates[0].name, "Maria das Dores");
    assert!(
        candidates[0].open_here.is_some(),
        "both are open on one channel, and it is said"
    );

    stage.merge(stage.unknown, "dores").await;
    let view = thread::view(&stage.desk, &stage.ana, stage.unknown).await.unwrap();
    assert_eq!(view.past.iter().map(|past| past.id).collect::<Vec<_>>(), [stage.maria]);
    assert!(view.past[0].other_address.is_some(), "it is held with another number");
    assert_eq!(view.customer.unwrap().name, "Maria das Dores");
    assert_eq!(view.card.name, "Maria das Dores");
    assert_eq!(view.merges[0].by, Some(stage.ana.person.clone()));
    assert_eq!(stage.past(stage.maria).await, [stage.unknown]);
    assert_eq!(stage.found(stage.unknown, "dores").await, [], "they are one already");
    let again = contacts::merge(&stage.desk, &stage.ana, stage.maria, candidates[0].contact).await;
    assert!(matches!(again, Err(DeskError::Invalid { field: "contact", .. })));

    stage.undo_one(stage.unknown, "Maria das Dores").await;
    assert_eq!(stage.whose().await, before);
    assert_eq!(stage.name(stage.unknown).await, "Celular novo");
    let book: Vec<String> =
        sqlx::query_scalar("select action from audit_log where subject_kind = 'contact_merge' order by id")
            .fetch_all(&stage.pool)
            .await
            .unwrap();
    assert_eq!(book, ["merge_contacts", "undo_merge"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_came_in_meanwhile_stays_with_whom_it_came_from(pool: Pool) {
    let stage = stage(pool).await;
    stage.merge(stage.unknown, "dores").await;
    let from_maria = inbound_text(&stage.desk, stage.maria, "sou eu, pelo número de sempre").await;
    let from_new = inbound_text(&stage.desk, stage.unknown, "e agora pelo novo").await;
    // a third number, met after the merge
    let third = conversation_of(&stage.desk, &phone(), "Trabalho", QueueKey::Commercial).await;
    stage.merge(third, "dores").await;
    assert_eq!(stage.past(third).await.len(), 2);

    stage.undo_one(third, "Maria das Dores").await;
    assert_eq!(stage.past(third).await, [stage.unknown]);
    assert_eq!(stage.past(stage.maria).await, []);
    for (conversation, message) in [(stage.maria, from_maria), (stage.unknown, from_new)] {
        let view = thread::view(&stage.desk, &stage.ana, conversation).await.unwrap();
        assert!(view.messages.iter().any(|shown| shown.id == message));
    }
}

/// Whatever was merged since, each merge takes out those whom it brought.
#[sqlx::test(migrations = "../../migrations")]
async fn merges_are_taken_back_in_any_order(pool: Pool) {
    let stage = stage(pool).await;
    let before = stage.whose().await;
    let third = conversation_of(&stage.desk, &phone(), "Trabalho", QueueKey::Commercial).await;
    let with_third = stage.whose().await;
    assert!(with_third.len() > before.len());
    // Maria joins the new number; both join the one from work
    stage.merge(stage.unknown, "dores").await;
    stage.merge(third, "celular novo").await;
    assert_eq!(stage.past(third).await.len(), 2);
    // the earlier one first: Maria leaves all; then she comes back by herself
    stage.undo_one(third, "Maria das Dores").await;
    assert_eq!(stage.past(third).await, [stage.unknown]);
    assert_eq!(stage.past(stage.maria).await, []);
    stage.merge(third, "dores").await;
    // the new number leaves, without Maria, who no longer came with it
    stage.undo_one(third, "Celular novo").await;
    assert_eq!(stage.past(third).await, [stage.maria]);
    stage.undo_one(third, "Maria das Dores").await;
    assert_eq!(stage.whose().await, with_third);
}
