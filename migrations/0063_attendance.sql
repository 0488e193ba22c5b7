-- Who has a conversation open at this moment, and who writes in it, for colleagues to see: a row a tab, good until its time
-- is past. Nothing here is worth keeping, so the table is not logged, and points to no row, which would lock conversations.
create unlogged table attendance (
    conversation_id uuid not null,
    person_id uuid not null,
    -- made by the page; two tabs of one person count as one
    tab uuid not null,
    until timestamptz not null,
    -- null: they only read
    writing_until timestamptz,
    primary key (conversation_id, person_id, tab)
);
