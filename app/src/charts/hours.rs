//! Today's conversations by hour, against the usual band of this weekday.

use enlace_domain::view::HourFigure;
use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{BAND, DrawError, FONT, LEFT, LINE, STRONG, WORDS, failed, grid, scale, themed};

/// Width, height, and the room for words below.
const SIZE: (u32, u32) = (640, 240);
const BELOW: i32 = 26;

/// Draws them; `hour` is the one it is now, `now` what stands beside its point.
///
/// # Errors
/// Plotters could not draw.
pub fn hours(figures: &[HourFigure], hour: u8, now: &str, label: &str) -> Result<String, DrawError> {
    let highest = figures
        .iter()
        .flat_map(|figure| [figure.high, figure.today.map(float)])
        .flatten()
        .fold(0.0, f64::max);
    let (top, step) = scale(highest);
    let (width, height) = (SIZE.0.cast_signed(), SIZE.1.cast_signed());
    let x = |hour: f64| LEFT + round(hour / 23.0 * f64::from(width - LEFT - 16));
    let y = |count: f64| 8 + round((1.0 - count / top) * f64::from(height - BELOW - 16));
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let words = |pos| TextStyle::from((FONT, 11)).color(&WORDS).pos(pos);
        grid(&root, top, step, y)?;
        for tick in (0..24).step_by(4) {
            let below = words(Pos::new(HPos::Center, VPos::Top));
            let place = (x(f64::from(tick)), height - BELOW + 8);
            root.draw(&Text::new(format!("{tick}h"), place, below))
                .map_err(failed)?;
        }
        let edge = |pick: fn(&HourFigure) -> Option<f64>| {
            figures
                .iter()
                .enumerate()
                .filter_map(move |(hour, figure)| Some((hour, pick(figure)?)))
        };
        let mut band: Vec<_> = edge(|figure| figure.low)
            .map(|(hour, low)| (x(index(hour)), y(low)))
            .collect();
        let upper: Vec<_> = edge(|figure| figure.high)
            .map(|(hour, high)| (x(index(hour)), y(high)))
            .collect();
        band.extend(upper.into_iter().rev());
        if !band.is_empty() {
            root.draw(&Polygon::new(band, BAND.filled())).map_err(failed)?;
        }
        let today: Vec<_> = edge(|figure| figure.today.map(float))
            .map(|(hour, count)| (x(index(hour)), y(count)))
            .collect();
        root.draw(&PathElement::new(today.clone(), LINE.stroke_width(2)))
            .map_err(failed)?;
        if let Some(here) = today.get(usize::from(hour)) {
            root.draw(&Circle::new(*here, 4, LINE.filled())).map_err(failed)?;
            // in the evening there is no room on its right
            let (place, side) = if hour < 18 {
                (here.0 + 10, HPos::Left)
            } else {
                (here.0 - 10, HPos::Right)
            };
            let style = TextStyle::from((FONT, 12))
                .color(&STRONG)
                .pos(Pos::new(side, VPos::Center));
            root.draw(&Text::new(now.to_owned(), (place, here.1 - 12), style))
                .map_err(failed)?;
        }
        root.present().map_err(failed)?;
    }
    Ok(themed(svg, label))
}

#[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
fn float(count: i64) -> f64 {
    count as f64
}

fn index(hour: usize) -> f64 {
    u8::try_from(hour).map_or(0.0, f64::from)
}

#[expect(clippy::cast_possible_truncation, reason = "a place within the picture")]
fn round(place: f64) -> i32 {
    place.round() as i32
}
