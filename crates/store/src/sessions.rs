//! Log-ins, and the failures that slow the next try down.
//!
//! The cookie's token and the e-mail of a failure come in as SHA-256; neither is ever stored as it is.

use enlace_domain::{LogInSessionId, PersonId, QueueKey, Role, view::PersonRef};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{StoreError, column::read};

/// A log-in that still counts.
pub struct LiveSession {
    /// Which log-in.
    pub id: LogInSessionId,
    /// Whose.
    pub person: PersonRef,
    /// The log-in name.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The queues their teams serve, in the order of the columns.
    pub queues: Vec<QueueKey>,
    /// Whether it is more than a minute since [`touch`].
    pub touch_is_due: bool,
}

/// What [`count_tries`] found of the last fifteen minutes.
pub struct Tries {
    /// Tries before this one that have not succeeded.
    pub failures: i64,
    /// Seconds since the last of them.
    pub seconds_since_last: i64,
}

/// Begins a log-in that ends after twelve hours without a request.
///
/// # Errors
/// The database said no.
pub async fn begin(
    conn: &mut PgConnection,
    id: LogInSessionId,
    person: PersonId,
    token_sha256: &[u8],
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into log_in_sessions (id, person_id, token_sha256, expires_at)
         values ($1, $2, $3, now() + interval '12 hours')",
        id.get(),
        person.get(),
        token_sha256,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The log-in behind a token, where it has not ended and its person may log in.
///
/// # Errors
/// The database said no.
pub async fn find(conn: &mut PgConnection, token_sha256: &[u8]) -> Result<Option<LiveSession>, StoreError> {
    let row = sqlx::query!(
        r#"select s.id, s.last_seen_at < now() - interval '1 minute' as "touch_is_due!",
               p.id as person_id, p.name, p.email, p.role,
               array(select q.key from queues q join team_members m on m.team_id = q.team_id
                     where m.person_id = p.id order by q.position) as "queues!"
           from log_in_sessions s join people p on p.id = s.person_id
           where s.token_sha256 = $1 and s.ended_at is null and s.expires_at > now() and p.active"#,
        token_sha256
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(LiveSession {
            id: row.id.into(),
            person: PersonRef {
                id: row.person_id.into(),
                name: row.name,
            },
            email: row.email,
            role: read("role", &row.role)?,
            queues: row
                .queues
                .iter()
                .map(|key| read("queue", key))
                .collect::<Result<_, _>>()?,
            touch_is_due: row.touch_is_due,
        })
    })
    .transpose()
}

/// Notes a request and moves the end twelve hours on.
///
/// # Errors
/// The database said no.
pub async fn touch(conn: &mut PgConnection, id: LogInSessionId) -> Result<(), StoreError> {
    sqlx::query!(
        "update log_in_sessions set last_seen_at = now(), expires_at = now() + interval '12 hours'
         where id = $1 and ended_at is null",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends one log-in.
///
/// # Errors
/// The database said no.
pub async fn end(conn: &mut PgConnection, id: LogInSessionId) -> Result<(), StoreError> {
    sqlx::query!(
        "update log_in_sessions set ended_at = now() where id = $1 and ended_at is null",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends all log-ins of a person but `except`.
///
/// # Errors
/// The database said no.
pub async fn end_all(
    conn: &mut PgConnection,
    person: PersonId,
    except: Option<LogInSessionId>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update log_in_sessions set ended_at = now()
         where person_id = $1 and ended_at is null and id is distinct from $2",
        person.get(),
        except.map(LogInSessionId::get),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Which of these log-ins have ended, by logging out, by time, or because the person was switched off.
///
/// # Errors
/// The database said no.
pub async fn ended(conn: &mut PgConnection, sessions: &[LogInSessionId]) -> Result<Vec<LogInSessionId>, StoreError> {
    let ids: Vec<Uuid> = sessions.iter().map(|id| id.get()).collect();
    let ended = sqlx::query_scalar!(
        "select s.id from log_in_sessions s join people p on p.id = s.person_id
         where s.id = any($1) and (s.ended_at is not null or s.expires_at <= now() or not p.active)",
        &ids
    )
    .fetch_all(conn)
    .await?;
    Ok(ended.into_iter().map(LogInSessionId::from).collect())
}

/// Looks at the failures of an e-mail, one transaction at a time: tries that come together count one another.
///
/// # Errors
/// The database said no.
pub async fn count_tries(conn: &mut PgConnection, email_sha256: &[u8]) -> Result<Tries, StoreError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))",
        email_sha256
    )
    .execute(&mut *conn)
    .await?;
    let row = sqlx::query!(
        r#"select count(*) as "failures!",
               coalesce(extract(epoch from clock_timestamp() - max(at)), 0)::bigint as "seconds_since_last!"
           from log_in_failures where email_sha256 = $1 and at > clock_timestamp() - interval '15 minutes'"#,
        email_sha256
    )
    .fetch_one(conn)
    .await?;
    Ok(Tries {
        failures: row.failures,
        seconds_since_last: row.seconds_since_last,
    })
}

/// Counts a try as failed until [`forgive`].
///
/// # Errors
/// The database said no.
pub async fn add_failure(conn: &mut PgConnection, email_sha256: &[u8]) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into log_in_failures (email_sha256, at) values ($1, clock_timestamp())",
        email_sha256
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the failures of an e-mail: the right password came.
///
/// # Errors
/// The database said no.
pub async fn forgive(conn: &mut PgConnection, email_sha256: &[u8]) -> Result<(), StoreError> {
    sqlx::query!("delete from log_in_failures where email_sha256 = $1", email_sha256)
        .execute(conn)
        .await?;
    Ok(())
}
