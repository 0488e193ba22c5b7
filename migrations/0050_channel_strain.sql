-- How often a channel's vendor fails between the messages that it takes: one that fails every other time never fails five
-- times in a row for long, and its messages are better off by another number.
alter table channel_health
    add column strain integer not null default 0 check (strain >= 0),
    add column strained_until timestamptz;
