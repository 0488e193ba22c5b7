-- What an operator needs to know of a job that was given up, and what came of it.

alter table jobs
    -- runs that failed; a run that was put off is none
    add column failures integer not null default 0 check (failures >= 0),
    add column first_failed_at timestamptz,
    add column last_failed_at timestamptz,
    -- how it came to be dead: no try can help, its tries ran out, or its worker vanished each time
    add column buried_as text check (buried_as in ('at_once', 'tries', 'vanished')),
    -- since when nobody is asked about it any more; the row stays
    add column closed_at timestamptz,
    add column closed_by uuid references people (id),
    add column closed_reason text,
    add constraint jobs_closed_is_dead
        check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (closed_reason is null)
               and (closed_at is null or state = 'dead'));

update jobs set failures = attempts, first_failed_at = created_at, last_failed_at = created_at, buried_as = 'tries'
where state = 'dead';
alter table jobs add constraint jobs_dead_is_explained
    check (state <> 'dead' or (buried_as is not null and last_failed_at is not null));

drop index jobs_dead_idx;
create index jobs_dead_idx on jobs (id) where state = 'dead' and closed_at is null;
create index jobs_closed_idx on jobs (closed_at desc) where closed_at is not null;
