//! What our own data can't tell, or not of everybody, from a file with a day.

use std::io::Read;

use anyhow::Context;
use enlace_domain::churn::ChurnFeature;
use enlace_forecast::read_csv;
use enlace_store::{
    Pool,
    churn::facts::{self, Ending, NewFact},
};
use time::{Date, UtcOffset, format_description::well_known::Iso8601};

use crate::DeskError;

/// The column that names a customer.
const CONTRACT: &str = "contract_number";
/// The column that says when a contract ended.
const ENDED: &str = "cancelled_on";
/// Rows a statement.
const CHUNK: usize = 5_000;

/// What a file held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows.
    pub rows: usize,
    /// Figures that belong to a customer of ours.
    pub facts: u64,
    /// Contracts that have ended, which was news.
    pub endings: u64,
}

/// Takes in a CSV file of the day `as_of`.
///
/// It has a column `contract_number` and any of `avg_speed_last_30d`, `payment_delays_last_6m`, `satisfaction_score`,
/// `competitor_coverage_area` (numbers) and `cancelled_on` (a day, like 2026-10-31); empty cells say nothing.
///
/// # Errors
/// [`DeskError::Invalid`] for a missing column or a cell that is no number; nothing is kept then.
pub async fn import(pool: &Pool, file: impl Read, as_of: Date) -> Result<Imported, DeskError> {
    let cells = read_csv(file).map_err(|error| invalid("file", error.to_string()))?;
    let contracts = cells
        .get(CONTRACT)
        .ok_or_else(|| invalid("file", format!("uma coluna {CONTRACT}")))?;
    let mut new = Vec::new();
    for feature in ChurnFeature::IN_FILES {
        let Some(column) = cells.get(feature.as_str()) else {
            continue;
        };
        for (row, (contract, cell)) in (1..)
            .zip(contracts.iter().zip(column))
            .filter(|(_, (_, cell))| !cell.is_empty())
        {
            let value: f64 = cell
                .parse()
                .ok()
                .filter(|value: &f64| value.is_finite())
                .ok_or_else(|| invalid(feature.as_str(), format!("um número na linha {row}")))?;
            new.push(NewFact {
                contract_number: contract.clone(),
                feature,
                as_of,
                value,
            });
        }
    }
    let mut endings = Vec::new();
    for (row, (contract, cell)) in (1..)
        .zip(contracts.iter().zip(cells.get(ENDED).into_iter().flatten()))
        .filter(|(_, (_, cell))| !cell.is_empty())
    {
        let day = Date::parse(cell, &Iso8601::DATE)
            .map_err(|_| invalid(ENDED, format!("um dia como 2026-10-31 na linha {row}")))?;
        let brasilia = UtcOffset::from_hms(-3, 0, 0).context("Brasília's offset")?;
        endings.push(Ending {
            contract_number: contract.clone(),
            at: day.midnight().assume_offset(brasilia),
        });
    }
    let mut imported = Imported {
        rows: contracts.len(),
        ..Imported::default()
    };
    let mut tx = pool.begin().await?;
    for chunk in new.chunks(CHUNK) {
        imported.facts += facts::insert(&mut tx, chunk).await?;
    }
    for chunk in endings.chunks(CHUNK) {
        imported.endings += facts::end(&mut tx, chunk).await?;
    }
    tx.commit().await?;
    Ok(imported)
}

fn invalid(field: &'static str, allowed: String) -> DeskError {
    DeskError::Invalid { field, allowed }
}
