//! How likely somebody is to leave and what pulls them, as the town knows it: what a model is to find out.

use enlace_domain::churn::ChurnFeature;
use time::{Date, OffsetDateTime};

use super::{nature::Life, season};
use crate::place::Subscriber;

/// Who has no reason stays.
const CONTENT: f64 = -8.5;
/// Even with every reason not more leave in a week: contracts have terms, and people put things off.
const MOST: f64 = 0.3;
/// Each outage of the last 30 days, up to [`OUTAGES_MOST`].
const OUTAGE: f64 = 0.9;
const OUTAGES_MOST: f64 = 4.0;
/// Less than half of what was bought.
const SLOW: f64 = 4.4;
/// A competitor reaches most of the neighbourhood.
const COMPETITOR: f64 = 1.4;
/// Each bill paid late.
const DELAY: f64 = 0.55;
/// The yearly rise, on its day.
const RISE: f64 = 0.7;
/// Bad marks.
const DISSATISFIED: f64 = 1.2;
/// Weeks of the 30 days that a model looks ahead.
const WEEKS: f64 = 30.0 / 7.0;

/// How likely somebody was to leave.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk<'a> {
    /// Who.
    pub subscriber: &'a Subscriber,
    /// When.
    pub at: OffsetDateTime,
    /// Of leaving within the 30 days after it, 0 to 1.
    pub probability: f64,
    /// What pulls, the strongest first.
    pub pulls: Vec<Pull>,
}

/// What speaks for leaving.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pull {
    /// What.
    pub feature: ChurnFeature,
    /// What it is, as other systems know it.
    pub value: f64,
    /// How strongly, beside the others.
    pub weight: f64,
}

/// The chance to leave in the week after a day, with so many outages in the 30 days before it.
pub(super) fn weekly(life: &Life, outages: f64, date: Date) -> f64 {
    let outages = outages.min(OUTAGES_MOST);
    let pull = CONTENT
        + OUTAGE * outages
        + if life.is_slow() { SLOW } else { 0.0 }
        + if is_reached(life) { COMPETITOR } else { 0.0 }
        + DELAY * life.delays
        + RISE * season::talk_of_the_rise(date)
        + if is_dissatisfied(life, outages) {
            DISSATISFIED
        } else {
            0.0
        };
    MOST / (1.0 + (-pull).exp())
}

/// The same of the 30 days after a moment, and why.
pub(super) fn risk<'a>(subscriber: &'a Subscriber, life: &Life, outages: f64, at: OffsetDateTime) -> Risk<'a> {
    let few = outages.min(OUTAGES_MOST);
    let speed = f64::from(subscriber.plan_speed) * life.speed_share;
    let all = [
        (ChurnFeature::OutagesLast30d, outages, OUTAGE * few),
        (
            ChurnFeature::AvgSpeedLast30d,
            speed,
            if life.is_slow() { SLOW } else { 0.0 },
        ),
        (
            ChurnFeature::CompetitorCoverageArea,
            life.competitor,
            if is_reached(life) { COMPETITOR } else { 0.0 },
        ),
        (ChurnFeature::PaymentDelaysLast6m, life.delays, DELAY * life.delays),
        (
            ChurnFeature::SatisfactionScore,
            life.satisfaction(few),
            if is_dissatisfied(life, few) { DISSATISFIED } else { 0.0 },
        ),
    ];
    let mut pulls: Vec<Pull> = all
        .into_iter()
        .filter(|(.., weight)| *weight > 0.0)
        .map(|(feature, value, weight)| Pull {
            feature,
            value: (value * 100.0).round() / 100.0,
            weight,
        })
        .collect();
    pulls.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    Risk {
        subscriber,
        at,
        probability: 1.0 - (1.0 - weekly(life, outages, at.date())).powf(WEEKS),
        pulls,
    }
}

fn is_reached(life: &Life) -> bool {
    life.competitor > 0.5
}

fn is_dissatisfied(life: &Life, outages: f64) -> bool {
    life.satisfaction(outages) < 2.5
}
