-- Why a message of ours has not left yet, for those who read the thread; and what clearing old uploads away asks.
alter table outbox
    -- null: nothing is known to hold it up. Means something only while it is queued or in doubt.
    add column waiting_for text check (waiting_for in (
        'channel_down', 'channel_paused', 'channel_limit', 'contact_limit', 'provider', 'doubt')),
    -- since when that holds it up
    add column waiting_since timestamptz,
    add constraint outbox_waiting_has_time check ((waiting_for is null) = (waiting_since is null));

create index uploads_created_idx on uploads (created_at);
create index uploads_sha256_idx on uploads (sha256);
create index media_sha256_idx on media (sha256) where sha256 is not null;
