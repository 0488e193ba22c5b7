-- Erasing what is known of a person who asks for it (Lei 13.709/2018, art. 18, IV and VI). Words, names, addresses and
-- files go; the rows stay, with their times and counts, so that no figure changes. docs/PRIVACY.md says what goes and what stays.

-- When the data of a contact were erased; null: they were not.
alter table contacts add column erased_at timestamptz;

-- An erased contact is nobody: it gets no address again, and nothing is open with it. Whoever looked it up a moment before
-- waits here for the end of the erasing (which locks its row), fails, and finds nobody the next time.
create function refuse_erased_contact() returns trigger
    language plpgsql as $$
declare
    erased timestamptz;
begin
    select erased_at into erased from contacts where id = new.contact_id for key share;
    if erased is not null then
        raise exception 'the data of this contact were erased' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger contact_identities_of_nobody before insert or update of contact_id on contact_identities
    for each row execute function refuse_erased_contact();
create trigger conversations_opened_with_nobody before insert on conversations
    for each row when (new.status <> 'closed') execute function refuse_erased_contact();
create trigger conversations_reopened_with_nobody before update of status, contact_id on conversations
    for each row
    when (new.status <> 'closed' and (old.status = 'closed' or old.contact_id <> new.contact_id))
    execute function refuse_erased_contact();

-- Objects of erased messages: their bytes are taken away after the commit, unless something else names them. A row stays
-- until that is done.
create table erased_objects (
    sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    noted_at timestamptz not null default now()
);

-- Lines that say somebody's new number; few among all messages.
create index messages_number_changed_idx on messages (id)
    where direction = 'system' and body like '{"line":"number_changed"%';

-- What providers delivered is kept word for word for running failures again, and blanked after 30 days; the key stays, so
-- that a repeat still changes nothing. Ids of events are in the order of time: all up to this one were looked at.
create table inbound_blanked (
    only_row boolean primary key default true check (only_row),
    until uuid not null
);
insert into inbound_blanked (until) values ('00000000-0000-0000-0000-000000000000');
-- Those among them that a job still needs.
create table inbound_kept (
    event_id uuid primary key references inbound_events (id)
);
