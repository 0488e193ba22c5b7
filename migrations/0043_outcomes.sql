-- What came of a conversation, said by whoever closes it: a sale, a plan that grew, an invoice in dispute, a question of
-- payment. One row a conversation; what stood there before is in audit_log.
create table outcomes (
    conversation_id uuid primary key references conversations (id),
    -- null where it was taken back
    kind text check (kind in ('sale', 'upgrade', 'dispute', 'payment')),
    -- of a sale what it brings a month, of an upgrade what it adds a month, of a dispute the amount, where it is known
    cents bigint check (cents > 0),
    recorded_by uuid not null references people (id),
    recorded_at timestamptz not null default now(),
    check (kind is null or kind = 'dispute' or (kind in ('sale', 'upgrade')) = (cents is not null)),
    check (kind is not null or cents is null)
);

alter table insight_facts add column outcome text, add column outcome_cents bigint;
create index insight_facts_outcome_idx on insight_facts (closed_at)
    include (outcome, outcome_cents, queue_key, closed_by, region, plan) where outcome is not null;
-- The faults: few among the conversations, and read by hour and city.
create index insight_facts_fault_opened_idx on insight_facts (opened_at)
    include (issue, region, queue_key, plan, person_id) where issue is not null;
create index insight_facts_fault_closed_idx on insight_facts (closed_at)
    include (issue, handling_us, region, queue_key, plan, closed_by) where issue is not null and closed_at is not null;

-- What a fact is.
create or replace view insight_sources as
select c.id as conversation_id, c.created_at as opened_at, c.first_answered_at as answered_at, c.closed_at, c.queue_key,
       cu.city as region, cu.plan_name as plan, c.assigned_person_id as person_id, c.closed_by, i.issue_type as issue,
       coalesce(c.first_answered_at <= c.created_at + make_interval(mins => q.first_answer_minutes), false) as in_time,
       c.escalated_at is not null as escalated, c.reopened_count > 0 as reopened,
       c.closed_at is not null and c.reopened_count = 0 and not exists (
           select 1 from contacts k join conversations n on n.contact_id = k.id
           where (k.id = who.root or k.merged_into = who.root) and n.id <> c.id
             and n.created_at > c.created_at and n.created_at < c.closed_at + interval '7 days') as settled,
       o.kind as outcome, o.cents as outcome_cents
from conversations c
join contacts ct on ct.id = c.contact_id
cross join lateral (select coalesce(ct.merged_into, ct.id) as root) who
left join queues q on q.key = c.queue_key
left join outcomes o on o.conversation_id = c.id
left join technical_issues i on i.id = c.technical_issue_id
-- where nobody knows the contact, whoever it was merged with may be a customer
left join customers cu on cu.id = coalesce(c.customer_id,
    (select k.customer_id from contacts k
     where (k.id = who.root or k.merged_into = who.root) and k.customer_id is not null
     order by k.merged_into is not null, k.created_at, k.id limit 1));

-- Counts at most so many changes, oldest first, and says how many there were. One at a time (the lock's number is
-- "enlacefg"); what commits meanwhile has noted its change and is counted by the next.
create or replace function insight_count(most integer) returns integer
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
                                    closed_by, issue, in_time, escalated, reopened, settled, outcome, outcome_cents)
    select * from insight_sources where conversation_id = any (ids)
    on conflict (conversation_id) do update set (opened_at, answered_at, closed_at, queue_key, region, plan, person_id,
                                                 closed_by, issue, in_time, escalated, reopened, settled, outcome,
                                                 outcome_cents)
        = (excluded.opened_at, excluded.answered_at, excluded.closed_at, excluded.queue_key, excluded.region,
           excluded.plan, excluded.person_id, excluded.closed_by, excluded.issue, excluded.in_time, excluded.escalated,
           excluded.reopened, excluded.settled, excluded.outcome, excluded.outcome_cents);
    select array_agg(f) into after from insight_facts f where f.conversation_id = any (ids);
    perform insight_sum_up(insight_days_of(before || after));
    return changes;
end $$;

-- Making the facts anew: the planner is told how many there are before they are summed up day by day, or it looks through
-- all of them for each day.
create or replace function insight_rebuild() returns integer
    language plpgsql as $$
declare
    facts integer;
begin
    perform pg_advisory_xact_lock(7308898410804110951);
    delete from insight_changes;
    delete from insight_facts;
    delete from insight_days;
    delete from insight_weeks;
    delete from insight_hours;
    insert into insight_facts (conversation_id, opened_at, answered_at, closed_at, queue_key, region, plan, person_id,
                               closed_by, issue, in_time, escalated, reopened, settled, outcome, outcome_cents)
    select * from insight_sources;
    get diagnostics facts = row_count;
    analyze insight_facts;
    perform insight_sum_up((
        select coalesce(array_agg(distinct (e.at at time zone 'America/Sao_Paulo')::date), '{}')
        from insight_facts f cross join lateral (values (f.opened_at), (f.answered_at), (f.closed_at)) e (at)
        where e.at is not null));
    return facts;
end $$;

-- Somebody says what came of a conversation, or says it otherwise.
create function insight_note_outcome() returns trigger
    language plpgsql as $$
begin
    insert into insight_changes (conversation_id) values (new.conversation_id);
    return null;
end $$;
create trigger insight_told after insert or update on outcomes for each row execute function insight_note_outcome();
