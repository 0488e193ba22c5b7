-- What the message path learnt it needs: attempts under one message, and a jobs table that stays small on disk.

-- The provider's ids of attempts that a retry replaced. A late report of one still finds its message.
create table earlier_sends (
    channel_id uuid not null references channels (id),
    provider_message_id text not null,
    message_id uuid not null references messages (id),
    replaced_at timestamptz not null default now(),
    primary key (channel_id, provider_message_id)
);

-- A key with a running job waits; the claim asks this for every candidate.
create index jobs_running_key_idx on jobs (ordering_key) where state = 'running' and ordering_key is not null;

-- Questions nobody answered, for the scheduler.
create index conversations_asked_idx on conversations (asked_at) where status = 'automation' and asked_at is not null;

-- Rows of these live for moments: vacuum by count, not by share, or a scan for the oldest walks over the dead.
alter table jobs set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table event_stream set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
alter table outbox set (autovacuum_vacuum_scale_factor = 0.02, fillfactor = 80);
alter table conversations set (autovacuum_vacuum_scale_factor = 0.02, fillfactor = 80);
