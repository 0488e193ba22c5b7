// A customer who may leave, as a round of the model leaves one.
import { randomUUID } from 'node:crypto';
import { query } from './database';
import { email, type Person } from './people';

/** A model with its card, as training leaves it, and a case about a customer, of somebody's or nobody's; returns the customer's name. */
export function prepare(owner?: Person): string {
  const [[present]] = query("select count(*) from churn_models where promoted_at is not null and retired_at is null");
  if (present === '0') {
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
      `insert into churn_models (id, feature_set, as_of, card, model, promoted_at)
       values ('${randomUUID()}', 'rich', now(), '${JSON.stringify(card)}', '\\x00', now())`,
    );
  }
  const reasons = JSON.stringify([
    { feature: 'outages_last_30d', value: 4, added: 0.3 },
    { feature: 'competitor_coverage_area', value: 0.75, added: 0.1 },
  ]);
  const [[name]] = query(
    `with who as (
       select id, name, monthly_fee from customers c where status = 'active'
         and not exists (select from churn_cases k join customers o on o.id = k.customer_id
                         where strpos(o.name, c.name) > 0 or strpos(c.name, o.name) > 0)
       order by id limit 1),
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
