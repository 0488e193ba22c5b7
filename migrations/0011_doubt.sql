-- Messages that nobody can say the fate of.

-- since when people are asked whether the message arrived; null while a report or a look-up may still tell
alter table outbox add column undecided_at timestamptz;
alter table outbox add constraint outbox_undecided_is_in_doubt check (undecided_at is null or state = 'in_doubt');
