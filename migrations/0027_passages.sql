-- The passages of published versions, which are searched, and what tells an index that they have changed.

create table article_passages (
    id uuid primary key,
    article_id uuid not null,
    version integer not null,
    -- 0, 1, 2 ... of the version
    position integer not null,
    -- the headings above it
    heading text not null,
    -- as Markdown, and without it
    markdown text not null,
    plain text not null,
    foreign key (article_id, version) references article_versions (article_id, version),
    constraint article_passages_position_key unique (article_id, version, position)
);

-- Vectors that were computed once, by what was embedded and by whom: each a row of 32-bit floats, little-endian.
create table embeddings (
    embedder text not null,
    sha256 bytea not null check (length(sha256) = 32),
    vector bytea not null,
    primary key (embedder, sha256)
);

-- One row: goes up whenever what readers see has changed, and when somebody asks for a new index.
create table knowledge_state (
    one_row boolean primary key default true check (one_row),
    revision bigint not null default 0,
    rebuilds bigint not null default 0
);
insert into knowledge_state default values;
