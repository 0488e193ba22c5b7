-- What may be sent once the 24-hour window is closed: the templates of a channel, and which of them automation uses.

-- whether free text is refused 24 hours after the subscriber's last message; a linked device has no such window
alter table channels add column has_window boolean not null default true;
-- when the provider was last asked for the channel's templates, and why it did not answer, in words for people
alter table channels add column templates_asked_at timestamptz;
alter table channels add column templates_problem text;

create table templates (
    id uuid primary key,
    channel_id uuid not null references channels (id),
    -- the provider's id of it
    provider_id text not null,
    name text not null,
    language text not null,
    category text not null check (category in ('utility', 'marketing', 'authentication', 'unknown')),
    state text not null check (state in ('approved', 'pending', 'rejected', 'paused', 'disabled', 'unknown')),
    -- why it was refused or stopped, in the provider's words
    reason text,
    -- header, body, footer and buttons
    components jsonb not null,
    synced_at timestamptz not null default now(),
    -- since when the provider lists it no more
    retired_at timestamptz,
    constraint templates_key unique (channel_id, provider_id)
);
create index templates_name_idx on templates (channel_id, name, language);

-- Which template automation sends by itself, and what for.
create table template_purposes (
    purpose text not null check (purpose in ('resume')),
    channel_id uuid not null references channels (id),
    template_id uuid not null references templates (id),
    updated_at timestamptz not null default now(),
    primary key (purpose, channel_id)
);
