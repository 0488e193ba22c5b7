//! Numbers as people write them into a field.

/// A number as it is written in Brazil; both commas and points are read.
pub(super) fn written(value: f64) -> String {
    value.to_string().replace('.', ",")
}

/// A number that was written; `None` where nothing is.
pub(super) fn number(written: &str) -> Result<Option<f64>, ()> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(None);
    }
    // 1.234,56 is as good as 1234,56
    let plain = if written.contains(',') {
        written.replace('.', "").replace(',', ".")
    } else {
        written.to_owned()
    };
    plain
        .parse::<f64>()
        .ok()
        .filter(|value| value.is_finite())
        .map(Some)
        .ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_commas_and_with_points() {
        assert_eq!(number(" 4,5 "), Ok(Some(4.5)));
        assert_eq!(number("1.234,56"), Ok(Some(1_234.56)));
        assert_eq!(number("99.9"), Ok(Some(99.9)));
        assert_eq!(number(""), Ok(None));
        assert!(number("muito").is_err() && number("inf").is_err());
        assert_eq!(written(99.9), "99,9");
    }
}
