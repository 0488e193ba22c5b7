//! Rows of 24 fields, one an hour: the darker a field, the more there was. Without words: the page writes them around the
//! fields, which fill whatever room they are given.

use plotters::prelude::*;

use super::{DrawError, LINE, escaped, failed, themed};

/// A field, and what lies between two, in units of the picture, which is stretched.
const FIELD: i32 = 20;
const GAP: i32 = 2;

/// Draws them. `rows` are names with their 24 values; each field says its row, its hour and its value as `say` writes it to
/// whoever points at it.
///
/// # Errors
/// Plotters could not draw.
pub fn heat(rows: &[(String, Vec<f64>)], say: impl Fn(f64) -> String, label: &str) -> Result<String, DrawError> {
    let values = rows.iter().flat_map(|(_, values)| values.iter().copied());
    let highest = values.fold(0.0, f64::max).max(f64::EPSILON);
    let long = |count: i32| (count * (FIELD + GAP) - GAP).max(1).unsigned_abs();
    let count = i32::try_from(rows.len()).unwrap_or_default();
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (long(24), long(count))).into_drawing_area();
        for ((_, values), row) in rows.iter().zip(0..) {
            for (value, hour) in values.iter().zip(0..) {
                let (x, y) = (hour * (FIELD + GAP), row * (FIELD + GAP));
                // never quite white: a field without anything is a field all the same
                let ink = LINE.mix(((6.0 + 94.0 * value / highest).round()) / 100.0);
                root.draw(&Rectangle::new([(x, y), (x + FIELD, y + FIELD)], ink.filled()))
                    .map_err(failed)?;
            }
        }
        root.present().map_err(failed)?;
    }
    let svg = themed(svg, label).replace(" fill=\"var(--accent)\"", "").replacen(
        "<svg ",
        "<svg fill=\"var(--accent)\" preserveAspectRatio=\"none\" ",
        1,
    );
    Ok(titled(&svg, rows, say))
}

/// Each field with its title, in the order in which they were drawn.
fn titled(svg: &str, rows: &[(String, Vec<f64>)], say: impl Fn(f64) -> String) -> String {
    let say = &say;
    let mut titles = rows.iter().flat_map(|(name, values)| {
        let name = escaped(name);
        values
            .iter()
            .enumerate()
            .map(move |(hour, value)| format!("><title>{name} {hour}h · {}</title></rect>", say(*value)))
    });
    let mut parts = svg.split("/>");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(&titles.next().unwrap_or_else(|| "/>".to_owned()));
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_says_what_it_is() {
        let rows = [("A & B".to_owned(), vec![0.0; 24]), ("C".to_owned(), vec![2.0; 24])];
        let svg = heat(&rows, |value| format!("{value:.0}"), "fields").unwrap();
        assert_eq!(svg.matches("<title>").count(), 48);
        assert!(
            svg.contains("opacity=\"0.06\"><title>A &amp; B 0h · 0</title></rect>"),
            "{svg}"
        );
        assert!(svg.contains("<title>C 23h · 2</title></rect></svg>"), "{svg}");
        assert!(svg.contains("role=\"img\" aria-label=\"fields\""), "{svg}");
    }
}
