-- The board asks for every card when the contact last wrote on the channel, in any conversation: the newest of them by one
-- look each, however long the contact's history is.
create index conversations_window_idx on conversations (contact_id, channel_id, last_inbound_at)
    where last_inbound_at is not null;
