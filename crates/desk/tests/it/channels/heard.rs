//! When somebody last wrote by a channel.

use enlace_desk::manage_channels;
use enlace_domain::{ConversationId, QueueKey, Role};
use enlace_store::Pool;
use enlace_testing::{conversation_waiting, person};
use time::{Duration, OffsetDateTime};

async fn heard(pool: &Pool, conversation: ConversationId, days: i32) {
    sqlx::query("update conversations set last_inbound_at = now() - make_interval(days => $2) where id = $1")
        .bind(conversation.get())
        .bind(days)
        .execute(pool)
        .await
        .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_last_message_within_a_week_is_told_also_of_a_closed_conversation(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Rui", Role::Administrator, &[]).await;
    let last = async || {
        let view = manage_channels::list(&desk, &chief).await.unwrap();
        view.channels.first().unwrap().last_inbound_at
    };
    let [open, closed] = [
        conversation_waiting(&desk, QueueKey::Financial).await,
        conversation_waiting(&desk, QueueKey::Commercial).await,
    ];
    heard(&pool, open, 8).await;
    heard(&pool, closed, 9).await;
    assert_eq!(last().await, None, "nobody wrote within 7 days");

    heard(&pool, open, 5).await;
    heard(&pool, closed, 3).await;
    sqlx::query("update conversations set status = 'closed', closed_at = now() - interval '2 days' where id = $1")
        .bind(closed.get())
        .execute(&pool)
        .await
        .unwrap();
    let age = OffsetDateTime::now_utc() - last().await.unwrap();
    assert!((age - Duration::days(3)).abs() < Duration::minutes(5), "{age}");
}
