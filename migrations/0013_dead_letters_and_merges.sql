-- What needs a person: jobs that were given up, messages nobody can say the fate of, contacts that are one person.

-- since when the job is given up; null while it may still run
alter table jobs add column dead_since timestamptz;
update jobs set dead_since = run_at where state = 'dead';
create index jobs_dead_name_idx on jobs (name, dead_since) where state = 'dead';

-- Jobs that somebody closed instead of running them again. The row moves here, so that `jobs` stays small.
create table closed_jobs (
    id bigint primary key,
    name text not null,
    payload jsonb not null,
    attempts integer not null,
    last_error text,
    created_at timestamptz not null,
    dead_since timestamptz,
    note text not null check (length(note) between 1 and 500),
    closed_by uuid not null references people (id),
    closed_at timestamptz not null default now()
);

-- since when people are asked whether the message arrived; null while a report or a look-up may still tell
alter table outbox add column undecided_at timestamptz;
alter table outbox add constraint outbox_undecided_is_in_doubt check (undecided_at is null or state = 'in_doubt');

-- Two contacts that were found to be one person: exactly what moved, so that it can be moved back.
create table contact_merges (
    id uuid primary key,
    -- who stays
    kept_id uuid not null references contacts (id),
    -- whose conversations and addresses moved
    merged_id uuid not null references contacts (id),
    merged_by uuid not null references people (id),
    merged_at timestamptz not null default now(),
    -- identities, conversations, the one that was closed, and what the kept ones held before
    moved jsonb not null,
    undone_by uuid references people (id),
    undone_at timestamptz,
    constraint contact_merges_of_two check (kept_id <> merged_id),
    constraint contact_merges_undone_by_somebody check ((undone_by is null) = (undone_at is null))
);
create index contact_merges_kept_idx on contact_merges (kept_id, merged_at desc);
-- a contact that was merged is nobody's until that is undone
create unique index contact_merges_merged_idx on contact_merges (merged_id) where undone_at is null;
