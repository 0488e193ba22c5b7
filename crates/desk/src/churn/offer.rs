//! What is offered to somebody who may leave.

use enlace_domain::{
    churn::{ChurnOffer, SLOW_BELOW},
    view::ChurnReason,
};

/// What fits the weightiest reason of a customer whose plan promises so many Mbit/s.
///
/// A line that is slow for its plan is looked at by a technician: a faster plan would promise even more than it gives.
#[must_use]
pub fn offer(weightiest: Option<&ChurnReason>, plan_speed: i32) -> ChurnOffer {
    let Some(reason) = weightiest else {
        return ChurnOffer::CourtesyCall;
    };
    if reason.speed_share(plan_speed).is_some_and(|share| share < SLOW_BELOW) {
        return ChurnOffer::TechnicalVisit;
    }
    reason.feature.offer()
}

#[cfg(test)]
mod tests {
    use enlace_domain::churn::ChurnFeature;

    use super::*;

    fn of(feature: ChurnFeature, value: Option<f32>, plan_speed: i32) -> ChurnOffer {
        let reason = ChurnReason {
            feature,
            value,
            added: 0.2,
        };
        offer(Some(&reason), plan_speed)
    }

    #[test]
    fn a_slow_line_is_looked_at_and_sold_no_faster_plan() {
        let speed = ChurnFeature::AvgSpeedLast30d;
        assert_eq!(of(speed, Some(80.0), 200), ChurnOffer::TechnicalVisit);
        assert_eq!(of(speed, Some(139.0), 200), ChurnOffer::TechnicalVisit);
        assert_eq!(of(speed, Some(141.0), 200), ChurnOffer::SpeedUpgrade);
        assert_eq!(of(speed, None, 200), ChurnOffer::SpeedUpgrade);
    }

    #[test]
    fn other_reasons_have_their_own_offers_whatever_the_plan() {
        assert_eq!(
            of(ChurnFeature::PaymentDelaysLast6m, Some(2.0), 200),
            ChurnOffer::NewDueDate
        );
        assert_eq!(offer(None, 200), ChurnOffer::CourtesyCall);
    }
}
