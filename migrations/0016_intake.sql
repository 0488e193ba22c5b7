-- Intake is as fast as its rows are cheap: what a webhook brings first lies in a table without an index. Whoever looks for
-- work makes events and jobs of it, and leaves out what has come before.

create table inbound_arrivals (
    -- the order in which they came
    seq bigint generated always as identity,
    -- of the event to be; as in inbound_events
    id uuid not null,
    channel_id uuid not null,
    provider_key text not null,
    kind text not null check (kind in ('message', 'status', 'notice')),
    body jsonb not null,
    received_at timestamptz not null default now(),
    -- of its job to be; as in jobs
    job_name text not null,
    job_payload jsonb not null,
    ordering_key text,
    priority smallint not null,
    max_attempts integer not null
);
-- Rows of it live for moments: vacuum by count, not by share.
alter table inbound_arrivals set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
