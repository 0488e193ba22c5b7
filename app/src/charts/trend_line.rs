//! A figure step by step as a line with points, a gap where nothing was measured, and a fainter line for its target.

use enlace_domain::view::{Dashboard, TrendFigure};
use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{DrawError, FAINT, FONT, GRID, LINE, WORDS, bars::Under, failed, scale, sheet::Sheet, themed};
use crate::texts::{Texts, Unit, trend_highest, trend_value};

/// Of more steps no points are drawn, but those that stand alone.
const POINTS: usize = 32;

/// Draws the figure that was chosen.
///
/// # Errors
/// Plotters could not draw.
pub(super) fn line(
    sheet: Sheet,
    figures: &Dashboard,
    texts: &'static Texts,
    under: Vec<Under>,
    label: &str,
) -> Result<String, DrawError> {
    let figure = figures.trend_figure();
    let unit = Unit::of(figure, trend_highest(figures));
    let values: Vec<Option<f64>> = figures
        .pulse
        .iter()
        .map(|pulse| figure.of(pulse).map(|value| unit.on_axis(value)))
        .collect();
    let target = figure.target(&figures.targets);
    let shown = || {
        values
            .iter()
            .copied()
            .flatten()
            .chain(target.map(|target| unit.on_axis(target)))
    };
    let axis = axis(
        figure,
        shown().fold(f64::INFINITY, f64::min),
        shown().fold(0.0, f64::max),
    );
    let count = i32::try_from(values.len().max(1)).unwrap_or(1);
    let (room, below) = (sheet.room(), sheet.below());
    // in the middle of its step's column
    let x = |place: i32| sheet.left + room * (2 * place + 1) / (2 * count);
    #[expect(clippy::cast_possible_truncation, reason = "a place within the picture")]
    let y = |value: f64| {
        let part = (value - axis.bottom) / (axis.top - axis.bottom);
        8 + ((1.0 - part) * f64::from(sheet.height - below - 12)).round() as i32
    };
    let words = |pos| TextStyle::from((FONT, sheet.words)).color(&WORDS).pos(pos);
    let right = sheet.left + room;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, sheet.size()).into_drawing_area();
        let mut tick = axis.bottom;
        while tick <= axis.top {
            root.draw(&PathElement::new([(sheet.left, y(tick)), (right, y(tick))], GRID))
                .map_err(failed)?;
            let beside = words(Pos::new(HPos::Right, VPos::Center));
            root.draw(&Text::new(format!("{tick:.0}"), (sheet.left - 8, y(tick)), beside))
                .map_err(failed)?;
            tick += axis.step;
        }
        if let Some(target) = target {
            let height = y(unit.on_axis(target));
            root.draw(&PathElement::new(
                [(sheet.left, height), (right, height)],
                FAINT.stroke_width(2),
            ))
            .map_err(failed)?;
            // above its line, where there is room
            let (place, side) = if height > sheet.words + 8 {
                (height - 4, VPos::Bottom)
            } else {
                (height + 6, VPos::Top)
            };
            let said = (texts.insight.target)(&trend_value(texts, figure, target));
            root.draw(&Text::new(said, (right, place), words(Pos::new(HPos::Right, side))))
                .map_err(failed)?;
        }
        for part in parts(&values) {
            let points: Vec<(i32, i32)> = part.iter().map(|(place, value)| (x(*place), y(*value))).collect();
            if values.len() <= POINTS || points.len() == 1 {
                for point in &points {
                    root.draw(&Circle::new(*point, 3, LINE.filled())).map_err(failed)?;
                }
            }
            if points.len() > 1 {
                root.draw(&PathElement::new(points, LINE.stroke_width(2)))
                    .map_err(failed)?;
            }
        }
        for Under { at, side, word } in under {
            #[expect(clippy::cast_possible_truncation, reason = "a place within the picture")]
            let place = sheet.left + (f64::from(room) * at).round() as i32;
            let style = words(Pos::new(side, VPos::Top));
            root.draw(&Text::new(word, (place, sheet.height - below + 8), style))
                .map_err(failed)?;
        }
        root.present().map_err(failed)?;
    }
    Ok(themed(svg, label))
}

/// The values that follow each other without a gap, each with its place.
fn parts(values: &[Option<f64>]) -> Vec<Vec<(i32, f64)>> {
    let places: Vec<(i32, Option<f64>)> = (0..).zip(values.iter().copied()).collect();
    places
        .split(|(_, value)| value.is_none())
        .map(|part| {
            part.iter()
                .filter_map(|(place, value)| Some((*place, (*value)?)))
                .collect()
        })
        .filter(|part: &Vec<_>| !part.is_empty())
        .collect()
}

/// From where to where the axis reaches, and how far apart its lines are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Axis {
    bottom: f64,
    top: f64,
    step: f64,
}

/// The axis for what lies between two values. Scores and shares have an end; what takes time begins at nothing.
fn axis(figure: TrendFigure, lowest: f64, highest: f64) -> Axis {
    match figure {
        TrendFigure::Satisfaction => Axis {
            bottom: 1.0,
            top: 5.0,
            step: 1.0,
        },
        TrendFigure::OnTime | TrendFigure::FirstContact => {
            let step = if lowest < 40.0 {
                25.0
            } else if lowest < 70.0 {
                20.0
            } else {
                10.0
            };
            Axis {
                bottom: ((lowest / step).floor() * step).min(100.0 - step),
                top: 100.0,
                step,
            }
        }
        TrendFigure::FirstAnswer | TrendFigure::Opened => {
            let (top, step) = scale(highest);
            Axis { bottom: 0.0, top, step }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_shows_all_and_a_share_never_more_than_the_whole() {
        let ends = |figure, lowest, highest| {
            let Axis { bottom, top, step } = axis(figure, lowest, highest);
            (bottom, top, step)
        };
        assert_eq!(ends(TrendFigure::OnTime, 82.0, 97.0), (80.0, 100.0, 10.0));
        assert_eq!(ends(TrendFigure::OnTime, 100.0, 100.0), (90.0, 100.0, 10.0));
        assert_eq!(ends(TrendFigure::FirstContact, 45.0, 85.0), (40.0, 100.0, 20.0));
        assert_eq!(ends(TrendFigure::FirstContact, 0.0, 85.0), (0.0, 100.0, 25.0));
        assert_eq!(ends(TrendFigure::Satisfaction, 4.4, 4.6), (1.0, 5.0, 1.0));
        assert_eq!(ends(TrendFigure::FirstAnswer, 20.0, 118.0), (0.0, 150.0, 50.0));
    }

    #[test]
    fn a_gap_parts_the_line() {
        let found = parts(&[None, Some(1.0), Some(2.0), None, None, Some(3.0)]);
        assert_eq!(found, [vec![(1, 1.0), (2, 2.0)], vec![(5, 3.0)]]);
        assert!(parts(&[None]).is_empty());
    }
}
