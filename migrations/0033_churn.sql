-- Who may leave: what is known of customers from outside, the models and what they say, and what people do about it.

-- when the contract ended; null where it runs, or where nobody has said when
alter table customers add column cancelled_at timestamptz;
alter table customers add constraint customers_cancelled_has_ended
    check (cancelled_at is null or status = 'cancelled');
create index customers_cancelled_idx on customers (cancelled_at) where cancelled_at is not null;

-- What our own data can't tell of a customer: brought in from files, each figure with the day it was true on.
create table customer_facts (
    customer_id uuid not null references customers (id),
    name text not null check (name in (
        'avg_speed_last_30d', 'payment_delays_last_6m', 'satisfaction_score', 'competitor_coverage_area')),
    as_of date not null,
    value double precision not null,
    imported_at timestamptz not null default now(),
    primary key (customer_id, name, as_of)
);
create index customer_facts_day_idx on customer_facts (as_of);

create index technical_issues_created_idx on technical_issues (created_at);

create table churn_models (
    id uuid primary key,
    -- which features it looks at
    feature_set text not null check (feature_set in ('mission', 'rich')),
    trained_at timestamptz not null default now(),
    -- until when what it learnt from had happened
    as_of timestamptz not null,
    -- what is known about it: data, figures, importances
    card jsonb not null,
    -- the model itself; kept for the one in use
    model bytea,
    -- since when it is in use, and until when it was
    promoted_at timestamptz,
    retired_at timestamptz,
    -- why it was not taken into use
    refused_because text,
    constraint churn_models_in_use_is_there
        check (promoted_at is null or retired_at is not null or model is not null)
);
create unique index churn_models_one_in_use on churn_models ((true)) where promoted_at is not null and retired_at is null;
create index churn_models_trained_idx on churn_models (trained_at desc);

-- What the model in use last said of each customer.
create table churn_scores (
    customer_id uuid primary key references customers (id),
    model_id uuid not null references churn_models (id),
    scored_at timestamptz not null default now(),
    probability real not null check (probability between 0 and 1),
    -- the weightiest features, their values and what they add
    reasons jsonb not null
);
create index churn_scores_probability_idx on churn_scores (probability desc);

-- Work about a customer who may leave.
create table churn_cases (
    id uuid primary key,
    customer_id uuid not null references customers (id),
    model_id uuid not null references churn_models (id),
    kind text not null check (kind in ('campaign', 'follow_up')),
    -- nobody does anything: what becomes of these tells what the others' work was worth
    held_out boolean not null,
    probability real not null check (probability between 0 and 1),
    reasons jsonb not null,
    -- BRL a month, when it was opened
    monthly_fee numeric(10, 2) not null,
    owner_id uuid references people (id),
    offer text not null check (offer in (
        'technical_visit', 'speed_upgrade', 'discount', 'new_due_date', 'courtesy_call')),
    due_on date not null,
    outcome text check (outcome in ('accepted', 'refused', 'not_reached', 'left')),
    outcome_note text not null default '',
    opened_at timestamptz not null default now(),
    closed_at timestamptz,
    closed_by uuid references people (id),
    constraint churn_cases_closed_has_outcome check ((closed_at is null) = (outcome is null)),
    constraint churn_cases_held_out_rests check (not held_out or (owner_id is null and closed_by is null))
);
create unique index churn_cases_one_open on churn_cases (customer_id) where closed_at is null;
create index churn_cases_opened_idx on churn_cases (opened_at);
