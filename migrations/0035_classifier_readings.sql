-- What the classifier made of a message, and who had the last word on its queue.
create table classifier_readings (
    -- the newest message that was read; whatever takes it away takes this along
    message_id uuid primary key references messages (id) on delete cascade,
    conversation_id uuid not null references conversations (id) on delete cascade,
    read_at timestamptz not null default now(),
    -- the version that read it; null: the one that the product comes with
    model_id uuid,
    -- the likeliest queue and its chance; null where a tap or a number chose and nothing was read
    likeliest text references queues (key),
    confidence real check (confidence between 0 and 1),
    -- where it went; null: the subscriber was asked
    queue_key text references queues (key),
    decided_by text check (decided_by in ('words', 'meaning', 'model', 'subscriber', 'nobody')),
    -- what else is asked: a list of queue and words
    also jsonb not null default '[]',
    constraint classifier_readings_likeliest_has_chance check ((likeliest is null) = (confidence is null)),
    constraint classifier_readings_somebody_decided check ((queue_key is null) = (decided_by is null))
);
create index classifier_readings_conversation_idx on classifier_readings (conversation_id, read_at);
create index classifier_readings_read_idx on classifier_readings (read_at);
