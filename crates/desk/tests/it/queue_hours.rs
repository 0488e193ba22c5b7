//! Open minutes: when answers are due in queues with hours, and when those open.

use enlace_store::Pool;

/// Monday to Friday 8 to 18, Saturday 8 to 12; an answer within an hour.
const WEEK: &str = "insert into queue_hours (queue_key, weekday, opens, closes)
    select 'commercial', d, '08:00'::time, case d when 6 then '12:00'::time else '18:00'::time end
    from generate_series(1, 6) d";

async fn run(pool: &Pool, sql: &'static str) {
    sqlx::query(sql).execute(pool).await.unwrap();
}

/// When an answer is due that is waited for since a moment in Brasília; both as they are written there.
async fn due(pool: &Pool, queue: &str, since: &str) -> String {
    sqlx::query_scalar(
        "select to_char(timezone('America/Sao_Paulo', due_after($1, ($2 || '-03')::timestamptz)), 'MM-DD HH24:MI')",
    )
    .bind(queue)
    .bind(since)
    .fetch_one(pool)
    .await
    .unwrap()
}

/// When the queue opens after a moment in Brasília.
async fn opens(pool: &Pool, queue: &str, at: &str) -> Option<String> {
    sqlx::query_scalar(
        "select to_char(timezone('America/Sao_Paulo', opens_after($1, ($2 || '-03')::timestamptz)), 'MM-DD HH24:MI')",
    )
    .bind(queue)
    .bind(at)
    .fetch_one(pool)
    .await
    .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_open_minutes_count_until_an_answer_is_due(pool: Pool) {
    run(&pool, WEEK).await;
    run(&pool, "insert into holidays (day, name) values ('2026-12-25', 'Natal')").await;
    // within a day, up to its last minute, and over a night
    assert_eq!(due(&pool, "commercial", "2026-11-30 10:00").await, "11-30 11:00");
    assert_eq!(due(&pool, "commercial", "2026-11-30 17:00").await, "11-30 18:00");
    assert_eq!(due(&pool, "commercial", "2026-11-30 17:40").await, "12-01 08:40");
    assert_eq!(due(&pool, "commercial", "2026-12-01 03:00").await, "12-01 09:00");
    // over a weekend, and over Christmas
    assert_eq!(due(&pool, "commercial", "2026-11-28 11:30").await, "11-30 08:30");
    assert_eq!(due(&pool, "commercial", "2026-12-24 17:30").await, "12-26 08:30");
    // a queue without hours knows neither
    assert_eq!(due(&pool, "technical_normal", "2026-12-24 23:50").await, "12-25 00:20");
    // midnight is no border where both sides are open
    run(
        &pool,
        "insert into queue_hours (queue_key, weekday, opens, closes)
         values ('financial', 1, '22:00', '24:00'), ('financial', 2, '00:00', '06:00')",
    )
    .await;
    assert_eq!(due(&pool, "financial", "2026-11-30 23:00").await, "12-01 01:00");
    // what 60 days do not hold is due when they end
    run(
        &pool,
        "insert into holidays (day, name) select date '2026-11-01' + n, 'Férias' from generate_series(0, 90) n
         on conflict do nothing",
    )
    .await;
    assert_eq!(due(&pool, "commercial", "2026-11-30 10:00").await, "01-29 10:00");
    let of_none: Option<String> = sqlx::query_scalar("select due_after(null, now())::text")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(of_none, None);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_closed_queue_says_when_it_opens(pool: Pool) {
    run(&pool, WEEK).await;
    let opening = |text: &str| Some(text.to_owned());
    assert_eq!(opens(&pool, "commercial", "2026-11-30 08:00").await, None);
    assert_eq!(opens(&pool, "commercial", "2026-11-30 17:59").await, None);
    assert_eq!(
        opens(&pool, "commercial", "2026-11-30 18:00").await,
        opening("12-01 08:00")
    );
    assert_eq!(
        opens(&pool, "commercial", "2026-11-28 12:00").await,
        opening("11-30 08:00")
    );
    run(
        &pool,
        "insert into holidays (day, name) values ('2026-11-30', 'Evangélico')",
    )
    .await;
    assert_eq!(
        opens(&pool, "commercial", "2026-11-30 10:00").await,
        opening("12-01 08:00")
    );
    assert_eq!(opens(&pool, "financial", "2026-11-30 03:00").await, None);
}
