-- Files that were taken into the knowledge base: the same file again changes nothing.
create table article_imports (
    -- of the file's bytes
    sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    article_id uuid not null references articles (id),
    file_name text not null,
    imported_by uuid not null references people (id),
    imported_at timestamptz not null default now()
);
