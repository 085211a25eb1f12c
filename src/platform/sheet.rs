//! Lists as files.
//!
//! * CSV as in RFC 4180: UTF-8 with its mark, dates as `2026-11-24`. Columns and decimals are divided as the spreadsheets of the
//!   reader's language expect it: `;` and a comma in Russian and Ukrainian, else a comma and a point. A text that a spreadsheet
//!   would take for a formula gets an apostrophe in front, and so does a part of it that would be one if it were divided otherwise.
//! * XLSX with typed cells: a text is never a formula there.
//!
//! Either way blanks are plain ones: where a line may end is a matter of pages.

use std::io::Write;

use csv::{QuoteStyle, Terminator};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook, XlsxError};

use crate::error::{AppError, AppResult, internal};
use crate::kernel::format::plain_blanks;
use crate::kernel::lang::Lang;
use crate::kernel::sheet::Value;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::Csv, Self::Xlsx];

    /// The end of the file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// By this a spreadsheet knows that a CSV file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// The longest text a cell of XLSX takes.
const LONGEST_TEXT: usize = 32_767;
/// The width of a column in letters: that of its head, but a date fits in, and no head makes a column too wide.
const NARROWEST: usize = 14;
const WIDEST: usize = 40;
/// "Short date", as the reader's system spells it.
const SHORT_DATE: u8 = 14;

/// A file that is being written, row after row.
pub enum Sheet {
    Csv {
        csv: Box<csv::Writer<Vec<u8>>>,
        decimal: char,
    },
    Xlsx {
        workbook: Box<Workbook>,
        row: u32,
    },
}

impl Sheet {
    /// Begins with the heads of the columns.
    ///
    /// # Errors
    /// An internal error if the writing fails; so for the other functions.
    pub fn new(format: Format, lang: Lang, heads: &[&str]) -> AppResult<Self> {
        let mut sheet = match format {
            Format::Csv => {
                let mut file = Vec::new();
                file.write_all(BYTE_ORDER_MARK).map_err(failed)?;
                let (delimiter, decimal) = match lang {
                    Lang::Ru | Lang::Uk => (b';', ','),
                    Lang::En => (b',', '.'),
                };
                let csv = csv::WriterBuilder::new()
                    .delimiter(delimiter)
                    .terminator(Terminator::CRLF)
                    .quote_style(QuoteStyle::Necessary)
                    .from_writer(file);
                Self::Csv {
                    csv: Box::new(csv),
                    decimal,
                }
            }
            Format::Xlsx => {
                let mut workbook = Box::new(Workbook::new());
                // Rows go to a temporary file: however long a list is, the memory it takes stays small.
                let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
                sheet.set_freeze_panes(1, 0).map_err(failed)?;
                for (column, head) in (0_u16..).zip(heads) {
                    let letters = head.chars().count().clamp(NARROWEST, WIDEST);
                    let width = u16::try_from(letters).unwrap_or(u16::MAX);
                    sheet.set_column_width(column, f64::from(width)).map_err(failed)?;
                }
                Self::Xlsx { workbook, row: 0 }
            }
        };
        let heads: Vec<Value> = heads.iter().map(|head| Value::from(*head)).collect();
        sheet.row(&heads)?;
        Ok(sheet)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`AppError::TooLarge`] when an XLSX file has no room for it.
    pub fn row(&mut self, values: &[Value]) -> AppResult<()> {
        match self {
            Self::Csv { csv, decimal } => {
                let texts = values.iter().map(|value| csv_text(value, *decimal));
                csv.write_record(texts).map_err(failed)
            }
            Self::Xlsx { workbook, row } => {
                let written = xlsx_row(workbook, *row, values);
                *row += 1;
                written.map_err(|error| match error {
                    XlsxError::RowColumnLimitError => AppError::TooLarge,
                    error => failed(error),
                })
            }
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// See [`Sheet::new`].
    pub fn finish(self) -> AppResult<Vec<u8>> {
        match self {
            Self::Csv { csv, .. } => csv.into_inner().map_err(failed),
            Self::Xlsx { mut workbook, .. } => workbook.save_to_buffer().map_err(failed),
        }
    }
}

fn failed(error: impl std::fmt::Display) -> AppError {
    internal(&format!("export: {error}"))
}

fn csv_text(value: &Value, decimal: char) -> String {
    match value {
        Value::Text(text) => harmless(&plain_blanks(text)),
        Value::Number(number) if decimal == '.' => number.to_string(),
        Value::Number(number) => number.to_string().replace('.', &decimal.to_string()),
        Value::Date(date) => date.to_string(),
    }
}

/// The text with an apostrophe wherever a spreadsheet could begin a cell with a formula: at its start, and behind what divides
/// cells in a spreadsheet of another language.
fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut begins = true;
    for letter in text.chars() {
        if begins && matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r') {
            safe.push('\'');
        }
        safe.push(letter);
        begins = matches!(letter, ';' | ',' | '\t' | '\n' | '\r');
    }
    safe
}

