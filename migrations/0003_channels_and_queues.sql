-- Where messages come in and go out, and the five queues as rows that administrators edit.

create table channels (
    id uuid primary key,
    name text not null,
    provider text not null check (provider in ('twilio', 'dialog360', 'cloud_api', 'maytapi')),
    -- the business's own address at the provider, E.164
    address text not null,
    -- provider settings that are not secret: account id, base address, content ids
    settings jsonb not null default '{}',
    -- provider secrets, sealed with the key of ENLACE_SECRET_KEY
    secrets_sealed bytea not null,
    active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint channels_provider_address_key unique (provider, address)
);

create table queues (
    key text primary key,
    -- 1 is answered first
    priority smallint not null check (priority between 1 and 4),
    first_answer_minutes integer not null check (first_answer_minutes between 1 and 10080),
    escalates boolean not null,
    team_id uuid not null references teams (id),
    position smallint not null,
    updated_at timestamptz not null default now()
);

insert into teams (id, key, name) values
    ('01930000-0000-7000-8000-000000000001', 'specialists', 'Especialistas'),
    ('01930000-0000-7000-8000-000000000002', 'technical_support', 'Suporte técnico'),
    ('01930000-0000-7000-8000-000000000003', 'sales', 'Vendas'),
    ('01930000-0000-7000-8000-000000000004', 'billing', 'Financeiro'),
    ('01930000-0000-7000-8000-000000000005', 'retention', 'Retenção');

insert into queues (key, priority, first_answer_minutes, escalates, team_id, position) values
    ('technical_urgent', 1, 5, true, '01930000-0000-7000-8000-000000000001', 1),
    ('technical_normal', 2, 30, true, '01930000-0000-7000-8000-000000000002', 2),
    ('commercial', 3, 60, false, '01930000-0000-7000-8000-000000000003', 3),
    ('financial', 3, 120, false, '01930000-0000-7000-8000-000000000004', 4),
    ('cancellation', 1, 10, true, '01930000-0000-7000-8000-000000000005', 5);
