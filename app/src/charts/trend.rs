//! The figure that was chosen, step by step: conversations as a bar each and a fainter line for the days they are compared
//! with, all others as a line.

use enlace_domain::view::{Dashboard, StepFigure, TrendFigure};
use plotters::style::text_anchor::HPos;

use super::{
    DrawError, Screen,
    bars::{Under, bars},
    sheet::{FIVE, WALL_LOWER, drawn},
    trend_line::line,
};
use crate::{
    api::Picture,
    texts::{Texts, trend_words},
};

/// Draws it.
///
/// # Errors
/// Plotters could not draw.
pub fn trend(figures: &Dashboard, texts: &'static Texts, screen: Screen) -> Result<Picture, DrawError> {
    let [title, _] = trend_words(texts, figures);
    let days: Vec<_> = match figures.trend_figure() {
        TrendFigure::Opened => figures.trend.iter().map(|step| step.day).collect(),
        _ => figures.pulse.iter().map(|pulse| pulse.day).collect(),
    };
    let last = days.len().saturating_sub(1);
    let dates = [0, last / 2, last].map(|place| {
        let day = days.get(place).copied();
        day.map(|day| texts.format().short_day(day)).unwrap_or_default()
    });
    let under = || {
        let places = [(0.0, HPos::Left), (0.5, HPos::Center), (1.0, HPos::Right)];
        let under = places.into_iter().zip(dates.clone());
        under
            .map(|((at, side), word)| Under { at, side, word })
            .collect::<Vec<_>>()
    };
    let (opened, before) = counts(&figures.trend);
    drawn(screen, [FIVE, WALL_LOWER], |sheet| match figures.trend_figure() {
        TrendFigure::Opened => bars(sheet, (&opened, &before, &[]), under(), &title),
        _ => line(sheet, figures, texts, under(), &title),
    })
}

/// Conversations of each step, and of the days compared where there were any.
fn counts(steps: &[StepFigure]) -> (Vec<f64>, Vec<f64>) {
    #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
    let count = |n: i64| n as f64;
    let compared = steps.iter().any(|step| step.before > 0);
    let before = steps.iter().filter(|_| compared).map(|step| count(step.before));
    (steps.iter().map(|step| count(step.opened)).collect(), before.collect())
}
