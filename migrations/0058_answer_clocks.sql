-- The clocks of answers, and the figures that are read from them.

-- When an answer is due to somebody who has waited since then. Nothing else computes due times.
create function due_after(queue text, since timestamptz) returns timestamptz
    language sql stable
    return (select $2 + make_interval(mins => q.first_answer_minutes) from queues q where q.key = $1);

alter table conversations
    -- when the first answer was due: as the board's clock stood when a person answered, or when it was closed unanswered;
    -- null until then
    add column first_due_at timestamptz,
    -- when it was first raised; escalated_at is cleared when the raise is over
    add column raised_at timestamptz,
    -- since when the subscriber had waited when we last answered or closed: waited for again where no answer left
    add column last_wait_since timestamptz;
alter table messages
    -- of what the subscriber wrote: whether they wait for an answer to it; of older ones reactions are told apart by their
    -- kind
    add column waits boolean not null default true,
    -- of an answer that had failed: when it was sent again
    add column again_at timestamptz;
-- What reached a closed conversation (how it was, thanks) moved no clock, nor did what automation had solved.
update messages m set waits = false from conversations c
where c.id = m.conversation_id and c.status = 'closed' and m.direction = 'inbound'
  and (m.created_at > c.closed_at
       or c.closed_by is null
          and exists (select 1 from knowledge_answers a where a.conversation_id = c.id and a.outcome = 'solved'));

update conversations c
set first_due_at = case when c.first_answered_at is not null or c.closed_at is not null
                        then c.created_at + make_interval(mins => q.first_answer_minutes) end,
    raised_at = c.escalated_at
from queues q
where q.key = c.queue_key
  and (c.first_answered_at is not null or c.closed_at is not null or c.escalated_at is not null);

-- An answer ends a raise from now on.
update conversations c set escalated_at = null, priority = q.priority
from queues q
where q.key = c.queue_key and c.status <> 'closed' and c.escalated_at is not null and c.waiting_since is null;

-- Who is held is raised as well.
drop index conversations_due_idx;
create index conversations_due_idx on conversations (due_at) where status in ('waiting', 'in_progress');

-- What is overdue is so by the board's clock: until when a first answer was or is due that has not come.
alter table insight_facts add column due_at timestamptz;
drop index insight_facts_unanswered_idx;
create index insight_facts_unanswered_idx on insight_facts (opened_at)
    include (due_at, closed_at, queue_key, region, plan, person_id) where due_at is not null;

-- What a fact is.
create or replace view insight_sources as
select c.id as conversation_id, c.created_at as opened_at, c.first_answered_at as answered_at, c.closed_at, c.queue_key,
       cu.city as region, cu.plan_name as plan, c.assigned_person_id as person_id, c.closed_by, i.issue_type as issue,
       c.first_answered_at is not null
           and (c.first_due_at is null or c.first_answered_at <= c.first_due_at) as in_time,
       c.raised_at is not null as escalated, c.reopened_count > 0 as reopened,
       c.closed_at is not null and c.reopened_count = 0 and not exists (
           select 1 from contacts k join conversations n on n.contact_id = k.id
           where (k.id = who.root or k.merged_into = who.root) and n.id <> c.id
             and n.created_at > c.created_at and n.created_at < c.closed_at + interval '7 days') as settled,
       o.kind as outcome, o.cents as outcome_cents, s.asked_at, s.kind as survey_kind, s.score as survey_score,
       case when c.first_answered_at is null then coalesce(c.first_due_at, c.due_at) end as due_at
from conversations c
join contacts ct on ct.id = c.contact_id
cross join lateral (select coalesce(ct.merged_into, ct.id) as root) who
left join queues q on q.key = c.queue_key
left join outcomes o on o.conversation_id = c.id
left join surveys s on s.conversation_id = c.id
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
                                    closed_by, issue, in_time, escalated, reopened, settled, outcome, outcome_cents,
                                    asked_at, survey_kind, survey_score, due_at)
    select * from insight_sources where conversation_id = any (ids)
    on conflict (conversation_id) do update set (opened_at, answered_at, closed_at, queue_key, region, plan, person_id,
                                                 closed_by, issue, in_time, escalated, reopened, settled, outcome,
                                                 outcome_cents, asked_at, survey_kind, survey_score, due_at, revision)
        = (excluded.opened_at, excluded.answered_at, excluded.closed_at, excluded.queue_key, excluded.region,
           excluded.plan, excluded.person_id, excluded.closed_by, excluded.issue, excluded.in_time, excluded.escalated,
           excluded.reopened, excluded.settled, excluded.outcome, excluded.outcome_cents, excluded.asked_at,
           excluded.survey_kind, excluded.survey_score, excluded.due_at, excluded.revision);
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
    update insight_rebuilds set n = n + 1;
    delete from insight_changes;
    delete from insight_facts;
    delete from insight_days;
    delete from insight_weeks;
    delete from insight_hours;
    insert into insight_facts (conversation_id, opened_at, answered_at, closed_at, queue_key, region, plan, person_id,
                               closed_by, issue, in_time, escalated, reopened, settled, outcome, outcome_cents,
                               asked_at, survey_kind, survey_score, due_at)
    select * from insight_sources;
    get diagnostics facts = row_count;
    analyze insight_facts;
    perform insight_sum_up((
        select coalesce(array_agg(distinct (e.at at time zone 'America/Sao_Paulo')::date), '{}')
        from insight_facts f cross join lateral (values (f.opened_at), (f.answered_at), (f.closed_at)) e (at)
        where e.at is not null));
    return facts;
end $$;

-- Who notes what. A message to somebody who was answered changes none of this.
drop trigger insight_changed on conversations;
create trigger insight_changed
    after update of created_at, queue_key, assigned_person_id, technical_issue_id, customer_id, contact_id, first_answered_at,
                    first_due_at, due_at, raised_at, closed_at, closed_by, reopened_count on conversations
    for each row
    when ((old.created_at, old.queue_key, old.assigned_person_id, old.technical_issue_id, old.customer_id, old.contact_id,
           old.first_answered_at, old.first_due_at, old.raised_at, old.closed_at, old.closed_by, old.reopened_count,
           case when old.first_answered_at is null then old.due_at end)
          is distinct from
          (new.created_at, new.queue_key, new.assigned_person_id, new.technical_issue_id, new.customer_id, new.contact_id,
           new.first_answered_at, new.first_due_at, new.raised_at, new.closed_at, new.closed_by, new.reopened_count,
           case when new.first_answered_at is null then new.due_at end))
    execute function insight_note();
-- What a queue promises from now on changes no verdict of before.
drop trigger insight_changed on queues;
drop function insight_note_queue();

-- Of old conversations the verdicts are as they were, but for those answered that never were in a queue, which are counted
-- anew; until when an answer was or is due is new.
update insight_facts f
set due_at = coalesce(c.first_due_at, c.due_at), revision = nextval('insight_revisions')
from conversations c
where c.id = f.conversation_id and c.first_answered_at is null and coalesce(c.first_due_at, c.due_at) is not null;
insert into insight_changes (conversation_id)
select id from conversations where first_answered_at is not null and first_due_at is null;
