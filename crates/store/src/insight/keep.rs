//! Keeping the facts and their sums equal to the conversations.

use sqlx::PgConnection;

use crate::StoreError;

/// Counts at most so many changes of conversations that nobody has counted yet, and says how many there were.
///
/// One transaction: either all is counted or nothing. Two at once wait for each other; whoever is killed in the middle
/// leaves the changes for the next.
///
/// # Errors
/// The database said no.
pub async fn count_changes(conn: &mut PgConnection, most: i32) -> Result<i32, StoreError> {
    // the pages ask this before every look at the figures: mostly there is nothing, and nobody need wait to learn it
    let any = sqlx::query_scalar!(r#"select exists (select 1 from insight_changes) as "any!""#)
        .fetch_one(&mut *conn)
        .await?;
    if !any {
        return Ok(0);
    }
    Ok(sqlx::query_scalar!(r#"select insight_count($1) as "changes!""#, most)
        .fetch_one(conn)
        .await?)
}

/// Makes all facts and sums anew from the conversations, in one transaction, and says of how many.
///
/// # Errors
/// The database said no.
pub async fn rebuild(conn: &mut PgConnection) -> Result<i32, StoreError> {
    Ok(sqlx::query_scalar!(r#"select insight_rebuild() as "facts!""#)
        .fetch_one(conn)
        .await?)
}
