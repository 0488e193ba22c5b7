//! What has been counted of a span and a filter, so that no figure is counted twice in a look, and what a look will ask for
//! is counted on another core meanwhile.

use std::sync::OnceLock;

use enlace_domain::view::{PersonRef, Scores};
use enlace_store::{
    insight::{FaultCount, HourVolume, Repairs},
    outcomes::OutcomeTally,
    surveys,
};
use time::Date;

use super::chosen::Chosen;

/// Each, once somebody has asked for it.
#[derive(Default)]
pub(super) struct Counted {
    volume: OnceLock<Vec<HourVolume>>,
    satisfaction: OnceLock<Vec<(Date, Scores)>>,
    said: OnceLock<Vec<surveys::Tally>>,
    outcomes: OnceLock<Vec<OutcomeTally>>,
    faults: OnceLock<Vec<FaultCount>>,
    repairs: OnceLock<Vec<Repairs>>,
}

impl Chosen {
    /// Counts all of them, in the order in which a dashboard asks; `people` are all who ever worked here.
    pub(in super::super) fn count_ahead(&self, people: &[PersonRef]) {
        self.satisfaction_by_day();
        self.volume();
        self.said(people);
        self.outcomes(people);
        self.faults();
        self.repairs();
    }

    /// How many were opened in each hour.
    pub(in super::super) fn volume(&self) -> &[HourVolume] {
        self.counted.volume.get_or_init(|| self.count_volume())
    }

    /// How satisfied those are who were asked on each day of a span; of days without an answer nothing.
    pub(in super::super) fn satisfaction_by_day(&self) -> &[(Date, Scores)] {
        self.counted.satisfaction.get_or_init(|| self.count_satisfaction())
    }

    /// What was answered by those who were asked in a span; `people` are all who ever worked here.
    pub(in super::super) fn said(&self, people: &[PersonRef]) -> &[surveys::Tally] {
        self.counted.said.get_or_init(|| self.count_said(people))
    }

    /// What came of what was closed, by whom; `people` are all who ever worked here.
    pub(in super::super) fn outcomes(&self, people: &[PersonRef]) -> &[OutcomeTally] {
        self.counted.outcomes.get_or_init(|| self.count_outcomes(people))
    }

    /// How many faults were reported, by city, hour of the day and kind.
    pub(in super::super) fn faults(&self) -> &[FaultCount] {
        self.counted.faults.get_or_init(|| self.count_faults())
    }

    /// How long it took until faults were closed, by kind.
    pub(in super::super) fn repairs(&self) -> &[Repairs] {
        self.counted.repairs.get_or_init(|| self.count_repairs())
    }
}
