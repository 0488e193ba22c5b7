-- What the provider's own people write on the phone itself: it went out, and nobody of the desk wrote it. Old rows were of
-- the shorter list: none needs to be looked at while everything waits.
alter table messages drop constraint messages_author_kind_check;
alter table messages add constraint messages_author_kind_check
    check (author_kind in ('subscriber', 'person', 'automation', 'phone', 'system')) not valid;

-- Who never talked to us has a conversation that is over when it begins: nobody reported anything and nobody settled it, so
-- it is in no figure until it is opened again.
create or replace view insight_sources as
select c.id as conversation_id, c.created_at as opened_at, c.first_answered_at as answered_at, c.closed_at, c.queue_key,
       cu.city as region, cu.plan_name as plan, c.assigned_person_id as person_id, c.closed_by, i.issue_type as issue,
       c.first_answered_at is not null
           and (c.first_due_at is null or c.first_answered_at <= c.first_due_at) as in_time,
       c.raised_at is not null as escalated, c.reopened_count > 0 as reopened,
       c.closed_at is not null and c.reopened_count = 0 and not exists (
           select 1 from contacts k join conversations n on n.contact_id = k.id
           where (k.id = who.root or k.merged_into = who.root) and n.id <> c.id
             and n.created_at > c.created_at and n.created_at < c.closed_at + interval '7 days'
             and n.closed_at is distinct from n.created_at) as settled,
       o.kind as outcome, o.cents as outcome_cents, s.asked_at, s.kind as survey_kind, s.score as survey_score,
       case when c.first_answered_at is null then coalesce(c.first_due_at, c.due_at) end as due_at
from conversations c
join contacts ct on ct.id = c.contact_id
cross join lateral (select coalesce(ct.merged_into, ct.id) as root) who
left join queues q on q.key = c.queue_key
left join outcomes o on o.conversation_id = c.id
left join surveys s on s.conversation_id = c.id
left join technical_issues i on i.id = c.technical_issue_id
-- where nobody knows the contact, whoever it was merged with may be a customer
left join customers cu on cu.id = coalesce(c.customer_id,
    (select k.customer_id from contacts k
     where (k.id = who.root or k.merged_into = who.root) and k.customer_id is not null
     order by k.merged_into is not null, k.created_at, k.id limit 1))
-- what was over when it began holds what was written on the phone to somebody who had never talked to us
where c.closed_at is distinct from c.created_at;
