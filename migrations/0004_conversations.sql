-- Contacts, their conversations and messages: the heart of the desk.

-- A person who writes. May be no customer, and may one day have no phone at all.
create table contacts (
    id uuid primary key,
    display_name text not null,
    customer_id uuid references customers (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index contacts_customer_idx on contacts (customer_id) where customer_id is not null;
create index contacts_name_trgm_idx on contacts using gin (display_name gin_trgm_ops);

-- The addresses a contact is known by. `wa_id`: digits exactly as the provider gave them (replies go there);
-- `phone_key`: area code and last eight digits, the same with and without the ninth digit.
create table contact_identities (
    kind text not null check (kind in ('wa_id', 'phone_key', 'bsuid')),
    value text not null,
    contact_id uuid not null references contacts (id),
    created_at timestamptz not null default now(),
    primary key (kind, value)
);
create index contact_identities_contact_idx on contact_identities (contact_id);

-- One number per day and order of opening: yyyymmdd and seven digits.
create table protocol_counters (
    day date primary key,
    last integer not null
);

create table conversations (
    id uuid primary key,
    protocol text not null constraint conversations_protocol_key unique check (protocol ~ '^[0-9]{15}$'),
    contact_id uuid not null references contacts (id),
    customer_id uuid references customers (id),
    -- the session of which provider's number
    channel_id uuid not null references channels (id),
    -- null until it is understood
    conversation_type text check (conversation_type in ('technical', 'commercial', 'financial', 'cancellation')),
    queue_key text references queues (key),
    status text not null default 'automation'
        check (status in ('automation', 'waiting', 'in_progress', 'closed')),
    priority smallint not null default 4 check (priority between 1 and 4),
    assigned_person_id uuid references people (id),
    technical_issue_id uuid references technical_issues (id),
    -- 0..1, of the classifier; null where a person or the subscriber chose
    classifier_confidence real,
    -- when automation asked the subscriber which subject it is
    asked_at timestamptz,
    -- since when the subscriber waits for an answer; null while we wait for the subscriber
    waiting_since timestamptz,
    -- until when the answer is due; null while the clock is paused
    due_at timestamptz,
    first_answered_at timestamptz,
    escalated_at timestamptz,
    last_message_at timestamptz not null default now(),
    last_inbound_at timestamptz,
    last_message_preview text not null default '',
    last_message_direction text not null default 'inbound' check (last_message_direction in ('inbound', 'outbound')),
    last_message_kind text not null default 'text',
    closed_at timestamptz,
    closed_by uuid references people (id),
    reopened_count integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint conversations_waiting_is_queued check (status <> 'waiting' or queue_key is not null),
    constraint conversations_in_progress_is_assigned check (status <> 'in_progress' or assigned_person_id is not null),
    constraint conversations_closed_has_time check ((status = 'closed') = (closed_at is not null))
);
-- never two open conversations of one contact on one channel
create unique index conversations_one_open_idx on conversations (contact_id, channel_id) where status <> 'closed';
create index conversations_type_status_idx on conversations (conversation_type, status);
create index conversations_priority_created_idx on conversations (priority, created_at);
create index conversations_board_idx on conversations (queue_key, priority, due_at) where status <> 'closed';
create index conversations_assigned_idx on conversations (assigned_person_id) where status <> 'closed';
create index conversations_due_idx on conversations (due_at) where status = 'waiting' and escalated_at is null;
create index conversations_contact_idx on conversations (contact_id, created_at desc);
create index conversations_customer_idx on conversations (customer_id, created_at desc) where customer_id is not null;
create index conversations_closed_idx on conversations (closed_at desc) where status = 'closed';

-- Every event a provider delivered, as it came, before anything is understood of it.
create table inbound_events (
    id uuid primary key,
    channel_id uuid not null references channels (id),
    -- message id, or message id and status: what the provider repeats when it repeats the event
    provider_key text not null,
    kind text not null check (kind in ('message', 'status')),
    -- the decoded form or JSON body
    body jsonb not null,
    received_at timestamptz not null default now(),
    constraint inbound_events_key unique (channel_id, provider_key)
);

create table messages (
    id uuid primary key,
    -- order within the conversation, the order of taking in
    seq bigint generated always as identity,
    conversation_id uuid not null references conversations (id),
    channel_id uuid not null references channels (id),
    direction text not null check (direction in ('inbound', 'outbound', 'system')),
    author_kind text not null check (author_kind in ('subscriber', 'person', 'automation', 'system')),
    author_person_id uuid references people (id),
    kind text not null check (kind in ('text', 'image', 'audio', 'video', 'document', 'sticker', 'location',
        'contacts', 'reaction', 'interactive', 'button', 'system', 'unsupported')),
    body text not null default '',
    -- what does not fit a line of text: choices, media references, place, the system event's facts
    extra jsonb not null default '{}',
    provider_message_id text,
    -- the browser's key for one send: a double click is one message
    client_key uuid,
    status text not null check (status in ('received', 'queued', 'sent', 'delivered', 'read', 'failed', 'none')),
    error_code text,
    error_text text,
    provider_at timestamptz,
    created_at timestamptz not null default now(),
    constraint messages_seq_key unique (seq),
    constraint messages_provider_key unique (channel_id, provider_message_id),
    constraint messages_client_key unique (conversation_id, client_key),
    constraint messages_person_wrote check (author_kind <> 'person' or author_person_id is not null)
);
create index messages_conversation_idx on messages (conversation_id, seq);

-- Each step a provider reported, once; the message keeps only the highest.
create table message_statuses (
    message_id uuid not null references messages (id),
    status text not null check (status in ('queued', 'sent', 'delivered', 'read', 'failed')),
    error_code text,
    at timestamptz not null default now(),
    primary key (message_id, status)
);

-- What has to leave. One row a message; the attempt is recorded before the provider is asked.
create table outbox (
    id uuid primary key,
    message_id uuid not null constraint outbox_message_key unique references messages (id),
    state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'in_doubt')),
    attempts integer not null default 0,
    attempted_at timestamptz,
    last_error text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index outbox_open_idx on outbox (state, updated_at) where state in ('queued', 'sending', 'in_doubt');
