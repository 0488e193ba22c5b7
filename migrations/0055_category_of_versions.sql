-- A category that no article is in can be removed, though older versions of articles that have moved on name it still: a
-- version says what was, whatever there is today.
alter table article_versions drop constraint article_versions_category_fkey;
