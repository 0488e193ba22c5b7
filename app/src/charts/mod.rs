//! Pictures of figures, drawn on the server with plotters as SVG in the colours of the theme. They say nothing that the
//! table behind them does not.

mod bars;
mod heat;
mod hours;
mod load;
mod season;
mod spark;
mod trend;

pub use heat::heat;
pub use hours::hours;
pub use load::load;
pub use season::season;
pub use spark::spark;
pub use trend::trend;

use plotters::{
    coord::Shift,
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

/// Colours that stand for the tokens while plotters draws; [`themed`] puts the tokens in.
const INKS: [(RGBColor, &str, &str); 6] = [
    (LINE, "#010101", "var(--accent)"),
    (BAND, "#020202", "var(--info-soft)"),
    (GRID, "#030303", "var(--line)"),
    (WORDS, "#040404", "var(--ink-3)"),
    (STRONG, "#050505", "var(--ink)"),
    (FAINT, "#060606", "var(--ink-3)"),
];
const LINE: RGBColor = RGBColor(1, 1, 1);
const BAND: RGBColor = RGBColor(2, 2, 2);
const GRID: RGBColor = RGBColor(3, 3, 3);
const WORDS: RGBColor = RGBColor(4, 4, 4);
const STRONG: RGBColor = RGBColor(5, 5, 5);
const FAINT: RGBColor = RGBColor(6, 6, 6);

/// The type of all words in pictures.
const FONT: &str = "Inter";

/// The room for words on the left of every picture.
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
    let mut name = String::with_capacity(label.len());
    for letter in label.chars() {
        match letter {
            '"' => name.push_str("&quot;"),
            '<' => name.push_str("&lt;"),
            '&' => name.push_str("&amp;"),
            letter => name.push(letter),
        }
    }
    inked(svg).replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{name}\" "), 1)
}

/// The tokens in place of the colours.
fn inked(mut svg: String) -> String {
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

/// Lines across at every `step` up to `top`, each with its number on the left; `y` gives a number its height.
fn grid(
    root: &DrawingArea<SVGBackend<'_>, Shift>,
    top: f64,
    step: f64,
    y: impl Fn(f64) -> i32,
) -> Result<(), DrawError> {
    let width = root.dim_in_pixel().0.cast_signed();
    let words = TextStyle::from((FONT, 11))
        .color(&WORDS)
        .pos(Pos::new(HPos::Right, VPos::Center));
    let mut line = 0.0;
    while line <= top {
        root.draw(&PathElement::new([(LEFT, y(line)), (width - 12, y(line))], GRID))
            .map_err(failed)?;
        root.draw(&Text::new(format!("{line:.0}"), (LEFT - 8, y(line)), words.clone()))
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
            "<svg width=\"1\"><path stroke=\"#010101\"/></svg>".to_owned(),
            "a \"b\" <c>",
        );
        assert!(
            svg.contains("stroke=\"var(--accent)\"") && svg.contains("a &quot;b&quot; &lt;c>"),
            "{svg}"
        );
    }
}
