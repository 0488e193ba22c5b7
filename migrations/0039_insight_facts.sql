-- The manager's figures are read from two copies of the conversations: one narrow row each (the facts), and those summed
-- up by day and by hour. Triggers note which conversations changed, in the transaction that changes them; whoever asks
-- for figures brings the copies up to date first. What a fact and a sum are is said here once, for that and for
-- the rebuilding alike; docs/METRICS.md says what they mean.

-- What the figures know of a conversation.
create table insight_facts (
    conversation_id uuid primary key,
    opened_at timestamptz not null,
    answered_at timestamptz,
    -- null while it is open
    closed_at timestamptz,
    queue_key text,
    -- the city and the plan of the contract
    region text,
    plan text,
    -- who holds it, or held it last
    person_id uuid,
    closed_by uuid,
    -- the kind of the fault
    issue text,
    -- answered within the queue's limit
    in_time boolean not null,
    escalated boolean not null,
    reopened boolean not null,
    -- neither reopened nor followed by another of the same person within seven days of closing
    settled boolean not null,
    -- microseconds from opening
    answer_us bigint generated always as ((extract(epoch from answered_at - opened_at) * 1000000)::bigint) stored,
    handling_us bigint generated always as ((extract(epoch from closed_at - opened_at) * 1000000)::bigint) stored
);
create index insight_facts_opened_idx on insight_facts (opened_at);
create index insight_facts_answered_idx on insight_facts (answered_at) where answered_at is not null;
create index insight_facts_closed_idx on insight_facts (closed_at) where closed_at is not null;
create index insight_facts_unanswered_idx on insight_facts (opened_at) where answered_at is null and closed_at is null;

-- A day of Brasília, by what happened on it: the conversations opened, first answered or closed.
create table insight_days (
    day date not null,
    kind text not null check (kind in ('opened', 'answered', 'closed')),
    queue_key text,
    -- opened, answered: who holds or held it last; closed: who closed it
    person_id uuid,
    issue text,
    n integer not null,
    in_time integer not null,
    escalated integer not null,
    reopened integer not null,
    settled integer not null,
    -- microseconds to the first answer, or of closed ones to the closing: every one, so that medians stay exact
    took bigint[] not null
);
create index insight_days_day_idx on insight_days (day);

-- An hour.
create table insight_hours (
    hour timestamptz not null,
    queue_key text,
    opened integer not null,
    answered integer not null,
    closed integer not null
);
create index insight_hours_hour_idx on insight_hours (hour);

-- Conversations that changed since they were last counted, each as often as it changed: nobody waits for anybody here.
create table insight_changes (
    id bigint generated always as identity primary key,
    conversation_id uuid not null
);

-- What a fact is.
create view insight_sources as
select c.id as conversation_id, c.created_at as opened_at, c.first_answered_at as answered_at, c.closed_at, c.queue_key,
       cu.city as region, cu.plan_name as plan, c.assigned_person_id as person_id, c.closed_by, i.issue_type as issue,
       coalesce(c.first_answered_at <= c.created_at + make_interval(mins => q.first_answer_minutes), false) as in_time,
       c.escalated_at is not null as escalated, c.reopened_count > 0 as reopened,
       c.closed_at is not null and c.reopened_count = 0 and not exists (
           select 1 from contacts k join conversations n on n.contact_id = k.id
           where (k.id = who.root or k.merged_into = who.root) and n.id <> c.id
             and n.created_at > c.created_at and n.created_at < c.closed_at + interval '7 days') as settled
from conversations c
join contacts ct on ct.id = c.contact_id
cross join lateral (select coalesce(ct.merged_into, ct.id) as root) who
left join queues q on q.key = c.queue_key
left join technical_issues i on i.id = c.technical_issue_id
-- where nobody knows the contact, whoever it was merged with may be a customer
left join customers cu on cu.id = coalesce(c.customer_id,
    (select k.customer_id from contacts k
     where (k.id = who.root or k.merged_into = who.root) and k.customer_id is not null
     order by k.merged_into is not null, k.created_at, k.id limit 1));

-- What happened in a span, summed up; null restricts nothing. A person restricts what was closed to what they closed.
create function insight_sums(since timestamptz, until timestamptz, queue text, region text, plan text, person uuid)
    returns table (kind text, queue_key text, person_id uuid, issue text, n integer, in_time integer, escalated integer,
                   reopened integer, settled integer, took bigint[])
    language sql stable
