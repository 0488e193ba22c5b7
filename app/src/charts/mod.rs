//! Pictures of figures, drawn on the server with plotters as SVG in the colours of the theme. They say nothing that the
//! table behind them does not.

mod bars;
mod calibration;
mod heat;
mod hours;
mod load;
mod season;
mod sheet;
mod spark;
mod trend;
mod trend_line;

pub use calibration::calibration;
pub use heat::heat;
pub use hours::hours;
pub use load::load;
pub use season::season;
pub use sheet::Screen;
pub use spark::spark;
pub use trend::trend;

use plotters::{
    coord::Shift,
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};
use sheet::Sheet;

/// Colours that stand for the tokens while plotters draws; [`themed`] puts the tokens in.
const INKS: [(RGBColor, &str, &str); 9] = [
    (LINE, "#010101", "var(--accent)"),
    (BAND, "#020202", "var(--info)"),
    (GRID, "#030303", "var(--line)"),
    (WORDS, "#040404", "var(--ink-3)"),
    (STRONG, "#050505", "var(--ink)"),
    (FAINT, "#060606", "var(--ink-3)"),
    (EDGE, "#070707", "var(--info)"),
    (WARN, "#080808", "var(--warn)"),
    (BAD, "#090909", "var(--bad)"),
];
const LINE: RGBColor = RGBColor(1, 1, 1);
const BAND: RGBColor = RGBColor(2, 2, 2);
const GRID: RGBColor = RGBColor(3, 3, 3);
const WORDS: RGBColor = RGBColor(4, 4, 4);
const STRONG: RGBColor = RGBColor(5, 5, 5);
const FAINT: RGBColor = RGBColor(6, 6, 6);
const EDGE: RGBColor = RGBColor(7, 7, 7);
const WARN: RGBColor = RGBColor(8, 8, 8);
const BAD: RGBColor = RGBColor(9, 9, 9);

/// The type of all words in pictures.
const FONT: &str = "Inter";

/// The room for words on the left of a picture on the page.
const LEFT: i32 = 36;

/// A picture could not be drawn.
#[derive(Debug, thiserror::Error)]
#[error("could not draw a picture: {0}")]
pub struct DrawError(String);

fn failed(error: impl std::fmt::Display) -> DrawError {
    DrawError(error.to_string())
}

/// The tokens in place of the colours, and a name for those who do not see it.
fn themed(svg: String, label: &str) -> String {
    let name = escaped(label);
    inked(svg).replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{name}\" "), 1)
}

/// A text as it stands in an element or in an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            letter => out.push(letter),
        }
    }
    out
}

/// The tokens in place of the colours, without what is so anyway: a page sends its pictures twice.
fn inked(mut svg: String) -> String {
    /// What plotters writes everywhere, and what is left of it.
    const SPARED: [(&str, &str); 6] = [
        (" opacity=\"1\"", ""),
        (" stroke=\"none\"", ""),
        (" font-family=\"Inter\"", ""),
        (" xmlns=\"http://www.w3.org/2000/svg\"", ""),
        (">\n", ">"),
        ("\n</", "</"),
    ];
    for (written, left) in SPARED {
        svg = svg.replace(written, left);
    }
    for (_, colour, token) in INKS {
        svg = svg.replace(colour, token);
    }
    svg
}

/// A round number at or above the highest value, and the step between the lines below it.
fn scale(highest: f64) -> (f64, f64) {
    let rough = (highest / 4.0).max(1.0);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step >= rough)
        .unwrap_or(10.0 * power);
    ((highest / step).ceil().max(1.0) * step, step)
}

/// [`lines`] in a picture of one size, with small words.
fn grid(
    root: &DrawingArea<SVGBackend<'_>, Shift>,
    top: f64,
    step: f64,
    y: impl Fn(f64) -> i32,
) -> Result<(), DrawError> {
    let (width, height) = root.dim_in_pixel();
    lines(root, Sheet::small(width, height), (top, step), y)
}

/// Lines across at every `step` up to `top`, each with its number on the left; `y` gives a number its height.
fn lines(
    root: &DrawingArea<SVGBackend<'_>, Shift>,
    sheet: Sheet,
    (top, step): (f64, f64),
    y: impl Fn(f64) -> i32,
) -> Result<(), DrawError> {
    let words = TextStyle::from((FONT, sheet.words))
        .color(&WORDS)
        .pos(Pos::new(HPos::Right, VPos::Center));
    let right = sheet.left + sheet.room();
    let mut line = 0.0;
    while line <= top {
        root.draw(&PathElement::new([(sheet.left, y(line)), (right, y(line))], GRID))
            .map_err(failed)?;
        root.draw(&Text::new(
            format!("{line:.0}"),
            (sheet.left - 8, y(line)),
            words.clone(),
        ))
        .map_err(failed)?;
        line += step;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_round_and_high_enough() {
        assert_eq!(scale(0.0), (1.0, 1.0));
        assert_eq!(scale(7.0), (8.0, 2.0));
        assert_eq!(scale(118.0), (150.0, 50.0));
    }

    #[test]
    fn a_picture_has_the_themes_colours_and_an_escaped_name() {
        let svg = themed(
            "<svg width=\"1\"><path opacity=\"1\" stroke=\"#010101\"/>\n</svg>".to_owned(),
            "a \"b\" <c>",
        );
        assert!(
            svg.contains("<path stroke=\"var(--accent)\"/></svg>") && svg.contains("a &quot;b&quot; &lt;c>"),
            "{svg}"
        );
    }
}
