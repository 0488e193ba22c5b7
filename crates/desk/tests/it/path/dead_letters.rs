//! Work that was given up: seen with its reason, run again, closed; and never in anybody's way.

use enlace_desk::{Actor, DeskError, dead_letters};
use enlace_domain::{
    Role,
    view::{BuriedAs, DeadLetter, LetterWork, LettersView},
};
use enlace_testing::person;
use sqlx::PgPool;

use super::world::{World, Written};

const MARIA: &str = "5562998765432";
const JOAO: &str = "5562991112222";

/// A message of Maria's that nobody can understand, and whoever may look at it.
async fn poisoned(pool: PgPool) -> (World, Actor) {
    let world = World::new(pool).await;
    let chief = person(&world.desk, "Renato", Role::Administrator, &[]).await;
    world.text(MARIA, "minha internet caiu").await;
    world.write(&Written::text(MARIA, "alguém aí?")).await;
    world
        .sql("update inbound_arrivals set body = body - 'From' - 'WaId' || '{\"kept\": \"yes\"}' where body ->> 'Body' like 'alg%'")
        .await;
    world.take_in().await;
    (world, chief)
}

async fn listed(world: &World, chief: &Actor) -> LettersView {
    dead_letters::list(&world.desk, chief).await.unwrap()
}

