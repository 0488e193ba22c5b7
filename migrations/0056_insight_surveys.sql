-- What a subscriber was asked of a conversation, and the score, is a part of its fact: the survey's figures are counted from
-- the facts like all others, in memory where they are there.
alter table insight_facts add column asked_at timestamptz, add column survey_kind text, add column survey_score smallint;

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
       o.kind as outcome, o.cents as outcome_cents, s.asked_at, s.kind as survey_kind, s.score as survey_score
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
                                    asked_at, survey_kind, survey_score)
    select * from insight_sources where conversation_id = any (ids)
    on conflict (conversation_id) do update set (opened_at, answered_at, closed_at, queue_key, region, plan, person_id,
                                                 closed_by, issue, in_time, escalated, reopened, settled, outcome,
                                                 outcome_cents, asked_at, survey_kind, survey_score, revision)
        = (excluded.opened_at, excluded.answered_at, excluded.closed_at, excluded.queue_key, excluded.region,
           excluded.plan, excluded.person_id, excluded.closed_by, excluded.issue, excluded.in_time, excluded.escalated,
           excluded.reopened, excluded.settled, excluded.outcome, excluded.outcome_cents, excluded.asked_at,
           excluded.survey_kind, excluded.survey_score, excluded.revision);
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
                               asked_at, survey_kind, survey_score)
    select * from insight_sources;
    get diagnostics facts = row_count;
    analyze insight_facts;
    perform insight_sum_up((
        select coalesce(array_agg(distinct (e.at at time zone 'America/Sao_Paulo')::date), '{}')
        from insight_facts f cross join lateral (values (f.opened_at), (f.answered_at), (f.closed_at)) e (at)
        where e.at is not null));
    return facts;
end $$;

-- A survey goes out, or is answered.
create function insight_note_survey() returns trigger
    language plpgsql as $$
begin
    insert into insight_changes (conversation_id) values (new.conversation_id);
    return null;
end $$;
create trigger insight_asked after insert or update of kind, asked_at, score on surveys
    for each row execute function insight_note_survey();

update insight_facts f
set asked_at = s.asked_at, survey_kind = s.kind, survey_score = s.score, revision = nextval('insight_revisions')
from surveys s where s.conversation_id = f.conversation_id;
create index insight_facts_asked_idx on insight_facts (asked_at)
    include (survey_kind, survey_score, queue_key, region, plan, closed_by, person_id) where asked_at is not null;
