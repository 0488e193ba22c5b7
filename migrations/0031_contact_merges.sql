-- Contacts that are one person. Nothing moves: each conversation stays with the contact it is held with, so that answers
-- go to the chat they were asked in, and a merge is taken back without a trace.
alter table contacts
    -- the contact that stands for the person; null: it does itself. Never one that is merged itself.
    add column merged_into uuid references contacts (id),
    add constraint contacts_not_into_themselves check (merged_into <> id);
create index contacts_merged_idx on contacts (merged_into) where merged_into is not null;

create table contact_merges (
    id uuid primary key,
    -- who stood for each of the two persons
    kept_id uuid not null references contacts (id),
    merged_id uuid not null references contacts (id),
    merged_by uuid not null references people (id),
    merged_at timestamptz not null default now(),
    undone_by uuid references people (id),
    undone_at timestamptz,
    constraint contact_merges_of_two check (kept_id <> merged_id),
    constraint contact_merges_undone_by check ((undone_at is null) = (undone_by is null))
);
create unique index contact_merges_once_idx on contact_merges (merged_id) where undone_at is null;
create index contact_merges_kept_idx on contact_merges (kept_id) where undone_at is null;

-- All who came along: they are who leaves again, but for those whom the undoing of an earlier merge has taken out.
create table contact_merge_members (
    merge_id uuid not null references contact_merges (id),
    contact_id uuid not null references contacts (id),
    left_at timestamptz,
    primary key (merge_id, contact_id)
);
