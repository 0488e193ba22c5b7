-- What automation answers from the knowledge base, what came of it, and what nothing published answers.

-- whether automation may answer at all: an administrator says so
alter table knowledge_state add column answers boolean not null default false;

create table knowledge_answers (
    id uuid primary key,
    conversation_id uuid not null references conversations (id),
    article_id uuid not null,
    version integer not null,
    -- where the conversation goes if the answer does not help, and how sure the classifier was of it
    queue_key text not null references queues (key),
    confidence real not null,
    offered_at timestamptz not null default now(),
    -- the subscriber said that it helped, asked for a person, or said nothing
    outcome text check (outcome in ('solved', 'person', 'silence')),
    settled_at timestamptz,
    foreign key (article_id, version) references article_versions (article_id, version),
    check ((outcome is null) = (settled_at is null)),
    -- automation answers a conversation once
    constraint knowledge_answers_conversation_key unique (conversation_id)
);
create index knowledge_answers_article on knowledge_answers (article_id, offered_at);

-- Questions of subscribers that no published article answers surely.
create table knowledge_gaps (
    id uuid primary key,
    conversation_id uuid not null references conversations (id),
    question text not null,
    asked_at timestamptz not null default now(),
    -- an editor has dealt with it: written an article, or put it aside
    closed_by uuid references people (id),
    closed_at timestamptz,
    check ((closed_by is null) = (closed_at is null))
);
create index knowledge_gaps_open on knowledge_gaps (asked_at) where closed_at is null;

-- How often an article was opened or sent by people of the desk, by day in Brasília.
create table article_uses (
    article_id uuid not null references articles (id),
    day date not null,
    uses integer not null,
    primary key (article_id, day)
);