begin atomic
    select 'opened', f.queue_key, f.person_id, f.issue, count(*)::integer, (count(*) filter (where f.in_time))::integer,
           (count(*) filter (where f.escalated))::integer, 0, 0,
           coalesce(array_agg(f.answer_us) filter (where f.answer_us is not null), '{}')
    from insight_facts f
    where f.opened_at >= $1 and f.opened_at < $2 and ($3 is null or f.queue_key = $3)
      and ($4 is null or f.region = $4) and ($5 is null or f.plan = $5) and ($6 is null or f.person_id = $6)
    group by f.queue_key, f.person_id, f.issue
    union all
    select 'answered', f.queue_key, f.person_id, null, count(*)::integer, 0, 0, 0, 0, array_agg(f.answer_us)
    from insight_facts f
    where f.answered_at >= $1 and f.answered_at < $2 and ($3 is null or f.queue_key = $3)
      and ($4 is null or f.region = $4) and ($5 is null or f.plan = $5) and ($6 is null or f.person_id = $6)
    group by f.queue_key, f.person_id
    union all
    select 'closed', f.queue_key, f.closed_by, null, count(*)::integer, 0, 0,
           (count(*) filter (where f.reopened))::integer, (count(*) filter (where f.settled))::integer,
           array_agg(f.handling_us)
    from insight_facts f
    where f.closed_at >= $1 and f.closed_at < $2 and ($3 is null or f.queue_key = $3)
      and ($4 is null or f.region = $4) and ($5 is null or f.plan = $5) and ($6 is null or f.closed_by = $6)
    group by f.queue_key, f.closed_by;
end;

-- The same by the hour.
create function insight_volume(since timestamptz, until timestamptz, queue text, region text, plan text, person uuid)
    returns table (hour timestamptz, queue_key text, opened integer, answered integer, closed integer)
    language sql stable
begin atomic
    select date_trunc('hour', e.at, 'America/Sao_Paulo'), e.queue_key, sum(e.opened)::integer, sum(e.answered)::integer,
           sum(e.closed)::integer
    from (
        select f.opened_at as at, f.queue_key, 1 as opened, 0 as answered, 0 as closed from insight_facts f
        where f.opened_at >= $1 and f.opened_at < $2 and ($3 is null or f.queue_key = $3)
          and ($4 is null or f.region = $4) and ($5 is null or f.plan = $5) and ($6 is null or f.person_id = $6)
        union all
        select f.answered_at, f.queue_key, 0, 1, 0 from insight_facts f
        where f.answered_at >= $1 and f.answered_at < $2 and ($3 is null or f.queue_key = $3)
          and ($4 is null or f.region = $4) and ($5 is null or f.plan = $5) and ($6 is null or f.person_id = $6)
        union all
        select f.closed_at, f.queue_key, 0, 0, 1 from insight_facts f
        where f.closed_at >= $1 and f.closed_at < $2 and ($3 is null or f.queue_key = $3)
          and ($4 is null or f.region = $4) and ($5 is null or f.plan = $5) and ($6 is null or f.closed_by = $6)) e
    group by 1, 2;
end;

-- Sums these days up again, whatever stood there.
create function insight_sum_up(days date[]) returns void
    language sql
begin atomic
    delete from insight_days where day = any (days);
    insert into insight_days (day, kind, queue_key, person_id, issue, n, in_time, escalated, reopened, settled, took)
    select d, s.kind, s.queue_key, s.person_id, s.issue, s.n, s.in_time, s.escalated, s.reopened, s.settled, s.took
    from unnest(days) d cross join lateral insight_sums(d::timestamp at time zone 'America/Sao_Paulo',
        (d + 1)::timestamp at time zone 'America/Sao_Paulo', null, null, null, null) s;
    delete from insight_hours h using unnest(days) d
    where h.hour >= d::timestamp at time zone 'America/Sao_Paulo'
      and h.hour < (d + 1)::timestamp at time zone 'America/Sao_Paulo';
    insert into insight_hours (hour, queue_key, opened, answered, closed)
    select v.hour, v.queue_key, v.opened, v.answered, v.closed
    from unnest(days) d cross join lateral insight_volume(d::timestamp at time zone 'America/Sao_Paulo',
        (d + 1)::timestamp at time zone 'America/Sao_Paulo', null, null, null, null) v;
end;

-- The days that facts are counted on.
create function insight_days_of(facts insight_facts[]) returns date[]
    language sql stable
    return (select coalesce(array_agg(distinct (e.at at time zone 'America/Sao_Paulo')::date), '{}')
            from unnest(facts) f cross join lateral (values (f.opened_at), (f.answered_at), (f.closed_at)) e (at)
            where e.at is not null);

-- Counts at most so many changes, oldest first, and says how many there were. One at a time (the lock's number is
-- "enlacefg"); what commits meanwhile has noted its change and is counted by the next.
create function insight_count(most integer) returns integer
    language plpgsql as $$
declare
    changed uuid[];
    ids uuid[];
    before insight_facts[];
    after insight_facts[];
    changes integer;
