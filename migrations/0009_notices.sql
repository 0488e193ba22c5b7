-- Providers also report on the account: a template that was reviewed, a channel that stopped, an opt-out.

alter table inbound_events drop constraint inbound_events_kind_check;
alter table inbound_events add constraint inbound_events_kind_check check (kind in ('message', 'status', 'notice'));
