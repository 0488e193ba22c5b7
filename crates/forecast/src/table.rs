//! Rows to learn from: numbers by column, and who left.

/// Features by column; a value that is not known is NaN.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    names: Vec<String>,
    columns: Vec<Vec<f32>>,
    rows: usize,
}

impl Table {
    /// A table of `rows` rows.
    ///
    /// # Panics
    /// Never: columns that are too short are filled with unknown values, longer ones are cut.
    #[must_use]
    pub fn new(names: Vec<String>, mut columns: Vec<Vec<f32>>, rows: usize) -> Self {
        columns.resize_with(names.len(), Vec::new);
        for column in &mut columns {
            column.resize(rows, f32::NAN);
        }
        Self { names, columns, rows }
    }

    /// From rows of values, each in the order of the names.
    #[must_use]
    pub fn from_rows(names: Vec<String>, rows: &[Vec<f32>]) -> Self {
        let columns = (0..names.len())
            .map(|place| {
                rows.iter()
                    .map(|row| row.get(place).copied().unwrap_or(f32::NAN))
                    .collect()
            })
            .collect();
        Self::new(names, columns, rows.len())
    }

    /// The names of the features, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The features, each with a value a row.
    #[must_use]
    pub fn columns(&self) -> &[Vec<f32>] {
        &self.columns
    }

    /// How many rows.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Some of the rows, in the order given.
    #[must_use]
    pub fn pick(&self, rows: &[usize]) -> Self {
        let pick = |column: &Vec<f32>| {
            rows.iter()
                .map(|row| column.get(*row).copied().unwrap_or(f32::NAN))
                .collect()
        };
        Self::new(self.names.clone(), self.columns.iter().map(pick).collect(), rows.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_columns_and_what_is_missing_is_unknown() {
        let names = vec!["a".to_owned(), "b".to_owned()];
        let table = Table::from_rows(names, &[vec![1.0, 2.0], vec![3.0]]);
        assert_eq!(table.columns()[0], [1.0, 3.0]);
        assert!(table.columns()[1][1].is_nan());
        assert_eq!(table.pick(&[1, 0]).columns()[0], [3.0, 1.0]);
    }
}
