//! Tables of words and numbers, as numbers: a column of numbers is one feature, a column of few different words one
//! feature a word. What the target says is read apart, and columns that name a row are left out.

use std::{collections::BTreeMap, io::Read};

use serde::{Deserialize, Serialize};

use crate::{ForecastError, Table};

/// Different words that a column may have.
const MOST_WORDS: usize = 48;

/// How a column becomes features.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// Its numbers, as they stand.
    Numbers(String),
    /// One feature for each of these words: 1 where it stands, else 0. Of two words, one is enough.
    Words(String, Vec<String>),
}

/// How the columns of a table become features, chosen once and kept with the model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoder {
    columns: Vec<Column>,
    /// Columns of no use.
    left_out: Vec<String>,
}

/// The cells of a CSV file with a head line, by column.
///
/// # Errors
/// It is no CSV.
pub fn read_csv(from: impl Read) -> Result<BTreeMap<String, Vec<String>>, ForecastError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(from);
    let names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let mut columns: Vec<Vec<String>> = vec![Vec::new(); names.len()];
    for record in reader.records() {
        for (column, cell) in columns.iter_mut().zip(&record?) {
            column.push(cell.to_owned());
        }
    }
    Ok(names.into_iter().zip(columns).collect())
}

impl Encoder {
    /// For features that are numbers already.
    #[must_use]
    pub fn numbers(names: &[&str]) -> Self {
        Self {
            columns: names.iter().map(|name| Column::Numbers((*name).to_owned())).collect(),
            left_out: Vec::new(),
        }
    }

    /// Chooses how each column becomes features; `target` is none of them.
    ///
    /// # Errors
    /// [`ForecastError::NoFeatures`].
    pub fn of(cells: &BTreeMap<String, Vec<String>>, target: &str) -> Result<Self, ForecastError> {
        let mut encoder = Self::default();
        for (name, column) in cells.iter().filter(|(name, _)| name.as_str() != target) {
            let filled: Vec<&str> = column
                .iter()
                .map(String::as_str)
                .filter(|cell| !cell.is_empty())
                .collect();
            let mut words: Vec<String> = filled.iter().map(|cell| (*cell).to_owned()).collect();
            words.sort_unstable();
            words.dedup();
            if words.len() < 2 {
                encoder.left_out.push(name.clone());
            } else if filled.iter().all(|cell| cell.parse::<f32>().is_ok()) {
                encoder.columns.push(Column::Numbers(name.clone()));
            } else if words.len() <= MOST_WORDS {
                // of two words the one says what the other says
                let from = usize::from(words.len() == 2);
                encoder.columns.push(Column::Words(name.clone(), words.split_off(from)));
            } else {
                encoder.left_out.push(name.clone());
            }
        }
        if encoder.columns.is_empty() {
            return Err(ForecastError::NoFeatures);
        }
        Ok(encoder)
    }

    /// Columns that were of no use.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The features of a table; a column that is not there is unknown in every row.
    #[must_use]
    pub fn apply(&self, cells: &BTreeMap<String, Vec<String>>) -> Table {
        let rows = cells.values().map(Vec::len).max().unwrap_or_default();
        let (mut names, mut columns) = (Vec::new(), Vec::new());
        for column in &self.columns {
            match column {
                Column::Numbers(name) => {
                    let numbers = |cell: &String| cell.parse().unwrap_or(f32::NAN);
                    columns.push(
                        cells
                            .get(name)
                            .map_or_else(Vec::new, |cells| cells.iter().map(numbers).collect()),
                    );
                    names.push(name.clone());
                }
                Column::Words(name, words) => {
                    for word in words {
                        let is = |cell: &String| if cell == word { 1.0 } else { 0.0 };
                        columns.push(
                            cells
                                .get(name)
                                .map_or_else(Vec::new, |cells| cells.iter().map(is).collect()),
                        );
                        names.push(format!("{name}={word}"));
                    }
                }
            }
        }
        Table::new(names, columns, rows)
    }

    /// Who left, as the target's column says.
    ///
    /// # Errors
    /// [`ForecastError::NoColumn`], [`ForecastError::Target`].
    pub fn target(cells: &BTreeMap<String, Vec<String>>, target: &str) -> Result<Vec<bool>, ForecastError> {
        let column = cells.get(target).ok_or_else(|| ForecastError::NoColumn {
            name: target.to_owned(),
            present: cells.keys().cloned().collect::<Vec<_>>().join(", "),
        })?;
        (1..)
            .zip(column)
            .map(|(row, cell)| match cell.to_lowercase().as_str() {
                "yes" | "1" | "true" | "sim" => Ok(true),
                "no" | "0" | "false" | "não" | "nao" => Ok(false),
                _ => Err(ForecastError::Target {
                    row,
                    got: cell.chars().take(20).collect(),
                }),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "id,plan,fee,since,gone\na-1,fibre,99.9,3,Yes\nb-2,radio, ,5,No\nc-3,cable,80,9,No\n";

    #[test]
    fn numbers_stay_words_are_dealt_out_and_blanks_are_unknown() {
        let cells = read_csv(FILE.as_bytes()).unwrap();
        let encoder = Encoder::of(&cells, "gone").unwrap();
        let table = encoder.apply(&cells);
        let place = |name: &str| table.names().iter().position(|known| known == name).unwrap();
        assert_eq!(table.columns()[place("plan=radio")], [0.0, 1.0, 0.0]);
        assert_eq!(table.columns()[place("since")], [3.0, 5.0, 9.0]);
        assert!(table.columns()[place("fee")][1].is_nan());
        assert_eq!(Encoder::target(&cells, "gone").unwrap(), [true, false, false]);
    }

    #[test]
    fn what_names_a_row_is_left_out() {
        let rows: String = (0..60).map(|row| format!("x-{row},{}\n", row % 2)).collect();
        let cells = read_csv(format!("id,gone\n{rows}").as_bytes()).unwrap();
        assert!(matches!(Encoder::of(&cells, "gone"), Err(ForecastError::NoFeatures)));
    }

    #[test]
    fn a_wrong_target_is_told_with_what_there_is() {
        let cells = read_csv(FILE.as_bytes()).unwrap();
        let error = Encoder::target(&cells, "churn").unwrap_err().to_string();
        assert!(error.contains("`churn`") && error.contains("gone"), "{error}");
        let error = Encoder::target(&cells, "plan").unwrap_err().to_string();
        assert!(error.contains("row 1") && error.contains("fibre"), "{error}");
    }
}
