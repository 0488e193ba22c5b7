-- What a year leaves besides: how it was, who may leave and what the classifier read. Stands on year.sql, in its transaction.

-- three in ten are asked how it was, half of them say it, and somebody looks after what was bad within three days
insert into surveys (id, conversation_id, contact_id, kind, asked_at, score, answered_at, comment, seen_by, seen_at)
select gen_random_uuid(), s.id, s.contact_id, s.kind, s.closed_at, s.score,
       case when s.score is not null then s.closed_at + interval '20 minutes' end,
       case when s.score is not null and s.place % 7 = 0 then 'demorou um pouco, mas resolveu' end,
       case when s.looked_after then s.closed_by end, case when s.looked_after then s.closed_at + interval '2 days' end
from (select a.*, a.kind = 'satisfaction' and a.score <= 2 and a.closed_at < now() - interval '3 days' as looked_after
      from (select c.id, c.contact_id, c.closed_at, c.closed_by, t.place,
                   case when t.place % 4 = 0 then 'recommending' else 'satisfaction' end as kind,
                   case when t.place % 2 = 1 then null
                        when t.place % 4 = 0 then 10 - floor(random() * random() * 11)
                        else 5 - floor(random() * random() * 5) end::smallint as score
            from conversations c cross join lateral (select abs(hashtext(c.id::text) % 100) as place) t
            where c.closed_at < now() - interval '1 hour' and c.last_message_preview = 'bom dia, preciso de ajuda'
              and t.place < 30) a) s;

-- one in forty leaves in the year
create temporary table year_customers on commit drop as
select id, monthly_fee, substr(contract_number, 2)::int as n from customers where contract_number like 'Y%';
update customers u
set status = 'cancelled', cancelled_at = now() - make_interval(days => 2 + y.n / 40 % 300)
from year_customers y
where y.id = u.id and y.n % 40 = 7;

-- the page reads a model's card and never its trees, so that it needs none
insert into churn_models (id, feature_set, trained_at, as_of, card, model, promoted_at, drift)
values (gen_random_uuid(), 'rich', now() - interval '3 days', now() - interval '33 days',
        '{"data": "customers of this desk", "trained_at": "2026-11-26T03:00:00Z", "as_of": null, "rows": 142000,
          "positive": 310, "trees": 100, "min_leaf": 20, "positive_weight": 1, "auc": 0.842, "auc_range": [0.81, 0.87],
          "average_precision": 0.4, "brier": 0.05, "left_out": [], "missing": [],
          "thresholds": [{"threshold": 0.4, "rows": 1200, "precision": 0.55, "recall": 0.28},
                         {"threshold": 0.7, "rows": 300, "precision": 0.8, "recall": 0.1}],
          "calibration": [{"rows": 140000, "said": 0.03, "happened": 0.03}, {"rows": 300, "said": 0.8, "happened": 0.8}],
          "importances": [{"feature": "outages_last_30d", "share": 0.5}, {"feature": "payment_delays_last_6m", "share": 0.3},
                          {"feature": "competitor_coverage_area", "share": 0.2}]}',
        '\x00', now() - interval '3 days', '[["outages_last_30d", 0.12], ["satisfaction_score", 0.05]]');

-- of those who are there, what was said last, and what was said once a week; one in nine from 0.4 on
insert into churn_scores (customer_id, model_id, scored_at, probability, reasons)
select u.id, m.id, now() - interval '5 hours', power(greatest(random(), 0.01), 8),
       '[{"feature": "outages_last_30d", "value": 3, "added": 0.21}, {"feature": "payment_delays_last_6m", "value": 2, "added": 0.1}]'
from customers u cross join churn_models m
where u.contract_number like 'Y%' and u.status <> 'cancelled';
insert into churn_said (customer_id, said_on, model_id, probability)
select u.id, said.day::date, m.id, power(greatest(random(), 0.01), 8)
from customers u cross join churn_models m
cross join generate_series(date_trunc('day', now() at time zone 'America/Sao_Paulo') - interval '360 days',
                           now() at time zone 'America/Sao_Paulo', interval '7 days') said (day)
where u.contract_number like 'Y%' and (u.cancelled_at is null or u.cancelled_at > said.day at time zone 'America/Sao_Paulo');

-- six hundred cases that are over, half of them of those who left, and three hundred that are open
insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, owner_id, offer, due_on,
                         outcome, opened_at, closed_at, closed_by)
select gen_random_uuid(), k.id, m.id, case when k.probability > 0.7 then 'campaign' else 'follow_up' end, k.held_out, k.probability,
       '[{"feature": "outages_last_30d", "value": 3, "added": 0.21}, {"feature": "payment_delays_last_6m", "value": 2, "added": 0.1}]',
       k.monthly_fee, case when not k.held_out then p.id end, 'technical_visit',
       (k.opened_at at time zone 'America/Sao_Paulo')::date + case when k.probability > 0.7 then 2 else 7 end,
       case when k.is_open then null when k.left_at is not null then 'left' when k.held_out then 'not_reached'
            else (array['accepted', 'refused', 'not_reached'])[1 + k.n % 3] end,
       k.opened_at,
       case when k.is_open then null when k.left_at is not null then k.left_at when k.held_out then k.opened_at + interval '30 days'
            else k.opened_at + interval '5 days' end,
       case when not k.is_open and not k.held_out and k.left_at is null then p.id end
from (select y.n, y.id, y.monthly_fee, u.cancelled_at as left_at, y.n % 20 = 3 as is_open, y.n / 40 % 10 = 3 as held_out,
             (0.4 + 0.6 * random())::real as probability,
             case when y.n % 20 = 3 then now() - make_interval(days => y.n / 40 % 10)
                  when u.cancelled_at is not null then u.cancelled_at - make_interval(days => 3 + y.n % 40)
                  else now() - make_interval(days => 31 + y.n / 20 % 300) end as opened_at
      from year_customers y join customers u on u.id = y.id
      where y.n % 20 = 7 or y.n % 40 = 3) k
cross join churn_models m
join year_people p on p.place = k.n / 20 % 20;

-- the first message of each was read; one in forty was put into another queue and moved by a person
insert into classifier_readings (message_id, conversation_id, read_at, likeliest, confidence, queue_key, decided_by)
select m.id, c.id, m.created_at, t.taken_for, 0.6 + 0.4 * random(), t.taken_for, 'words'
from conversations c
join messages m on m.channel_id = c.channel_id and m.provider_message_id = 'Y' || c.protocol || '-1'
cross join lateral (select case when hashtext(c.id::text) % 40 <> 0 then c.queue_key
                                when c.queue_key = 'technical_normal' then 'technical_urgent'
                                else 'technical_normal' end as taken_for) t
where c.last_message_preview = 'bom dia, preciso de ajuda';
insert into classifier_corrections (message_id, conversation_id, from_queue, to_queue, made_by, made_at, accepted, judged_by, judged_at)
select r.message_id, c.id, r.queue_key, c.queue_key, p.id, t.made_at,
       case when t.is_judged then hashtext(c.id::text) % 3 <> 0 end, case when t.is_judged then p.id end,
       case when t.is_judged then t.made_at + interval '1 day' end
from classifier_readings r
join conversations c on c.id = r.conversation_id and c.queue_key <> r.queue_key
cross join lateral (select r.read_at + interval '10 minutes' as made_at, r.read_at < now() - interval '3 days' as is_judged) t
join year_people p on p.place = 0;

analyze customers, surveys, churn_scores, churn_said, churn_cases, classifier_readings, classifier_corrections;
