//! The figures that say first how far from the target the desk is.

use enlace_domain::{
    QueueKey,
    view::{BehindAsk, BehindFigure, Dashboard, InsightAsk, ON_TIME_TARGET},
};
use leptos::prelude::*;

use super::{
    behind::{Lead, of_queue},
    dates,
};
use crate::{
    components::{Badge, Button, ButtonKind, Glyph, Tone},
    now::use_clock,
    texts::{FigureTexts, Format, Texts, VoiceTexts, use_texts},
};

/// How a figure is written.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Seconds,
    /// In whole percents.
    Share,
    /// So that it can be told from a target that it nearly reaches.
    FineShare,
    /// 1 to 5.
    Score,
    Count,
}

impl Unit {
    fn say(self, value: f64, format: Format) -> String {
        match self {
            Self::Seconds => format.duration(value),
            Self::Share => format.percent(value),
            Self::FineShare => format.fine_percent(value),
            Self::Score => format.decimal(value, 2),
            Self::Count => format.rounded(value),
        }
    }
}

/// One tile: now, before, and the target where there is one.
#[derive(Clone, Copy)]
struct Tile {
    name: fn(&'static Texts) -> &'static str,
    unit: Unit,
    now: Option<f64>,
    before: Option<f64>,
    /// Whose conversations are behind it, in the whole of what was asked or in this queue alone.
    behind: (BehindFigure, Option<QueueKey>),
    /// The target, and whether less is better.
    target: Option<(f64, bool)>,
}

fn tiles(figures: &Dashboard) -> [Tile; 6] {
    #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
    let count = |n: i64| Some(n as f64);
    let (now, before, targets) = (&figures.now, &figures.before, &figures.targets);
    let [satisfaction, satisfaction_before] = figures.voice.satisfaction.map(|scores| scores.mean());
    [
        Tile {
            name: |t| t.insight.urgent,
            unit: Unit::Seconds,
            now: figures.urgent[0],
            before: figures.urgent[1],
            behind: (BehindFigure::Answered, Some(QueueKey::TechnicalUrgent)),
            target: Some((targets.urgent, true)),
        },
        Tile {
            name: |t| t.insight.first_contact,
            unit: Unit::FineShare,
            now: now.first_contact(),
            before: before.first_contact(),
            behind: (BehindFigure::Settled, None),
            target: Some((targets.first_contact, false)),
        },
        Tile {
            name: |t| VoiceTexts::of(t.locale).title,
            unit: Unit::Score,
            now: satisfaction,
            before: satisfaction_before,
            behind: (BehindFigure::Scored, None),
            target: Some((targets.satisfaction, false)),
        },
        Tile {
            name: |t| t.insight.on_time,
            unit: Unit::FineShare,
            now: now.on_time(),
            before: before.on_time(),
            behind: (BehindFigure::InTime, None),
            target: Some((ON_TIME_TARGET, false)),
        },
        Tile {
            name: |t| t.insight.escalation,
            unit: Unit::Share,
            now: now.escalation(),
            before: before.escalation(),
            behind: (BehindFigure::Escalated, None),
            target: None,
        },
        Tile {
            name: |t| t.insight.opened,
            unit: Unit::Count,
            now: count(now.opened),
            behind: (BehindFigure::Opened, None),
            before: (before.opened > 0).then(|| count(before.opened)).flatten(),
            target: None,
        },
    ]
}

/// The row of tiles, and when they were computed.
#[component]
pub(super) fn Tiles(
    figures: StoredValue<Dashboard>,
    /// How each has moved, as the server drew it, in the tiles' order.
    sparks: Vec<String>,
    again: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let (at, now, before) = figures.with_value(|figures| (figures.at, figures.days, figures.days_before));
    let since = figures.with_value(|figures| figures.since);
    let of_days = move || {
        let format = texts.get().format();
        let say = |days| dates::days(format, days, at.year());
        let words = FigureTexts::of(texts.locale());
        let compared = (words.of_days)(&say(now), &say(before));
        match since {
            Some(first) => format!("{compared} · {}", (words.data_since)(&say([first, first]))),
            None => compared,
        }
    };
    view! {
        <p class="dashboard-at">
            <span>{of_days}</span>
            <span>{move || (texts.get().insight.updated)(&texts.get().format().hour(at, clock.zone()))}</span>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Retry on:click=move |_| again.run(())>
                {texts.say(|t| t.insight.refresh)}
            </Button>
        </p>
        <ul class="tiles">
            {figures
                .with_value(tiles)
                .into_iter()
                .zip(sparks.into_iter().chain(std::iter::repeat(String::new())))
                .map(|(tile, spark)| view! { <TileView tile spark ask=figures.with_value(|figures| figures.ask.clone())/> })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn TileView(tile: Tile, spark: String, ask: InsightAsk) -> impl IntoView {
    let texts = use_texts();
    let say = move |value: f64| tile.unit.say(value, texts.get().format());
    let value = move || tile.now.map_or_else(|| texts.get().insight.nothing.to_owned(), say);
    let (figure, queue) = tile.behind;
    let asked = of_queue(BehindAsk::of(ask, figure), queue);
    let target = tile.target.map(|(target, less)| {
        let met = tile.now.map(|now| if less { now <= target } else { now >= target });
        let tone = match met {
            Some(true) => Tone::Good,
            Some(false) => Tone::Warn,
            None => Tone::Neutral,
        };
        let words = move || {
            let t = &texts.get().insight;
            if met == Some(true) {
                (t.target_met)(&say(target))
            } else {
                (t.target)(&say(target))
            }
        };
        view! { <Badge tone>{words}</Badge> }
    });
    let before = match tile.before {
        Some(before) => {
            let asked = asked.clone().earlier();
            view! { <Lead asked>{move || (texts.get().insight.before)(&say(before))}</Lead> }.into_any()
        }
        None => texts.say(|t| t.insight.no_before).into_any(),
    };
    view! {
        <li class="tile">
            <span class="tile-name">{move || (tile.name)(texts.get())}</span>
            <span class="tile-line">
                <b class="tile-value"><Lead asked>{value}</Lead></b>
                {(!spark.is_empty()).then(|| view! { <span class="tile-spark" inner_html=spark></span> })}
            </span>
            <span class="tile-foot">{target} <small>{before}</small></span>
        </li>
    }
    .into_any()
}
