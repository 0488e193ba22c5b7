-- How people ask for what an article says, one way a line: found like its passages, never shown for an answer.

alter table articles add column asked_as text not null default '';
alter table article_versions add column asked_as text not null default '';
-- a row that is a way of asking stands after the passages, its words in plain
alter table article_passages add column asked boolean not null default false;
