-- How fast messages may leave, shared by all processes.

alter table channels
    -- messages a second; null: what the provider allows a number
    add column per_second integer check (per_second between 1 and 10000),
    -- so many to one contact at once, then one in six seconds
    add column pair_burst integer not null default 45 check (pair_burst between 1 and 1000);

-- One row a channel, and one a channel and contact. Means nothing once its time is past.
create table send_pace (
    key text primary key,
    -- the theoretical arrival time of the next message, were they to come evenly
    arrival_at timestamptz not null,
    -- when the last of those that were told to wait looks again
    look_at timestamptz
) with (fillfactor = 50);