fn xlsx_row(workbook: &mut Workbook, row: u32, values: &[Value]) -> Result<(), XlsxError> {
    let sheet = workbook.worksheet_from_index(0)?;
    for (column, value) in (0_u16..).zip(values) {
        match value {
            Value::Text(text) if text.is_empty() => {}
            Value::Text(text) => {
                let text: String = plain_blanks(text).chars().take(LONGEST_TEXT).collect();
                sheet.write_string(row, column, text)?;
            }
            // The numbers of this format are what spreadsheets reckon with: exact up to fifteen digits.
            Value::Number(number) => {
                sheet.write_number(row, column, number.to_f64().unwrap_or_default())?;
            }
            Value::Date(date) => {
                let year = u16::try_from(date.year()).unwrap_or_default();
                let day = |number: i8| u8::try_from(number).unwrap_or_default();
                let moment = ExcelDateTime::from_ymd(year, day(date.month()), day(date.day()))?;
                let format = CellFormat::new().set_num_format_index(SHORT_DATE);
                sheet.write_datetime_with_format(row, column, &moment, &format)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Format, Sheet};
    use crate::kernel::lang::Lang;
    use crate::kernel::sheet::Value;

    fn file(format: Format, lang: Lang) -> Vec<u8> {
        let mut sheet = Sheet::new(format, lang, &["Name", "Sum", "Date"]).unwrap();
        for name in [
            "ТОВ \"Калина\", Київ",
            "=1+2",
            "+380 44 123",
            "@SUM(A1)",
            "two\nlines",
            "a;=1+2,-3\n@b",
            "№\u{a0}5",
        ] {
            let day = jiff::civil::date(2026, 11, 24);
            let row = [
                Value::from(name),
                Value::from(Decimal::new(-125_050, 2)),
                Value::from(day),
            ];
            sheet.row(&row).unwrap();
        }
        sheet.finish().unwrap()
    }

    #[test]
    fn csv_quotes_and_takes_formulas_for_text() {
        let text = String::from_utf8(file(Format::Csv, Lang::En)).unwrap();
        assert_eq!(
            text,
            "\u{feff}Name,Sum,Date\r\n\
             \"ТОВ \"\"Калина\"\", Київ\",-1250.50,2026-11-24\r\n\
             '=1+2,-1250.50,2026-11-24\r\n\
             '+380 44 123,-1250.50,2026-11-24\r\n\
             '@SUM(A1),-1250.50,2026-11-24\r\n\
             \"two\nlines\",-1250.50,2026-11-24\r\n\
             \"a;'=1+2,'-3\n'@b\",-1250.50,2026-11-24\r\n\
             № 5,-1250.50,2026-11-24\r\n"
        );
    }

    #[test]
    fn csv_is_divided_as_the_readers_spreadsheet_divides() {
        let text = String::from_utf8(file(Format::Csv, Lang::Uk)).unwrap();
        let rows: Vec<_> = text.split("\r\n").collect();
        assert_eq!(rows[0], "\u{feff}Name;Sum;Date");
        assert_eq!(rows[1], "\"ТОВ \"\"Калина\"\", Київ\";-1250,50;2026-11-24");
        assert_eq!(rows[6], "\"a;'=1+2,'-3\n'@b\";-1250,50;2026-11-24");
    }

    #[test]
    fn xlsx_is_a_workbook() {
        let bytes = file(Format::Xlsx, Lang::En);
        assert!(bytes.starts_with(b"PK") && bytes.len() > 2_000, "{} bytes", bytes.len());
    }
}
