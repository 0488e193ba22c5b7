-- Who keeps the times of `send_pace`: this database, or a Redis. One row.
create table pace_keeper (
    one boolean primary key default true check (one),
    -- tells the desks apart that share a Redis
    desk uuid not null default gen_random_uuid(),
    -- the Redis server's own name of its run while it keeps the times; null: this database does
    redis_run text,
    -- counts the changes
    epoch bigint not null default 0,
    -- when the times of before were lost; null: never
    forgot_at timestamptz,
    changed_at timestamptz not null default '-infinity',
    -- how often a Redis was lost that had not held for an hour
    losses integer not null default 0,
    -- before which no Redis is looked for
    return_at timestamptz not null default '-infinity'
);
insert into pace_keeper default values;
