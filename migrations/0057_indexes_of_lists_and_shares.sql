-- What every look at the dashboard asks for without reading the tables themselves: cities and plans of contracts, what the
-- classifier took messages for, and how likely customers were said to leave.
create index customers_city_idx on customers (city);
create index customers_plan_idx on customers (plan_name, plan_speed);

drop index classifier_readings_read_idx;
create index classifier_readings_read_idx on classifier_readings (read_at) include (likeliest);

drop index churn_said_day_idx;
create index churn_said_day_idx on churn_said (said_on) include (probability);
