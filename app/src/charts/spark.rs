//! A line as wide as a word: how a figure has moved, beside the figure.

use plotters::prelude::*;

use super::{DrawError, LINE, failed, inked};

const SIZE: (u32, u32) = (72, 22);
/// The room that the line's width needs above and below.
const EDGE: f64 = 3.0;

/// Draws it, a gap where nothing was; empty of fewer than two values. Its words are the figure and the table below.
///
/// # Errors
/// Plotters could not draw.
pub fn spark(values: &[Option<f64>]) -> Result<String, DrawError> {
    let known = || values.iter().copied().flatten();
    if known().count() < 2 {
        return Ok(String::new());
    }
    let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let [width, height] = [SIZE.0, SIZE.1].map(f64::from);
    let last = u32::try_from(values.len().saturating_sub(1)).unwrap_or(1).max(1);
    #[expect(clippy::cast_possible_truncation, reason = "a place within the picture")]
    let place = |at: u32, value: f64| {
        // what never moved lies in the middle
        let part = if high > low { (value - low) / (high - low) } else { 0.5 };
        let x = EDGE + f64::from(at) / f64::from(last) * (width - 2.0 * EDGE);
        let y = EDGE + (1.0 - part) * (height - 2.0 * EDGE);
        (x.round() as i32, y.round() as i32)
    };
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let mut line: Vec<(i32, i32)> = Vec::new();
        for (at, value) in (0..).zip(values.iter().copied().chain([None])) {
            match value {
                Some(value) => line.push(place(at, value)),
                None => {
                    let part = std::mem::take(&mut line);
                    if part.len() > 1 {
                        root.draw(&PathElement::new(part, LINE.stroke_width(2)))
                            .map_err(failed)?;
                    }
                }
            }
        }
        root.present().map_err(failed)?;
    }
    Ok(inked(svg).replacen("<svg ", "<svg aria-hidden=\"true\" preserveAspectRatio=\"none\" ", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_gaps_and_needs_two_values() {
        assert_eq!(spark(&[Some(1.0), None]).unwrap(), "");
        let lines = |values: &[Option<f64>]| spark(values).unwrap().matches("<polyline").count();
        assert_eq!(lines(&[Some(1.0), Some(3.0), Some(2.0)]), 1);
        assert_eq!(lines(&[Some(1.0), Some(3.0), None, Some(2.0), Some(2.0)]), 2);
        assert_eq!(lines(&[Some(4.0), Some(4.0)]), 1);
    }
}
