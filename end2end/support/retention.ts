// Customers who may leave, as rounds of the model leave them: a model, the cases of today and those of the past.
import { randomUUID } from 'node:crypto';
import { query } from './database';
import { email, type Person } from './people';

/** Cases of the past that [`past`] leaves: worked on, and held out. */
export const PAST = { worked: 60, heldOut: 25 } as const;

/** Of a customer `c`: neither they nor anybody whose name holds theirs ever had a case. */
const FREE = `not exists (select from churn_cases k join customers o on o.id = k.customer_id
                          where strpos(o.name, c.name) > 0 or strpos(c.name, o.name) > 0)`;

/** Of a customer `c`: there is a conversation that a case leads to. */
const TALKED = `exists (select from conversations v join contacts t on t.id = v.contact_id and t.erased_at is null
                        where v.customer_id = c.id)`;

/** A model in use with its card, as training leaves it, one that it replaced and one that was refused. */
function train(): void {
  const [[present]] = query("select count(*) from churn_models where promoted_at is not null and retired_at is null");
  if (present !== '0') return;
  const card = {
    data: 'customers of this desk', trained_at: '2026-11-28T12:00:00Z', as_of: null, rows: 5_400, positive: 240, trees: 100,
    min_leaf: 20, positive_weight: 1, auc: 0.842, auc_range: [0.81, 0.87], average_precision: 0.4, brier: 0.05,
    thresholds: [
      { threshold: 0.4, rows: 120, precision: 0.55, recall: 0.28 },
      { threshold: 0.7, rows: 30, precision: 0.8, recall: 0.1 },
    ],
    calibration: [{ rows: 5_000, said: 0.03, happened: 0.03 }, { rows: 30, said: 0.8, happened: 0.8 }],
    importances: [{ feature: 'outages_last_30d', share: 0.5 }, { feature: 'payment_delays_last_6m', share: 0.3 }],
    missing: ['satisfaction_score'], left_out: [],
  };
  query(
    `insert into churn_models (id, feature_set, trained_at, as_of, card, model, promoted_at, retired_at, refused_because) values
       ('${randomUUID()}', 'mission', now() - interval '14 days', now() - interval '44 days', '{"rows": 4100, "auc": 0.811}',
        null, now() - interval '14 days', now(), null),
       ('${randomUUID()}', 'rich', now() - interval '7 days', now() - interval '37 days', '{"rows": 4700, "auc": 0.79}',
        null, null, null, '0.790 < 0.811'),
       ('${randomUUID()}', 'rich', now(), now() - interval '30 days', '${JSON.stringify(card)}', '\\x00', now(), null, null)`,
  );
}

/** A model with its card, and a case about a customer who has written, of somebody's or nobody's; returns the customer's name. */
export function prepare(owner?: Person): string {
  train();
  const reasons = JSON.stringify([
    { feature: 'outages_last_30d', value: 4, added: 0.3 },
    { feature: 'competitor_coverage_area', value: 0.75, added: 0.1 },
  ]);
  const [[name]] = query(
    `with who as (
       select id, name, monthly_fee from customers c where status = 'active' and ${FREE}
       order by ${TALKED} desc, id limit 1),
     made as (
       insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, offer, due_on,
                                owner_id)
       select '${randomUUID()}', who.id, m.id, 'campaign', false, 0.83, '${reasons}', who.monthly_fee, 'technical_visit',
              (now() at time zone 'America/Sao_Paulo')::date - 1,
              (select id from people where email = '${owner ? email(owner) : ''}')
       from who, churn_models m where m.promoted_at is not null and m.retired_at is null)
     select name from who`,
  );
  return name;
}

/**
 * Once a desk: cases that were closed, opened more than 30 days ago, of customers who have left (those first, held out) and
 * who are there; an open case that is held out, and a follow-up that is not late. Who has written is left to [`prepare`].
 */
export function past(): void {
  train();
  const held = PAST.heldOut;
  const all = held + PAST.worked;
  query(
    `with free as (
       select c.id, c.monthly_fee, c.cancelled_at,
              row_number() over (order by c.cancelled_at, ${TALKED}, c.id) as n
       from customers c
       where (c.status = 'active' or c.cancelled_at < now() - interval '2 days') and ${FREE}
         and not exists (select from churn_cases where outcome_note = 'de antes')),
     closed as (
       select *, coalesce(cancelled_at - interval '29 days', now() - make_interval(days => 31 + n::int)) as opened
       from free where n <= ${all}),
     open as (select * from free where cancelled_at is null and n > ${all} order by n limit 2)
     insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, offer, due_on,
                              owner_id, opened_at, closed_at, closed_by, outcome, outcome_note)
     select gen_random_uuid(), f.id, m.id, f.kind, f.held_out, 0.5, '[]', f.monthly_fee, 'courtesy_call',
            (coalesce(f.opened, now()) at time zone 'America/Sao_Paulo')::date + 7,
            case when f.opened is not null and not f.held_out then p.id end, coalesce(f.opened, now()),
            coalesce(f.cancelled_at, f.opened + interval '30 days'),
            case when f.opened is not null and not f.held_out and f.cancelled_at is null then p.id end,
            case when f.cancelled_at is not null then 'left' when f.opened is null then null
                 when f.held_out then 'not_reached' else 'accepted' end,
            case when f.opened is null then '' else 'de antes' end
     from (select id, monthly_fee, cancelled_at, opened, n <= ${held} as held_out,
                  case when n % 2 = 0 then 'campaign' else 'follow_up' end as kind from closed
           union all
           select id, monthly_fee, null, null, row_number() over (order by n) = 1, 'follow_up' from open) f,
          churn_models m, people p
     where m.promoted_at is not null and m.retired_at is null and p.email = '${email('diego')}'`,
  );
}
