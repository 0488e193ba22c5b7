-- The subscriber's last message of which the provider was told that it is read.
alter table conversations add column read_message_id uuid references messages (id);
