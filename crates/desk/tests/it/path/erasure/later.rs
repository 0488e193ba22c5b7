//! What comes after an erasing, or while one is under way, brings nothing back.

use enlace_desk::{assign, churn, erasure, insight};
use enlace_domain::{
    MediaId, WaId,
    view::{ChurnAsk, ERASE_WORD, InsightAsk, LeaversAsk},
};
use enlace_store::{
    erasure as stored,
    media::{self, Stored},
    merges,
};
use enlace_whatsapp::ProviderKind;
use sqlx::PgPool;
use uuid::Uuid;

use super::{SECOND, scene};
use crate::path::{
    vendors::{beside, ze},
    world::until,
};

const LATE: &str = "SM0123456789abcdef0123456789abcdef";

#[sqlx::test(migrations = "../../migrations")]
async fn a_late_report_finds_no_message(pool: PgPool) {
    let scene = scene(pool).await;
    let world = &scene.world;
    scene.close_all().await;
    scene.erase().await.unwrap();
    world
        .sql("update outbox set attempts = 1, attempted_at = now() where state = 'sent'")
        .await;
    let erased = "select o.id::text from outbox o join messages m on m.id = o.message_id
                  join conversations c on c.id = m.conversation_id join contacts k on k.id = c.contact_id
                  where k.erased_at is not null and o.state = 'sent' order by m.seq limit 1";
    let outbox = world.list(erased).await.remove(0);
    for status in ["delivered", "failed"] {
        world.report(LATE, status, Some(&format!("outbox={outbox}.1"))).await;
    }
    world.take_in().await;
    let bears = "select count(*) from messages m join conversations c on c.id = m.conversation_id
                 join contacts k on k.id = c.contact_id
                 where k.erased_at is not null and m.provider_message_id is not null";
    assert_eq!(world.count(bears).await, 0);
    assert_eq!(world.list(erased).await, [outbox], "nor is it queued again");
}

