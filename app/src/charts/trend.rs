//! Conversations of each step: a bar each, and a fainter line for the days they are compared with.

use enlace_domain::view::StepFigure;
use plotters::style::text_anchor::HPos;

use super::{
    DrawError, Screen,
    bars::{Under, bars},
    sheet::{FIVE, WALL_LOWER, drawn},
};
use crate::api::Picture;

/// Draws them; `dates` are the words for the first step, the one in the middle and the last.
///
/// # Errors
/// Plotters could not draw.
pub fn trend(steps: &[StepFigure], dates: [&str; 3], label: &str, screen: Screen) -> Result<Picture, DrawError> {
    #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
    let count = |n: i64| n as f64;
    let opened: Vec<f64> = steps.iter().map(|step| count(step.opened)).collect();
    let compared = steps.iter().any(|step| step.before > 0);
    let before: Vec<f64> = if compared {
        steps.iter().map(|step| count(step.before)).collect()
    } else {
        Vec::new()
    };
    drawn(screen, [FIVE, WALL_LOWER], |sheet| {
        let places = [(0.0, HPos::Left), (0.5, HPos::Center), (1.0, HPos::Right)];
        let under = places.into_iter().zip(dates).map(|((at, side), date)| Under {
            at,
            side,
            word: date.to_owned(),
        });
        bars(sheet, (&opened, &before), under.collect(), label)
    })
}
