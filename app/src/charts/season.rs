//! The hours of the week: the darker a field, the more conversations.

use super::{DrawError, heat};

/// Draws them: seven times 24 means, Monday first; `days` names the rows, `say` writes a mean.
///
/// # Errors
/// Plotters could not draw.
pub fn season(means: &[f64], days: [&str; 7], say: impl Fn(f64) -> String, label: &str) -> Result<String, DrawError> {
    let rows: Vec<_> = days
        .into_iter()
        .zip(means.chunks(24))
        .map(|(day, hours)| (day.to_owned(), hours.to_vec()))
        .collect();
    heat(&rows, say, label)
}
