//! Who erases, when not, once, and what can't be done with an erased contact.

use enlace_desk::{DeskError, assign, contacts, dead_letters, erasure, insight, reply, search, thread};
use enlace_domain::{Direction, Role, view::ERASE_WORD};
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::{SECOND, scene};
use crate::path::world::{World, Written};

#[sqlx::test(migrations = "../../migrations")]
async fn every_figure_stays(pool: PgPool) {
    let scene = scene(pool).await;
    scene.close_all().await;
    let before = scene.figures().await;
    scene.erase().await.unwrap();
    assert_eq!(scene.figures().await, before);
    // also where they are made anew
    insight::rebuild(&scene.world.pool).await.unwrap();
    assert_eq!(scene.figures().await, before);
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_administrators_erase_by_the_word_and_once(pool: PgPool) {
    let scene = scene(pool).await;
    for (name, role) in [("Ana", Role::Agent), ("Bia", Role::Manager)] {
        let other = person(scene.desk(), name, role, &[]).await;
        let refused = erasure::erase(scene.desk(), &other, scene.first, ERASE_WORD).await;
        assert!(matches!(refused, Err(DeskError::Forbidden { .. })), "{refused:?}");
    }
    let refused = erasure::erase(scene.desk(), &scene.chief, scene.first, "apaga").await;
    assert!(matches!(refused, Err(DeskError::Invalid { field: "word", .. })));
    // a conversation of either number is open
    for id in [scene.rui, scene.first] {
        let refused = scene.erase().await;
        assert!(
            matches!(
                refused,
                Err(DeskError::Invalid {
                    field: "conversation",
                    ..
                })
            ),
            "{refused:?}"
        );
        assign::close(scene.desk(), &scene.chief, id).await.unwrap();
    }
    assert!(scene.erase().await.is_err());
    assign::close(scene.desk(), &scene.chief, scene.second).await.unwrap();
    let (one, other) = tokio::join!(scene.erase(), scene.erase());
    assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
    let book = "select count(*) from audit_log where action = 'erase_contact'";
    assert_eq!(scene.world.count(book).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn nothing_of_it_is_found_opened_or_done_again(pool: PgPool) {
    let scene = scene(pool).await;
    let (desk, chief) = (scene.desk(), &scene.chief);
    scene.close_all().await;
    let letters = dead_letters::list(desk, chief).await.unwrap().open;
    assert_eq!(letters.len(), 1);
    scene.erase().await.unwrap();

    let contract = scene
        .world
        .list("select contract_number from customers")
        .await
        .remove(0);
    for typed in ["zanzibar", "maria zanzibar", SECOND, scene.phone.as_str(), &contract] {
        assert!(
            search::find(desk, chief, typed).await.unwrap().hits.is_empty(),
            "{typed}"
        );
    }
    for id in [scene.first, scene.second] {
        let view = thread::view(desk, chief, id).await.unwrap();
        assert!(view.erased_at.is_some());
        assert_eq!(view.card.name, "Contato apagado");
        assert!(view.customer.is_none() && view.contact_phone.is_none());
        let said: Vec<_> = view
            .messages
            .iter()
            .filter(|message| message.direction != Direction::System)
            .collect();
        assert!(!said.is_empty() && said.iter().all(|message| message.body.is_empty()));
        let reopened = assign::reopen(desk, chief, id).await;
        assert!(
            matches!(reopened, Err(DeskError::Invalid { field: "contact", .. })),
            "{reopened:?}"
        );
        let sent = reply::send(desk, chief, id, Uuid::new_v4(), "oi".to_owned()).await;
        assert!(matches!(sent, Err(DeskError::Closed)), "{sent:?}");
    }
    let other = thread::view(desk, chief, scene.rui).await.unwrap();
    assert!(other.erased_at.is_none());
    // no merge with nobody, and none is taken back
    let contact = sqlx::query_scalar::<_, Uuid>("select contact_id from conversations where id = $1")
        .bind(scene.first.get())
        .fetch_one(&scene.world.pool)
        .await
        .unwrap();
    let merged = contacts::merge(desk, chief, scene.rui, contact.into()).await;
    assert!(
        matches!(merged, Err(DeskError::Invalid { field: "contact", .. })),
        "{merged:?}"
    );
    let merges = thread::view(desk, chief, scene.first).await.unwrap().merges;
    for from in [scene.first, scene.rui] {
        let undone = contacts::undo(desk, chief, from, merges[0].id).await;
        assert!(
            matches!(undone, Err(DeskError::Invalid { field: "contact", .. })),
            "{undone:?}"
        );
    }
    // the letter is closed, and does not run again
    assert!(dead_letters::list(desk, chief).await.unwrap().open.is_empty());
    assert_eq!(dead_letters::replay(desk, chief, &[letters[0].id]).await.unwrap(), 0);
    // nor does the database open what the desk would not
    let opened = sqlx::query("update conversations set status = 'automation', closed_at = null where id = $1")
        .bind(scene.first.get())
        .execute(&scene.world.pool)
        .await;
    assert!(opened.is_err());
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_same_number_writes_again_as_somebody_new(pool: PgPool) {
    let scene = scene(pool).await;
    scene.close_all().await;
    scene.erase().await.unwrap();
    let empty = "select count(*) from messages m join conversations c on c.id = m.conversation_id
                 join contacts k on k.id = c.contact_id
                 where k.erased_at is not null and m.direction <> 'system' and m.body <> ''";
    let contacts = scene.world.count("select count(*) from contacts").await;
    scene.world.text(SECOND, "bom dia, de novo").await;
    assert_eq!(scene.world.count("select count(*) from contacts").await, contacts + 1);
    let new = scene.world.conversation().await;
    assert!(![scene.first, scene.second].contains(&new));
    assert_eq!(scene.world.count(empty).await, 0);
    // one that comes while another is erased is never lost: whoever erases waits
    let late = Written::text(SECOND, "cheguei agora");
    assign::close(scene.desk(), &scene.chief, new).await.unwrap();
    scene.world.write(&late).await;
    let refused = erasure::erase(scene.desk(), &scene.chief, new, ERASE_WORD).await;
    assert!(
        matches!(refused, Err(DeskError::Invalid { field: "contact", .. })),
        "{refused:?}"
    );
    scene.world.take_in().await;
    assert_eq!(
        scene
            .world
            .count("select count(*) from messages where body = 'cheguei agora'")
            .await,
        1
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_waits_to_be_sent_is_not_sent_any_more(pool: PgPool) {
    let world = World::new(pool).await;
    let chief = person(&world.desk, "Renato", Role::Administrator, &[]).await;
    world.text(SECOND, "estou sem internet").await;
    let id = world.conversation().await;
    reply::send(&world.desk, &chief, id, Uuid::new_v4(), "Já vemos.".to_owned())
        .await
        .unwrap();
    assign::close(&world.desk, &chief, id).await.unwrap();
    erasure::erase(&world.desk, &chief, id, ERASE_WORD).await.unwrap();
    assert_eq!(
        world.list("select distinct state from outbox").await,
        ["failed"],
        "whatever waited"
    );
    world.hurry().await;
    assert_eq!(world.list("select distinct state from outbox").await, ["failed"]);
    let message: Uuid = sqlx::query_scalar("select id from messages where author_kind = 'person'")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    let retried = reply::retry(&world.desk, &chief, message.into()).await;
    assert!(matches!(retried, Err(DeskError::Closed)), "{retried:?}");
}
