//! What is somebody else's stays, though it names an erased person; and of the person nothing stays with others.

use enlace_desk::dead_letters;
use sqlx::PgPool;

use super::{RUI, SECOND, scene};
use crate::path::world::Written;

#[sqlx::test(migrations = "../../migrations")]
async fn a_letter_of_somebody_else_stays_open_though_it_names_them(pool: PgPool) {
    let scene = scene(pool).await;
    let world = &scene.world;
    world
        .write(&Written::text(RUI, "o cartão dela").with("Card", SECOND))
        .await;
    world
        .sql("update inbound_arrivals set body = body - 'From' - 'WaId'")
        .await;
    world.take_in().await;
    scene.close_all().await;
    let open = dead_letters::list(scene.desk(), &scene.chief).await.unwrap().open;
    assert_eq!(open.len(), 2, "theirs and Rui's");
    scene.erase().await.unwrap();
    let left = dead_letters::list(scene.desk(), &scene.chief).await.unwrap().open;
    assert_eq!(left.len(), 1);
    assert_eq!(
        world
            .list(
                "select e.body ->> 'Body' from jobs j join inbound_events e on j.payload ->> 'inbound_event' = e.id::text
                 where j.state = 'dead' and j.closed_at is null"
            )
            .await,
        ["o cartão dela"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_number_of_our_own_is_looked_for_in_no_events(pool: PgPool) {
    let scene = scene(pool).await;
    let world = &scene.world;
    world
        .sql("update channels set address = '+5562997776655' where name = 'teste'")
        .await;
    world
        .sql("update inbound_events set body = body || '{\"To\": \"whatsapp:+5562997776655\"}'")
        .await;
    scene.close_all().await;
    scene.erase().await.unwrap();
    let kept = "select body ->> 'Body' from inbound_events where body ->> 'WaId' = '5562991112233'";
    assert_eq!(world.list(kept).await, ["quero saber os planos"]);
    let theirs = "select count(*) from inbound_events where body ->> 'WaId' = '5562997776655'";
    assert_eq!(world.count(theirs).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_fault_is_described_in_the_words_of_whoever_told_of_it_first(pool: PgPool) {
    let scene = scene(pool).await;
    let world = &scene.world;
    scene.close_all().await;
    world
        .sql("update conversations set technical_issue_id = (select id from technical_issues limit 1)")
        .await;
    scene.erase().await.unwrap();
    // Rui wrote first
    let described = "select description from technical_issues where id in (
                         select technical_issue_id from conversations)";
    assert_eq!(world.list(described).await, ["zanzibar"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_old_name_and_a_number_go_out_of_the_threads_of_others(pool: PgPool) {
    let scene = scene(pool).await;
    let world = &scene.world;
    world
        .sql("update customers set name = 'Maria Nova' where name = 'Maria Zanzibar'")
        .await;
    world
        .sql(
            "insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, status)
             select gen_random_uuid(), c.id, c.channel_id, 'system', 'system', 'system',
                    '{\"line\":\"number_changed\",\"to\":\"' || number || '\",\"joined\":false}', 'none'
             from conversations c join contacts k on k.id = c.contact_id,
                  unnest(array['(62) 99777-6655', '(62) 99111-0000']) number
             where k.display_name = 'Rui'",
        )
        .await;
    scene.close_all().await;
    scene.erase().await.unwrap();
    let said = "select coalesce(l ->> 'with', l ->> 'from', l ->> 'to') from messages m
                join conversations c on c.id = m.conversation_id join contacts k on k.id = c.contact_id
                cross join lateral (select m.body::jsonb as l) line
                where k.display_name = 'Rui' and m.direction = 'system'
                  and l ->> 'line' in ('merged', 'unmerged', 'number_changed') order by 1";
    let mut said = world.list(said).await;
    said.sort();
    assert_eq!(
        said,
        ["(62) 99111-0000", "(apagado)", "Contato apagado", "Contato apagado"]
    );
}
