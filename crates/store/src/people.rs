//! Who works here.

use enlace_domain::{
    PersonId, Role, TeamId,
    view::{PersonRef, PersonRow},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{StoreError, column::read};

/// What a log-in is checked against.
pub struct Credentials {
    /// Whose.
    pub person: PersonRef,
    /// argon2id, PHC string.
    pub password_hash: String,
    /// Whether the person may log in.
    pub active: bool,
}

/// What a person is made of, apart from the password and the teams.
pub struct PersonFields<'a> {
    /// 2 to 120 characters.
    pub name: &'a str,
    /// Lower case.
    pub email: &'a str,
    /// What they may do.
    pub role: Role,
    /// Conversations at once, 1 to 100.
    pub capacity: i32,
    /// May log in.
    pub active: bool,
}

/// How a person stood when [`lock`] looked.
pub struct LockedPerson {
    /// The name colleagues see.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Conversations at once.
    pub capacity: i32,
    /// May log in.
    pub active: bool,
}

/// The name of the constraint that keeps e-mails unique, for [`crate::violates`].
pub const EMAIL_KEY: &str = "people_email_key";

/// Finds the password of an e-mail in lower case.
///
/// # Errors
/// The database said no.
pub async fn credentials(conn: &mut PgConnection, email: &str) -> Result<Option<Credentials>, StoreError> {
    let row = sqlx::query!(
        "select id, name, password_hash, active from people where email = $1",
        email
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Credentials {
        person: PersonRef {
            id: row.id.into(),
            name: row.name,
        },
        password_hash: row.password_hash,
        active: row.active,
    }))
}

/// Makes a person.
///
/// # Errors
/// The database said no.
pub async fn insert(
    conn: &mut PgConnection,
    id: PersonId,
    fields: &PersonFields<'_>,
    password_hash: &str,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into people (id, name, email, role, capacity, active, password_hash)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id.get(),
        fields.name,
        fields.email,
        fields.role.as_str(),
        fields.capacity,
        fields.active,
        password_hash,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Changes a person; without a new hash the password stays.
///
/// # Errors
/// The database said no.
pub async fn update(
    conn: &mut PgConnection,
    id: PersonId,
    fields: &PersonFields<'_>,
    password_hash: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update people set name = $2, email = $3, role = $4, capacity = $5, active = $6,
             password_hash = coalesce($7, password_hash), updated_at = now()
         where id = $1",
        id.get(),
        fields.name,
        fields.email,
        fields.role.as_str(),
        fields.capacity,
        fields.active,
        password_hash,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Locks a person's row until the transaction ends, so that what hangs on it (capacity, the last administrator) is
/// decided by one transaction at a time. `None` where there is no such person.
///
/// # Errors
/// The database said no.
pub async fn lock(conn: &mut PgConnection, id: PersonId) -> Result<Option<LockedPerson>, StoreError> {
    let row = sqlx::query!(
        "select name, role, capacity, active from people where id = $1 for no key update",
        id.get()
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(LockedPerson {
            name: row.name,
            role: read("role", &row.role)?,
            capacity: row.capacity,
            active: row.active,
        })
    })
    .transpose()
}

/// Locks everybody who may administrate, always in the same order, and says who they are.
///
/// # Errors
/// The database said no.
pub async fn lock_administrators(conn: &mut PgConnection) -> Result<Vec<PersonId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select id from people where role = 'administrator' and active order by id for no key update"
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(PersonId::from).collect())
}

/// Everybody, by name.
///
/// # Errors
/// The database said no.
pub async fn list(conn: &mut PgConnection) -> Result<Vec<PersonRow>, StoreError> {
    let rows = sqlx::query!(
        r#"select p.id, p.name, p.email, p.role, p.capacity, p.active, p.last_seen_at,
               coalesce(held.holding, 0) as "holding!",
               coalesce(member.teams, '{}') as "teams!"
           from people p
           left join (select assigned_person_id as person_id, count(*) as holding from conversations
                      where status <> 'closed' and assigned_person_id is not null group by 1) held
               on held.person_id = p.id
           left join (select person_id, array_agg(team_id order by team_id) as teams from team_members group by 1)
               member on member.person_id = p.id
           order by lower(p.name), p.id"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PersonRow {
                id: row.id.into(),
                name: row.name,
                email: row.email,
                role: read("role", &row.role)?,
                capacity: row.capacity,
                holding: row.holding,
                active: row.active,
                teams: row.teams.into_iter().map(TeamId::from).collect(),
                last_seen_at: row.last_seen_at,
            })
        })
        .collect()
}

/// Everybody who may log in, by name.
///
/// # Errors
/// The database said no.
pub async fn active(conn: &mut PgConnection) -> Result<Vec<PersonRef>, StoreError> {
    let people = sqlx::query!("select id, name from people where active order by lower(name), id")
        .fetch_all(conn)
        .await?;
    Ok(people
        .into_iter()
        .map(|row| PersonRef {
            id: row.id.into(),
            name: row.name,
        })
        .collect())
}

/// Whoever had a page open within the last minute, by name.
///
/// # Errors
/// The database said no.
pub async fn online(conn: &mut PgConnection) -> Result<Vec<PersonRef>, StoreError> {
    let people = sqlx::query!(
        "select id, name from people where active and last_seen_at > now() - interval '60 seconds'
         order by lower(name), id"
    )
    .fetch_all(conn)
    .await?;
    Ok(people
        .into_iter()
        .map(|row| PersonRef {
            id: row.id.into(),
            name: row.name,
        })
        .collect())
}

/// Notes that these people have a page open now. The rows are locked in the order of their ids, as everywhere.
///
/// # Errors
/// The database said no.
pub async fn touch(conn: &mut PgConnection, people: &[PersonId]) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = people.iter().map(|id| id.get()).collect();
    sqlx::query!(
        "update people set last_seen_at = now()
         from (select id from people where id = any($1) order by id for no key update) as seen
         where people.id = seen.id",
        &ids
    )
    .execute(conn)
    .await?;
    Ok(())
}
