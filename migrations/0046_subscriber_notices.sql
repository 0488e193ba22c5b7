-- What WhatsApp tells of a subscriber: they want no advertising, or have another number.
alter table contacts
    -- since when; null: nothing is known against it
    add column no_marketing_since timestamptz;
-- null: WhatsApp said that the number has changed
alter table contact_merges alter column merged_by drop not null;
