-- What subscribers say of a conversation once it is over.

-- whether they are asked, and how often: an administrator says so
create table survey_settings (
    single boolean primary key default true check (single),
    is_on boolean not null default false,
    -- whether the question of recommending is asked, once a quarter, instead of the one about the conversation
    recommending boolean not null default false,
    -- nobody is asked twice within so many days
    pause_days integer not null default 7 check (pause_days between 1 and 365),
    -- one more with each change: whoever saves names the one they have seen
    revision integer not null default 1
);
insert into survey_settings default values;

alter table template_purposes drop constraint template_purposes_purpose_check;
alter table template_purposes add constraint template_purposes_purpose_check check (purpose in ('resume', 'survey'));

create table surveys (
    id uuid primary key,
    conversation_id uuid not null references conversations (id),
    -- whose conversation it is: no more than one question in some days
    contact_id uuid not null references contacts (id),
    -- about the conversation, 1 to 5; or whether they would recommend us, 0 to 10
    kind text not null check (kind in ('satisfaction', 'recommending')),
    asked_at timestamptz not null default now(),
    score smallint,
    answered_at timestamptz,
    comment text,
    -- who has looked after a low score
    seen_by uuid references people (id),
    seen_at timestamptz,
    -- a conversation is asked about once
    constraint surveys_conversation_key unique (conversation_id),
    constraint surveys_answered_has_score check ((score is null) = (answered_at is null)),
    constraint surveys_score_is_one check (
        case kind when 'satisfaction' then score between 1 and 5 else score between 0 and 10 end),
    constraint surveys_comment_has_score check (comment is null or score is not null),
    constraint surveys_seen_by check ((seen_by is null) = (seen_at is null))
);
create index surveys_contact_idx on surveys (contact_id, asked_at desc);
create index surveys_asked_idx on surveys (asked_at);
create index surveys_answered_idx on surveys (answered_at) where answered_at is not null;
create index surveys_low_idx on surveys (answered_at) where kind = 'satisfaction' and score <= 2 and seen_at is null;
