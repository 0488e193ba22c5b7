//! Places that were sent before: those of the company, for the most part.

use enlace_domain::view::PlaceView;
use sqlx::PgConnection;

use crate::StoreError;

/// So many of the messages that carried a place are looked at, the newest.
const LOOKED_AT: i64 = 500;

/// The places that were sent before and have a name, the one that was sent most often first.
///
/// # Errors
/// The database said no.
pub async fn sent(conn: &mut PgConnection, limit: i64) -> Result<Vec<PlaceView>, StoreError> {
    let rows = sqlx::query_scalar!(
        r#"select place as "place!"
           from (select extra -> 'location' as place, created_at from messages
                 where direction = 'outbound' and kind = 'location'
                 order by created_at desc limit $1) sent
           where place ->> 'label' is not null
           group by place order by count(*) desc, max(created_at) desc limit $2"#,
        LOOKED_AT,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|place| serde_json::from_value(place).map_err(|error| StoreError::corrupt("place")(&error)))
        .collect()
}
