-- How often a provider has taken a message is asked when it reports that it could not deliver it.
create index earlier_sends_message_idx on earlier_sends (message_id);
