//! A bar each, and a fainter line above them for what they are held against; a bar that asks to be looked at has a sign.

use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{BAD, DrawError, FAINT, FONT, LINE, WARN, WORDS, failed, lines, scale, sheet::Sheet, themed};

/// A word below the bars.
pub(super) struct Under {
    /// Where, as a part of the picture's room.
    pub(super) at: f64,
    /// Which side of it stands there.
    pub(super) side: HPos,
    /// The word.
    pub(super) word: String,
}

/// What a bar's sign and colour say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    Plain,
    /// A triangle: it is above the line.
    Over,
    /// A ring: there is no line for it.
    Nobody,
}

impl Mark {
    const fn ink(self) -> RGBColor {
        match self {
            Self::Plain => LINE,
            Self::Over => WARN,
            Self::Nobody => BAD,
        }
    }
}

/// Draws them; `line` and `marks` have a value for each bar, or none at all.
///
/// # Errors
/// Plotters could not draw.
pub(super) fn bars(
    sheet: Sheet,
    (bars, line, marks): (&[f64], &[f64], &[Mark]),
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
        let marks = marks.iter().copied().chain(std::iter::repeat(Mark::Plain));
        for ((value, mark), place) in bars.iter().zip(marks).zip(0..) {
            let bar = [(left(place) + gap, y(*value)), (left(place + 1) - gap, y(0.0))];
            root.draw(&Rectangle::new(bar, mark.ink().mix(0.85).filled()))
                .map_err(failed)?;
            // above the bar, and never out of the picture
            let (x, above) = (i32::midpoint(left(place), left(place + 1)), (y(*value) - 7).max(6));
            match mark {
                Mark::Plain => {}
                Mark::Over => {
                    let corners = [(x - 5, above + 4), (x + 5, above + 4), (x, above - 5)];
                    root.draw(&Polygon::new(corners, WARN.filled())).map_err(failed)?;
                }
                Mark::Nobody => root
                    .draw(&Circle::new((x, above), 4, BAD.stroke_width(2)))
                    .map_err(failed)?,
            }
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
