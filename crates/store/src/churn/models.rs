//! The models: which one is in use, and what is known of each.

use enlace_domain::{
    ChurnModelId,
    churn::ChurnFeatureSet,
    view::{ChurnVersion, ChurnVersionState},
};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{StoreError, column::read};

/// A model that was trained.
pub struct NewModel<'a> {
    /// Its id.
    pub id: ChurnModelId,
    /// Which features it looks at.
    pub feature_set: ChurnFeatureSet,
    /// Until when what it learnt from had happened.
    pub as_of: OffsetDateTime,
    /// Its card.
    pub card: &'a Value,
    /// How the features of its training table lie.
    pub spread: &'a Value,
    /// The model; `None` where it is not taken into use.
    pub model: Option<&'a [u8]>,
    /// Why it is not taken into use.
    pub refused_because: Option<&'a str>,
}

/// The model in use.
pub struct ModelInUse {
    /// Its id.
    pub id: ChurnModelId,
    /// Which features it looks at.
    pub feature_set: ChurnFeatureSet,
    /// When it was trained.
    pub trained_at: OffsetDateTime,
    /// Until when what it learnt from had happened.
    pub as_of: OffsetDateTime,
    /// Its card.
    pub card: Value,
    /// How the features of its training table lie; nothing of a model that an older version trained.
    pub spread: Option<Value>,
    /// How far those judged last are from that.
    pub drift: Option<Value>,
}

/// Keeps a model; one that is not refused is in use from now on, in place of the one before.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, new: &NewModel<'_>) -> Result<(), StoreError> {
    let promoted = new.refused_because.is_none();
    if promoted {
        sqlx::query!(
            "update churn_models set retired_at = now(), model = null where promoted_at is not null and retired_at is null"
        )
        .execute(&mut *conn)
        .await?;
    }
    sqlx::query!(
        "insert into churn_models (id, feature_set, as_of, card, model, promoted_at, refused_because, spread)
         values ($1, $2, $3, $4, $5, case when $6 then now() end, $7, $8)",
        new.id.get(),
        new.feature_set.as_str(),
        new.as_of,
        new.card,
        new.model.filter(|_| promoted),
        promoted,
        new.refused_because,
        new.spread,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The model in use, without the model itself.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn in_use(conn: &mut PgConnection) -> Result<Option<ModelInUse>, StoreError> {
    sqlx::query!(
        "select id, feature_set, trained_at, as_of, card, spread, drift from churn_models
         where promoted_at is not null and retired_at is null"
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(ModelInUse {
            id: row.id.into(),
            feature_set: read("feature set", &row.feature_set)?,
            trained_at: row.trained_at,
            as_of: row.as_of,
            card: row.card,
            spread: row.spread,
            drift: row.drift,
        })
    })
    .transpose()
}

/// Keeps how far those judged last are from the training table.
///
/// # Errors
/// The database said no.
pub async fn note_drift(conn: &mut PgConnection, id: ChurnModelId, drift: &Value) -> Result<(), StoreError> {
    sqlx::query!("update churn_models set drift = $2 where id = $1", id.get(), drift)
        .execute(conn)
        .await?;
    Ok(())
}

/// The bytes of a model; `None` where they are no longer kept.
///
/// # Errors
/// The database said no.
pub async fn bytes(conn: &mut PgConnection, id: ChurnModelId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(
        sqlx::query_scalar!("select model from churn_models where id = $1", id.get())
            .fetch_optional(conn)
            .await?
            .flatten(),
    )
}

/// When a model was last trained, taken into use or not.
///
/// # Errors
/// The database said no.
pub async fn last(conn: &mut PgConnection) -> Result<Option<OffsetDateTime>, StoreError> {
    Ok(
        sqlx::query_scalar!("select trained_at from churn_models order by trained_at desc limit 1")
            .fetch_optional(conn)
            .await?,
    )
}

/// The models that were trained last, the newest first, at most `limit`.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn versions(conn: &mut PgConnection, limit: i64) -> Result<Vec<ChurnVersion>, StoreError> {
    sqlx::query!(
        r#"select trained_at, feature_set, (card->>'rows')::int8 as "rows?", (card->>'auc')::float8 as "auc?",
                  refused_because, promoted_at is not null and retired_at is null as "in_use!"
           from churn_models order by trained_at desc limit $1"#,
        limit,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(ChurnVersion {
            trained_at: row.trained_at,
            feature_set: read("feature set", &row.feature_set)?,
            rows: row.rows,
            auc: row.auc,
            state: match (row.refused_because, row.in_use) {
                (Some(why), _) => ChurnVersionState::Refused(why),
                (None, true) => ChurnVersionState::InUse,
                (None, false) => ChurnVersionState::Retired,
            },
        })
    })
    .collect()
}
