-- Files of messages, each fetched by a job of its own; and what a message said before it was changed or taken back.

create table media (
    id uuid primary key,
    message_id uuid not null references messages (id),
    -- place within the message, from 0
    position smallint not null default 0,
    -- where the provider has it
    reference jsonb not null,
    state text not null default 'pending' check (state in ('pending', 'stored', 'failed')),
    -- what the bytes say it is
    content_type text,
    -- what the provider says it is; never served
    declared_type text,
    bytes bigint check (bytes >= 0),
    -- the name of its object in the store
    sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
    file_name text,
    -- a voice message rather than a sound file
    voice boolean not null default false,
    attempts integer not null default 0,
    -- why it could not be fetched, in words for the agent
    error_text text,
    created_at timestamptz not null default now(),
    fetched_at timestamptz,
    constraint media_place_key unique (message_id, position),
    constraint media_stored_is_whole
        check (state <> 'stored' or (content_type is not null and bytes is not null and sha256 is not null))
);

alter table messages
    -- when the subscriber last changed the words
    add column edited_at timestamptz,
    -- when the subscriber took it back; the words stay for the record
    add column revoked_at timestamptz;

-- The words a message had before each change, oldest first.
create table message_versions (
    message_id uuid not null references messages (id),
    number integer not null check (number >= 1),
    body text not null,
    replaced_at timestamptz not null default now(),
    primary key (message_id, number)
);
