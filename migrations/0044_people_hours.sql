-- Who had a page open, an hour at a time: for how many minutes of it, and how many conversations they might hold then. Kept
-- from the first start of this version on; what was before nobody knows.
create table people_hours (
    hour timestamptz not null,
    person_id uuid not null references people (id),
    minutes smallint not null check (minutes between 1 and 60),
    capacity integer not null check (capacity >= 1),
    -- the last minute that was counted
    noted timestamptz not null,
    primary key (hour, person_id)
);
