//! The hours of the week: the darker a field, the more conversations.

use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{DrawError, FONT, LEFT, LINE, WORDS, failed, themed};

/// Fields of 20 with 2 between them, 24 of them a row.
const FIELD: i32 = 22;
const SIZE: (u32, u32) = (572, 180);

/// Draws them: seven times 24 means, Monday first; `days` names the rows.
///
/// # Errors
/// Plotters could not draw.
pub fn season(means: &[f64], days: [&str; 7], label: &str) -> Result<String, DrawError> {
    let highest = means.iter().copied().fold(0.0, f64::max).max(f64::EPSILON);
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let words = |pos| TextStyle::from((FONT, 11)).color(&WORDS).pos(pos);
        for ((row, day), top) in means
            .chunks(24)
            .zip(days)
            .zip((0..).step_by(FIELD.unsigned_abs() as usize))
        {
            let beside = words(Pos::new(HPos::Right, VPos::Center));
            root.draw(&Text::new(day.to_owned(), (LEFT - 8, top + 10), beside))
                .map_err(failed)?;
            for (mean, left) in row.iter().zip((LEFT..).step_by(FIELD.unsigned_abs() as usize)) {
                // never quite white: a field without anything is a field all the same
                let ink = LINE.mix(0.06 + 0.94 * mean / highest);
                root.draw(&Rectangle::new([(left, top), (left + 20, top + 20)], ink.filled()))
                    .map_err(failed)?;
            }
        }
        for hour in (0..24).step_by(3) {
            let below = words(Pos::new(HPos::Center, VPos::Top));
            root.draw(&Text::new(
                format!("{hour}h"),
                (LEFT + 10 + hour * FIELD, 7 * FIELD + 4),
                below,
            ))
            .map_err(failed)?;
        }
        root.present().map_err(failed)?;
    }
    Ok(themed(svg, label))
}
