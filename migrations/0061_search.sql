-- Of everybody of a common name the search box shows the conversations that were closed last. Of closed ones alone, and by
-- when they were closed: a message that arrives moves nothing in it.
create index conversations_contact_closed_idx on conversations (contact_id, closed_at desc) where status = 'closed';
