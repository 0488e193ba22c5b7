-- A picture or document that came with an archive of articles was put into none of them: they name it.
alter table article_files alter column article_id drop not null;
