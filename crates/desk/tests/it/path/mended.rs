//! Letters that are about what a provider sent: why, what, and corrected.

use enlace_desk::{Actor, DeskError, dead_letters, unreadable};
use enlace_domain::{
    Role,
    view::{DeadLetter, LetterReason, LetterWork},
};
use enlace_testing::person;
use enlace_whatsapp::{EventKind, InboundEvent, WebhookError};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::world::{World, Written};

const MARIA: &str = "5562998765432";
const SID: &str = "SM0123456789abcdef0123456789abcdef";
const WITHOUT_SENDER: &str = "MessageSid=SM0123456789abcdef0123456789abcdef&SmsStatus=received&Body=sem+internet";

async fn set(pool: PgPool) -> (World, Actor) {
    let world = World::new(pool).await;
    let chief = person(&world.desk, "Renato", Role::Administrator, &[]).await;
    (world, chief)
}

/// A stored message that lost its sender.
async fn poison(world: &World) {
    world.write(&Written::text(MARIA, "alguém aí?")).await;
    world
        .sql("update inbound_arrivals set body = body - 'From' - 'WaId'")
        .await;
    world.take_in().await;
}

fn unread(key: &str, post: &str) -> InboundEvent {
    InboundEvent {
        key: key.to_owned(),
        body: json!({ "unreadable": post }),
        kind: EventKind::Unreadable {
            why: WebhookError::NotJson,
        },
    }
}

async fn come(world: &World, post: &str) {
    let event = unread("unreadable:1", post);
    world.intake.receive(world.channel, vec![event]).await.unwrap();
    world.take_in().await;
}

async fn only(world: &World, chief: &Actor) -> DeadLetter {
    let mut view = dead_letters::list(&world.desk, chief).await.unwrap();
    assert_eq!(view.open.len(), 1);
    view.open.remove(0)
}

