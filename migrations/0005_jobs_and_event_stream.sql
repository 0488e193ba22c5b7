-- Durable work, and the stream of changes that the boards follow.

create table jobs (
    id bigint generated always as identity primary key,
    name text not null,
    payload jsonb not null,
    -- jobs of one key run one at a time, in the order of their ids
    ordering_key text,
    -- lower runs first
    priority smallint not null default 100,
    run_at timestamptz not null default now(),
    attempts integer not null default 0,
    max_attempts integer not null default 12,
    state text not null default 'ready' check (state in ('ready', 'running', 'dead')),
    locked_until timestamptz,
    last_error text,
    created_at timestamptz not null default now()
);
create index jobs_claim_idx on jobs (priority, id) where state = 'ready';
create index jobs_ordering_idx on jobs (ordering_key, id) where state <> 'dead' and ordering_key is not null;
create index jobs_expired_idx on jobs (locked_until) where state = 'running';
create index jobs_dead_idx on jobs (id) where state = 'dead';

-- One row a change. `xid` decides what may be read: a transaction that started earlier can commit later, so readers
-- stay below the oldest running one and walk in the order (xid, seq), which never gains a row behind them.
create table event_stream (
    seq bigint generated always as identity primary key,
    xid xid8 not null default pg_current_xact_id(),
    kind text not null check (kind in ('conversation', 'message', 'people', 'queues')),
    conversation_id uuid,
    message_id uuid,
    at timestamptz not null default now()
);
create index event_stream_order_idx on event_stream (xid, seq);
create index event_stream_at_idx on event_stream (at);
