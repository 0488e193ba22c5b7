//! Who is given the cases that a round opens.

use enlace_desk::churn;
use enlace_domain::{ChurnCaseId, PersonId, QueueKey, Role};
use enlace_simulator::subscribers;
use enlace_store::Pool;
use enlace_testing::person;
use uuid::Uuid;

use crate::{churn::settle, churn_cases::expecting_the_new_to_leave};

/// Customers, all of them above the campaign's threshold.
const TOWN: i64 = 14;

/// A case of the customer at this place of the ids' order, opened 20 days ago; `closed`: a follow-up of before, in spite of
/// which a campaign opens, for which no lot is drawn.
async fn put(pool: &Pool, place: i64, closed: bool, owner: Option<PersonId>) {
    sqlx::query(
        "insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, owner_id,
             offer, due_on, opened_at, closed_at, outcome)
         select $1, c.id, m.id, case when $2 then 'follow_up' else 'campaign' end, false, 0.5, '[]', 99.9, $3, 'discount',
                current_date, now() - interval '20 days', case when $2 then now() - interval '5 days' end,
                case when $2 then 'not_reached' end
         from churn_models m, (select id from customers order by id limit 1 offset $4) c",
    )
    .bind(ChurnCaseId::new().get())
    .bind(closed)
    .bind(owner.map(PersonId::get))
    .bind(place)
    .execute(pool)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_opened_goes_to_whoever_has_the_fewest_open_cases_by_then(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[QueueKey::Cancellation])
        .await
        .person
        .id;
    let rui = person(&desk, "Rui", Role::Agent, &[QueueKey::Cancellation])
        .await
        .person
        .id;
    // neither a manager nor who is of another team
    person(&desk, "Bia", Role::Manager, &[QueueKey::Cancellation]).await;
    person(&desk, "Leo", Role::Agent, &[QueueKey::Financial]).await;
    settle(&desk, &subscribers(5, usize::try_from(TOWN).unwrap())).await;
    sqlx::query("update customers set status = 'active', cancelled_at = null, created_at = now() - interval '3 days'")
        .execute(&pool)
        .await
        .unwrap();
    expecting_the_new_to_leave(&pool).await;
    // dealt to all by turns, those that open would be Ana's: every other one, beginning with the second
    for place in 0..TOWN {
        let (closed, owner) = match place {
            1 | 3 | 5 | 7 => (true, Some(ana)),
            0 | 2 | 4 => (false, Some(ana)),
            6 => (false, Some(rui)),
            _ => (false, None),
        };
        put(&pool, place, closed, owner).await;
    }
    let owners = async |new: bool| -> Vec<Uuid> {
        sqlx::query_scalar(
            "select owner_id from churn_cases
             where closed_at is null and owner_id is not null and (opened_at > now() - interval '1 hour') = $1
             order by customer_id",
        )
        .bind(new)
        .fetch_all(&pool)
        .await
        .unwrap()
    };
    let count = |owners: &[Uuid], person: PersonId| owners.iter().filter(|owner| **owner == person.get()).count();
    let before = owners(false).await;
    assert_eq!([ana, rui].map(|one| count(&before, one)), [3, 1]);
    churn::review(&desk, false).await.unwrap();
    let new = owners(true).await;
    // two for Rui until both have three, then one each
    assert_eq!(new.len(), 4);
    assert_eq!([ana, rui].map(|one| count(&new, one)), [1, 3]);
    assert_eq!(new[..2], [rui.get(), rui.get()]);
}
