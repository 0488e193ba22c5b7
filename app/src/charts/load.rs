//! What is open at once in each hour of the day: a bar each, and a fainter line for what the agents online may hold at
//! once. Bars above it have a triangle, those of hours in which some come and nobody is there a ring.

use enlace_domain::view::{HourLoad, Strain};
use plotters::style::text_anchor::HPos;

use super::{
    DrawError, Screen,
    bars::{Mark, Under, bars},
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
    let (open, limit) = (mean(HourLoad::at_work), mean(HourLoad::limit));
    let marks: Vec<Mark> = hours
        .iter()
        .map(|hour| match hour.strain() {
            Strain::Room => Mark::Plain,
            Strain::Over => Mark::Over,
            Strain::Nobody => Mark::Nobody,
        })
        .collect();
    drawn(screen, [WHOLE, WALL_LOWER], |sheet| {
        let step = if sheet.is_narrow { 6 } else { 3 };
        let under = (0..24_u8).step_by(step).map(|hour| Under {
            at: (f64::from(hour) + 0.5) / 24.0,
            side: HPos::Center,
            word: format!("{hour}h"),
        });
        bars(sheet, (&open, &limit, &marks), under.collect(), label)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_above_its_places_and_one_without_anybody_have_their_signs() {
        let hour = |open, minutes| HourLoad {
            days: 1,
            opened: 1,
            open: i64::from(open) * 3_600,
            minutes,
            places: minutes * 5,
        };
        let picture = load(&[hour(4, 60), hour(6, 60), hour(2, 0)], "load", Screen::Page).unwrap();
        for svg in [&picture.wide, &picture.phone] {
            assert_eq!(svg.matches("<polygon").count(), 1, "{svg}");
            assert_eq!(svg.matches("<circle").count(), 1, "{svg}");
            assert!(svg.contains("var(--warn)") && svg.contains("var(--bad)"), "{svg}");
        }
    }
}
