//! Degrees in what somebody has pasted: two numbers, or the address of a map.

/// Before the latitude and before the longitude, in the addresses of maps; the surest first.
const MARKS: &[(&str, &str)] = &[
    // the pin of Google Maps, then the middle of its map
    ("!3d", "!4d"),
    ("q=", ","),
    ("query=", ","),
    ("mlat=", "mlon="),
    ("@", ","),
    // `#map=17/-16.68/-49.26` of OpenStreetMap
    ("#map=", "/"),
];

/// Latitude and longitude, where the text holds them.
#[must_use]
pub fn coordinates(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    if text.contains("://") {
        return MARKS.iter().find_map(|(first, second)| marked(text, first, second));
    }
    let (latitude, longitude) = text
        .split_once([',', ';'])
        .or_else(|| text.split_once(char::is_whitespace))?;
    on_earth(latitude.trim().parse().ok()?, longitude.trim().parse().ok()?)
}

fn marked(text: &str, first: &str, second: &str) -> Option<(f64, f64)> {
    let (_, mut rest) = text.split_once(first)?;
    if first == "#map=" {
        // the zoom
        rest = rest.split_once('/')?.1;
    }
    let latitude = number(rest)?;
    let (_, rest) = rest.split_once(second).or_else(|| rest.split_once("%2C"))?;
    on_earth(latitude, number(rest)?)
}

/// The number at the beginning.
fn number(text: &str) -> Option<f64> {
    let end = text
        .find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '-' | '.')))
        .unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

fn on_earth(latitude: f64, longitude: f64) -> Option<(f64, f64)> {
    ((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)).then_some((latitude, longitude))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_maps_give_is_read() {
        for text in [
            "-16.6869, -49.2648",
            " -16.6869 -49.2648 ",
            "-16.6869;-49.2648",
            "https://www.google.com/maps/place/Loja/@-16.7,-49.3,17z/data=!3m1!3d-16.6869!4d-49.2648",
            "https://www.google.com/maps/@-16.6869,-49.2648,17z",
            "https://maps.google.com/?q=-16.6869,-49.2648",
            "https://www.google.com/maps/search/?api=1&query=-16.6869%2C-49.2648",
            "https://www.openstreetmap.org/?mlat=-16.6869&mlon=-49.2648#map=17/0/0",
            "https://www.openstreetmap.org/#map=17/-16.6869/-49.2648",
        ] {
            assert_eq!(coordinates(text), Some((-16.6869, -49.2648)), "{text}");
        }
    }

    #[test]
    fn what_is_no_place_on_earth_is_none() {
        for text in [
            "",
            "Rua 8, 120",
            "-16.6869",
            "91, 10",
            "10, 181",
            "https://example.com/a",
            "NaN, 1",
        ] {
            assert_eq!(coordinates(text), None, "{text}");
        }
    }
}
