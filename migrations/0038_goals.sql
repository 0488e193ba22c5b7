-- What the desk is to reach, what it was before, what it costs, and for how long it was up.

create table goals (
    goal text primary key check (goal in (
        'urgent_answer', 'first_contact', 'satisfaction', 'churn', 'cost', 'uptime')),
    -- how it was before; null where nobody knows
    baseline double precision,
    target double precision not null
);
-- seconds, percent, 1 to 5, percent a month, BRL, percent
insert into goals (goal, baseline, target) values
    ('urgent_answer', 300, 30),
    ('first_contact', 60, 85),
    ('satisfaction', 3.2, 4.5),
    ('churn', 8, 4),
    ('cost', 15, 5),
    ('uptime', null, 99.9);

create table costs (
    single boolean primary key default true check (single),
    -- BRL; null where nobody has said
    agent_hour double precision check (agent_hour >= 0),
    fixed_month double precision check (fixed_month >= 0),
    -- a message by a template of this category
    utility_message double precision check (utility_message >= 0),
    marketing_message double precision check (marketing_message >= 0),
    authentication_message double precision check (authentication_message >= 0),
    -- one more with each change of goals or costs: whoever saves names the one they have seen
    revision integer not null default 1
);
insert into costs default values;

-- The minutes in which the scheduler was at work and reached the database.
create table heartbeats (
    minute timestamptz primary key
);

-- templates that were sent are few among all messages
create index messages_templates_idx on messages (created_at) where extra ? 'template';
