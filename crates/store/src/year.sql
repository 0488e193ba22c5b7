-- A year of a desk's life, as large as a large provider's: for measuring. Made in one go by generate_series; the number of
-- conversations and of messages in each comes from the settings enlace.conversations and enlace.messages.
select setseed(0.5);
-- what is measured is reading: nothing here needs to be checked or counted row by row
set local session_replication_role = replica;

insert into people (id, name, email, password_hash, role, capacity, active)
select gen_random_uuid(), 'Pessoa ' || n, 'pessoa' || n || '@enlace.example', '!', 'agent', 20, true
from generate_series(1, 20) n;

insert into customers (id, name, phone, contract_number, plan_name, plan_speed, monthly_fee, installation_address, city, status,
                       created_at)
select gen_random_uuid(),
       (array['Maria', 'José', 'Ana', 'João', 'Antônio', 'Francisca', 'Carlos', 'Paulo', 'Adriana', 'Pedro', 'Lucas', 'Luiz',
              'Márcia', 'Juliana'])[1 + n % 14] || ' ' ||
       (array['Silva', 'Souza', 'Costa', 'Santos', 'Oliveira', 'Pereira', 'Rodrigues', 'Almeida', 'Nascimento', 'Lima',
              'Araújo'])[1 + n / 14 % 11],
       '+55629' || lpad(n::text, 8, '0'), 'Y' || lpad(n::text, 9, '0'),
       (array['Fibra 300', 'Fibra 500', 'Fibra 1 Giga'])[1 + n % 3], (array[300, 500, 1000])[1 + n % 3], 99.90, 'Rua ' || n,
       (array['Goiânia', 'Goiânia', 'Aparecida de Goiânia', 'Anápolis', 'Trindade', 'Senador Canedo'])[1 + n % 6],
       'active', now() - interval '2 years'
from generate_series(1, 12000) n;

insert into contacts (id, display_name, customer_id, created_at)
select gen_random_uuid(), name, id, created_at from customers where contract_number like 'Y%';
insert into contact_identities (kind, value, contact_id, created_at)
select 'phone_key', '5562' || right(u.phone, 8), contact.id, contact.created_at
from contacts contact join customers u on u.id = contact.customer_id and u.contract_number like 'Y%';

-- at work in turns, eight hours a day
insert into people_hours (hour, person_id, minutes, capacity, noted)
select day + make_interval(hours => 7 + (shift + turn)::int), p.id, 55, 20, day
from (select id, row_number() over (order by id) % 9 as turn from people where email like 'pessoa%@enlace.example') p
cross join generate_series(date_trunc('day', now(), 'America/Sao_Paulo') - interval '364 days', now() - interval '1 day',
                           interval '1 day') day
cross join generate_series(0, 7) shift;

create temporary table year_contacts on commit drop as
select row_number() over (order by contact.id) - 1 as place, contact.id, contact.customer_id
from contacts contact join customers u on u.id = contact.customer_id and u.contract_number like 'Y%';
create unique index on year_contacts (place);
create temporary table year_people on commit drop as
select row_number() over (order by id) - 1 as place, id from people where email like 'pessoa%@enlace.example';

-- the day grows with the number; the hour follows the sum of two throws, busiest in the late afternoon
create temporary table year on commit drop as
select n, gen_random_uuid() as id,
       least(now() - interval '5 minutes',
             date_trunc('day', now(), 'America/Sao_Paulo') - interval '364 days'
             + make_interval(days => (n * 365 / current_setting('enlace.conversations')::bigint)::int,
                             hours => least(23, (random() * 13 + random() * 13)::int),
                             secs => random() * 3599)) as opened,
       (array['technical_urgent', 'technical_normal', 'commercial', 'financial', 'cancellation'])
           [1 + least(4, floor(random() * random() * 7)::int)] as queue,
       -exp(1) * 60 * ln(greatest(random(), 0.001)) as answer_s, random() * 5400 + 120 as rest_s, random() as chance,
       n > current_setting('enlace.conversations')::bigint - 2000 as open
from generate_series(1, current_setting('enlace.conversations')::bigint) n;

