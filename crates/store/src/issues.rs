//! Faults on customers' lines.

use enlace_domain::{CustomerId, IssueType, Priority, TechnicalIssueId};
use sqlx::PgConnection;

use crate::StoreError;

/// The unresolved fault of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The fault.
    pub id: TechnicalIssueId,
    /// Whether it is new.
    pub opened: bool,
    /// Where the customer lives, as the contract says it.
    pub city: String,
}

/// The customer's unresolved fault, or a new one. Calls for one customer wait for each other, so that two
/// conversations of one household make one fault.
///
/// # Errors
/// The database said no.
pub async fn open_or_link(
    conn: &mut PgConnection,
    customer: CustomerId,
    issue_type: IssueType,
    description: &str,
    priority: Priority,
) -> Result<Linked, StoreError> {
    let city = sqlx::query_scalar!(
        "select city from customers where id = $1 for no key update",
        customer.get()
    )
    .fetch_one(&mut *conn)
    .await?;
    let row = sqlx::query!(
        r#"with present as (
               select id from technical_issues
               where customer_id = $2 and status in ('open', 'in_progress')
               order by created_at desc limit 1),
           made as (
               insert into technical_issues (id, customer_id, issue_type, description, priority)
               select $1, $2, $3, $4, $5 where not exists (select 1 from present)
               returning id)
           select id as "id!", false as "opened!" from present union all select id, true from made"#,
        TechnicalIssueId::new().get(),
        customer.get(),
        issue_type.as_str(),
        description,
        priority.get(),
    )
    .fetch_one(conn)
    .await?;
    Ok(Linked {
        id: row.id.into(),
        opened: row.opened,
        city,
    })
}
