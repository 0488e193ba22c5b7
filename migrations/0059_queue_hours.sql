-- When the people of a queue are there, by Brasília's clock. A queue without rows is open around the clock.
create table queue_hours (
    queue_key text not null references queues (key),
    -- Monday is 1
    weekday smallint not null check (weekday between 1 and 7),
    opens time not null,
    -- 24:00 is the end of the day
    closes time not null,
    primary key (queue_key, weekday, opens),
    check (opens < closes)
);

-- Days on which queues with hours are closed.
create table holidays (
    day date primary key,
    name text not null check (name <> '')
);

-- Whoever changes a queue names the revision that they have seen.
alter table queues add column revision integer not null default 1;

-- When a queue with hours is open, from a moment on and for 60 days, in order; a span that has begun is whole.
create function open_spans(queue text, since timestamptz) returns table (opens_at timestamptz, closes_at timestamptz)
    language sql stable
begin atomic
    select timezone('America/Sao_Paulo', d.day + h.opens), timezone('America/Sao_Paulo', d.day + h.closes)
    from (select timezone('America/Sao_Paulo', since)::date + n as day from generate_series(0, 60) n) d
    join queue_hours h on h.weekday = extract(isodow from d.day)
    where h.queue_key = queue and timezone('America/Sao_Paulo', d.day + h.closes) > since
      and not exists (select 1 from holidays where holidays.day = d.day)
    order by 1;
end;

-- When the first answer is due that is waited for since then: the queue's minutes, of which only those count in which it
-- is open. Null without a queue. At most 60 days ahead: where those do not have as many open minutes, when they end.
create or replace function due_after(queue text, since timestamptz) returns timestamptz
    language plpgsql stable as $$
declare
    -- seconds that are still to count
    remaining numeric;
    span record;
    -- what is counted so far ends here
    reached timestamptz := since;
    last_moment timestamptz := since + interval '1440 hours';
begin
    select q.first_answer_minutes * 60 into remaining from queues q where q.key = queue;
    if remaining is null or since is null then
        return null;
    end if;
    if not exists (select 1 from queue_hours h where h.queue_key = queue) then
        return since + make_interval(secs => remaining);
    end if;
    for span in select s.opens_at, s.closes_at from open_spans(queue, since) s loop
        reached := greatest(reached, span.opens_at);
        exit when reached >= last_moment;
        if reached + make_interval(secs => remaining) <= span.closes_at then
            return least(reached + make_interval(secs => remaining), last_moment);
        end if;
        remaining := remaining - greatest(extract(epoch from span.closes_at - reached), 0);
        reached := greatest(reached, span.closes_at);
    end loop;
    return last_moment;
end $$;

-- When a queue opens next; null where it is open at that moment. At most 60 days ahead, as above.
create function opens_after(queue text, at timestamptz) returns timestamptz
    language plpgsql stable as $$
declare
    next_opening timestamptz;
begin
    if at is null or not exists (select 1 from queue_hours h where h.queue_key = queue) then
        return null;
    end if;
    select s.opens_at into next_opening from open_spans(queue, at) s limit 1;
    if next_opening <= at then
        return null;
    end if;
    return least(next_opening, at + interval '1440 hours');
end $$;
