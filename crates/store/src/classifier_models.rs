//! The versions of the classifier that were learnt here, and which of them answers.

use enlace_domain::{
    ClassifierModelId,
    view::{RetrainReport, VersionView},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::StoreError;

/// How many versions are kept whole, so that they can be taken into use again.
const KEPT: i64 = 5;

/// A version as bytes.
#[derive(Clone, Debug)]
pub struct ModelBytes {
    /// What was learnt of words.
    pub words: Vec<u8>,
    /// What was learnt of vectors.
    pub meaning: Option<Vec<u8>>,
    /// Whose vectors.
    pub embedder: Option<String>,
}

/// Keeps a version that was trained, with its bytes; whoever wants it in use calls [`take_into_use`]. Of older
/// versions that are not in use only the report stays.
///
/// # Errors
/// The database said no.
pub async fn insert(
    conn: &mut PgConnection,
    id: ClassifierModelId,
    report: &RetrainReport,
    model: &ModelBytes,
    refused_because: Option<&str>,
) -> Result<(), StoreError> {
    let report = serde_json::to_value(report).map_err(|error| StoreError::corrupt("report")(&error))?;
    sqlx::query!(
        "insert into classifier_models (id, report, words, meaning, embedder, refused_because)
         values ($1, $2, $3, $4, $5, $6)",
        id.get(),
        report,
        model.words,
        model.meaning,
        model.embedder,
        refused_because,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update classifier_models set words = null, meaning = null
         where words is not null and not (promoted_at is not null and retired_at is null)
             and id not in (select id from classifier_models order by trained_at desc limit $1)",
        KEPT
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Has a version answer from now on, or the product's own where it is `None`. `false`: it is not kept.
///
/// # Errors
/// The database said no.
pub async fn take_into_use(conn: &mut PgConnection, id: Option<ClassifierModelId>) -> Result<bool, StoreError> {
    sqlx::query!(
        "update classifier_models set retired_at = now() where promoted_at is not null and retired_at is null"
    )
    .execute(&mut *conn)
    .await?;
    let Some(id) = id else {
        return Ok(true);
    };
    let done = sqlx::query!(
        "update classifier_models set promoted_at = now(), retired_at = null where id = $1 and words is not null",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The version that answers and when it was trained; `None` for the product's own.
///
/// # Errors
/// The database said no.
pub async fn in_use(conn: &mut PgConnection) -> Result<Option<(ClassifierModelId, OffsetDateTime)>, StoreError> {
    Ok(sqlx::query!(
        "select id, trained_at from classifier_models where promoted_at is not null and retired_at is null"
    )
    .fetch_optional(conn)
    .await?
    .map(|row| (row.id.into(), row.trained_at)))
}

/// When a version was last trained, taken into use or not.
///
/// # Errors
/// The database said no.
pub async fn last_trained(conn: &mut PgConnection) -> Result<Option<OffsetDateTime>, StoreError> {
    Ok(
        sqlx::query_scalar!("select trained_at from classifier_models order by trained_at desc limit 1")
            .fetch_optional(conn)
            .await?,
    )
}

/// The bytes of a version; `None` where they are no longer kept.
///
/// # Errors
/// The database said no.
pub async fn bytes(conn: &mut PgConnection, id: ClassifierModelId) -> Result<Option<ModelBytes>, StoreError> {
    let row = sqlx::query!(
        "select words, meaning, embedder from classifier_models where id = $1",
        id.get()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|row| {
        Some(ModelBytes {
            words: row.words?,
            meaning: row.meaning,
            embedder: row.embedder,
        })
    }))
}

/// The versions, newest first, at most `limit`.
///
/// # Errors
/// The database said no, or a report can't be read.
pub async fn list(conn: &mut PgConnection, limit: i64) -> Result<Vec<VersionView>, StoreError> {
    let rows = sqlx::query!(
        r#"select id, trained_at, report, refused_because is not null as "refused!", words is not null as "kept!",
                  promoted_at is not null and retired_at is null as "in_use!"
           from classifier_models order by trained_at desc limit $1"#,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(VersionView {
                id: row.id.into(),
                trained_at: row.trained_at,
                report: serde_json::from_value(row.report).map_err(|error| StoreError::corrupt("report")(&error))?,
                in_use: row.in_use,
                refused: row.refused,
                kept: row.kept,
            })
        })
        .collect()
}
