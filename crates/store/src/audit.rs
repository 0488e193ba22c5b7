//! The book of who did what. Rows are added, never changed.

use enlace_domain::PersonId;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::StoreError;

/// Adds a line; `person` is `None` where Enlace itself acted. `detail` holds no secret and no subscriber's data.
///
/// # Errors
/// The database said no.
pub async fn append(
    conn: &mut PgConnection,
    person: Option<PersonId>,
    action: &str,
    subject_kind: &str,
    subject: Option<Uuid>,
    detail: &Value,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into audit_log (person_id, action, subject_kind, subject_id, detail) values ($1, $2, $3, $4, $5)",
        person.map(PersonId::get),
        action,
        subject_kind,
        subject,
        detail,
    )
    .execute(conn)
    .await?;
    Ok(())
}
