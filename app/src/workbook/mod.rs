//! The dashboard as a workbook: the figures of the page, a sheet a table, in the reader's language.

mod goals;
mod load;
mod results;
mod sheet;
mod technical;
mod voice;

use enlace_domain::view::{Dashboard, Figures, GoalsView};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::texts::{FigureTexts, GoalTexts, LoadTexts, Locale, OutcomeTexts, TechnicalTexts, Texts, reason_name};
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
    let headings = voice::headings(words.figure_word, locale);
    sheet(
        headings.name,
        &headings.columns,
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
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use enlace_domain::{
        IssueType, OutcomeKind, PersonId, QueueKey,
        goal::Goal,
        view::{
            Costs, Gain, Gains, GoalRow, GoalSettings, HourFigure, InsightAsk, Load, MonthVolumes, PersonFigures,
            Reason, RepairTimes, Results, Scores, Step, StepFigure, Technical, Voice,
        },
    };
    use time::macros::{date, datetime};

    use super::*;

    fn example() -> Dashboard {
        let now = Figures {
            opened: 1_200,
            answered: 1_000,
            in_time: 950,
            closed: 800,
            resolved_first: 600,
            first_answer: Some(90.0),
            first_answer_p90: Some(600.0),
            handling: Some(7_200.0),
            ..Figures::default()
        };
        Dashboard {
            ask: InsightAsk::default(),
            at: datetime!(2026-11-28 12:00 UTC),
            days: [date!(2026 - 10 - 30), date!(2026 - 11 - 28)],
            days_before: [date!(2026 - 09 - 30), date!(2026 - 10 - 29)],
            now,
            before: Figures::default(),
            urgent: [Some(28.0), None],
            queues: vec![(QueueKey::Financial, [now, Figures::default()])],
            hours: vec![HourFigure {
                today: Some(3),
                low: Some(1.5),
                high: None,
            }],
            hour: 0,
            season: vec![0.5; 7 * 24],
            step: Step::Day,
            pulse: Vec::new(),
            trend: vec![StepFigure {
                day: date!(2026 - 11 - 28),
                last: date!(2026 - 11 - 28),
                opened: 40,
                before: 35,
            }],
            reasons: vec![(Reason::Queue(QueueKey::Financial), [7, 9])],
            people: vec![PersonFigures {
                id: PersonId::new(),
                name: "Ana".to_owned(),
                answered: 12,
                first_answer: Some(61.0),
                closed: 11,
                handling: None,
                reopened: 1,
                before: [4, 5],
            }],
            voice: Voice {
                satisfaction: [
                    Scores {
                        asked: 40,
                        answered: 10,
                        sum: 43,
                        high: 8,
                        low: 1,
                    },
                    Scores::default(),
                ],
                ..Voice::default()
            },
            results: Results {
                now: Gains {
                    kinds: vec![(
                        OutcomeKind::Sale,
                        Gain {
                            n: 3,
                            known: 3,
                            cents: 29_970,
                        },
                    )],
                    closed: 800,
                    ..Gains::default()
                },
                ..Results::default()
            },
            technical: Technical {
                repairs: vec![RepairTimes {
                    issue: IssueType::SlowSpeed,
                    closed: [9, 4],
                    median: [Some(3_600.0), None],
                    p90: [Some(7_200.0), None],
                }],
                ..Technical::default()
            },
            load: Load::default(),
        }
    }

    fn goals() -> GoalsView {
        GoalsView {
            settings: GoalSettings {
                goals: vec![GoalRow {
                    goal: Goal::FirstContact,
                    baseline: None,
                    target: 85.0,
                }],
                costs: Costs::default(),
                revision: 0,
            },
            now: vec![Some(80.0)],
            volumes: MonthVolumes::default(),
            terms: Vec::new(),
        }
    }

    fn read(locale: Locale) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(dashboard(&example(), &goals(), locale).unwrap())).unwrap()
    }

    /// The number in a cell, as a spreadsheet reckons with it.
    fn number(cell: &Data) -> f64 {
        match cell {
            Data::Float(number) => *number,
            Data::DateTime(moment) => moment.as_f64(),
            other => panic!("{other:?} is no number"),
        }
    }

    #[test]
    fn the_workbook_says_what_the_page_says_in_cells_that_reckon() {
        let mut book = read(Locale::PtBr);
        let names = book.sheet_names();
        assert_eq!(names.len(), 16);
        assert_eq!(&names[..2], ["Resumo", "Filas"]);
        let summary = book.worksheet_range("Resumo").unwrap();
        let line = |name: &str| {
            let row = summary.rows().find(|row| row[0] == Data::String(name.to_owned()));
            row.unwrap_or_else(|| panic!("{name} is missing")).to_vec()
        };
        assert_eq!(number(&line("Conversas")[1]), 1_200.0);
        assert_eq!(number(&line("Resolvido no 1º contato")[1]), 0.75);
        assert!((number(&line("1ª resposta urgente")[1]) * 86_400.0 - 28.0).abs() < 1e-6);
        assert_eq!(line("1ª resposta urgente")[2], Data::Empty);
        assert!(matches!(line("De")[1], Data::DateTime(_)), "a day is a day");
        let said = book.worksheet_range("Satisfação").unwrap();
        let total = said.rows().nth(1).unwrap();
        assert_eq!([number(&total[1]), number(&total[2])], [40.0, 10.0]);
        assert_eq!([number(&total[3]), number(&total[4])], [4.3, 0.8]);
        let results = book.worksheet_range("Resultados").unwrap();
        let sales = results.rows().nth(1).unwrap();
        assert_eq!([number(&sales[1]), number(&sales[3])], [3.0, 299.7]);
        let goals = book.worksheet_range("Metas e retorno").unwrap();
        let first = goals.rows().nth(1).unwrap();
        assert_eq!(
            (&first[1], number(&first[2]), number(&first[3])),
            (&Data::Empty, 0.8, 0.85)
        );
        let repairs = book.worksheet_range("Resolução por problema").unwrap();
        let slow = repairs.rows().nth(1).unwrap();
        assert!((number(&slow[3]) * 24.0 - 2.0).abs() < 1e-6, "two hours");
        let queues = book.worksheet_range("Filas").unwrap();
        assert_eq!(queues.get_value((1, 0)), Some(&Data::String("Financeiro".to_owned())));
        assert!(
            (number(queues.get_value((1, 9)).unwrap()) * 24.0 - 2.0).abs() < 1e-6,
            "two hours"
        );
        let trend = book.worksheet_range("Conversas por dia").unwrap();
        assert_eq!(number(trend.get_value((1, 1)).unwrap()), 40.0);
    }

    #[test]
    fn the_headings_are_in_the_readers_language() {
        let mut book = read(Locale::En);
        let people = book.worksheet_range("People").unwrap();
        let headings: Vec<String> = people.rows().next().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(headings[..3], ["Person", "Answered", "First answer"]);
    }
}
