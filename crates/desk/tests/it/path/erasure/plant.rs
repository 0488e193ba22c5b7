//! The marker in every place where a subscriber's words may stand.

use enlace_desk::Actor;
use enlace_domain::ConversationId;

use crate::path::world::World;

/// What only a long life brings about.
pub(super) async fn plant(world: &World, chief: &Actor, first: ConversationId, object: &str) {
    for statement in [
        "delete from jobs where name = 'send_message'",
        "update outbox set state = 'sent', last_error = 'zanzibar'",
        "update messages set status = 'delivered', error_text = 'zanzibar', extra = '{\"template\": {\"category\": \"utility\",
             \"values\": [{\"name\": \"1\", \"value\": \"zanzibar\"}]}}' where direction = 'outbound'",
        "update messages set extra = '{\"quoted\": \"SM1\", \"location\": {\"latitude\": 1, \"longitude\": 2,
             \"label\": \"zanzibar\"}, \"contacts\": [{\"name\": \"zanzibar\"}]}' where direction = 'inbound'",
        "update messages set provider_message_id = 'zanzibar' where id = (
             select id from messages where direction = 'outbound' and body like '%Zanzibar%' order by seq limit 1)",
        "insert into earlier_sends (channel_id, provider_message_id, message_id)
         select channel_id, 'zanzibar-0', id from messages where provider_message_id = 'zanzibar'",
        "insert into knowledge_gaps (id, conversation_id, question)
         select gen_random_uuid(), id, 'onde fica zanzibar?' from conversations",
        "insert into classifier_readings (message_id, conversation_id, also)
         select id, conversation_id, '[{\"queue\": \"financial\", \"words\": \"zanzibar\"}]' from messages
         where direction = 'inbound' on conflict (message_id) do update set also = excluded.also",
        "insert into technical_issues (id, customer_id, issue_type, description, priority)
         select gen_random_uuid(), id, 'other', 'zanzibar', 2 from customers",
        "update conversations set technical_issue_id = (select id from technical_issues limit 1)
         where customer_id is not null",
        "insert into surveys (id, conversation_id, contact_id, kind, score, answered_at, comment)
         select gen_random_uuid(), id, contact_id, 'satisfaction', 5, now(), 'viva zanzibar' from conversations
         where customer_id is not null",
        "update inbound_events set corrected_body = body || '{\"Body\": \"zanzibar\"}'",
        "update jobs set last_error = 'zanzibar' where state = 'dead'",
        "insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, status)
         select gen_random_uuid(), c.id, c.channel_id, 'system', 'system', 'system', line, 'none'
         from conversations c, unnest(array[
             '{\"line\":\"queued\",\"queue\":\"financial\",\"confidence\":0.5,\"also\":[{\"queue\":\"commercial\",\"words\":\"zanzibar\"}]}',
             '{\"line\":\"edited_unknown\",\"body\":\"zanzibar\"}',
             '{\"line\":\"number_changed\",\"to\":\"(62) zanzibar\",\"joined\":true}']) line
         where c.customer_id is not null or c.contact_id in (select id from contacts where merged_into is not null)",
    ] {
        world.sql(statement).await;
    }
    // what somebody else said stays
    world
        .sql(
            "delete from knowledge_gaps g using conversations c, contacts k
             where c.id = g.conversation_id and k.id = c.contact_id and k.display_name = 'Rui'",
        )
        .await;
    world
        .sql(
            "update messages m set extra = '{}', error_text = null from conversations c join contacts k on k.id = c.contact_id
             where c.id = m.conversation_id and k.display_name = 'Rui'",
        )
        .await;
    world
        .sql(
            "update classifier_readings r set also = '[]' from conversations c join contacts k on k.id = c.contact_id
             where c.id = r.conversation_id and k.display_name = 'Rui'",
        )
        .await;
    world
        .sql(
            "update outbox o set last_error = null from messages m
             join conversations c on c.id = m.conversation_id join contacts k on k.id = c.contact_id
             where m.id = o.message_id and k.display_name = 'Rui'",
        )
        .await;
    world
        .sql("update inbound_events set corrected_body = null where body::text like '%5562991112233%'")
        .await;
    for (statement, bound) in [
        (
            "insert into media (id, message_id, reference, state, content_type, bytes, sha256, file_name, declared_type, error_text)
             select gen_random_uuid(), id, '{\"url\": \"zanzibar\"}', 'stored', 'image/jpeg', 10, $2, 'zanzibar.jpg', 'zanzibar',
                    'zanzibar'
             from messages where conversation_id = $1 and direction = 'inbound' limit 1",
            None,
        ),
        (
            "insert into uploads (id, person_id, conversation_id, content_type, bytes, sha256, file_name)
             values (gen_random_uuid(), $3, $1, 'image/jpeg', 10, $2, 'zanzibar.jpg')",
            Some(chief.person.id.get()),
        ),
        (
            // a letter that a person closed in their own words, which the book has, too
            "with letter as (
                 insert into jobs (name, payload, state, buried_as, last_failed_at, last_error, closed_at, closed_by,
                     closed_reason)
                 select 'mark_read', jsonb_build_object('message', id), 'dead', 'tries', now(), coalesce($2, ''), now(), $3,
                        'zanzibar não quis'
                 from messages where conversation_id = $1 and direction = 'inbound' limit 1
                 returning id, closed_reason)
             insert into audit_log (person_id, action, subject_kind, detail)
             select $3, 'close_letter', 'dead_letter', jsonb_build_object('job', id, 'reason', closed_reason) from letter",
            Some(chief.person.id.get()),
        ),
    ] {
        let mut query = sqlx::query(statement).bind(first.get()).bind(object);
        if let Some(person) = bound {
            query = query.bind(person);
        }
        query.execute(&world.pool).await.unwrap();
    }
}
