//! The workbook, read back as a spreadsheet reads it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use enlace_domain::{
    IssueType, OutcomeKind, PersonId, QueueKey,
    goal::Goal,
    view::{
        Contracts, Costs, Gain, Gains, GoalRow, GoalSettings, HourFigure, InsightAsk, Load, MonthVolumes,
        PersonFigures, Reason, RepairTimes, Results, RetentionBand, RetentionRow, Scores, Step, StepFigure, Targets,
        Technical, Voice,
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
    // 5 promoters, 3 passives, 2 detractors
    let recommending = Scores {
        asked: 40,
        answered: 10,
        sum: 78,
        high: 5,
        low: 2,
    };
    Dashboard {
        ask: InsightAsk::default(),
        at: datetime!(2026-11-28 12:00 UTC),
        days: [date!(2026 - 10 - 30), date!(2026 - 11 - 28)],
        days_before: [date!(2026 - 09 - 30), date!(2026 - 10 - 29)],
        since: None,
        now,
        before: Figures::default(),
        urgent: [Some(28.0), None],
        targets: Targets {
            urgent: 30.0,
            first_contact: 0.85,
            satisfaction: 4.5,
        },
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
        capacities: Vec::new(),
        voice: Voice {
            satisfaction: [
                Scores {
                    asked: 40,
                    answered: 10,
                    sum: 43,
                    high: 8,
                    low: 1,
                },
                Scores {
                    asked: 10,
                    answered: 4,
                    sum: 15,
                    high: 2,
                    low: 0,
                },
            ],
            recommending: [recommending, Scores::default()],
            queues: vec![(QueueKey::Financial, Scores::default(), recommending)],
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
            contracts: Some([
                Contracts {
                    running: 2_000,
                    ended: 30,
                },
                Contracts::default(),
            ]),
            ..Results::default()
        },
        retention: vec![
            RetentionRow {
                band: RetentionBand::Above,
                customers: 40,
                open: Some(12),
                closed: 9,
                stayed: 7,
                stayed_cents: Some(69_930),
            },
            RetentionRow {
                band: RetentionBand::HeldOut,
                customers: 5,
                open: None,
                closed: 4,
                stayed: 2,
                stayed_cents: None,
            },
        ],
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
    assert_eq!(names.len(), 17);
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
    let results = book.worksheet_range("Resultados").unwrap();
    let sales = results.rows().nth(1).unwrap();
    assert_eq!([number(&sales[1]), number(&sales[3])], [3.0, 299.7]);
    let churn = results
        .rows()
        .find(|row| row[0] == Data::String("Cancelamentos".to_owned()))
        .unwrap();
    assert_eq!((number(&churn[1]), &churn[2]), (0.015, &Data::Empty));
    let retention = book.worksheet_range("Retenção e risco").unwrap();
    let rows: Vec<Vec<String>> = retention
        .rows()
        .skip(1)
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(
        rows,
        [
            ["acima de 70 %", "40", "12", "9", "7", "699.3"],
            ["grupo de controle", "5", "", "4", "2", "base"]
        ]
    );
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
fn what_subscribers_say_is_in_the_workbook_as_on_the_page() {
    let mut book = read(Locale::PtBr);
    let said = book.worksheet_range("Satisfação").unwrap();
    let rows: Vec<Vec<String>> = said
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(
        rows,
        [
            [
                "Indicador",
                "Dias",
                "Perguntados",
                "Respostas",
                "Responderam",
                "Nota média",
                "Notas 4 e 5",
                "NPS"
            ],
            ["Satisfação", "Período", "40", "10", "0.25", "4.3", "0.8", ""],
            ["Satisfação", "Antes", "10", "4", "0.4", "3.75", "0.5", ""],
            ["NPS", "Período", "40", "10", "0.25", "", "", "30"],
            ["NPS", "Antes", "0", "0", "", "", "", ""],
            ["Responderam", "Período", "80", "20", "0.25", "", "", ""],
            ["Responderam", "Antes", "10", "4", "0.4", "", "", ""],
            ["Financeiro", "Período", "0", "0", "", "", "", "30"],
        ]
    );
    let looks = book.worksheet_style("Satisfação").unwrap();
    let format = |row: u32, column: u32| {
        let look = looks.get((row, column)).unwrap();
        look.number_format.as_ref().unwrap().format_code.clone()
    };
    // as many decimals as on the page, which writes 3,75 and 30
    assert_eq!([format(1, 5), format(1, 6), format(3, 7)], ["0.00", "0.0%", "0"]);
}

#[test]
fn the_headings_are_in_the_readers_language() {
    let mut book = read(Locale::En);
    let people = book.worksheet_range("People").unwrap();
    let headings: Vec<String> = people.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(headings[..3], ["Person", "Answered", "First answer"]);
}
