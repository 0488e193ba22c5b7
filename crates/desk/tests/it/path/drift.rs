//! Whether messages are still of the kind that the classifier was made for: the same figure on its page and among what the
//! desk stands on.

use enlace_desk::{health, learning};
use enlace_domain::{
    Role,
    drift::MOVED_FROM,
    view::{Part, PartState},
};
use sqlx::PgPool;

use super::world::World;

/// So many messages read so many days ago: of ten of them `financial` as financial, the rest as normal technical ones. Every
/// tenth sender was asked.
async fn read(world: &World, days_ago: i32, messages: i32, financial: i64) {
    sqlx::query(
        "with written as (
             insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, status)
             select gen_random_uuid(), c.id, c.channel_id, 'inbound', 'subscriber', 'text', 'oi', 'received'
             from conversations c, generate_series(1, $2)
             returning id, conversation_id),
         numbered as (select *, row_number() over () % 10 as number from written)
         insert into classifier_readings
             (message_id, conversation_id, read_at, likeliest, confidence, queue_key, decided_by)
         select id, conversation_id, now() - make_interval(days => $1),
             case when number < $3 then 'financial' else 'technical_normal' end, 0.8,
             case when number > 0 then 'financial' end, case when number > 0 then 'words' end
         from numbered",
    )
    .bind(days_ago)
    .bind(messages)
    .bind(financial)
    .execute(&world.pool)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_mix_of_queues_is_told_on_both_pages(pool: PgPool) {
    let world = World::new(pool).await;
    let admin = enlace_testing::person(&world.desk, "Bia Lima", Role::Administrator, &[]).await;
    let drift = async || learning::view(&world.desk, &admin).await.unwrap().drift;
    let standing = async || {
        let parts = health::health(&world.desk, &admin).await.unwrap().parts;
        parts.into_iter().find(|(part, _)| *part == Part::Classifier).unwrap().1
    };
    assert_eq!(
        (drift().await.stability, standing().await),
        (None, PartState::Works(None))
    );
    world.text("5562998765432", "minha internet caiu").await;
    world.sql("delete from classifier_readings").await;
    read(&world, 20, 120, 5).await;
    read(&world, 2, 90, 10).await;
    let seen = drift().await;
    assert_eq!((seen.reference.messages, seen.latest.messages), (120, 90));
    assert_eq!(seen.stability, None, "of so few nothing is said");
    assert_eq!(standing().await, PartState::Works(None));

    world
        .sql("delete from classifier_readings where read_at > now() - interval '7 days'")
        .await;
    read(&world, 2, 120, 5).await;
    assert_eq!(drift().await.stability, Some(0.0), "the same mix");
    assert_eq!(standing().await, PartState::Works(None));

    read(&world, 1, 240, 10).await;
    world
        .sql(
            "insert into classifier_corrections (message_id, conversation_id, from_queue, to_queue, made_by)
             select r.message_id, r.conversation_id, 'financial', 'commercial', (select id from people limit 1)
             from classifier_readings r where r.read_at > now() - interval '36 hours' limit 3",
        )
        .await;
    let seen = drift().await;
    let latest = &seen.latest;
    assert_eq!((latest.messages, latest.asked, latest.corrected), (360, 36, 3));
    assert!((latest.confidence - 0.8).abs() < 1e-4, "{}", latest.confidence);
    // half and half became five of six: (1/3) ln(5/3) + (1/3) ln 3
    let index = seen.stability.unwrap();
    assert!((index - 5.0_f64.ln() / 3.0).abs() < 1e-9, "{index}");
    assert!(index >= MOVED_FROM);
    assert_eq!(standing().await, PartState::Moved(index));
    assert_eq!(seen.weeks.len(), 2);
    learning::measure(&world.desk).await.unwrap();

    // a version of today is compared with the four weeks before it, which are these
    world
        .sql(
            "insert into classifier_models (id, report, words, promoted_at)
             values (gen_random_uuid(), '{}', '\\x00', now())",
        )
        .await;
    assert_eq!(standing().await, PartState::Works(None));
}
