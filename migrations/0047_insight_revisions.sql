-- Whoever keeps the facts in memory asks only for those that have changed: each bears the number of the counting that wrote
-- it last. One process counts at a time, so the numbers commit in their order.
create sequence insight_revisions;
alter table insight_facts add column revision bigint not null default nextval('insight_revisions');
create index insight_facts_revision_idx on insight_facts (revision);

-- How often all facts were made anew: what was known of them before is worth nothing then.
create table insight_rebuilds (
    only_row boolean primary key default true check (only_row),
    n bigint not null default 0
);
insert into insight_rebuilds default values;

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
                                                 outcome_cents, revision)
        = (excluded.opened_at, excluded.answered_at, excluded.closed_at, excluded.queue_key, excluded.region,
           excluded.plan, excluded.person_id, excluded.closed_by, excluded.issue, excluded.in_time, excluded.escalated,
           excluded.reopened, excluded.settled, excluded.outcome, excluded.outcome_cents, excluded.revision);
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
