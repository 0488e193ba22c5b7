-- A year of days is more sums than a page has time for: weeks (of Brasília, from Monday) stand in for whole weeks.
create table insight_weeks (
    week date not null,
    kind text not null check (kind in ('opened', 'answered', 'closed')),
    queue_key text,
    person_id uuid,
    issue text,
    n integer not null,
    in_time integer not null,
    escalated integer not null,
    reopened integer not null,
    settled integer not null,
    took bigint[] not null
);
create index insight_weeks_week_idx on insight_weeks (week);

-- A city's figures come from the facts: all that they need stands in the indexes.
create index insight_facts_region_opened_idx on insight_facts (region, opened_at)
    include (queue_key, person_id, issue, plan, in_time, escalated, answer_us);
create index insight_facts_region_answered_idx on insight_facts (region, answered_at)
    include (queue_key, person_id, plan, answer_us) where answered_at is not null;
create index insight_facts_region_closed_idx on insight_facts (region, closed_at)
    include (queue_key, closed_by, plan, reopened, settled, handling_us) where closed_at is not null;

-- Sums these days and their weeks up again, whatever stood there.
create or replace function insight_sum_up(days date[]) returns void
    language sql
begin atomic
    delete from insight_days where day = any (days);
    insert into insight_days (day, kind, queue_key, person_id, issue, n, in_time, escalated, reopened, settled, took)
    select d, s.kind, s.queue_key, s.person_id, s.issue, s.n, s.in_time, s.escalated, s.reopened, s.settled, s.took
    from unnest(days) d cross join lateral insight_sums(d::timestamp at time zone 'America/Sao_Paulo',
        (d + 1)::timestamp at time zone 'America/Sao_Paulo', null, null, null, null) s;
    delete from insight_weeks where week in (select date_trunc('week', d::timestamp)::date from unnest(days) d);
    insert into insight_weeks (week, kind, queue_key, person_id, issue, n, in_time, escalated, reopened, settled, took)
    select w.week, s.kind, s.queue_key, s.person_id, s.issue, s.n, s.in_time, s.escalated, s.reopened, s.settled, s.took
    from (select distinct date_trunc('week', d::timestamp)::date as week from unnest(days) d) w
    cross join lateral insight_sums(w.week::timestamp at time zone 'America/Sao_Paulo',
        (w.week + 7)::timestamp at time zone 'America/Sao_Paulo', null, null, null, null) s;
    delete from insight_hours h using unnest(days) d
    where h.hour >= d::timestamp at time zone 'America/Sao_Paulo'
      and h.hour < (d + 1)::timestamp at time zone 'America/Sao_Paulo';
    insert into insight_hours (hour, queue_key, opened, answered, closed)
    select v.hour, v.queue_key, v.opened, v.answered, v.closed
    from unnest(days) d cross join lateral insight_volume(d::timestamp at time zone 'America/Sao_Paulo',
        (d + 1)::timestamp at time zone 'America/Sao_Paulo', null, null, null, null) v;
end;

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
                               closed_by, issue, in_time, escalated, reopened, settled)
    select * from insight_sources;
    get diagnostics facts = row_count;
    analyze insight_facts;
    perform insight_sum_up((
        select coalesce(array_agg(distinct (e.at at time zone 'America/Sao_Paulo')::date), '{}')
        from insight_facts f cross join lateral (values (f.opened_at), (f.answered_at), (f.closed_at)) e (at)
        where e.at is not null));
    return facts;
end $$;

select insight_rebuild();
