//! Rows of cells as a file that Brazilian spreadsheets open by themselves.

use crate::DeskError;

/// Written first, so that spreadsheets read the letters as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Semicolons between the cells; no cell is taken for a formula.
///
/// # Errors
/// [`DeskError::Internal`]: the file could not be written in memory.
pub fn cells<Row: AsRef<[String]>>(rows: impl IntoIterator<Item = Row>) -> Result<Vec<u8>, DeskError> {
    let mut file = csv::WriterBuilder::new()
        .delimiter(b';')
        // a note at the end has one cell
        .flexible(true)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    for row in rows {
        let cells = row.as_ref().iter().map(|cell| harmless(cell));
        file.write_record(cells).map_err(anyhow::Error::from)?;
    }
    Ok(file
        .into_inner()
        .map_err(|error| anyhow::Error::msg(error.to_string()))?)
}

/// Behind an apostrophe what a spreadsheet would reckon out: subscribers choose their names and their words. A number below
/// zero stays one.
fn harmless(cell: &str) -> String {
    let digits = cell.strip_prefix('-').unwrap_or_default();
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == ',');
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_formula_and_numbers_stay_numbers() {
        let row = ["=1+1", "+55 62", "-33,3", "-1+1", "@x", "a;b", "São"].map(str::to_owned);
        let file = String::from_utf8(cells([&row[..], &row[..1]]).unwrap()).unwrap();
        assert_eq!(file, "\u{feff}'=1+1;'+55 62;-33,3;'-1+1;'@x;\"a;b\";São\n'=1+1\n");
    }
}
