//! The messages that failed of late: a list that holds what the channels count.

use enlace_desk::{Actor, DeskError, assign, manage_channels, reply};
use enlace_domain::{ConversationId, QueueKey, Role};
use enlace_testing::{conversation_waiting, person};
use sqlx::PgPool;
use uuid::Uuid;

use super::world::World;

/// A message of Ana's in a conversation of its own.
async fn said(world: &World, ana: &Actor, words: &str) -> ConversationId {
    let conversation = conversation_waiting(&world.desk, QueueKey::Financial).await;
    reply::send(&world.desk, ana, conversation, Uuid::new_v4(), words.to_owned())
        .await
        .unwrap();
    conversation
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_list_holds_what_the_channels_count_also_of_closed_conversations(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana", Role::Agent, QueueKey::ALL).await;
    let gil = person(&world.desk, "Gil", Role::Manager, &[]).await;
    let chief = person(&world.desk, "Chefe", Role::Administrator, &[]).await;
    let closed = said(&world, &ana, "fechada").await;
    let open = said(&world, &ana, "aberta").await;
    said(&world, &ana, "antiga").await;
    let other = said(&world, &ana, "outro canal").await;
    said(&world, &ana, "saiu").await;
    assign::close(&world.desk, &ana, closed).await.unwrap();
    world.sql("delete from jobs").await;
    world
        .sql(
            "update messages set channel_id = (select id from channels where name = 'teste')
             where body in ('fechada', 'aberta', 'antiga')",
        )
        .await;
    world
        .sql(
            "update outbox o set state = case when m.body = 'saiu' then 'sent' else 'failed' end,
                 updated_at = now() - make_interval(hours => case m.body
                     when 'fechada' then 1 when 'aberta' then 23 when 'antiga' then 25 else 2 end)
             from messages m where m.id = o.message_id",
        )
        .await;
    world
        .sql("update messages set status = 'failed', error_text = 'O número não tem WhatsApp.' where body = 'fechada'")
        .await;

    let refused = manage_channels::failed(&world.desk, &ana, None).await;
    assert!(matches!(refused, Err(DeskError::Forbidden { .. })), "{refused:?}");
    let all = manage_channels::failed(&world.desk, &gil, None).await.unwrap();
    let conversations: Vec<_> = all.rows.iter().map(|row| row.conversation).collect();
    assert_eq!(conversations, [closed, other, open], "the newest first");
    assert!(!all.more);
    let first = &all.rows[0];
    assert_eq!(
        (&*first.channel, first.words.as_deref()),
        ("teste", Some("O número não tem WhatsApp."))
    );
    assert_eq!(first.name, "Cliente do WhatsApp");
    assert_eq!(
        first.protocol.as_str(),
        sqlx::query_scalar::<_, String>("select protocol from conversations where id = $1")
            .bind(closed.get())
            .fetch_one(&world.pool)
            .await
            .unwrap()
    );
    let channels = manage_channels::list(&world.desk, &chief).await.unwrap().channels;
    let counted: Vec<_> = channels.iter().map(|channel| channel.failed).collect();
    assert_eq!(counted.iter().sum::<i64>(), 3);
    for channel in &channels {
        let listed = manage_channels::failed(&world.desk, &chief, Some(channel.id))
            .await
            .unwrap();
        assert_eq!(
            i64::try_from(listed.rows.len()).unwrap(),
            channel.failed,
            "{}",
            channel.name
        );
        assert!(listed.rows.iter().all(|row| row.channel == channel.name));
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_very_many_it_holds_the_last_hundred_and_says_that_there_are_others(pool: PgPool) {
    let world = World::new(pool).await;
    let chief = person(&world.desk, "Chefe", Role::Administrator, &[]).await;
    conversation_waiting(&world.desk, QueueKey::Financial).await;
    world
        .sql(
            "with sent as (
                 insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, status)
                 select gen_random_uuid(), c.id, c.channel_id, 'outbound', 'automation', 'text', n::text, 'failed'
                 from conversations c cross join generate_series(1, 101) n returning id, body)
             insert into outbox (id, message_id, state, updated_at)
             select gen_random_uuid(), id, 'failed', now() - make_interval(mins => body::int) from sent",
        )
        .await;
    let list = manage_channels::failed(&world.desk, &chief, None).await.unwrap();
    assert_eq!((list.rows.len(), list.more), (100, true));
    assert!(list.rows.is_sorted_by(|a, b| a.at > b.at));
    world
        .sql("update outbox set state = 'sent' where updated_at = (select min(updated_at) from outbox)")
        .await;
    let list = manage_channels::failed(&world.desk, &chief, None).await.unwrap();
    assert_eq!((list.rows.len(), list.more), (100, false));
}
