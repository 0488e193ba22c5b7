-- How each channel fares: its circuit, and what was last heard of it. Shared by all processes.
create table channel_health (
    channel_id uuid primary key references channels (id),
    failures integer not null default 0 check (failures >= 0),
    openings integer not null default 0 check (openings >= 0),
    retry_at timestamptz,
    last_success_at timestamptz,
    last_error_words text,
    last_error_at timestamptz
);
