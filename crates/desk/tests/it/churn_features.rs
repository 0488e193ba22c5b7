//! What is known of a customer as of a moment.

use enlace_domain::{IssueType, QueueKey, Role, churn::ChurnFeature};
use enlace_simulator::subscribers;
use enlace_store::{Pool, churn::features};
use enlace_testing::{conversation_of, person};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::churn::{live, settle};

#[sqlx::test(migrations = "../../migrations")]
async fn what_comes_later_is_not_seen(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let town = subscribers(5, 60);
    live(&desk, &town, 60).await;
    let moment = OffsetDateTime::now_utc() - Duration::days(20);
    let mut conn = pool.acquire().await.unwrap();
    // every other conversation was asked about, and answered before the moment
    sqlx::query(
        "insert into surveys (id, conversation_id, contact_id, kind, score, answered_at)
         select gen_random_uuid(), id, contact_id, 'satisfaction', 4, $1::timestamptz - interval '1 second'
         from conversations where created_at < $1 and right(protocol, 1)::int % 2 = 0",
    )
    .bind(moment)
    .execute(&mut *conn)
    .await
    .unwrap();
    let seen = features::as_of(&mut conn, moment, 5).await.unwrap();
    assert!(seen.len() > 40);
    let answers: Vec<f64> = seen.iter().filter_map(|row| row.values[5]).collect();
    assert!(
        !answers.is_empty() && answers.iter().all(|score| (score - 4.0).abs() < 1e-9),
        "{answers:?}"
    );
    let place = ChurnFeature::ALL
        .iter()
        .position(|one| *one == ChurnFeature::OutagesLast30d)
        .unwrap();
    assert!(seen.iter().any(|row| row.values[place] > Some(0.0)));

    // everything that can happen afterwards happens
    for change in [
        "insert into technical_issues (id, customer_id, issue_type, description, priority)
         select gen_random_uuid(), id, 'no_internet', 'depois', 1 from customers",
        "update technical_issues set status = 'resolved', resolved_at = now() where created_at < now()",
        "update conversations set queue_key = 'cancellation', conversation_type = 'cancellation', reopened_count = 3,
             updated_at = now(), closed_at = now()",
        "update conversations set first_answered_at = now() where first_answered_at is null",
        "insert into surveys (id, conversation_id, contact_id, kind, score, answered_at)
         select gen_random_uuid(), c.id, c.contact_id, 'satisfaction', 1, now()
         from conversations c where not exists (select from surveys s where s.conversation_id = c.id)",
        "insert into conversations (id, protocol, contact_id, customer_id, channel_id, status, closed_at)
         select gen_random_uuid(), '20991231' || lpad(row_number() over ()::text, 7, '0'), contact_id, customer_id,
                channel_id, 'closed', now()
         from conversations where customer_id is not null",
        "insert into customer_facts (customer_id, name, as_of, value)
         select id, 'satisfaction_score', current_date, 1 from customers",
        "update customers set plan_name = 'Outro', plan_speed = 1, monthly_fee = 1",
        "update customers set status = 'suspended' where status = 'active'",
        "update customers set status = 'cancelled', cancelled_at = now() where status <> 'cancelled'",
    ] {
        sqlx::query(change).execute(&mut *conn).await.unwrap();
    }
    let again = features::as_of(&mut conn, moment, 5).await.unwrap();
    assert_eq!(seen, again);
    let now = features::as_of(&mut conn, OffsetDateTime::now_utc(), 5).await.unwrap();
    assert!(now.is_empty(), "all have left by now");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_fault_counts_whatever_conversation_it_came_from(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let town = subscribers(5, 1);
    settle(&desk, &town).await;
    sqlx::query(
        "insert into technical_issues (id, customer_id, issue_type, description, priority, created_at)
         select gen_random_uuid(), id, $1, '', 1, now() - interval '10 days' from customers",
    )
    .bind(IssueType::Unstable.as_str())
    .execute(&pool)
    .await
    .unwrap();
    let mut conn = pool.acquire().await.unwrap();
    let now = OffsetDateTime::now_utc();
    let outages = async |conn: &mut sqlx::PgConnection, ago| {
        let seen = features::as_of(conn, now - Duration::days(ago), 30).await.unwrap();
        (seen[0].values[1], seen[0].values[8], seen[0].left)
    };
    assert_eq!(outages(&mut conn, 0).await, (Some(1.0), Some(1.0), None));
    assert_eq!(outages(&mut conn, -25).await, (Some(0.0), Some(1.0), None));
    assert_eq!(outages(&mut conn, 11).await, (Some(0.0), Some(0.0), None));
    assert_eq!(outages(&mut conn, 31).await.2, Some(false));
}

#[sqlx::test(migrations = "../../migrations")]
async fn satisfaction_is_what_was_answered_and_else_what_files_say(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let town = subscribers(5, 2);
    settle(&desk, &town).await;
    let conversation = conversation_of(&desk, &town[0].phone, &town[0].name, QueueKey::Financial).await;
    let moment = OffsetDateTime::now_utc() - Duration::days(1);
    // the first two count: the others are too old, not before the moment, of another question, and not answered
    for (number, (kind, score, days)) in (1..).zip([
        ("satisfaction", Some(5_i16), -10),
        ("satisfaction", Some(2), -179),
        ("satisfaction", Some(1), -181),
        ("satisfaction", Some(1), 0),
        ("recommending", Some(9), -10),
        ("satisfaction", None, -10),
    ]) {
        sqlx::query(
            "with made as (
                 insert into conversations (id, protocol, contact_id, customer_id, channel_id, status, closed_at)
                 select gen_random_uuid(), $1, contact_id, customer_id, channel_id, 'closed', now()
                 from conversations where id = $2
                 returning id, contact_id)
             insert into surveys (id, conversation_id, contact_id, kind, score, answered_at)
             select gen_random_uuid(), id, contact_id, $3, $4, $5 from made",
        )
        .bind(format!("{number:015}"))
        .bind(conversation.get())
        .bind(kind)
        .bind(score)
        .bind(score.map(|_| moment + Duration::days(days)))
        .execute(&pool)
        .await
        .unwrap();
    }
    sqlx::query(
        "insert into customer_facts (customer_id, name, as_of, value)
         select id, 'satisfaction_score', current_date - 5, 1.5 from customers",
    )
    .execute(&pool)
    .await
    .unwrap();
    sqlx::query("update customers set status = 'active', cancelled_at = null")
        .execute(&pool)
        .await
        .unwrap();
    let asked: Uuid = sqlx::query_scalar("select customer_id from conversations where id = $1")
        .bind(conversation.get())
        .fetch_one(&pool)
        .await
        .unwrap();
    let mut conn = pool.acquire().await.unwrap();
    let seen = features::as_of(&mut conn, moment, 30).await.unwrap();
    assert_eq!(seen.len(), 2);
    for row in seen {
        let expected = if row.customer.get() == asked { 3.5 } else { 1.5 };
        assert_eq!(row.values[5], Some(expected));
    }
}
