//! The files that a new message names: a row and a job for each.

use std::time::Duration;

use anyhow::Context;
use enlace_domain::MessageId;
use enlace_jobs::Job;
use enlace_store::{
    jobs,
    media::{self, NewMedia},
};
use enlace_whatsapp::MediaReference;
use serde_json::Value;
use sqlx::PgConnection;

use super::FetchMedia;
use crate::DeskError;

/// Longest name of a file that is kept, in characters.
pub(super) const NAME_LIMIT: usize = 200;

/// Writes down the files of a message and the jobs that fetch them, in the caller's transaction. Returns whether
/// there are any: then the caller wakes the workers after the commit.
pub(crate) async fn expect(tx: &mut PgConnection, message: MessageId, extra: &Value) -> Result<bool, DeskError> {
    let named = extra
        .get("media")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let mut rows = Vec::new();
    for (position, reference) in named.iter().enumerate() {
        // one that makes no sense still shows, as a file that can't be had
        let read: MediaReference = serde_json::from_value(reference.clone()).unwrap_or_default();
        let file_name = read.file_name.as_deref().map(file_name);
        let new = NewMedia {
            message,
            position: i16::try_from(position).context("Failed to number the files of a message")?,
            reference,
            declared_type: read.content_type.as_deref(),
            file_name: file_name.as_deref(),
            voice: read.voice,
        };
        let id = media::insert(tx, &new).await?;
        let row = FetchMedia::new(id)
            .row(None, Duration::ZERO)
            .context("Failed to write a fetch job")?;
        rows.push(row);
    }
    if rows.is_empty() {
        return Ok(false);
    }
    jobs::insert(tx, &rows).await?;
    Ok(true)
}

/// A file's name as it is kept: its last part, without what can't be in a name.
pub(crate) fn file_name(text: &str) -> String {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(NAME_LIMIT).collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_path_and_no_line() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("C:\\contas\\boleto.pdf"), "boleto.pdf");
        assert_eq!(file_name("bole\r\nto.pdf"), "boleto.pdf");
    }
}
