//! A bar each, and a fainter line above them for what they are held against.

use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{DrawError, FAINT, FONT, LINE, WORDS, failed, lines, scale, sheet::Sheet, themed};

/// A word below the bars.
pub(super) struct Under {
    /// Where, as a part of the picture's room.
    pub(super) at: f64,
    /// Which side of it stands there.
    pub(super) side: HPos,
    /// The word.
    pub(super) word: String,
}

/// Draws them; `line` has a value for each bar, or none at all.
///
/// # Errors
/// Plotters could not draw.
pub(super) fn bars(
    sheet: Sheet,
    (bars, line): (&[f64], &[f64]),
    under: Vec<Under>,
    label: &str,
) -> Result<String, DrawError> {
    let (top, step) = scale(bars.iter().chain(line).copied().fold(0.0, f64::max));
    let (room, below) = (sheet.room(), sheet.below());
    let count = i32::try_from(bars.len().max(1)).unwrap_or(1);
    let left = |place: i32| sheet.left + room * place / count;
    #[expect(clippy::cast_possible_truncation, reason = "a place within the picture")]
    let y = |value: f64| 8 + ((1.0 - value / top) * f64::from(sheet.height - below - 12)).round() as i32;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, sheet.size()).into_drawing_area();
        lines(&root, sheet, (top, step), y)?;
        // many bars stand close, and a year of days touches
        let gap = match room / count {
            ..4 => 0,
            4..12 => 1,
            _ => 3,
        };
        for (value, place) in bars.iter().zip(0..) {
            let bar = [(left(place) + gap, y(*value)), (left(place + 1) - gap, y(0.0))];
            root.draw(&Rectangle::new(bar, LINE.mix(0.85).filled()))
                .map_err(failed)?;
        }
        if !line.is_empty() {
            let line = line
                .iter()
                .zip(0..)
                .map(|(value, place)| (i32::midpoint(left(place), left(place + 1)), y(*value)));
            root.draw(&PathElement::new(line.collect::<Vec<_>>(), FAINT.stroke_width(2)))
                .map_err(failed)?;
        }
        for Under { at, side, word } in under {
            let style = TextStyle::from((FONT, sheet.words))
                .color(&WORDS)
                .pos(Pos::new(side, VPos::Top));
            #[expect(clippy::cast_possible_truncation, reason = "a place within the picture")]
            let place = sheet.left + (f64::from(room) * at).round() as i32;
            root.draw(&Text::new(word, (place, sheet.height - below + 8), style))
                .map_err(failed)?;
        }
        root.present().map_err(failed)?;
    }
    Ok(themed(svg, label))
}
