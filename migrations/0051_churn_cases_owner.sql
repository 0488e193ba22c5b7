-- Whoever a case was given to sees their own, and whether a customer had a case shortly before is asked of each.
create index churn_cases_owner_idx on churn_cases (owner_id) where owner_id is not null;
create index churn_cases_customer_idx on churn_cases (customer_id, opened_at);
