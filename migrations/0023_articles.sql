-- The knowledge base: articles that administrators write and agents read.

create table article_categories (
    key text primary key check (key ~ '^[a-z][a-z0-9_]{1,39}$'),
    -- as people read it
    name text not null constraint article_categories_name_key unique check (length(name) between 2 and 60),
    created_at timestamptz not null default now()
);
insert into article_categories (key, name) values
    ('technical_troubleshooting', 'Suporte técnico'),
    ('plans_and_pricing', 'Planos e preços'),
    ('billing_and_payments', 'Faturas e pagamentos');

-- One row an article: its draft. What readers see is the version that published_version names.
create table articles (
    id uuid primary key,
    -- names the article in addresses
    slug text not null constraint articles_slug_key unique,
    category text not null references article_categories (key),
    audience text not null check (audience in ('subscriber', 'agents')),
    -- of the draft; published means that the draft is what readers see
    state text not null check (state in ('draft', 'in_review', 'published')),
    title text not null,
    -- Markdown
    body text not null,
    -- the first and the last day on which it holds, in Brasília
    valid_from date,
    valid_until date,
    -- counts the changes of the draft: whoever saves says which one they have seen
    revision integer not null default 1,
    edited_by uuid not null references people (id),
    edited_at timestamptz not null default now(),
    published_version integer,
    created_at timestamptz not null default now(),
    check (valid_from is null or valid_until is null or valid_from <= valid_until),
    check (state <> 'published' or published_version is not null)
);

-- Rows are added, never changed.
create table article_versions (
    article_id uuid not null references articles (id),
    -- 1, 2, 3 ... of the article
    version integer not null,
    slug text not null,
    category text not null references article_categories (key),
    audience text not null,
    title text not null,
    body text not null,
    valid_from date,
    valid_until date,
    -- why it was kept: it was published, an older one was brought back, or a draft gave way to one
    reason text not null check (reason in ('published', 'restored', 'set_aside')),
    restored_from integer,
    made_by uuid not null references people (id),
    made_at timestamptz not null default now(),
    primary key (article_id, version)
);

alter table articles add foreign key (id, published_version) references article_versions (article_id, version);
