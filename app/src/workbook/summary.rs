//! The first sheet: what was asked, and the figures of the tiles.

use enlace_domain::view::Dashboard;

use super::sheet::Cell;
use crate::texts::{FigureTexts, Locale, Texts, VoiceTexts};

/// Its rows: a name, the figure, and the figure of the days before.
pub(super) fn rows(figures: &Dashboard, locale: Locale) -> Vec<Vec<Cell>> {
    let (texts, words) = (Texts::of(locale), FigureTexts::of(locale));
    let t = &texts.insight;
    let text = |text: &str| Cell::Text(text.to_owned());
    let (now, before) = (&figures.now, &figures.before);
    let [satisfaction, satisfaction_before] = figures.voice.satisfaction;
    let filter = &figures.ask.filter;
    let mut rows = vec![
        vec![
            text(words.from),
            Cell::Day(figures.days[0]),
            Cell::Day(figures.days_before[0]),
        ],
        vec![
            text(words.to),
            Cell::Day(figures.days[1]),
            Cell::Day(figures.days_before[1]),
        ],
        vec![
            text(t.urgent),
            Cell::Duration(figures.urgent[0]),
            Cell::Duration(figures.urgent[1]),
        ],
        vec![
            text(t.first_contact),
            Cell::Share(now.first_contact()),
            Cell::Share(before.first_contact()),
        ],
        vec![
            text(VoiceTexts::of(locale).title),
            Cell::Mean(satisfaction.mean()),
            Cell::Mean(satisfaction_before.mean()),
        ],
        vec![
            text(t.on_time),
            Cell::Share(now.on_time()),
            Cell::Share(before.on_time()),
        ],
        vec![
            text(t.handling),
            Cell::Duration(now.handling),
            Cell::Duration(before.handling),
        ],
        vec![
            text(t.escalation),
            Cell::Share(now.escalation()),
            Cell::Share(before.escalation()),
        ],
        vec![text(t.opened), Cell::Count(now.opened), Cell::Count(before.opened)],
        vec![text(t.closed), Cell::Count(now.closed), Cell::Count(before.closed)],
    ];
    let asked = [
        (
            t.queue,
            filter.queue.map(|queue| (texts.common.queue)(queue).to_owned()),
        ),
        (words.region, filter.region.clone()),
        (words.plan, filter.plan.clone()),
        (
            words.person,
            filter.person.map(|id| {
                let named = figures.people.iter().find(|person| person.id == id);
                named.map_or_else(|| id.to_string(), |person| person.name.clone())
            }),
        ),
    ];
    rows.extend(
        asked
            .into_iter()
            .filter_map(|(name, value)| Some(vec![text(name), Cell::Text(value?)])),
    );
    rows
}