begin
    perform pg_advisory_xact_lock(7308898410804110951);
    with gone as (
        delete from insight_changes where id in (select id from insight_changes order by id limit most)
        returning conversation_id)
    select array_agg(distinct conversation_id), count(*) into changed, changes from gone;
    if changes = 0 then
        return 0;
    end if;
    -- a conversation unsettles those that the same person closed within the week before
    select array_agg(distinct e.id) into ids
    from conversations c
    join contacts ct on ct.id = c.contact_id
    join contacts k on k.id = coalesce(ct.merged_into, ct.id) or k.merged_into = coalesce(ct.merged_into, ct.id)
    join conversations e on e.contact_id = k.id
    where c.id = any (changed)
      and (e.id = c.id or (e.created_at < c.created_at and e.closed_at > c.created_at - interval '7 days'));
    select array_agg(f) into before from insight_facts f where f.conversation_id = any (ids);
    insert into insight_facts as f (conversation_id, opened_at, answered_at, closed_at, queue_key, region, plan, person_id,
                                    closed_by, issue, in_time, escalated, reopened, settled)
    select * from insight_sources where conversation_id = any (ids)
    on conflict (conversation_id) do update set (opened_at, answered_at, closed_at, queue_key, region, plan, person_id,
                                                 closed_by, issue, in_time, escalated, reopened, settled)
        = (excluded.opened_at, excluded.answered_at, excluded.closed_at, excluded.queue_key, excluded.region,
           excluded.plan, excluded.person_id, excluded.closed_by, excluded.issue, excluded.in_time, excluded.escalated,
           excluded.reopened, excluded.settled);
    select array_agg(f) into after from insight_facts f where f.conversation_id = any (ids);
    perform insight_sum_up(insight_days_of(before || after));
    return changes;
end $$;

-- Makes facts and sums anew from the conversations, and says of how many.
create function insight_rebuild() returns integer
    language plpgsql as $$
declare
    facts integer;
begin
    perform pg_advisory_xact_lock(7308898410804110951);
    delete from insight_changes;
    delete from insight_facts;
    delete from insight_days;
    delete from insight_hours;
    insert into insight_facts (conversation_id, opened_at, answered_at, closed_at, queue_key, region, plan, person_id,
                               closed_by, issue, in_time, escalated, reopened, settled)
    select * from insight_sources;
    get diagnostics facts = row_count;
    perform insight_sum_up((
        select coalesce(array_agg(distinct (e.at at time zone 'America/Sao_Paulo')::date), '{}')
        from insight_facts f cross join lateral (values (f.opened_at), (f.answered_at), (f.closed_at)) e (at)
        where e.at is not null));
    return facts;
end $$;

-- Who notes what. A message changes none of these columns.
create function insight_note() returns trigger
    language plpgsql as $$
begin
    insert into insight_changes (conversation_id) values (new.id);
    return null;
end $$;
create trigger insight_opened after insert on conversations for each row execute function insight_note();
create trigger insight_changed
    after update of created_at, queue_key, assigned_person_id, technical_issue_id, customer_id, contact_id, first_answered_at,
                    escalated_at, closed_at, closed_by, reopened_count on conversations
    for each row
    when ((old.created_at, old.queue_key, old.assigned_person_id, old.technical_issue_id, old.customer_id, old.contact_id,
           old.first_answered_at, old.escalated_at, old.closed_at, old.closed_by, old.reopened_count)
          is distinct from
          (new.created_at, new.queue_key, new.assigned_person_id, new.technical_issue_id, new.customer_id, new.contact_id,
           new.first_answered_at, new.escalated_at, new.closed_at, new.closed_by, new.reopened_count))
    execute function insight_note();

-- A contact is merged, or found to be a customer: all conversations of those it was and is one person with.
create function insight_note_person() returns trigger
    language plpgsql as $$
declare
    roots uuid[] := array[coalesce(old.merged_into, old.id), coalesce(new.merged_into, new.id)];
begin
    insert into insight_changes (conversation_id)
    select c.id from contacts k join conversations c on c.contact_id = k.id
    where k.id = any (roots) or k.merged_into = any (roots);
    return null;
end $$;
create trigger insight_changed after update of merged_into, customer_id on contacts for each row
    when ((old.merged_into, old.customer_id) is distinct from (new.merged_into, new.customer_id))
    execute function insight_note_person();

-- A contract moves to another city or plan.
create function insight_note_contract() returns trigger
    language plpgsql as $$
begin
    insert into insight_changes (conversation_id)
    select c.id from conversations c where c.customer_id = new.id
    union
    select c.id
    from contacts known
    join contacts k on k.id = coalesce(known.merged_into, known.id) or k.merged_into = coalesce(known.merged_into, known.id)
    join conversations c on c.contact_id = k.id
    where known.customer_id = new.id;
    return null;
end $$;
create trigger insight_changed after update of city, plan_name on customers for each row
    when ((old.city, old.plan_name) is distinct from (new.city, new.plan_name))
    execute function insight_note_contract();

-- A queue promises its answers within another time.
create function insight_note_queue() returns trigger
    language plpgsql as $$
begin
    insert into insight_changes (conversation_id) select id from conversations where queue_key = new.key;
    return null;
end $$;
create trigger insight_changed after update of first_answer_minutes on queues for each row
    when (old.first_answer_minutes is distinct from new.first_answer_minutes)
    execute function insight_note_queue();

select insight_rebuild();
