-- Fail-over: which conversations may move to another of the company's numbers, and which of their answers did.

-- whether a conversation of this channel may be answered by another number while the channel's circuit is open
alter table channels add column may_switch boolean not null default false;

-- set once nobody knew whether the message had left, and never cleared: it goes by no other channel
alter table outbox add column doubted boolean not null default false;
update outbox set doubted = true where state = 'in_doubt';

-- The last answer to a contact that left by another number than its conversation's. What the contact writes to that
-- number belongs to the conversation.
create table detours (
    contact_id uuid not null references contacts (id),
    -- the other number
    channel_id uuid not null references channels (id),
    conversation_id uuid not null references conversations (id),
    left_at timestamptz not null default clock_timestamp(),
    -- the last answer of which the thread was told that it left by this number
    told_message_id uuid references messages (id),
    -- what the contact last wrote to this number that went into a conversation of another
    last_inbound_at timestamptz,
    primary key (contact_id, channel_id)
);
