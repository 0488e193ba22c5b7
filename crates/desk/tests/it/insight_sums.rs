//! The facts and sums that the figures are read from: kept step by step they are what a rebuilding makes of the
//! conversations, whatever happened and whoever counted at the same time.

use enlace_desk::{Actor, Desk, assign, contacts, insight};
use enlace_domain::{
    ConversationId, QueueKey, Role,
    view::{InsightAsk, InsightFilter, Period, TransferTarget},
};
use enlace_store::{Pool, clocks, insight as kept};
use enlace_testing::{conversation_of, customer, person, phone};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

/// Everything that is kept, as text in an order of its own.
async fn everything(pool: &Pool) -> Vec<String> {
    sqlx::query_scalar(
        "select 'fact ' || (to_jsonb(f) - 'revision')::text from insight_facts f
         union all
         select concat_ws('|', 'day', day, kind, coalesce(queue_key, '-'), coalesce(person_id::text, '-'), coalesce(issue, '-'),
                          n, in_time, escalated, reopened, settled, (select string_agg(t::text, ',' order by t) from unnest(took) t))
         from insight_days
         union all
         select concat_ws('|', 'week', week, kind, coalesce(queue_key, '-'), coalesce(person_id::text, '-'), coalesce(issue, '-'),
                          n, in_time, escalated, reopened, settled, (select string_agg(t::text, ',' order by t) from unnest(took) t))
         from insight_weeks
         union all
         select concat_ws('|', 'hour', hour, coalesce(queue_key, '-'), opened, answered, closed) from insight_hours
         order by 1",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

async fn uncounted(pool: &Pool) -> i64 {
    sqlx::query_scalar("select count(*) from insight_changes")
        .fetch_one(pool)
        .await
        .unwrap()
}

/// A desk to which things happen by chance.
pub struct Town {
    desk: Desk,
    pool: Pool,
    manager: Actor,
    chance: StdRng,
    open: Vec<ConversationId>,
    closed: Vec<ConversationId>,
}

impl Town {
    pub fn new(desk: &Desk, pool: &Pool, manager: &Actor) -> Self {
        Self {
            desk: desk.clone(),
            pool: pool.clone(),
            manager: manager.clone(),
            chance: StdRng::seed_from_u64(5),
            open: Vec::new(),
            closed: Vec::new(),
        }
    }

    async fn query(&self, sql: &'static str, of: ConversationId) {
        sqlx::query(sql).bind(of.get()).execute(&self.pool).await.unwrap();
    }

    /// One thing that may happen; refusals are part of life.
    pub async fn live(&mut self) {
        let queue = *QueueKey::ALL.choose(&mut self.chance).unwrap();
        let one = self.open.choose(&mut self.chance).copied();
        match (self.chance.random_range(0..13), one) {
            (0..3, _) | (_, None) => {
                let phone = if self.chance.random_bool(0.5) {
                    customer(&self.desk, "Maria das Dores").await
                } else {
                    phone()
                };
                let id = conversation_of(&self.desk, &phone, "Alguém", queue).await;
                // as if it had begun some days and hours ago
                sqlx::query(
                    "update conversations set created_at = created_at - make_interval(hours => $2),
                            due_at = due_at - make_interval(hours => $2) where id = $1",
                )
                .bind(id.get())
                .bind(self.chance.random_range(0..240))
                .execute(&self.pool)
                .await
                .unwrap();
                self.open.push(id);
            }
            (3, Some(id)) => {
                let _ = assign::claim(&self.desk, &self.manager, id).await;
            }
            (4, Some(id)) => {
                let mut conn = self.pool.acquire().await.unwrap();
                clocks::answered(&mut conn, id).await.unwrap();
            }
            (5, Some(id)) => {
                let _ = assign::transfer(&self.desk, &self.manager, id, TransferTarget::Queue(queue)).await;
            }
            (6 | 7, Some(id)) => {
                if assign::close(&self.desk, &self.manager, id).await.is_ok() {
                    self.open.retain(|open| *open != id);
                    self.closed.push(id);
                }
            }
            (8, _) => {
                if let Some(id) = self.closed.choose(&mut self.chance).copied()
                    && assign::reopen(&self.desk, &self.manager, id).await.is_ok()
                {
                    self.closed.retain(|closed| *closed != id);
                    self.open.push(id);
                }
            }
            (9, Some(id)) => {
                if let Ok(found) = contacts::candidates(&self.desk, &self.manager, id, "Alguém").await
                    && let Some(found) = found.choose(&mut self.chance)
                {
                    let _ = contacts::merge(&self.desk, &self.manager, id, found.contact).await;
                }
            }
            (10, Some(id)) => {
                let sql =
                    "update conversations set raised_at = now(), due_at = due_at - interval '2 hours' where id = $1";
                self.query(sql, id).await;
            }
            (11, Some(id)) => {
                let sql = "update customers set city = 'Anápolis', plan_name = 'Fibra 1 Giga'
                           where id = (select customer_id from conversations where id = $1)";
                self.query(sql, id).await;
            }
            (_, Some(id)) => {
                let sql = "update queues set first_answer_minutes = first_answer_minutes + 1
                           where key = (select queue_key from conversations where id = $1)";
                self.query(sql, id).await;
            }
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn sums_kept_step_by_step_are_those_of_a_rebuilding(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Bia", Role::Manager, QueueKey::ALL).await;
    let mut town = Town::new(&desk, &pool, &manager);
    // two who count all the while, as two processes would
    let counting: Vec<_> = (0..2)
        .map(|_| {
            let desk = desk.clone();
            tokio::spawn(async move {
                loop {
                    insight::catch_up(&desk).await.unwrap();
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for _ in 0..400 {
        town.live().await;
    }
    for counting in counting {
        counting.abort();
        let _ = counting.await;
    }
    let merged: i64 = sqlx::query_scalar("select count(*) from contacts where merged_into is not null")
        .fetch_one(&pool)
        .await
        .unwrap();
    let reopened: i64 = sqlx::query_scalar("select count(*) from conversations where reopened_count > 0")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(
        merged > 0 && reopened > 0,
        "the history has merges ({merged}) and reopenings ({reopened})"
    );

    insight::catch_up(&desk).await.unwrap();
    assert_eq!(uncounted(&pool).await, 0);
    let kept = everything(&pool).await;
    let facts = insight::rebuild(&pool).await.unwrap();
    assert!(facts > 50, "{facts} conversations");
    assert_eq!(kept, everything(&pool).await);

    // and the page's figures are PostgreSQL's own, of the conversations themselves
    for queue in [None, Some(QueueKey::Financial)] {
        let ask = InsightAsk {
            period: Period::Days(7),
            filter: InsightFilter {
                queue,
                ..InsightFilter::default()
            },
            ..InsightAsk::default()
        };
        let seen = insight::dashboard(&desk, &manager, ask).await.unwrap().now;
        let (opened, median, p90): (i64, Option<f64>, Option<f64>) = sqlx::query_as(
            "select count(*),
                    percentile_cont(0.5) within group (order by extract(epoch from first_answered_at - created_at))::float8,
                    percentile_cont(0.9) within group (order by extract(epoch from first_answered_at - created_at))::float8
             from conversations
             where created_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '6 days'
               and ($1::text is null or queue_key = $1)",
        )
        .bind(queue.map(QueueKey::as_str))
        .fetch_one(&pool)
        .await
        .unwrap();
        assert!(opened > 0 && median.is_some(), "there is something to compare");
        assert_eq!(seen.opened, opened);
        for (ours, theirs) in [(seen.first_answer, median), (seen.first_answer_p90, p90)] {
            assert!((ours.unwrap() - theirs.unwrap()).abs() < 1e-6, "{ours:?} {theirs:?}");
        }
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_dies_while_counting_leaves_the_changes_to_the_next(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    conversation_of(&desk, &phone(), "Alguém", QueueKey::Financial).await;
    let waiting = uncounted(&pool).await;
    assert!(waiting > 0);
    let mut tx = pool.begin().await.unwrap();
    assert_eq!(i64::from(kept::count_changes(&mut tx, 100).await.unwrap()), waiting);
    drop(tx);
    assert_eq!(uncounted(&pool).await, waiting);
    assert!(everything(&pool).await.is_empty());
    insight::catch_up(&desk).await.unwrap();
    let seen = everything(&pool).await;
    assert_eq!(seen.iter().filter(|row| row.starts_with("fact")).count(), 1);
    assert!(
        seen.iter()
            .any(|row| row.starts_with("hour") && row.ends_with("|financial|1|0|0")),
        "{seen:#?}"
    );
}
