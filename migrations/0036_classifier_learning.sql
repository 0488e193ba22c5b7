-- What the classifier learns from people of the desk, the versions that came of it, and which is in use.

create table classifier_models (
    id uuid primary key,
    trained_at timestamptz not null default now(),
    -- what came of comparing it with the one in use: figures only
    report jsonb not null,
    -- the version itself, by words and by meaning, and whose vectors; kept for the newest few
    words bytea,
    meaning bytea,
    embedder text,
    -- when it was last taken into use, and until when; the product's own is in use where none is
    promoted_at timestamptz,
    retired_at timestamptz,
    -- why it was not taken into use
    refused_because text,
    constraint classifier_models_in_use_is_there
        check (promoted_at is null or retired_at is not null or words is not null)
);
create unique index classifier_models_one_in_use on classifier_models ((true))
    where promoted_at is not null and retired_at is null;
create index classifier_models_trained_idx on classifier_models (trained_at desc);

-- Somebody moved a conversation from where the classifier had put it. What was read stays in the messages.
create table classifier_corrections (
    -- the newest message that was read; whatever takes it away takes this along
    message_id uuid primary key references classifier_readings (message_id) on delete cascade,
    conversation_id uuid not null references conversations (id) on delete cascade,
    from_queue text not null references queues (key),
    to_queue text not null references queues (key),
    made_by uuid not null references people (id),
    made_at timestamptz not null default now(),
    -- an administrator says whether the classifier should learn it: a move is not always a correction
    accepted boolean,
    judged_by uuid references people (id),
    judged_at timestamptz,
    constraint classifier_corrections_judged check ((accepted is null) = (judged_at is null)),
    constraint classifier_corrections_moved check (from_queue <> to_queue)
);
create index classifier_corrections_open_idx on classifier_corrections (made_at) where accepted is null;
create index classifier_corrections_accepted_idx on classifier_corrections (made_at) where accepted;
create index classifier_corrections_judged_idx on classifier_corrections (judged_at desc) where judged_at is not null;
create index classifier_corrections_conversation_idx on classifier_corrections (conversation_id);

-- Who may leave: whether customers are still of the kind that the model learnt from.
alter table churn_models
    -- how the features of the training table lie: bands and counts
    add column spread jsonb,
    -- how far those judged last are from that: the stability index of each feature
    add column drift jsonb;

-- What was said once a week, to be held against what happened.
create table churn_said (
    customer_id uuid not null references customers (id),
    said_on date not null,
    model_id uuid not null references churn_models (id),
    probability real not null check (probability between 0 and 1),
    primary key (customer_id, said_on)
);
create index churn_said_day_idx on churn_said (said_on);
