-- Where a message stands in its thread. Messages stand in the order of taking in, with room between any two; one that a
-- provider delivered after a message that was written later stands before that one.
alter table messages
    add column moved_to bigint,
    add column position bigint not null generated always as (coalesce(moved_to, seq << 24)) stored;
drop index messages_conversation_idx;
create index messages_conversation_idx on messages (conversation_id, position);
