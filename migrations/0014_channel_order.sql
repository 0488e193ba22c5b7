-- The order in which channels are tried, and what kind of failure a channel met last.

alter table channels add column rank integer not null default 0;
update channels c set rank = o.rank
from (select id, row_number() over (order by name, id) as rank from channels) o
where o.id = c.id;
-- whoever adds a channel says where it stands; lower is tried first
alter table channels alter column rank drop default;

-- The class of the last error: of the vendor, of the account, of the message.
alter table channel_health add column last_error_class text;
