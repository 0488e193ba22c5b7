//! What was said against what happened: a point each, the more rows the larger, and the diagonal on which they would lie.

use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{DrawError, FAINT, FONT, LEFT, LINE, WORDS, failed, grid, scale, themed};

/// Shown a little larger on a desk and on a phone, so that its words can be read; the room for points is about square.
const SIZE: (u32, u32) = (300, 280);
const BELOW: i32 = 40;
const ABOVE: i32 = 24;
/// The radius of the fewest rows and of the most.
const SMALLEST: f64 = 3.0;
const LARGEST: f64 = 9.0;

/// Draws the points: rows, mean probability said, share that it happened to. `axes` are the words for what was said and
/// for what happened, both in percent. Empty of no points.
///
/// # Errors
/// Plotters could not draw.
pub fn calibration(points: &[(u64, f64, f64)], axes: [&str; 2], label: &str) -> Result<String, DrawError> {
    if points.is_empty() {
        return Ok(String::new());
    }
    let highest = points
        .iter()
        .flat_map(|(_, said, happened)| [*said, *happened])
        .fold(0.0, f64::max);
    let most = points.iter().map(|(rows, ..)| float(*rows)).fold(1.0, f64::max);
    // both ways the same, so that the diagonal is one
    let (top, step) = scale(highest * 100.0);
    let (width, height) = (SIZE.0.cast_signed(), SIZE.1.cast_signed());
    let x = |percent: f64| LEFT + round(percent / top * f64::from(width - LEFT - 12));
    let y = |percent: f64| ABOVE + round((1.0 - percent / top) * f64::from(height - BELOW - ABOVE));
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let words = |pos| TextStyle::from((FONT, 12)).color(&WORDS).pos(pos);
        grid(&root, top, step, y)?;
        let mut tick = 0.0;
        while tick <= top {
            let below = words(Pos::new(HPos::Center, VPos::Top));
            root.draw(&Text::new(format!("{tick:.0}"), (x(tick), height - BELOW + 6), below))
                .map_err(failed)?;
            tick += step;
        }
        let [said, happened] = axes;
        for (word, place, side) in [
            (said, (width - 12, height - BELOW + 22), HPos::Right),
            (happened, (0, 0), HPos::Left),
        ] {
            let style = words(Pos::new(side, VPos::Top));
            root.draw(&Text::new(word.to_owned(), place, style)).map_err(failed)?;
        }
        let diagonal = [(x(0.0), y(0.0)), (x(top), y(top))];
        root.draw(&PathElement::new(diagonal, FAINT.stroke_width(1)))
            .map_err(failed)?;
        let places: Vec<_> = points
            .iter()
            .map(|(_, said, happened)| (x(said * 100.0), y(happened * 100.0)))
            .collect();
        root.draw(&PathElement::new(places.clone(), LINE.stroke_width(2)))
            .map_err(failed)?;
        for ((rows, ..), place) in points.iter().zip(places) {
            let radius = round(SMALLEST + (LARGEST - SMALLEST) * (float(*rows) / most).sqrt());
            root.draw(&Circle::new(place, radius, LINE.mix(0.6).filled()))
                .map_err(failed)?;
        }
        root.present().map_err(failed)?;
    }
    Ok(themed(svg, label))
}

#[expect(clippy::cast_precision_loss, reason = "a count of rows is far below 2^52")]
fn float(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a place within the picture")]
fn round(place: f64) -> i32 {
    place.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of each circle of the picture the number that this attribute holds.
    fn circles(svg: &str, attribute: &str) -> Vec<i32> {
        let name = format!(" {attribute}=\"");
        svg.split("<circle")
            .skip(1)
            .map(|circle| {
                let (_, rest) = circle.split_once(&name).unwrap();
                rest.split_once('"').unwrap().0.parse().unwrap()
            })
            .collect()
    }

    #[test]
    fn a_point_lies_where_it_was_said_and_happened_and_is_as_large_as_its_rows() {
        let points = [(5_000, 0.0, 0.0), (50, 0.5, 0.5), (800, 1.0, 0.5)];
        let svg = calibration(&points, ["dito", "saíram"], "Calibração").unwrap();
        assert!(
            svg.contains("var(--accent)") && svg.contains("aria-label=\"Calibração\""),
            "{svg}"
        );
        assert!(svg.contains("saíram"), "{svg}");
        let (x, y, r) = (circles(&svg, "cx"), circles(&svg, "cy"), circles(&svg, "r"));
        assert_eq!(x.len(), 3);
        assert!(x[0] < x[1] && x[1] < x[2], "{x:?}");
        assert!(y[0] > y[1] && y[1] == y[2], "{y:?}");
        assert!(r[0] > r[2] && r[2] > r[1], "{r:?}");
    }

    #[test]
    fn of_nothing_there_is_no_picture() {
        assert_eq!(calibration(&[], ["", ""], "").unwrap(), "");
    }
}
