//! What has been counted of a span and a filter, so that no figure is counted twice. Cities and people stand in it by their
//! numbers, which stay: names may change.

use std::sync::{Arc, OnceLock};

use enlace_domain::view::{Gain, Scores};
use enlace_store::insight::{HourFlow, HourVolume, Sum};
use time::Date;

use super::{chosen::Chosen, count::ISSUES, narrow::Micros};

/// Each, once somebody has asked for it.
#[derive(Debug, Default)]
pub(super) struct Counted {
    sums: OnceLock<Arc<[Sum]>>,
    deeds: OnceLock<Arc<[Sum]>>,
    volume: OnceLock<Vec<HourVolume>>,
    satisfaction: OnceLock<Vec<(Date, Scores)>>,
    said: OnceLock<Vec<(usize, Scores)>>,
    outcomes: OnceLock<Vec<(usize, Gain)>>,
    faults: OnceLock<Vec<(usize, i64)>>,
    repairs: OnceLock<[Vec<Micros>; ISSUES]>,
    flows: OnceLock<Vec<HourFlow>>,
}

impl Chosen {
    /// What was opened and closed, by day or as one week, queue and kind of fault.
    pub(super) fn sums(&self) -> &Arc<[Sum]> {
        self.counted.sums.get_or_init(|| self.count_sums())
    }

    /// What each person first answered and closed in each queue, and what nobody did.
    pub(super) fn deeds(&self) -> &Arc<[Sum]> {
        self.counted.deeds.get_or_init(|| self.count_deeds())
    }

    /// How many were opened in each hour.
    pub(super) fn volume(&self) -> &[HourVolume] {
        self.counted.volume.get_or_init(|| self.count_volume())
    }

    /// How satisfied those are who were asked on each day of a span; of days without an answer nothing.
    pub(super) fn satisfaction_by_day(&self) -> &[(Date, Scores)] {
        self.counted.satisfaction.get_or_init(|| self.count_satisfaction())
    }

    /// What was answered by those who were asked in a span, by person, question and queue.
    pub(super) fn said(&self) -> &[(usize, Scores)] {
        self.counted.said.get_or_init(|| self.count_said())
    }

    /// What came of what was closed, by person, outcome and queue.
    pub(super) fn outcomes(&self) -> &[(usize, Gain)] {
        self.counted.outcomes.get_or_init(|| self.count_outcomes())
    }

    /// How many faults were reported, by city, hour of the day and kind.
    pub(super) fn faults(&self) -> &[(usize, i64)] {
        self.counted.faults.get_or_init(|| self.count_faults())
    }

    /// How long it took until faults were closed, by kind, each in order.
    pub(super) fn repairs(&self) -> &[Vec<Micros>; ISSUES] {
        self.counted.repairs.get_or_init(|| self.count_repairs())
    }

    /// What was opened and closed in each hour.
    pub(super) fn flows(&self) -> &[HourFlow] {
        self.counted.flows.get_or_init(|| self.count_flows())
    }
}
