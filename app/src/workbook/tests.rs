//! The workbook, read back as a spreadsheet reads it.

use std::io::Cursor;

use super::*;
use calamine::{Data, Range, Reader, Xlsx};

mod example;

use example::{example, goals, right_now};

fn words(rows: &Range<Data>) -> Vec<Vec<String>> {
    let cells = |row: &[Data]| row.iter().map(ToString::to_string).collect();
    rows.rows().skip(1).map(cells).collect()
}

fn read(locale: Locale) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(
        dashboard(&example(), &goals(), &right_now(), locale).unwrap(),
    ))
    .unwrap()
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
    assert_eq!(names.len(), 23);
    assert_eq!(
        &names[..5],
        ["Resumo", "Agora", "Agora – Pessoas", "Canais e dependências", "Filas"]
    );
    let summary = book.worksheet_range("Resumo").unwrap();
    let line = |name: &str| {
        let row = summary.rows().find(|row| row[0] == Data::String(name.to_owned()));
        row.unwrap_or_else(|| panic!("{name} is missing")).to_vec()
    };
    assert_eq!(number(&line("Conversas")[1]), 1_200.0);
    assert_eq!(number(&line("Resolvido no 1º contato")[1]), 0.75);
    assert!((number(&line("1ª resposta urgente")[1]) * 86_400.0 - 28.0).abs() < 1e-6);
    assert_eq!(line("1ª resposta urgente")[2], Data::Empty);
    assert_eq!(
        line("Satisfação")[1..].iter().map(number).collect::<Vec<_>>(),
        [4.3, 3.75]
    );
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
    let load = book.worksheet_range("Capacidade por hora").unwrap();
    assert_eq!(words(&load), [["0", "1", "3", "2.5", "0", "0", "", "ninguém online"]]);
}

#[test]
fn this_moment_is_in_the_workbook_as_on_the_page() {
    let mut book = read(Locale::PtBr);
    let queues = book.worksheet_range("Agora").unwrap();
    let row = queues.rows().nth(1).unwrap();
    assert_eq!(row[0], Data::String("Financeiro".to_owned()));
    let counts: Vec<f64> = [1, 2, 3, 5, 6].into_iter().map(|column| number(&row[column])).collect();
    assert_eq!(counts, [3.0, 4.0, 2.0, 1.0, 0.0]);
    assert!((number(&row[4]) * 48.0 - 1.0).abs() < 1e-6, "half an hour");
    let people = book.worksheet_range("Agora – Pessoas").unwrap();
    assert_eq!(words(&people), [["Ana", "2", "8"]]);
    let standing = book.worksheet_range("Canais e dependências").unwrap();
    assert_eq!(
        words(&standing),
        [["Principal", "Pausado", "5"], ["Redis", "Não configurado", ""]]
    );
}

#[test]
fn words_of_subscribers_and_a_persons_scores_are_in_the_workbook() {
    let mut book = read(Locale::PtBr);
    let low = book.worksheet_range("Notas baixas a tratar").unwrap();
    let row = low.rows().nth(1).unwrap();
    assert!(matches!(row[0], Data::DateTime(_)), "a moment is a moment");
    // 2026-11-27 23:07 in Brasília
    assert!((number(&row[0]).fract() * 1_440.0 - (23.0 * 60.0 + 7.0)).abs() < 1e-3);
    let said: Vec<String> = row[1..].iter().map(ToString::to_string).collect();
    assert_eq!(said, ["Satisfação", "1", "=demorou", "Financeiro", "Ana"]);
    let comments = book.worksheet_range("Últimos comentários").unwrap();
    assert_eq!(words(&comments), Vec::<Vec<String>>::new());
    let people = book.worksheet_range("Pessoas").unwrap();
    let ana = people.rows().nth(1).unwrap();
    assert_eq!([number(&ana[6]), number(&ana[7])], [4.5, 2.0]);
    let queues = book.worksheet_range("Pessoas por fila").unwrap();
    let row = queues.rows().nth(1).unwrap();
    assert_eq!([row[0].to_string(), row[1].to_string()], ["Ana", "Financeiro"]);
    assert_eq!([number(&row[2]), number(&row[4]), number(&row[6])], [12.0, 11.0, 1.0]);
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
            ["Ana", "Período", "3", "2", "0.6666666666666666", "4.5", "1", ""],
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