async fn only(world: &World, chief: &Actor) -> DeadLetter {
    let mut view = listed(world, chief).await;
    assert_eq!((view.open.len(), view.open_count), (1, 1));
    view.open.remove(0)
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_letter_says_what_stopped_and_where(pool: PgPool) {
    let (world, chief) = poisoned(pool).await;
    let letter = only(&world, &chief).await;
    assert_eq!((letter.work, letter.buried_as), (LetterWork::TakeIn, BuriedAs::AtOnce));
    assert_eq!((letter.failures, letter.closing), (1, None));
    assert_eq!(letter.channel.as_deref(), Some("teste"));
    assert_eq!(letter.conversation.unwrap().id, world.conversation().await);
    assert!(!letter.error.is_empty());
    assert_eq!(dead_letters::count(&world.desk, &chief).await.unwrap(), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_poison_message_holds_nobody_up(pool: PgPool) {
    let (world, _) = poisoned(pool).await;
    world.text(JOAO, "quero a segunda via").await;
    world.text(MARIA, "oi?").await;
    let bodies = world
        .list("select body from messages where direction = 'inbound' order by seq")
        .await;
    assert_eq!(bodies, ["minha internet caiu", "quero a segunda via", "oi?"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn while_it_is_still_tried_only_its_own_contact_waits(pool: PgPool) {
    let world = World::new(pool).await;
    world.write(&Written::text(MARIA, "um")).await;
    world.write(&Written::text(MARIA, "dois")).await;
    world.write(&Written::text(JOAO, "três")).await;
    // Maria's first message is between two tries
    enlace_store::arrivals::let_all_in(&world.pool).await.unwrap();
    world
        .sql("update jobs set run_at = now() + interval '1 hour', attempts = 1 where id = (select min(id) from jobs)")
        .await;
    world.take_in().await;
    let bodies = "select body from messages where direction = 'inbound' order by seq";
    assert_eq!(world.list(bodies).await, ["três"]);
    world.hurry().await;
    assert_eq!(world.list(bodies).await, ["três", "um", "dois"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_mended_runs_again_and_is_done(pool: PgPool) {
    let (world, chief) = poisoned(pool).await;
    let letter = only(&world, &chief).await;

    // not mended: it is back at once, and its failures are counted on
    assert_eq!(
        dead_letters::replay(&world.desk, &chief, &[letter.id]).await.unwrap(),
        1
    );
    world.take_in().await;
    let again = only(&world, &chief).await;
    assert_eq!((again.id, again.failures), (letter.id, 2));
    assert_eq!(again.first_failed_at, letter.first_failed_at);

    world
        .sql("update inbound_events set body = body || '{\"From\": \"whatsapp:+5562998765432\", \"WaId\": \"5562998765432\"}' where body ? 'kept'")
        .await;
    assert_eq!(
        dead_letters::replay(&world.desk, &chief, &[letter.id]).await.unwrap(),
        1
    );
    world.take_in().await;
    assert!(listed(&world, &chief).await.open.is_empty());
    assert_eq!(
        world
            .count("select count(*) from messages where body = 'alguém aí?'")
            .await,
        1
    );
    let book =
        "select detail ->> 'name' from audit_log where action = 'replay_letter' and subject_kind = 'dead_letter'";
    assert_eq!(world.list(book).await, ["take_in", "take_in"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_closed_letter_is_kept_with_its_reason(pool: PgPool) {
    let (world, chief) = poisoned(pool).await;
    let letter = only(&world, &chief).await;
    for wrong in ["", "  é ", &"x".repeat(301)] {
        let refused = dead_letters::close(&world.desk, &chief, &[letter.id], wrong).await;
        assert!(
            matches!(refused, Err(DeskError::Invalid { field: "reason", .. })),
            "{refused:?}"
        );
    }
    let closed = dead_letters::close(&world.desk, &chief, &[letter.id], " mensagem de teste ").await;
    assert_eq!(closed.unwrap(), 1);

    let view = listed(&world, &chief).await;
    assert_eq!((view.open.len(), view.open_count, view.closed.len()), (0, 0, 1));
    let closing = view.closed[0].closing.clone().unwrap();
    assert_eq!(
        (closing.by.as_str(), closing.reason.as_str()),
        ("Renato", "mensagem de teste")
    );
    // nobody does anything with it any more
    assert_eq!(
        dead_letters::replay(&world.desk, &chief, &[letter.id]).await.unwrap(),
        0
    );
    let again = dead_letters::close(&world.desk, &chief, &[letter.id], "outra vez").await;
    assert_eq!(again.unwrap(), 0);
    let book = "select detail ->> 'reason' from audit_log where action = 'close_letter'";
    assert_eq!(world.list(book).await, ["mensagem de teste"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn closing_a_send_shows_the_failure_to_the_agent(pool: PgPool) {
    let world = World::new(pool).await;
    let chief = person(&world.desk, "Renato", Role::Administrator, &[]).await;
    world.text(MARIA, "minha internet caiu").await;
    world
        .sql("update jobs set state = 'dead', failures = 12, last_failed_at = now(), buried_as = 'tries', last_error = 'x' where name = 'send_message'")
        .await;
    let letter = only(&world, &chief).await;
    assert_eq!(
        (letter.work, letter.conversation.map(|found| found.id)),
        (LetterWork::SendMessage, Some(world.conversation().await))
    );
    dead_letters::close(&world.desk, &chief, &[letter.id], "canal trocado")
        .await
        .unwrap();
    let failed = "select count(*) from messages m join outbox o on o.message_id = m.id
                  where m.direction = 'outbound' and m.status = 'failed' and o.state = 'failed'";
    assert_eq!(world.count(failed).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn fields_that_lead_nowhere_do_not_break_the_page(pool: PgPool) {
    let (world, chief) = poisoned(pool).await;
    world
        .sql("update jobs set payload = '{\"inbound_event\": \"nonsense\"}', name = 'of_another_version' where state = 'dead'")
        .await;
    let letter = only(&world, &chief).await;
    assert_eq!((letter.work, letter.channel), (LetterWork::Other, None));
    assert_eq!(letter.conversation, None);
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_operators_at_once_do_it_once(pool: PgPool) {
    let (world, chief) = poisoned(pool).await;
    let id = only(&world, &chief).await.id;
    let ids = [id];
    let (one, two) = tokio::join!(
        dead_letters::replay(&world.desk, &chief, &ids),
        dead_letters::close(&world.desk, &chief, &ids, "já foi")
    );
    assert_eq!(one.unwrap() + two.unwrap(), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_administrators_may(pool: PgPool) {
    let (world, chief) = poisoned(pool).await;
    let ids = [only(&world, &chief).await.id];
    let manager = person(&world.desk, "Bia", Role::Manager, &[]).await;
    for answer in [
        dead_letters::list(&world.desk, &manager).await.map(drop),
        dead_letters::count(&world.desk, &manager).await.map(drop),
        dead_letters::replay(&world.desk, &manager, &ids).await.map(drop),
        dead_letters::close(&world.desk, &manager, &ids, "porque sim")
            .await
            .map(drop),
    ] {
        assert!(matches!(answer, Err(DeskError::Forbidden { .. })), "{answer:?}");
    }
}
