//! Customers as rows that a forest can read.

use enlace_domain::{
    CustomerId,
    churn::{ChurnFeature, ChurnFeatureSet},
};
use enlace_forecast::Table;
use enlace_store::churn::features::CustomerAsOf;

/// The features of a set, of these customers.
pub(super) fn table(set: ChurnFeatureSet, customers: &[CustomerAsOf]) -> Table {
    let names = set
        .features()
        .iter()
        .map(|feature| feature.as_str().to_owned())
        .collect();
    let rows: Vec<Vec<f32>> = customers
        .iter()
        .map(|customer| {
            customer
                .values
                .iter()
                .take(set.features().len())
                .map(|value| number(*value))
                .collect()
        })
        .collect();
    Table::from_rows(names, &rows)
}

/// What nobody knows is no number.
pub(super) fn number(value: Option<f64>) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "counts, months and shares are small")]
    value.map_or(f32::NAN, |value| value as f32)
}

/// Features of the set of which nothing is known of anybody.
pub(super) fn missing(set: ChurnFeatureSet, customers: &[CustomerAsOf]) -> Vec<String> {
    let unknown = |place: usize| {
        customers
            .iter()
            .all(|customer| customer.values.get(place).is_none_or(Option::is_none))
    };
    (0..)
        .zip(set.features())
        .filter(|(place, _)| unknown(*place))
        .map(|(_, feature): (usize, &ChurnFeature)| feature.as_str().to_owned())
        .collect()
}

/// What keeps the moments of one customer together.
pub(super) fn group(customer: CustomerId) -> u64 {
    let (high, low) = customer.get().as_u64_pair();
    high ^ low.rotate_left(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_one_customer_is_not_missing() {
        let customer = |satisfaction| {
            let mut values = [Some(1.0); ChurnFeature::ALL.len()];
            (values[5], values[6]) = (satisfaction, None);
            CustomerAsOf {
                customer: CustomerId::new(),
                values,
                left: None,
            }
        };
        let missing = |customers: &[CustomerAsOf]| missing(ChurnFeatureSet::Mission, customers);
        assert_eq!(
            missing(&[customer(None), customer(None)]),
            ["satisfaction_score", "competitor_coverage_area"]
        );
        assert_eq!(
            missing(&[customer(None), customer(Some(4.0))]),
            ["competitor_coverage_area"]
        );
    }
}
