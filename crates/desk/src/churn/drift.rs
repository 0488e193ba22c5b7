//! Whether customers are still of the kind that the model learnt from.
//!
//! Each feature's training values are cut into ten bands that hold as many rows each, with one more for what is not
//! known; whoever is judged later falls into the same bands.

use anyhow::Context;
use enlace_domain::{
    churn::{ChurnFeature, ChurnFeatureSet},
    drift::stability_index,
};
use enlace_store::churn::features::CustomerAsOf;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::DeskError;

/// Bands of the values that are known.
const BANDS: usize = 10;

/// How one feature lies in the training table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Spread {
    feature: ChurnFeature,
    /// Where the second band and those above it begin.
    edges: Vec<f64>,
    /// Rows by band, those without a value last.
    counts: Vec<u64>,
}

/// How the features of a training table lie, to be kept with the model.
pub(super) fn spread(set: ChurnFeatureSet, rows: &[CustomerAsOf]) -> Result<Value, DeskError> {
    let spreads: Vec<Spread> = set
        .features()
        .iter()
        .enumerate()
        .map(|(place, feature)| {
            let edges = edges(rows, place);
            Spread {
                feature: *feature,
                counts: counts(&edges, rows, place),
                edges,
            }
        })
        .collect();
    Ok(serde_json::to_value(spreads).context("Failed to write how the features lie")?)
}

/// The stability index of each feature, the most moved first; nothing of a model that an older version trained.
pub(super) fn drift(
    set: ChurnFeatureSet,
    spread: Option<Value>,
    customers: &[CustomerAsOf],
) -> Vec<(ChurnFeature, f64)> {
    let spreads: Vec<Spread> = spread
        .and_then(|spread| serde_json::from_value(spread).ok())
        .unwrap_or_default();
    let mut moved: Vec<(ChurnFeature, f64)> = spreads
        .iter()
        .filter_map(|spread| {
            let place = set.features().iter().position(|one| *one == spread.feature)?;
            let now = counts(&spread.edges, customers, place);
            Some((spread.feature, stability_index(&spread.counts, &now)?))
        })
        .collect();
    moved.sort_by(|a, b| b.1.total_cmp(&a.1));
    moved
}

/// Between bands that hold as many rows each; fewer where many rows have one value.
fn edges(rows: &[CustomerAsOf], place: usize) -> Vec<f64> {
    let mut known: Vec<f64> = rows
        .iter()
        .filter_map(|row| row.values.get(place).copied().flatten())
        .collect();
    known.sort_by(f64::total_cmp);
    let mut edges: Vec<f64> = (1..BANDS)
        .filter_map(|band| known.get(known.len() * band / BANDS).copied())
        .filter(|edge| known.first().is_some_and(|first| edge > first))
        .collect();
    edges.dedup();
    edges
}

fn counts(edges: &[f64], rows: &[CustomerAsOf], place: usize) -> Vec<u64> {
    let mut counts = vec![0; edges.len() + 2];
    for row in rows {
        let band = match row.values.get(place).copied().flatten() {
            Some(value) => edges.partition_point(|edge| *edge <= value),
            None => edges.len() + 1,
        };
        counts[band] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use enlace_domain::CustomerId;

    use super::*;

    fn customers(value: impl Fn(usize) -> Option<f64>) -> Vec<CustomerAsOf> {
        (0..200)
            .map(|number| CustomerAsOf {
                customer: CustomerId::new(),
                values: [value(number); ChurnFeature::ALL.len()],
                left: None,
            })
            .collect()
    }

    #[test]
    fn the_same_customers_have_not_moved_and_others_have() {
        let set = ChurnFeatureSet::Mission;
        let then = customers(|number| Some(number as f64));
        let kept = spread(set, &then).unwrap();
        let still = drift(set, Some(kept.clone()), &then);
        assert_eq!(still.len(), set.features().len());
        assert!(still.iter().all(|(_, index)| *index == 0.0), "{still:?}");
        let later = drift(
            set,
            Some(kept.clone()),
            &customers(|number| Some(number as f64 + 150.0)),
        );
        assert!(later.iter().all(|(_, index)| *index > 0.25), "{later:?}");
        // what nobody knows any more has moved as well
        assert!(drift(set, Some(kept), &customers(|_| None))[0].1 > 0.25);
    }

    #[test]
    fn one_value_and_an_older_model_are_no_trouble() {
        let set = ChurnFeatureSet::Rich;
        let same = customers(|_| Some(3.0));
        let kept = spread(set, &same).unwrap();
        assert!(drift(set, Some(kept), &same).iter().all(|(_, index)| *index == 0.0));
        assert!(drift(set, None, &same).is_empty());
    }
}