#[sqlx::test(migrations = "../../migrations")]
async fn nobody_is_asked_any_more_whether_a_message_arrived(pool: PgPool) {
    let scene = scene(pool).await;
    let world = &scene.world;
    scene.close_all().await;
    world
        .sql(
            "update outbox o set state = 'in_doubt', undecided_at = now(), waiting_for = 'doubt', waiting_since = now()
             from messages m where m.id = o.message_id and m.author_kind = 'person'",
        )
        .await;
    scene.erase().await.unwrap();
    assert_eq!(
        world
            .list(
                "select distinct concat_ws(' ', o.state, o.undecided_at, o.waiting_for, o.waiting_since) from outbox o
                 join messages m on m.id = o.message_id where m.author_kind = 'person'"
            )
            .await,
        ["failed"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn whose_contract_it_is_leads_to_no_erased_conversation(pool: PgPool) {
    let scene = scene(pool).await;
    let (desk, chief, world) = (scene.desk(), &scene.chief, &scene.world);
    scene.close_all().await;
    world
        .sql(
            "update customers set status = 'cancelled', created_at = now() - interval '90 days',
                 cancelled_at = now() - interval '1 day'",
        )
        .await;
    world
        .sql("insert into churn_models (id, feature_set, as_of, card) values (gen_random_uuid(), 'rich', now(), '{}')")
        .await;
    world
        .sql(
            "insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, offer,
                 due_on)
             select gen_random_uuid(), c.id, m.id, 'campaign', false, 0.8, '[]', 99.9, 'discount', current_date + 1
             from customers c, churn_models m",
        )
        .await;
    let led = async || {
        let left = insight::leavers(desk, chief, LeaversAsk::of(InsightAsk::default()))
            .await
            .unwrap();
        let cases = churn::view(desk, chief, ChurnAsk::default()).await.unwrap().cases;
        assert_eq!((left.rows.len(), cases.len()), (1, 1));
        (left.rows[0].last.as_ref().map(|last| last.id), cases[0].conversation)
    };
    assert_eq!(led().await, (Some(scene.first), Some(scene.first)));
    scene.erase().await.unwrap();
    assert_eq!(led().await, (None, None));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_that_comes_too_late_is_cleared_away(pool: PgPool) {
    let scene = scene(pool).await;
    let file = Stored {
        content_type: "image/jpeg".to_owned(),
        bytes: 10,
        sha256: scene.object.clone(),
    };
    let mut conn = scene.world.pool.acquire().await.unwrap();
    media::keep_stored(&mut conn, MediaId::new(), &file).await.unwrap();
    let noted = scene.world.list("select sha256 from erased_objects").await;
    assert_eq!(noted, std::slice::from_ref(&scene.object));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_came_between_the_search_and_the_locks_is_found(pool: PgPool) {
    let scene = scene(pool).await;
    let world = &scene.world;
    scene.close_all().await;
    let mut conn = world.pool.acquire().await.unwrap();
    let before = stored::search(&mut conn, scene.second).await.unwrap().unwrap();
    // of nobody's conversation: found by the number alone
    world.report("SM1", "delivered", None).await;
    world.take_in().await;
    world
        .sql("update inbound_events set body = body || '{\"To\": \"5562997776655\"}' where body ->> 'MessageSid' = 'SM1'")
        .await;
    let person = stored::lock(&mut conn, scene.second).await.unwrap().unwrap();
    let addresses = stored::addresses(&mut conn, &person).await.unwrap();
    let found = stored::search_again(&mut conn, &addresses, &before).await.unwrap();
    let naming: Vec<Uuid> = sqlx::query_scalar(
        "select id from inbound_events where body::text like '%97776655%' or corrected_body::text like '%97776655%'",
    )
    .fetch_all(&world.pool)
    .await
    .unwrap();
    assert!(naming.len() > 1);
    assert!(naming.iter().all(|event| found.contains(event)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_begins_anew_is_erased_anew(pool: PgPool) {
    let scene = scene(pool).await;
    scene.close_all().await;
    scene.erase().await.unwrap();
    scene.world.text(SECOND, "bom dia, de novo").await;
    let new = scene.world.conversation().await;
    assign::close(scene.desk(), &scene.chief, new).await.unwrap();
    erasure::erase(scene.desk(), &scene.chief, new, ERASE_WORD)
        .await
        .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_is_erased_while_their_number_changes_goes_on_nowhere(pool: PgPool) {
    let (world, town, line) = beside(pool, ProviderKind::CloudApi).await;
    let line = town.line(line).unwrap();
    line.write(ze(), "bom dia").await.unwrap();
    world.work().await;
    // somebody is erasing
    let mut tx = world.pool.begin().await.unwrap();
    merges::lock(&mut tx).await.unwrap();
    line.tell_number_change(ze(), &WaId::parse("556297776655").unwrap())
        .await
        .unwrap();
    let erased = async {
        let waits = "select count(*) from pg_locks where locktype = 'advisory' and not granted and objsubid = 1
                         and database = (select oid from pg_database where datname = current_database())
                         and (classid::bigint << 32 | objid::bigint) = x'656e6c6163656d72'::bigint";
        until("the change waits", async || world.count(waits).await == 1).await;
        for statement in [
            "update conversations set status = 'closed', closed_at = now(), assigned_person_id = null",
            "delete from contact_identities where contact_id in (select id from contacts where display_name = 'Zé')",
            "update contacts set display_name = 'Contato apagado', erased_at = now() where display_name = 'Zé'",
        ] {
            sqlx::query(statement).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
    };
    tokio::join!(world.work(), erased);
    world.hurry().await;
    let gone_on = "select count(*) from contacts where display_name = 'Zé' or merged_into is not null";
    assert_eq!(world.count(gone_on).await, 0);
    assert_eq!(world.count("select count(*) from jobs where state = 'dead'").await, 0);
}
