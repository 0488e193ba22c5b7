//! Conversations of each step: a bar each, and a fainter line for the days they are compared with.

use enlace_domain::view::StepFigure;
use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{DrawError, FAINT, FONT, LEFT, LINE, WORDS, failed, grid, scale, themed};

const SIZE: (u32, u32) = (640, 200);
const BELOW: i32 = 24;

/// Draws them; `dates` are the words for the first step, the one in the middle and the last.
///
/// # Errors
/// Plotters could not draw.
pub fn trend(steps: &[StepFigure], dates: [&str; 3], label: &str) -> Result<String, DrawError> {
    let highest = steps
        .iter()
        .flat_map(|step| [step.opened, step.before])
        .max()
        .unwrap_or_default();
    let compared = steps.iter().any(|step| step.before > 0);
    #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
    let (top, step) = scale(highest as f64);
    let (width, height) = (SIZE.0.cast_signed(), SIZE.1.cast_signed());
    let count = i32::try_from(steps.len().max(1)).unwrap_or(1);
    let room = width - LEFT - 12;
    let left = |place: i32| LEFT + room * place / count;
    #[expect(clippy::cast_possible_truncation, reason = "a place within the picture")]
    let y = |value: f64| 8 + ((1.0 - value / top) * f64::from(height - BELOW - 12)).round() as i32;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let words = |pos| TextStyle::from((FONT, 11)).color(&WORDS).pos(pos);
        grid(&root, top, step, y)?;
        let gap = if count > 45 { 1 } else { 3 };
        for (step, place) in steps.iter().zip(0..) {
            #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
            let bar = [
                (left(place) + gap, y(step.opened as f64)),
                (left(place + 1) - gap, y(0.0)),
            ];
            root.draw(&Rectangle::new(bar, LINE.mix(0.85).filled()))
                .map_err(failed)?;
        }
        if compared {
            #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
            let line = steps
                .iter()
                .zip(0..)
                .map(|(step, place)| ((left(place) + left(place + 1)) / 2, y(step.before as f64)));
            root.draw(&PathElement::new(line.collect::<Vec<_>>(), FAINT.stroke_width(2)))
                .map_err(failed)?;
        }
        let under = [
            (LEFT, HPos::Left),
            (LEFT + room / 2, HPos::Center),
            (width - 12, HPos::Right),
        ];
        for ((place, side), date) in under.into_iter().zip(dates) {
            let style = words(Pos::new(side, VPos::Top));
            root.draw(&Text::new(date.to_owned(), (place, height - BELOW + 8), style))
                .map_err(failed)?;
        }
        root.present().map_err(failed)?;
    }
    Ok(themed(svg, label))
}
