-- Files that people have chosen to send: here before the message that carries them.
create table uploads (
    id uuid primary key,
    person_id uuid not null references people (id),
    conversation_id uuid not null references conversations (id),
    -- what the bytes say it is
    content_type text not null,
    bytes bigint not null check (bytes > 0),
    -- the name of its object in the store
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    file_name text,
    created_at timestamptz not null default now()
);

-- the places that were sent before, the newest first
create index messages_sent_places_idx on messages (created_at desc) where direction = 'outbound' and kind = 'location';