insert into conversations (id, protocol, contact_id, customer_id, channel_id, conversation_type, queue_key, status, priority,
                           assigned_person_id, waiting_since, due_at, first_answered_at, first_due_at, escalated_at, raised_at, last_message_at,
                           last_inbound_at, last_message_preview, closed_at, closed_by, reopened_count, technical_issue_id, created_at,
                           updated_at)
select y.id, to_char(y.opened, 'YYYYMMDD') || lpad((y.n % 10000000)::text, 7, '0'), c.id, c.customer_id,
       (select id from channels order by created_at limit 1),
       case when y.queue like 'technical%' then 'technical' else y.queue end, y.queue,
       case when y.open then 'waiting' else 'closed' end, q.priority, case when not y.open then p.id end,
       case when y.open then y.opened end,
       case when y.open then due.at end,
       case when not y.open then y.opened + make_interval(secs => y.answer_s) end,
       case when not y.open then due.at end,
       case when not y.open and y.chance < 0.04 then y.opened + interval '5 minutes' end,
       case when not y.open and y.chance < 0.04 then y.opened + interval '5 minutes' end, y.opened, y.opened,
       'bom dia, preciso de ajuda', case when not y.open then y.opened + make_interval(secs => y.answer_s + y.rest_s) end,
       case when not y.open then p.id end, case when not y.open and y.chance > 0.97 then 1 else 0 end,
       case when y.queue like 'technical%' then y.id end, y.opened, y.opened
from year y
-- the open ones each of another contact
join year_contacts c on c.place = y.n % 12000
join year_people p on p.place = floor(y.chance * 20)::int % 20
join queues q on q.key = y.queue
cross join lateral (select due_after(y.queue, y.opened) as at) due;

-- each talk with the technicians is about a fault of its own
insert into technical_issues (id, customer_id, issue_type, description, priority, status, created_at, resolved_at)
select c.id, c.customer_id,
       case when c.queue_key = 'technical_urgent' then 'no_internet'
            else (array['slow_speed', 'wifi_problem', 'unstable', 'equipment'])[1 + abs(hashtext(c.id::text) % 4)] end,
       'bom dia, preciso de ajuda', 2, case when c.closed_at is null then 'open' else 'resolved' end, c.created_at, c.closed_at
from conversations c
where c.technical_issue_id = c.id;

-- a quarter of the talks with sales and with billing comes to something
insert into outcomes (conversation_id, kind, cents, recorded_by, recorded_at)
select t.id, t.kind, case t.kind when 'sale' then 9990 when 'upgrade' then 3000 when 'dispute' then 4500 end, t.closed_by, t.closed_at
from (select c.id, c.closed_by, c.closed_at,
             (case c.queue_key when 'commercial' then array['sale', 'upgrade'] else array['dispute', 'payment'] end)
                 [1 + abs(hashtext(c.id::text) % 8)] as kind
      from conversations c
      where c.closed_by is not null and c.queue_key in ('commercial', 'financial')
        and c.last_message_preview = 'bom dia, preciso de ajuda') t
where t.kind is not null;

insert into messages (id, conversation_id, channel_id, direction, author_kind, author_person_id, kind, body, provider_message_id,
                      status, provider_at, created_at)
select gen_random_uuid(), c.id, c.channel_id, case when m % 2 = 1 then 'inbound' else 'outbound' end,
       case when m % 2 = 1 then 'subscriber' when c.assigned_person_id is null then 'automation' else 'person' end,
       case when m % 2 = 0 then c.assigned_person_id end, 'text', 'mensagem ' || m || ' da conversa ' || c.protocol,
       'Y' || c.protocol || '-' || m, case when m % 2 = 1 then 'received' else 'delivered' end,
       c.created_at + make_interval(mins => m), c.created_at + make_interval(mins => m)
from conversations c cross join generate_series(1, current_setting('enlace.messages')::int) m
where c.last_message_preview = 'bom dia, preciso de ajuda';

-- within the transaction nobody else tells the planner
analyze people, customers, contacts, contact_identities, conversations, technical_issues, outcomes;
