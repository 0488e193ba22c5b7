-- People who work in Enlace, their teams, their log-ins, and the book of who did what.

create table people (
    id uuid primary key,
    name text not null check (length(btrim(name)) between 2 and 120),
    email text not null check (email = lower(email) and email like '%_@_%'),
    -- argon2id in PHC string form
    password_hash text not null,
    role text not null check (role in ('agent', 'manager', 'administrator')),
    -- how many conversations the person holds at once
    capacity integer not null default 8 check (capacity between 1 and 100),
    active boolean not null default true,
    last_seen_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint people_email_key unique (email)
);

create table teams (
    id uuid primary key,
    key text not null constraint teams_key_key unique,
    name text not null,
    created_at timestamptz not null default now()
);

create table team_members (
    team_id uuid not null references teams (id),
    person_id uuid not null references people (id),
    created_at timestamptz not null default now(),
    primary key (team_id, person_id)
);
create index team_members_person_idx on team_members (person_id);

create table log_in_sessions (
    id uuid primary key,
    person_id uuid not null references people (id),
    -- the cookie's token is never stored, only its SHA-256
    token_sha256 bytea not null constraint log_in_sessions_token_key unique,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz
);
create index log_in_sessions_person_idx on log_in_sessions (person_id) where ended_at is null;

-- Failed log-ins slow the next try down; the e-mail is kept as a hash, for it may be a typing mistake.
create table log_in_failures (
    id bigint generated always as identity primary key,
    email_sha256 bytea not null,
    at timestamptz not null default now()
);
create index log_in_failures_email_idx on log_in_failures (email_sha256, at);

create table audit_log (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    -- null where Enlace itself acted
    person_id uuid references people (id),
    action text not null,
    subject_kind text not null,
    subject_id uuid,
    detail jsonb not null default '{}'
);
create index audit_log_subject_idx on audit_log (subject_kind, subject_id, id);
create index audit_log_person_idx on audit_log (person_id, id);
