//! Who may leave: what is looked at, what is done about it, and what became of it.

use crate::queue::named_enum;

named_enum! {
    /// What a model looks at, of one customer as of one moment. The first seven are the mission's.
    ChurnFeature, "feature" {
        /// Mean speed over 30 days, Mbit/s; from files.
        AvgSpeedLast30d = "avg_speed_last_30d" once "avg_speed_last30d",
        /// Faults with a dead or unsteady line in 30 days.
        OutagesLast30d = "outages_last_30d" once "outages_last30d",
        /// Conversations in 30 days.
        SupportTicketsLast30d = "support_tickets_last_30d" once "support_tickets_last30d",
        /// Bills paid late in six months; from files.
        PaymentDelaysLast6m = "payment_delays_last_6m" once "payment_delays_last6m",
        /// Months since the contract began.
        PlanDurationMonths = "plan_duration_months",
        /// Satisfaction from 1 to 5: as the desk's question was answered, else from files.
        SatisfactionScore = "satisfaction_score",
        /// Share of the neighbourhood where a competitor can connect, 0 to 1; from files.
        CompetitorCoverageArea = "competitor_coverage_area",
        /// Conversations in 90 days.
        SupportTicketsLast90d = "support_tickets_last_90d" once "support_tickets_last90d",
        /// Faults with a dead or unsteady line in 180 days.
        OutagesLast180d = "outages_last_180d" once "outages_last180d",
        /// Conversations of 90 days whose first answer took more than an hour.
        SlowAnswersLast90d = "slow_answers_last_90d" once "slow_answers_last90d",
        /// Days since the last conversation, of those in 90 days.
        DaysSinceLastTicket = "days_since_last_ticket",
    }
}

/// Below this part of what the plan promises a line is slow.
pub const SLOW_BELOW: f64 = 0.7;

impl ChurnFeature {
    /// Those that files may tell; all of them but the satisfaction nobody else can.
    pub const IN_FILES: [Self; 4] = [
        Self::AvgSpeedLast30d,
        Self::PaymentDelaysLast6m,
        Self::SatisfactionScore,
        Self::CompetitorCoverageArea,
    ];

    /// What may be offered to somebody for whom this speaks most.
    #[must_use]
    pub const fn offer(self) -> ChurnOffer {
        match self {
            Self::OutagesLast30d
            | Self::OutagesLast180d
            | Self::SupportTicketsLast30d
            | Self::SupportTicketsLast90d => ChurnOffer::TechnicalVisit,
            Self::AvgSpeedLast30d => ChurnOffer::SpeedUpgrade,
            Self::CompetitorCoverageArea => ChurnOffer::Discount,
            Self::PaymentDelaysLast6m => ChurnOffer::NewDueDate,
            Self::PlanDurationMonths
            | Self::SatisfactionScore
            | Self::SlowAnswersLast90d
            | Self::DaysSinceLastTicket => ChurnOffer::CourtesyCall,
        }
    }
}

named_enum! {
    /// Which features a model looks at.
    ChurnFeatureSet, "feature set" {
        /// The mission's seven.
        Mission = "mission",
        /// Those, and four more of the desk's own data.
        Rich = "rich",
    }
}

impl ChurnFeatureSet {
    /// Its features, in order.
    #[must_use]
    pub fn features(self) -> &'static [ChurnFeature] {
        match self {
            Self::Mission => ChurnFeature::ALL.get(..7).unwrap_or_default(),
            Self::Rich => ChurnFeature::ALL,
        }
    }
}

named_enum! {
    /// What is done about somebody who may leave.
    ChurnCaseKind, "kind of case" {
        /// A retention campaign: an offer, within two days.
        Campaign = "campaign",
        /// A follow-up within a week.
        FollowUp = "follow_up",
    }
}

impl ChurnCaseKind {
    /// Above this probability a campaign is begun.
    pub const CAMPAIGN_ABOVE: f64 = 0.7;
    /// From this probability on somebody is followed up.
    pub const FOLLOW_UP_FROM: f64 = 0.4;

    /// What a probability asks for.
    #[must_use]
    pub fn of(probability: f64) -> Option<Self> {
        if probability > Self::CAMPAIGN_ABOVE {
            Some(Self::Campaign)
        } else if probability >= Self::FOLLOW_UP_FROM {
            Some(Self::FollowUp)
        } else {
            None
        }
    }

    /// Days until it is to be done.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Campaign => 2,
            Self::FollowUp => 7,
        }
    }
}

named_enum! {
    /// What is offered.
    ChurnOffer, "offer" {
        /// A technician looks at the line.
        TechnicalVisit = "technical_visit",
        /// A faster plan for the same money.
        SpeedUpgrade = "speed_upgrade",
        /// A lower bill for some months.
        Discount = "discount",
        /// Another day to pay on.
        NewDueDate = "new_due_date",
        /// Somebody calls and listens.
        CourtesyCall = "courtesy_call",
    }
}

named_enum! {
    /// What became of a case.
    ChurnOutcome, "outcome" {
        /// The customer took the offer, or stays without one.
        Accepted = "accepted",
        /// The customer refused it.
        Refused = "refused",
        /// Nobody was reached.
        NotReached = "not_reached",
        /// The contract has ended.
        Left = "left",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thresholds_are_the_missions() {
        let kind = |probability| ChurnCaseKind::of(probability);
        assert_eq!((kind(0.39), kind(0.4)), (None, Some(ChurnCaseKind::FollowUp)));
        assert_eq!(
            (kind(0.7), kind(0.71)),
            (Some(ChurnCaseKind::FollowUp), Some(ChurnCaseKind::Campaign))
        );
    }

    #[test]
    fn features_have_one_name_and_rows_of_older_versions_are_read() {
        for feature in ChurnFeature::ALL {
            let written = serde_json::to_string(feature).unwrap();
            assert_eq!(written, format!("\"{}\"", feature.as_str()));
        }
        let old: ChurnFeature = serde_json::from_str("\"outages_last30d\"").unwrap();
        assert_eq!(old, ChurnFeature::OutagesLast30d);
    }

    #[test]
    fn the_missions_set_ends_before_our_own() {
        let mission = ChurnFeatureSet::Mission.features();
        assert_eq!(mission.len(), 7);
        assert_eq!(mission.last(), Some(&ChurnFeature::CompetitorCoverageArea));
        assert!(ChurnFeatureSet::Rich.features().starts_with(mission));
    }
}
