//! One table of a workbook: a row of headings, then typed cells, so that a spreadsheet can reckon with them.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use time::{Date, OffsetDateTime};

use crate::now::BRASILIA;

/// What a cell holds; `None` leaves it empty.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    /// Words.
    Text(String),
    /// A count.
    Count(i64),
    /// A part of one, shown in percent.
    Share(Option<f64>),
    /// Seconds, kept as a part of a day and shown as hours, minutes and seconds.
    Duration(Option<f64>),
    /// A mean, shown with two decimals.
    Mean(Option<f64>),
    /// Points from -100 to 100, shown whole.
    Points(Option<f64>),
    /// An amount in BRL, given in cents.
    Brl(f64),
    /// A day.
    Day(Date),
    /// A moment, shown as Brasília's clocks did.
    Moment(OffsetDateTime),
    /// Nothing.
    Empty,
}

/// How cells look.
pub(super) struct Looks {
    head: Format,
    count: Format,
    share: Format,
    duration: Format,
    mean: Format,
    points: Format,
    brl: Format,
    day: Format,
    moment: Format,
}

impl Looks {
    /// The only ones there are.
    pub(super) fn new() -> Self {
        let number = |format: &str| Format::new().set_num_format(format);
        Self {
            head: Format::new()
                .set_bold()
                .set_align(FormatAlign::Left)
                .set_border_bottom(FormatBorder::Thin),
            count: number("#,##0"),
            share: number("0.0%"),
            duration: number("[h]:mm:ss"),
            mean: number("0.00"),
            points: number("0"),
            brl: number("#,##0.00"),
            day: number("yyyy-mm-dd"),
            moment: number("yyyy-mm-dd hh:mm"),
        }
    }
}

/// Adds a table as a sheet of its own; its headings stay in sight.
pub(super) fn add(
    book: &mut Workbook,
    looks: &Looks,
    name: &str,
    headings: &[&str],
    rows: Vec<Vec<Cell>>,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, *heading, &looks.head)?;
    }
    for (line, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(line, column, text)?,
                #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
                Cell::Count(count) => sheet.write_number_with_format(line, column, count as f64, &looks.count)?,
                Cell::Share(Some(share)) => sheet.write_number_with_format(line, column, share, &looks.share)?,
                Cell::Duration(Some(seconds)) => {
                    sheet.write_number_with_format(line, column, seconds / 86_400.0, &looks.duration)?
                }
                Cell::Mean(Some(mean)) => sheet.write_number_with_format(line, column, mean, &looks.mean)?,
                Cell::Points(Some(points)) => sheet.write_number_with_format(line, column, points, &looks.points)?,
                Cell::Brl(cents) => sheet.write_number_with_format(line, column, cents / 100.0, &looks.brl)?,
                Cell::Day(day) => sheet.write_datetime_with_format(line, column, &excel(day)?, &looks.day)?,
                Cell::Moment(at) => {
                    let at = at.to_offset(BRASILIA);
                    let moment = excel(at.date())?.and_hms(at.hour().into(), at.minute(), at.second())?;
                    sheet.write_datetime_with_format(line, column, &moment, &looks.moment)?
                }
                Cell::Share(None) | Cell::Duration(None) | Cell::Mean(None) | Cell::Points(None) | Cell::Empty => {
                    continue;
                }
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    Ok(())
}

/// A day as spreadsheets know it.
fn excel(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().into(), day.day())
}
