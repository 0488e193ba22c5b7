//! Teams, and who is in them.

use enlace_domain::{PersonId, QueueKey, TeamId, view::TeamView};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{StoreError, column::read};

/// All teams with the queues they serve, in the order of the queues.
///
/// # Errors
/// The database said no.
pub async fn list(conn: &mut PgConnection) -> Result<Vec<TeamView>, StoreError> {
    let rows = sqlx::query!(
        r#"select t.id, t.name, coalesce(array_agg(q.key order by q.position) filter (where q.key is not null), '{}')
               as "queues!"
           from teams t left join queues q on q.team_id = t.id
           group by t.id, t.name order by min(q.position) nulls last, t.name"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let queues = row
                .queues
                .iter()
                .map(|key| read("queue", key))
                .collect::<Result<Vec<QueueKey>, _>>()?;
            Ok(TeamView {
                id: row.id.into(),
                name: row.name,
                queues,
            })
        })
        .collect()
}

/// Puts a person in exactly these teams; ids of no team are left out, and the number of those that are in is returned.
///
/// # Errors
/// The database said no.
pub async fn set_members(conn: &mut PgConnection, person: PersonId, teams: &[TeamId]) -> Result<u64, StoreError> {
    let ids: Vec<Uuid> = teams.iter().map(|id| id.get()).collect();
    sqlx::query!("delete from team_members where person_id = $1", person.get())
        .execute(&mut *conn)
        .await?;
    let put = sqlx::query!(
        "insert into team_members (team_id, person_id) select t.id, $1 from teams t where t.id = any($2)",
        person.get(),
        &ids,
    )
    .execute(conn)
    .await?;
    Ok(put.rows_affected())
}

/// The teams that serve these queues.
///
/// # Errors
/// The database said no.
pub async fn serving(conn: &mut PgConnection, queues: &[QueueKey]) -> Result<Vec<TeamId>, StoreError> {
    let keys: Vec<String> = queues.iter().map(|key| key.as_str().to_owned()).collect();
    let ids = sqlx::query_scalar!("select distinct team_id from queues where key = any($1)", &keys)
        .fetch_all(conn)
        .await?;
    Ok(ids.into_iter().map(TeamId::from).collect())
}
