//! What comes in each hour of the day: a bar each, and a fainter line for what the agents online may hold at once.

use enlace_domain::view::HourLoad;
use plotters::style::text_anchor::HPos;

use super::{
    DrawError, Screen,
    bars::{Under, bars},
    sheet::{WALL_LOWER, WHOLE, drawn},
};
use crate::api::Picture;

/// Draws the 24 hours.
///
/// # Errors
/// Plotters could not draw.
pub fn load(hours: &[HourLoad], label: &str, screen: Screen) -> Result<Picture, DrawError> {
    let mean = |read: fn(&HourLoad) -> Option<f64>| -> Vec<f64> {
        hours.iter().map(|hour| read(hour).unwrap_or_default()).collect()
    };
    let (arriving, limit) = (mean(HourLoad::arriving), mean(HourLoad::limit));
    drawn(screen, [WHOLE, WALL_LOWER], |sheet| {
        let step = if sheet.is_narrow { 6 } else { 3 };
        let under = (0..24_u8).step_by(step).map(|hour| Under {
            at: (f64::from(hour) + 0.5) / 24.0,
            side: HPos::Center,
            word: format!("{hour}h"),
        });
        bars(sheet, (&arriving, &limit), under.collect(), label)
    })
}
