-- The provider's subscribers and the faults on their lines.

create extension if not exists pg_trgm;

create table customers (
    id uuid primary key,
    name text not null,
    -- E.164, mobiles with the ninth digit
    phone text not null constraint customers_phone_key unique check (phone ~ '^\+[1-9][0-9]{7,14}$'),
    email text,
    contract_number text not null constraint customers_contract_number_key unique,
    plan_name text not null,
    -- Mbit/s
    plan_speed integer not null check (plan_speed > 0),
    -- BRL
    monthly_fee numeric(10, 2) not null check (monthly_fee >= 0),
    installation_address text not null,
    city text not null,
    status text not null default 'active' check (status in ('active', 'suspended', 'cancelled')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index customers_name_trgm_idx on customers using gin (name gin_trgm_ops);

create table technical_issues (
    id uuid primary key,
    customer_id uuid not null references customers (id),
    issue_type text not null check (issue_type in (
        'no_internet', 'slow_speed', 'wifi_problem', 'unstable', 'equipment', 'other')),
    description text not null,
    -- 1 urgent .. 4 low
    priority smallint not null check (priority between 1 and 4),
    status text not null default 'open' check (status in ('open', 'in_progress', 'resolved', 'closed')),
    assigned_technician text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    resolved_at timestamptz
);
create index technical_issues_status_priority_idx on technical_issues (status, priority);
create index technical_issues_customer_status_idx on technical_issues (customer_id, status);
