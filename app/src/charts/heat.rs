//! Rows of 24 fields, one an hour: the darker a field, the more there was.

use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{DrawError, FONT, LINE, WORDS, failed, themed};

/// Fields of 20 with 2 between them.
const FIELD: i32 = 22;
/// The room for the hours below.
const BELOW: i32 = 26;

/// Draws them. `rows` are names with their 24 values; `left` is the room for the names, in pixels.
///
/// # Errors
/// Plotters could not draw.
pub fn heat(rows: &[(String, Vec<f64>)], left: i32, label: &str) -> Result<String, DrawError> {
    let values = rows.iter().flat_map(|(_, values)| values.iter().copied());
    let highest = values.fold(0.0, f64::max).max(f64::EPSILON);
    let count = i32::try_from(rows.len()).unwrap_or_default();
    let size = [left + 24 * FIELD + 8, count * FIELD + BELOW].map(i32::unsigned_abs);
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (size[0], size[1])).into_drawing_area();
        let words = |pos| TextStyle::from((FONT, 11)).color(&WORDS).pos(pos);
        for ((name, values), row) in rows.iter().zip(0..) {
            let top = row * FIELD;
            let beside = words(Pos::new(HPos::Right, VPos::Center));
            root.draw(&Text::new(name.clone(), (left - 8, top + 10), beside))
                .map_err(failed)?;
            for (value, hour) in values.iter().zip(0..) {
                let from = left + hour * FIELD;
                // never quite white: a field without anything is a field all the same
                let ink = LINE.mix(0.06 + 0.94 * value / highest);
                root.draw(&Rectangle::new([(from, top), (from + 20, top + 20)], ink.filled()))
                    .map_err(failed)?;
            }
        }
        for hour in (0..24).step_by(3) {
            let below = words(Pos::new(HPos::Center, VPos::Top));
            let place = (left + 10 + hour * FIELD, count * FIELD + 4);
            root.draw(&Text::new(format!("{hour}h"), place, below))
                .map_err(failed)?;
        }
        root.present().map_err(failed)?;
    }
    Ok(themed(svg, label))
}
