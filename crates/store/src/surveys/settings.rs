//! Whether anybody is asked, and how often.

use enlace_domain::view::SurveySettings;
use sqlx::PgConnection;

use crate::StoreError;

/// How it is set.
///
/// # Errors
/// The database said no.
pub async fn settings(conn: &mut PgConnection) -> Result<SurveySettings, StoreError> {
    Ok(sqlx::query_as!(
        SurveySettings,
        "select is_on, recommending, pause_days, revision from survey_settings"
    )
    .fetch_one(conn)
    .await?)
}

/// Sets it, unless somebody was faster than whoever saw the revision that it names. Returns whether it is set.
///
/// # Errors
/// The database said no.
pub async fn save(conn: &mut PgConnection, new: &SurveySettings) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update survey_settings set is_on = $1, recommending = $2, pause_days = $3, revision = revision + 1
         where revision = $4",
        new.is_on,
        new.recommending,
        new.pause_days,
        new.revision,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}
