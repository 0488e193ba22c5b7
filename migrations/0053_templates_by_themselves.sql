-- Automation picks its template by itself unless a manager has said otherwise, and a message that did not leave is counted.

-- no row: automation picks one; a row without a template: a manager wants none
alter table template_purposes alter column template_id drop not null;
-- until now "none" was kept as no row at all: whoever said it so is in the audit log
insert into template_purposes (purpose, channel_id, updated_at)
select said.purpose, said.channel_id, said.at
from (select distinct on (detail ->> 'purpose', detail ->> 'channel')
             detail ->> 'purpose' as purpose, (detail ->> 'channel')::uuid as channel_id,
             (detail ->> 'chosen')::boolean as chosen, at
      from audit_log where action = 'choose_template'
      order by detail ->> 'purpose', detail ->> 'channel', id desc) said
join channels c on c.id = said.channel_id
where not said.chosen
on conflict do nothing;

-- what did not leave lately; what people are asked about is among the open rows
create index outbox_failed_idx on outbox (updated_at) where state = 'failed';
