//! The figure that the dashboard draws step by step.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use enlace_domain::view::{Dashboard, Step, TrendFigure};

use super::{FigureTexts, Texts, VoiceTexts};
use crate::texts::macros::texts;

texts! {
    /// The figure that is drawn step by step.
    apart TrendTexts {
        by: fn(&str, Step) -> String = |name, step| match step {
            Step::Day => format!("{name} por dia"),
            Step::Week => format!("{name} por semana"),
            Step::Month => format!("{name} por mês"),
        }, |name, step| match step {
            Step::Day => format!("{name} by day"),
            Step::Week => format!("{name} by week"),
            Step::Month => format!("{name} by month"),
        };
        unit: fn(Unit) -> &'static str = |unit| match unit {
            Unit::Seconds => "em segundos",
            Unit::Minutes => "em minutos",
            Unit::Hours => "em horas",
            Unit::Share => "em %",
            Unit::Score => "de 1 a 5",
        }, |unit| match unit {
            Unit::Seconds => "in seconds",
            Unit::Minutes => "in minutes",
            Unit::Hours => "in hours",
            Unit::Share => "in %",
            Unit::Score => "from 1 to 5",
        };
        first_contact = "1º contato", "First contact";
        line: fn(&str) -> String = |target| format!("linha: {target}"), |target| format!("line: {target}");
    }
}

/// What the axis counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Percent.
    Share,
    /// 1 to 5.
    Score,
}

impl Unit {
    /// What a figure's axis counts in, given its highest value.
    #[must_use]
    pub fn of(figure: TrendFigure, highest: f64) -> Self {
        match figure {
            TrendFigure::FirstAnswer if highest < 180.0 => Self::Seconds,
            TrendFigure::FirstAnswer if highest < 10_800.0 => Self::Minutes,
            TrendFigure::FirstAnswer => Self::Hours,
            TrendFigure::OnTime | TrendFigure::FirstContact => Self::Share,
            // counts have no unit: they are drawn as bars
            TrendFigure::Satisfaction | TrendFigure::Opened => Self::Score,
        }
    }

    /// A value as the axis counts it.
    #[must_use]
    pub const fn on_axis(self, value: f64) -> f64 {
        match self {
            Self::Seconds | Self::Score => value,
            Self::Minutes => value / 60.0,
            Self::Hours => value / 3_600.0,
            Self::Share => value * 100.0,
        }
    }
}

/// The highest value that a figure's picture has to show: of its steps, and of what it is measured against.
#[must_use]
pub fn trend_highest(figures: &Dashboard) -> f64 {
    let figure = figures.trend_figure();
    let values = figures.pulse.iter().filter_map(|pulse| figure.of(pulse));
    values.chain(figure.target(&figures.targets)).fold(0.0, f64::max)
}

/// What the figure is called.
#[must_use]
pub fn trend_name(texts: &'static Texts, figure: TrendFigure) -> &'static str {
    match figure {
        TrendFigure::Opened => texts.insight.opened,
        TrendFigure::FirstAnswer => texts.insight.urgent,
        TrendFigure::OnTime => texts.insight.on_time,
        TrendFigure::FirstContact => texts.insight.first_contact,
        TrendFigure::Satisfaction => VoiceTexts::of(texts.locale).title,
    }
}

/// A value of the figure as its tile writes it.
#[must_use]
pub fn trend_value(texts: &'static Texts, figure: TrendFigure, value: f64) -> String {
    let format = texts.format();
    match figure {
        TrendFigure::Opened => format.rounded(value),
        TrendFigure::FirstAnswer => format.duration(value),
        TrendFigure::OnTime | TrendFigure::FirstContact => format.fine_percent(value),
        TrendFigure::Satisfaction => format.decimal(value, 2),
    }
}

/// The title of what is drawn, and what it is drawn in and against.
#[must_use]
pub fn trend_words(texts: &'static Texts, figures: &Dashboard) -> [String; 2] {
    let (figure, words) = (figures.trend_figure(), TrendTexts::of(texts.locale));
    if figure == TrendFigure::Opened {
        let words = FigureTexts::of(texts.locale);
        return [(words.trend)(figures.step).to_owned(), words.trend_note.to_owned()];
    }
    let t = &texts.insight;
    let say = |value| trend_value(texts, figure, value);
    let unit = (words.unit)(Unit::of(figure, trend_highest(figures))).to_owned();
    let target = figure.target(&figures.targets);
    let target = target.map(|target| (words.line)(&(t.target)(&say(target))));
    let before = figure.before(figures).map(|before| (t.before)(&say(before)));
    let note = [Some(unit), target, before];
    [
        (words.by)(trend_name(texts, figure), figures.pulse_step()),
        note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_counts_in_what_it_can_be_read_in() {
        let unit = |highest| Unit::of(TrendFigure::FirstAnswer, highest);
        assert_eq!(
            [90.0, 600.0, 20_000.0].map(unit),
            [Unit::Seconds, Unit::Minutes, Unit::Hours]
        );
        assert_eq!(unit(600.0).on_axis(600.0), 10.0);
        assert_eq!(Unit::of(TrendFigure::OnTime, 0.9).on_axis(0.5), 50.0);
    }
}
