-- What the search box needs: names without case and accents, protocols and phones from their end.

create function fold_name(name text) returns text
    language sql immutable strict parallel safe
    return translate(lower(name), 'ÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑáàâãäéèêëíìîïóòôõöúùûüçñ',
        'aaaaaeeeeiiiiooooouuuucnaaaaaeeeeiiiiooooouuuucn');

drop index customers_name_trgm_idx;
drop index contacts_name_trgm_idx;
create index customers_folded_name_idx on customers using gin (fold_name(name) gin_trgm_ops);
create index contacts_folded_name_idx on contacts using gin (fold_name(display_name) gin_trgm_ops);

create index conversations_protocol_end_idx on conversations (reverse(protocol) text_pattern_ops);
create index contact_identities_phone_end_idx on contact_identities (reverse(value) text_pattern_ops)
    where kind = 'phone_key';
