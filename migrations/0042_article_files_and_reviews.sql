-- Pictures and documents of articles. The bytes lie in the object store; a text names a file by its id.
create table article_files (
    id uuid primary key,
    -- the one it was put into; others may name it, too
    article_id uuid not null references articles (id),
    -- what the bytes say it is
    content_type text not null,
    bytes bigint not null check (bytes > 0),
    -- the name of its object in the store
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    file_name text,
    added_by uuid not null references people (id),
    added_at timestamptz not null default now(),
    -- the same bytes are there once an article
    constraint article_files_object_key unique (article_id, sha256)
);
create index article_files_object on article_files (sha256);
create index article_files_added on article_files (added_at);

-- Which text names which file: written with the text. One that no text names is cleared away after a day.
create table article_file_uses (
    article_id uuid not null references articles (id),
    -- a version of the article; 0 is its draft
    version integer not null check (version >= 0),
    file_id uuid not null references article_files (id),
    primary key (article_id, version, file_id)
);
create index article_file_uses_file on article_file_uses (file_id);

-- Who asked for somebody else to read a draft: as long as it waits for that.
alter table articles add column review_asked_by uuid references people (id), add column review_asked_at timestamptz;
update articles set review_asked_by = edited_by, review_asked_at = edited_at where state = 'in_review';
alter table articles
    add constraint articles_review_check check ((state = 'in_review') = (review_asked_by is not null)),
    add constraint articles_review_when_check check ((review_asked_by is null) = (review_asked_at is null));

-- Who had asked for a review of what was published; whoever made the version has approved it.
alter table article_versions add column review_asked_by uuid references people (id), add column review_asked_at timestamptz;
alter table article_versions
    add constraint article_versions_review_when_check check ((review_asked_by is null) = (review_asked_at is null));
