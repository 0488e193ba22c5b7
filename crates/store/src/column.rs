//! Reads columns into domain types; what the domain can't read is [`StoreError::Corrupt`].

use std::{fmt::Display, str::FromStr};

use enlace_domain::Priority;

use crate::StoreError;

/// A text column as its domain type.
pub fn read<T>(what: &'static str, text: &str) -> Result<T, StoreError>
where
    T: FromStr,
    T::Err: Display,
{
    text.parse().map_err(|error| StoreError::corrupt(what)(&error))
}

/// A text column that may be null.
pub fn read_opt<T>(what: &'static str, text: Option<&str>) -> Result<Option<T>, StoreError>
where
    T: FromStr,
    T::Err: Display,
{
    text.map(|text| read(what, text)).transpose()
}

/// A priority column.
pub fn priority(level: i16) -> Result<Priority, StoreError> {
    Priority::new(level).map_err(|error| StoreError::corrupt("priority")(&error))
}
