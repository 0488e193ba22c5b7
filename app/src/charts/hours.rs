//! Today's conversations by hour, against the usual band of this weekday.

use enlace_domain::view::HourFigure;
use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{
    BAND, DrawError, EDGE, FONT, LINE, STRONG, Screen, WORDS, failed, lines, scale,
    sheet::{SEVEN, Sheet, WALL_UPPER, drawn},
    themed,
};
use crate::api::Picture;

/// So high is the band at least, in pixels: beside a day far above it it stays a band.
const THIN: i32 = 4;

/// Draws them; `hour` is the one it is now, `now` what stands beside its point.
///
/// # Errors
/// Plotters could not draw.
pub fn hours(
    figures: &[HourFigure],
    (hour, now): (u8, &str),
    label: &str,
    screen: Screen,
) -> Result<Picture, DrawError> {
    drawn(screen, [SEVEN, WALL_UPPER], |sheet| {
        draw(sheet, figures, (hour, now), label)
    })
}

fn draw(sheet: Sheet, figures: &[HourFigure], (hour, now): (u8, &str), label: &str) -> Result<String, DrawError> {
    let highest = figures
        .iter()
        .flat_map(|figure| [figure.high, figure.today.map(float)])
        .flatten()
        .fold(0.0, f64::max);
    let (top, step) = scale(highest);
    let below = sheet.below();
    // an hour's point stands in the middle of its column
    let x = |hour: usize| sheet.left + round((index(hour) + 0.5) / 24.0 * f64::from(sheet.room()));
    let y = |count: f64| 8 + round((1.0 - count / top) * f64::from(sheet.height - below - 12));
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, sheet.size()).into_drawing_area();
        let words = |pos| TextStyle::from((FONT, sheet.words)).color(&WORDS).pos(pos);
        lines(&root, sheet, (top, step), y)?;
        for tick in (0..24).step_by(if sheet.is_narrow { 6 } else { 4 }) {
            let under = words(Pos::new(HPos::Center, VPos::Top));
            let place = (x(tick), sheet.height - below + 8);
            root.draw(&Text::new(format!("{tick}h"), place, under))
                .map_err(failed)?;
        }
        let places = figures.iter().enumerate();
        let (lower, upper): (Vec<_>, Vec<_>) = places
            .filter_map(|(hour, figure)| {
                let (low, high) = (y(figure.low?), y(figure.high?));
                let more = (THIN - (low - high)).max(0);
                Some(((x(hour), low), (x(hour), high - more)))
            })
            .unzip();
        if !upper.is_empty() {
            let around: Vec<_> = lower.iter().chain(upper.iter().rev()).copied().collect();
            root.draw(&Polygon::new(around, BAND.mix(0.2).filled()))
                .map_err(failed)?;
            for edge in [lower, upper] {
                root.draw(&PathElement::new(edge, EDGE.stroke_width(1)))
                    .map_err(failed)?;
            }
        }
        let today: Vec<_> = figures
            .iter()
            .enumerate()
            .filter_map(|(hour, figure)| Some((x(hour), y(float(figure.today?)))))
            .collect();
        root.draw(&PathElement::new(today.clone(), LINE.stroke_width(3)))
            .map_err(failed)?;
        if let Some((across, down)) = today.get(usize::from(hour)).copied() {
            root.draw(&Circle::new((across, down), 5, LINE.filled()))
                .map_err(failed)?;
            // in the evening there is no room on its right
            let (place, side) = if hour < 16 {
                (across + 10, HPos::Left)
            } else {
                (across - 10, HPos::Right)
            };
            let style = TextStyle::from((FONT, sheet.words + 1))
                .color(&STRONG)
                .pos(Pos::new(side, VPos::Center));
            let beside = (down - sheet.words).max(sheet.words / 2);
            root.draw(&Text::new(now.to_owned(), (place, beside), style))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_has_edges_and_stays_a_band_below_a_busy_day() {
        let hour = HourFigure {
            today: Some(400),
            low: Some(1.0),
            high: Some(1.5),
        };
        let picture = hours(&[hour; 24], (12, "now 400"), "hours", Screen::Page).unwrap();
        for svg in [&picture.wide, &picture.phone] {
            assert_eq!(svg.matches("stroke=\"var(--info)\"").count(), 2, "{svg}");
            let band = svg.split("<polygon").nth(1).unwrap();
            let points = band.split("points=\"").nth(1).unwrap().split('"').next().unwrap();
            let heights = points
                .split_whitespace()
                .map(|point| point.split(',').nth(1).unwrap().parse::<i32>().unwrap());
            let (low, high) = (heights.clone().max().unwrap(), heights.min().unwrap());
            assert_eq!(low - high, THIN, "{points}");
        }
    }
}
