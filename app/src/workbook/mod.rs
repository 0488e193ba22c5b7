//! The dashboard as a workbook: the figures of the page, a sheet a table, in the reader's language.

mod goals;
mod load;
mod results;
mod retention;
mod sheet;
mod technical;
mod voice;

use enlace_domain::view::{Dashboard, Figures, GoalsView};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::texts::{
    FigureTexts, GoalTexts, LoadTexts, Locale, OutcomeTexts, RetentionTexts, TechnicalTexts, Texts, VoiceTexts,
    reason_name,
};
use sheet::{Cell, Looks, add};

/// A workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("could not write the workbook")]
pub struct WorkbookError(#[from] XlsxError);

/// Writes it.
///
/// # Errors
/// The library refused a sheet.
pub fn dashboard(figures: &Dashboard, goals: &GoalsView, locale: Locale) -> Result<Vec<u8>, WorkbookError> {
    let (texts, words) = (Texts::of(locale), FigureTexts::of(locale));
    let t = &texts.insight;
    let mut book = Workbook::new();
    let looks = Looks::new();
    let mut sheet = |name: &str, headings: &[&str], rows| add(&mut book, &looks, name, headings, rows);
    let text = |text: &str| Cell::Text(text.to_owned());

    sheet(
        words.sheet_summary,
        &[words.figure_word, words.value, words.compared],
        summary(figures, locale),
    )?;
    let durations = |figures: &Figures| {
        [
            Cell::Count(figures.opened),
            Cell::Duration(figures.first_answer),
            Cell::Duration(figures.first_answer_p90),
            Cell::Share(figures.on_time()),
            Cell::Share(figures.escalation()),
            Cell::Count(figures.closed),
            Cell::Share(figures.first_contact()),
            Cell::Duration(figures.handling),
        ]
    };
    let rows = figures.queues.iter().flat_map(|(queue, spans)| {
        [words.asked_days, words.compared]
            .into_iter()
            .zip(spans)
            .map(|(span, figures)| {
                let mut row = vec![text((texts.common.queue)(*queue)), text(span)];
                row.extend(durations(figures));
                row
            })
            .collect::<Vec<_>>()
    });
    sheet(
        t.queues,
        &[
            t.queue,
            words.days_word,
            t.opened,
            t.median,
            t.p90,
            t.on_time,
            t.escalation,
            t.closed,
            t.first_contact,
            t.handling,
        ],
        rows.collect(),
    )?;
    let rows = figures.reasons.iter().map(|(reason, [now, before])| {
        vec![
            text(reason_name(texts, *reason)),
            Cell::Count(*now),
            Cell::Count(*before),
        ]
    });
    sheet(t.reasons, &[words.reason, t.opened, words.compared], rows.collect())?;
    let rows = figures.people.iter().map(|person| {
        vec![
            text(&person.name),
            Cell::Count(person.answered),
            Cell::Duration(person.first_answer),
            Cell::Count(person.closed),
            Cell::Duration(person.handling),
            Cell::Count(person.reopened),
            Cell::Count(person.before[0]),
            Cell::Count(person.before[1]),
        ]
    });
    sheet(
        t.people,
        &[
            t.person,
            t.answered,
            t.first_answer,
            t.closed,
            t.handling,
            t.reopened,
            words.answered_before,
            words.closed_before,
        ],
        rows.collect(),
    )?;
    let rows = figures
        .trend
        .iter()
        .map(|step| vec![Cell::Day(step.day), Cell::Count(step.opened), Cell::Count(step.before)]);
    sheet(
        (words.trend)(figures.step),
        &[(words.step_name)(figures.step), t.opened, words.compared],
        rows.collect(),
    )?;
    let rows = figures.pulse.iter().map(|pulse| {
        vec![
            Cell::Day(pulse.day),
            Cell::Duration(pulse.urgent),
            Cell::Share(pulse.figures.first_contact()),
            Cell::Mean(pulse.satisfaction),
            Cell::Share(pulse.figures.on_time()),
            Cell::Duration(pulse.figures.handling),
            Cell::Share(pulse.figures.escalation()),
            Cell::Count(pulse.figures.opened),
        ]
    });
    sheet(
        words.sheet_pulse,
        &[
            words.since,
            t.urgent,
            t.first_contact,
            VoiceTexts::of(locale).title,
            t.on_time,
            t.handling,
            t.escalation,
            t.opened,
        ],
        rows.collect(),
    )?;
    let rows = (0..).zip(&figures.hours).map(|(hour, figure)| {
        let today = figure.today.map_or(Cell::Empty, Cell::Count);
        vec![
            Cell::Count(hour),
            today,
            Cell::Mean(figure.low),
            Cell::Mean(figure.high),
        ]
    });
    sheet(
        t.hours,
        &[t.hour, t.today, words.usual_low, words.usual_high],
        rows.collect(),
    )?;
    let hours: Vec<String> = (0..24).map(|hour| format!("{hour}h")).collect();
    let mut headings = vec![t.weekday];
    headings.extend(hours.iter().map(String::as_str));
    let rows = figures.season.chunks(24).zip(t.weekdays).map(|(hours, day)| {
        let mut row = vec![text(day)];
        row.extend(hours.iter().map(|mean| Cell::Mean(Some(*mean))));
        row
    });
    sheet(t.season, &headings, rows.collect())?;
    let said = VoiceTexts::of(locale);
    sheet(
        said.title,
        &voice::headings(said, words),
        voice::rows(texts, &figures.voice, locale),
    )?;
    let words = OutcomeTexts::of(locale);
    sheet(
        words.sheet,
        &results::headings(words),
        results::rows(&figures.results, words),
    )?;
    sheet(
        words.sheet_people,
        &results::people_headings(t.person, words),
        results::people(&figures.results),
    )?;
    if !figures.retention.is_empty() {
        let words = RetentionTexts::of(locale);
        sheet(
            words.title,
            &retention::headings(words),
            retention::rows(&figures.retention, words),
        )?;
    }
    let words = TechnicalTexts::of(locale);
    let before = FigureTexts::of(locale).compared;
    let headings = technical::place_headings(words, before);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    sheet(
        words.sheet_places,
        &headings,
        technical::places(&figures.technical, words),
    )?;
    let headings = technical::repair_headings(words, before);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    sheet(
        words.sheet_repairs,
        &headings,
        technical::repairs(&figures.technical, texts),
    )?;
    let words = LoadTexts::of(locale);
    sheet(words.sheet, &load::headings(words), load::rows(&figures.load))?;
    let words = GoalTexts::of(locale);
    sheet(words.goals, &goals::headings(words), goals::rows(goals, words))?;
    sheet(
        words.worth_all,
        &[words.figure, words.worth_month],
        goals::worth(goals, words),
    )?;
    Ok(book.save_to_buffer()?)
}

/// What was asked, and the figures of the tiles.
fn summary(figures: &Dashboard, locale: Locale) -> Vec<Vec<Cell>> {
    let (texts, words) = (Texts::of(locale), FigureTexts::of(locale));
    let t = &texts.insight;
    let text = |text: &str| Cell::Text(text.to_owned());
    let (now, before) = (&figures.now, &figures.before);
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

#[cfg(test)]
mod tests;
