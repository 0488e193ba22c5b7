//! What providers delivered, word for word, is kept for a month.

use enlace_desk::{dead_letters, housekeeping};
use enlace_domain::Role;
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::SECOND;
use crate::path::world::{World, Written};

/// Makes everything that came come so many days earlier. Ids of version 7 begin with the milliseconds.
async fn age(world: &World, days: i32) {
    sqlx::query(
        "update inbound_events set received_at = now() - make_interval(days => $1),
             id = overlay(id::text placing
                 (select substr(h, 1, 8) || '-' || substr(h, 9, 4) from lpad(to_hex(
                     (extract(epoch from now() - make_interval(days => $1)) * 1000)::bigint), 12, '0') h)
                 from 1 for 13)::uuid",
    )
    .bind(days)
    .execute(&world.pool)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_came_is_blanked_after_thirty_days_unless_somebody_needs_it(pool: PgPool) {
    let world = World::new(pool).await;
    let chief = person(&world.desk, "Renato", Role::Administrator, &[]).await;
    let blank = "select (body = '{}')::text from inbound_events";
    let first = world.text(SECOND, "zanzibar").await;
    age(&world, 29).await;
    housekeeping::run(&world.desk).await.unwrap();
    assert_eq!(world.list(blank).await, ["false"], "not yet");
    age(&world, 31).await;
    housekeeping::run(&world.desk).await.unwrap();
    assert_eq!(world.list(blank).await, ["true"]);
    // a repeat still changes nothing, and the message has its words
    world
        .write(&Written::text(SECOND, "outra vez").with("MessageSid", &first))
        .await;
    world.take_in().await;
    assert_eq!(
        world
            .list("select body from messages where direction = 'inbound'")
            .await,
        ["zanzibar"]
    );

    // given up: a person is still to look at it
    world.write(&Written::text(SECOND, "zanzibar perdido")).await;
    world
        .sql("update inbound_arrivals set body = body - 'From' - 'WaId'")
        .await;
    world.take_in().await;
    let kept = "select count(*) from inbound_events where body ->> 'Body' = 'zanzibar perdido'";
    world
        .sql("update inbound_blanked set until = '00000000-0000-0000-0000-000000000000'")
        .await;
    let letter = dead_letters::list(&world.desk, &chief).await.unwrap().open[0].id;
    // the letter names its event by the id, which grows older with it
    sqlx::query("update inbound_events set received_at = now() - interval '31 days', id = $1 where body <> '{}'")
        .bind(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001))
        .execute(&world.pool)
        .await
        .unwrap();
    world
        .sql(
            "update jobs set payload = jsonb_build_object('inbound_event', (
                 select id from inbound_events where body <> '{}')) where state = 'dead'",
        )
        .await;
    housekeeping::run(&world.desk).await.unwrap();
    assert_eq!(world.count(kept).await, 1, "its letter is open");
    dead_letters::close(&world.desk, &chief, &[letter], "o cliente ligou")
        .await
        .unwrap();
    housekeeping::run(&world.desk).await.unwrap();
    assert_eq!(world.count(kept).await, 1, "closed just now");
    world
        .sql("update jobs set closed_at = now() - interval '31 days' where closed_at is not null")
        .await;
    housekeeping::run(&world.desk).await.unwrap();
    assert_eq!(world.count(kept).await, 0);
    assert_eq!(world.count("select count(*) from inbound_kept").await, 0);
}
