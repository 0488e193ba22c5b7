-- What a look at a year reads hour by hour, or in the order of a time, is read from sums and from indexes alone.

-- Who was online in each hour, all together: the sums of people_hours, kept with every change of it. The deltas of one
-- statement are added at once, so that hours put in by the thousand cost one pass.
create table hours_online (
    hour timestamptz primary key,
    -- the minutes of each, together
    minutes bigint not null,
    -- the same, each minute as often as its person might hold conversations
    places bigint not null
);
comment on table hours_online is 'the sums of people_hours by hour, kept by its triggers';

create function hours_online_add() returns trigger
    language plpgsql as $$
begin
    insert into hours_online as h (hour, minutes, places)
    select hour, sum(minutes), sum(minutes * capacity) from added group by hour
    on conflict (hour) do update set minutes = h.minutes + excluded.minutes, places = h.places + excluded.places;
    return null;
end $$;

create function hours_online_take() returns trigger
    language plpgsql as $$
begin
    update hours_online h set minutes = h.minutes - gone.minutes, places = h.places - gone.places
    from (select hour, sum(minutes) as minutes, sum(minutes * capacity) as places from removed group by hour) gone
    where h.hour = gone.hour;
    -- an hour in which nobody was is none of its hours
    delete from hours_online h using (select distinct hour from removed) gone
    where h.hour = gone.hour and not exists (select 1 from people_hours p where p.hour = h.hour);
    return null;
end $$;

-- triggers of one event run by their names: what an update removes is taken away before what it adds is added
create trigger hours_online_added after insert on people_hours
    referencing new table as added for each statement execute function hours_online_add();
create trigger hours_online_removed after delete on people_hours
    referencing old table as removed for each statement execute function hours_online_take();
create trigger hours_online_updated_1 after update on people_hours
    referencing old table as removed for each statement execute function hours_online_take();
create trigger hours_online_updated_2 after update on people_hours
    referencing new table as added for each statement execute function hours_online_add();

-- Makes the sums anew, and says of how many hours.
create function hours_online_rebuild() returns integer
    language plpgsql as $$
declare
    hours integer;
begin
    lock table people_hours in share mode;
    delete from hours_online;
    insert into hours_online (hour, minutes, places)
    select hour, sum(minutes), sum(minutes * capacity) from people_hours group by hour;
    get diagnostics hours = row_count;
    return hours;
end $$;
select hours_online_rebuild();

-- By which channels subscribers wrote whose conversations were closed lately.
drop index conversations_closed_idx;
create index conversations_closed_idx on conversations (closed_at desc) include (channel_id, last_inbound_at)
    where status = 'closed';

-- What the classifier read week by week.
drop index classifier_readings_read_idx;
create index classifier_readings_read_idx on classifier_readings (read_at)
    include (likeliest, queue_key, confidence, message_id);
