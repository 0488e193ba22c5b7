//! Which figure is drawn step by step.

use serde::{Deserialize, Serialize};

use super::{BehindFigure, Dashboard, Pulse, Step, Targets};
use crate::QueueKey;

/// Answered within the queues' limits: what the board shows green from. No goal that can be set.
pub const ON_TIME_TARGET: f64 = 0.95;

/// A figure that can be drawn step by step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TrendFigure {
    /// Conversations opened.
    #[default]
    Opened,
    /// Median first answer in the urgent queue, as the first tile has it.
    FirstAnswer,
    /// Answered on time.
    OnTime,
    /// Settled at the first contact.
    FirstContact,
    /// Mean score.
    Satisfaction,
}

impl TrendFigure {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Opened,
        Self::FirstAnswer,
        Self::OnTime,
        Self::FirstContact,
        Self::Satisfaction,
    ];

    /// As an address names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::FirstAnswer => "first_answer",
            Self::OnTime => "on_time",
            Self::FirstContact => "first_contact",
            Self::Satisfaction => "satisfaction",
        }
    }

    /// Of one step: seconds, shares (0 to 1), a score, or a count; `None` where nothing was measured.
    #[must_use]
    pub fn of(self, pulse: &Pulse) -> Option<f64> {
        match self {
            Self::Opened => Some(count(pulse.figures.opened)),
            Self::FirstAnswer => pulse.urgent,
            Self::OnTime => pulse.figures.on_time(),
            Self::FirstContact => pulse.figures.first_contact(),
            Self::Satisfaction => pulse.satisfaction,
        }
    }

    /// Of all days compared with together.
    #[must_use]
    pub fn before(self, all: &Dashboard) -> Option<f64> {
        match self {
            Self::Opened => Some(count(all.before.opened)),
            Self::FirstAnswer => all.urgent[1],
            Self::OnTime => all.before.on_time(),
            Self::FirstContact => all.before.first_contact(),
            Self::Satisfaction => all.voice.satisfaction[1].mean(),
        }
    }

    /// What it is measured against.
    #[must_use]
    pub const fn target(self, targets: &Targets) -> Option<f64> {
        match self {
            Self::Opened => None,
            Self::FirstAnswer => Some(targets.urgent),
            Self::OnTime => Some(ON_TIME_TARGET),
            Self::FirstContact => Some(targets.first_contact),
            Self::Satisfaction => Some(targets.satisfaction),
        }
    }

    /// The conversations behind it, in the whole of what was asked or in this queue alone.
    #[must_use]
    pub const fn behind(self) -> (BehindFigure, Option<QueueKey>) {
        match self {
            Self::Opened => (BehindFigure::Opened, None),
            Self::FirstAnswer => (BehindFigure::Answered, Some(QueueKey::TechnicalUrgent)),
            Self::OnTime => (BehindFigure::InTime, None),
            Self::FirstContact => (BehindFigure::Settled, None),
            Self::Satisfaction => (BehindFigure::Scored, None),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
fn count(n: i64) -> f64 {
    n as f64
}

impl Dashboard {
    /// Whether other figures than conversations opened can be drawn step by step.
    #[must_use]
    pub fn tells_steps(&self) -> bool {
        self.pulse.len() > 1
    }

    /// Which figure is drawn: the one that was asked for, where its steps are known.
    #[must_use]
    pub fn trend_figure(&self) -> TrendFigure {
        if self.tells_steps() {
            self.ask.trend
        } else {
            TrendFigure::Opened
        }
    }

    /// How long the steps of the figures are, but for those of conversations opened, which can be chosen.
    #[must_use]
    pub fn pulse_step(&self) -> Step {
        match self.pulse.as_slice() {
            [first, second, ..] if (second.day - first.day).whole_days() > 1 => Step::Week,
            _ => Step::Day,
        }
    }
}
