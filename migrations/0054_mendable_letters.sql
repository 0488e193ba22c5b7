-- Work that was given up says why in a word, and what it was about can be mended.

alter table jobs add column failed_for text
    constraint jobs_failed_for_check check (failed_for in
        ('field', 'missing', 'provider', 'file', 'database', 'time_out', 'bug'));
comment on column jobs.failed_for is 'what kind of failure the last one was, where that is known';

-- What a provider proved to have sent and nobody could read is kept as well. Old rows were of the shorter list: none needs
-- to be looked at while everything waits.
alter table inbound_events drop constraint inbound_events_kind_check;
alter table inbound_events add constraint inbound_events_kind_check
    check (kind in ('message', 'status', 'notice', 'unreadable')) not valid;
alter table inbound_arrivals drop constraint inbound_arrivals_kind_check;
alter table inbound_arrivals add constraint inbound_arrivals_kind_check
    check (kind in ('message', 'status', 'notice', 'unreadable')) not valid;

-- So many of a channel wait for a person already.
create index jobs_dead_key_idx on jobs (ordering_key) where state = 'dead' and closed_at is null;

-- As it came, an event is never changed: what a person corrects stands beside it.
alter table inbound_events add column corrected_body jsonb;
comment on column inbound_events.corrected_body is 'what is taken in instead of body, corrected by a person';
