-- What the manager's view asks for: everything of a span of days, and what was closed in it.
create index conversations_created_idx on conversations (created_at);
