//! The dashboard as a workbook: the figures of the page, a sheet a table, in the reader's language.

mod behind;
mod goals;
mod load;
mod people;
mod results;
mod retention;
mod right_now;
mod said;
mod sheet;
mod summary;
mod technical;
mod voice;

pub use behind::behind;
use enlace_domain::view::{Dashboard, Figures, GoalsView, RightNow};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::texts::{
    FigureTexts, GoalTexts, HealthTexts, LoadTexts, Locale, OutcomeTexts, RetentionTexts, TechnicalTexts, Texts,
    VoiceTexts, reason_name,
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
pub fn dashboard(
    figures: &Dashboard,
    goals: &GoalsView,
    now: &RightNow,
    locale: Locale,
) -> Result<Vec<u8>, WorkbookError> {
    let (texts, words) = (Texts::of(locale), FigureTexts::of(locale));
    let t = &texts.insight;
    let mut book = Workbook::new();
    let looks = Looks::new();
    let mut sheet = |name: &str, headings: &[&str], rows| add(&mut book, &looks, name, headings, rows);
    let text = |text: &str| Cell::Text(text.to_owned());

    sheet(
        words.sheet_summary,
        &[words.figure_word, words.value, words.compared],
        summary::rows(figures, locale),
    )?;
    sheet(
        words.now_title,
        &right_now::headings(texts, words),
        right_now::rows(now, texts),
    )?;
    sheet(
        &format!("{} – {}", words.now_title, t.people),
        &right_now::people_headings(texts, words, LoadTexts::of(locale)),
        right_now::people(now),
    )?;
    sheet(
        HealthTexts::of(locale).title,
        &[HealthTexts::of(locale).title, words.now_title, t.in_queue],
        right_now::standing(now, texts, locale),
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
    sheet(
        t.people,
        &people::headings(texts, words, VoiceTexts::of(locale)),
        people::rows(figures),
    )?;
    sheet(
        &(words.queues_of)(t.people),
        &people::queue_headings(texts),
        people::queues(figures, texts, words),
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
    for (name, list) in [(said.low, &figures.voice.low), (said.comments, &figures.voice.comments)] {
        sheet(name, &said::headings(texts, said), said::rows(list, texts, said))?;
    }
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
    sheet(words.sheet, &load::headings(words), load::rows(&figures.load, words))?;
    let words = GoalTexts::of(locale);
    sheet(words.goals, &goals::headings(words), goals::rows(goals, words))?;
    sheet(
        words.worth_all,
        &[words.figure, words.worth_month],
        goals::worth(goals, words),
    )?;
    Ok(book.save_to_buffer()?)
}

#[cfg(test)]
mod tests;
