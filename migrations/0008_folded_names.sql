-- Names are folded once, when they are written: folding thousands of them for every search cost half a second.

drop index customers_folded_name_idx;
drop index contacts_folded_name_idx;
alter table customers add column folded_name text not null generated always as (fold_name(name)) stored;
alter table contacts add column folded_name text not null generated always as (fold_name(display_name)) stored;
create index customers_folded_name_idx on customers using gin (folded_name gin_trgm_ops);
create index contacts_folded_name_idx on contacts using gin (folded_name gin_trgm_ops);