async fn shown(world: &World, chief: &Actor, letter: i64) -> Value {
    let body = dead_letters::body(&world.desk, chief, letter).await.unwrap();
    serde_json::from_str(&body.text).unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_kind_of_failure_is_told_by_the_errors_type(pool: PgPool) {
    let (world, chief) = set(pool).await;
    poison(&world).await;
    assert_eq!(only(&world, &chief).await.reason, Some(LetterReason::Field));
    // one that was buried before the kind was kept
    world
        .sql("update jobs set failed_for = null where state = 'dead'")
        .await;
    assert_eq!(only(&world, &chief).await.reason, None);
    world
        .sql("update jobs set buried_as = 'vanished' where state = 'dead'")
        .await;
    assert_eq!(only(&world, &chief).await.reason, Some(LetterReason::Bug));
}

#[sqlx::test(migrations = "../../migrations")]
async fn each_look_is_in_the_book_and_only_administrators_look(pool: PgPool) {
    let (world, chief) = set(pool).await;
    poison(&world).await;
    let letter = only(&world, &chief).await.id;
    for _ in 0..2 {
        assert_eq!(shown(&world, &chief, letter).await["Body"], "alguém aí?");
    }
    let book = "select p.name from audit_log a join people p on p.id = a.person_id where a.action = 'see_letter'";
    assert_eq!(world.list(book).await, ["Renato", "Renato"]);
    let words = "select count(*) from audit_log where detail::text like '%algu%'";
    assert_eq!(world.count(words).await, 0);
    let manager = person(&world.desk, "Bia", Role::Manager, &[]).await;
    for answer in [
        dead_letters::body(&world.desk, &manager, letter).await.map(drop),
        dead_letters::mend(&world.desk, &manager, letter, "{}").await.map(drop),
    ] {
        assert!(matches!(answer, Err(DeskError::Forbidden { .. })), "{answer:?}");
    }
    assert_eq!(world.list(book).await.len(), 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_corrected_event_runs_and_keeps_its_key_and_what_came(pool: PgPool) {
    let (world, chief) = set(pool).await;
    poison(&world).await;
    let letter = only(&world, &chief).await.id;
    let mut text = shown(&world, &chief, letter).await;
    for wrong in [text.to_string(), "oi".to_owned()] {
        let refused = dead_letters::mend(&world.desk, &chief, letter, &wrong).await;
        assert!(
            matches!(refused, Err(DeskError::Invalid { field: "body", .. })),
            "{refused:?}"
        );
    }
    let too_long = "x".repeat(enlace_domain::view::LETTER_BODY + 1);
    assert!(
        dead_letters::mend(&world.desk, &chief, letter, &too_long)
            .await
            .is_err()
    );

    let keys = "select provider_key from inbound_events";
    let before = world.list(keys).await;
    text["From"] = json!(format!("whatsapp:+{MARIA}"));
    let mended = dead_letters::mend(&world.desk, &chief, letter, &text.to_string()).await;
    assert!(mended.unwrap());
    world.take_in().await;
    assert!(dead_letters::list(&world.desk, &chief).await.unwrap().open.is_empty());
    let taken = "select count(*) from messages where direction = 'inbound' and body = 'alguém aí?'";
    assert_eq!(world.count(taken).await, 1);
    assert_eq!(world.list(keys).await, before);
    let kept = "select count(*) from inbound_events where not body ? 'From' and corrected_body ? 'From'";
    assert_eq!(world.count(kept).await, 1);
    let hashes = "select count(*) from audit_log where action = 'mend_letter' and length(detail ->> 'was_sha256') = 64
                  and length(detail ->> 'is_sha256') = 64 and detail::text not like '%algu%'";
    assert_eq!(world.count(hashes).await, 1);
    // nobody mends it twice
    let again = dead_letters::mend(&world.desk, &chief, letter, &text.to_string()).await;
    assert!(!again.unwrap());
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_nobody_could_read_is_mended_and_comes_once(pool: PgPool) {
    let (world, chief) = set(pool).await;
    come(&world, WITHOUT_SENDER).await;
    let letter = only(&world, &chief).await;
    assert_eq!(
        (letter.work, letter.reason, letter.channel.as_deref()),
        (LetterWork::ReadAgain, Some(LetterReason::Field), Some("teste"))
    );
    assert!(letter.error.starts_with("From: "), "{}", letter.error);
    // a repeat of it changes nothing
    come(&world, WITHOUT_SENDER).await;
    let mut text = shown(&world, &chief, only(&world, &chief).await.id).await;
    assert_eq!(text["Body"], "sem internet");
    text["From"] = json!(format!("whatsapp:+{MARIA}"));
    let mended = dead_letters::mend(&world.desk, &chief, letter.id, &text.to_string()).await;
    assert!(mended.unwrap());
    world.take_in().await;
    world.take_in().await;
    let bodies = "select body from messages where direction = 'inbound'";
    assert_eq!(world.list(bodies).await, ["sem internet"]);
    // under the key that it would have had: the provider's own repeat changes nothing either
    assert_eq!(
        world
            .list("select provider_key from inbound_events where kind = 'message'")
            .await,
        [SID]
    );
    let fields = [
        ("MessageSid", SID),
        ("SmsStatus", "received"),
        ("Body", "sem internet"),
        ("From", "whatsapp:+5562998765432"),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    world.receive(&fields).await;
    world.take_in().await;
    assert_eq!(world.list(bodies).await, ["sem internet"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_storm_of_what_cannot_be_read_is_only_counted(pool: PgPool) {
    let (world, chief) = set(pool).await;
    world
        .sql(
            "insert into jobs (name, payload, ordering_key, state, last_failed_at, buried_as)
             select 'read_again', '{}', c.id || ':unreadable', 'dead', now(), 'at_once'
             from channels c, generate_series(1, 999)",
        )
        .await;
    let storm = || {
        let read = InboundEvent {
            key: "notice:1".to_owned(),
            body: json!({}),
            kind: EventKind::Notice,
        };
        vec![unread("unreadable:1", "a"), read, unread("unreadable:2", "b")]
    };
    let kept = unreadable::within_limit(&world.desk, world.channel, storm())
        .await
        .unwrap();
    let keys: Vec<&str> = kept.iter().map(|event| event.key.as_str()).collect();
    assert_eq!(keys, ["unreadable:1", "notice:1"]);
    // those at the door count too
    let one = vec![unread("unreadable:1", "a")];
    world.intake.receive(world.channel, one).await.unwrap();
    let kept = unreadable::within_limit(&world.desk, world.channel, storm())
        .await
        .unwrap();
    assert_eq!(kept.len(), 1);
    // whoever closes some makes room
    let open = dead_letters::list(&world.desk, &chief).await.unwrap().open;
    let ids: Vec<i64> = open.iter().map(|letter| letter.id).take(2).collect();
    dead_letters::close(&world.desk, &chief, &ids, "formato novo do provedor")
        .await
        .unwrap();
    let kept = unreadable::within_limit(&world.desk, world.channel, storm())
        .await
        .unwrap();
    assert_eq!(kept.len(), 3);
}
