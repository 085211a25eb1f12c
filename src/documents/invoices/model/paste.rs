//! Rows pasted from a spreadsheet: which column went where is guessed, shown, and can be corrected before it lands.

use crate::kernel::fixed::Fixed6;
use crate::kernel::tax::spelled;

use super::{MAX_LINES, TypedLine};

/// What a pasted column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PasteColumn {
    Skip,
    Name,
    Description,
    Quantity,
    Unit,
    Price,
    Discount,
}

spelled!(PasteColumn {
    Skip = "skip",
    Name = "name",
    Description = "description",
    Quantity = "quantity",
    Unit = "unit",
    Price = "price",
    Discount = "discount",
});

/// Rows of cells with the guessed meaning of each column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pasted {
    pub rows: Vec<Vec<String>>,
    pub columns: Vec<PasteColumn>,
}

/// Reads what a spreadsheet puts into the clipboard: cells by tabs, rows by line breaks, cells with breaks in quotes.
/// `None` for a text that is a single cell, which is pasted as it is.
#[must_use]
pub fn read_pasted(text: &str) -> Option<Pasted> {
    let mut rows = cells(text);
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    rows.truncate(MAX_LINES);
    let width = rows.iter().map(Vec::len).max()?;
    if rows.len() < 2 && width < 2 {
        return None;
    }
    for row in &mut rows {
        row.resize(width, String::new());
    }
    let columns = guess(&rows, width);
    Some(Pasted { rows, columns })
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![]];
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = text.chars().filter(|c| *c != '\r').peekable();
    let mut end = |cell: &mut String, new_row: bool| {
        if let Some(row) = rows.last_mut() {
            row.push(std::mem::take(cell));
        }
        if new_row {
            rows.push(vec![]);
        }
    };
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => end(&mut cell, false),
            '\n' if !quoted => end(&mut cell, true),
            c => cell.push(c),
        }
    }
    end(&mut cell, false);
    rows
}

/// The first column of words is the name, a column of short words after it the unit. Of the numbers a count 1, 2, 3 is
/// skipped, then come quantity and price, and what is their product is skipped, for it is computed.
fn guess(rows: &[Vec<String>], width: usize) -> Vec<PasteColumn> {
    let mut columns = vec![PasteColumn::Skip; width];
    let mut free = [PasteColumn::Quantity, PasteColumn::Price].into_iter();
    let (mut named, mut with_unit) = (false, false);
    let numeric_columns = (0..width).filter(|at| is_numeric(rows, *at)).count();
    for at in 0..width {
        let guessed = if is_numeric(rows, at) {
            if is_count(rows, at) && at == 0 && numeric_columns > 1 {
                PasteColumn::Skip
            } else {
                free.next().unwrap_or(PasteColumn::Skip)
            }
        } else if !named {
            named = true;
            PasteColumn::Name
        } else if !with_unit && column(rows, at).all(|cell| cell.chars().count() <= 8) {
            with_unit = true;
            PasteColumn::Unit
        } else {
            PasteColumn::Skip
        };
        if let Some(place) = columns.get_mut(at) {
            *place = guessed;
        }
    }
    // A single column of numbers beside names is the price.
    if !columns.contains(&PasteColumn::Price)
        && let Some(only) = columns.iter_mut().find(|column| **column == PasteColumn::Quantity)
        && named
    {
        *only = PasteColumn::Price;
    }
    columns
}

fn column(rows: &[Vec<String>], at: usize) -> impl Iterator<Item = &str> {
    rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.trim())
}

/// Most of the cells are numbers: a heading may stand above them.
fn is_numeric(rows: &[Vec<String>], at: usize) -> bool {
    let filled = column(rows, at).filter(|cell| !cell.is_empty());
    let (numbers, all) = filled.fold((0, 0), |(numbers, all), cell| {
        (numbers + usize::from(Fixed6::parse(cell).is_ok()), all + 1)
    });
    numbers > 0 && numbers + 1 >= all
}

fn is_count(rows: &[Vec<String>], at: usize) -> bool {
    let numbers: Vec<Fixed6> = column(rows, at).filter_map(|cell| Fixed6::parse(cell).ok()).collect();
    numbers.len() > 1
        && (1..)
            .zip(&numbers)
            .all(|(n, number)| Fixed6::from_int(n) == Some(*number))
}

impl Pasted {
    /// The lines; a heading in the first row and rows without a name are left out. What no column gives comes from `defaults`. A
    /// cell that is no number where one belongs is taken as it is, to be mended in its line.
    #[must_use]
    pub fn lines(&self, defaults: &TypedLine) -> Vec<TypedLine> {
        let numbers = |row: &[String]| {
            let typed = self.columns.iter().zip(row);
            typed
                .filter(|(column, _)| matches!(column, PasteColumn::Quantity | PasteColumn::Price))
                .all(|(_, cell)| cell.trim().is_empty() || Fixed6::parse(cell).is_ok())
        };
        self.rows
            .iter()
            .enumerate()
            .filter(|(at, row)| *at > 0 || numbers(row))
            .map(|(_, row)| self.line(row, defaults))
            .filter(|line| !line.name.is_empty())
            .collect()
    }

    fn line(&self, row: &[String], defaults: &TypedLine) -> TypedLine {
        let mut line = TypedLine {
            kind: defaults.kind.clone(),
            unit: defaults.unit.clone(),
            vat: defaults.vat.clone(),
            quantity: "1".to_owned(),
            ..TypedLine::default()
        };
        for (column, cell) in self.columns.iter().zip(row) {
            let cell = if *column == PasteColumn::Description {
                cell.trim().to_owned()
            } else {
                cell.split_whitespace().collect::<Vec<_>>().join(" ")
            };
            if *column != PasteColumn::Skip && !cell.is_empty() {
                line.set(column.as_str(), cell);
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::{PasteColumn as C, read_pasted};
    use crate::documents::invoices::model::TypedLine;

    #[test]
    fn columns_are_guessed_by_what_they_hold() {
        for (text, columns) in [
            ("Roses\t3\t120,50", vec![C::Name, C::Quantity, C::Price]),
            (
                "1\tRoses\tpcs\t3\t120\t360\n2\tTulips\tpcs\t5\t40\t200",
                vec![C::Skip, C::Name, C::Unit, C::Quantity, C::Price, C::Skip],
            ),
            (
                "Name\tQty\tPrice\nRoses\t3\t1 250.5\nTulips\t5\t40",
                vec![C::Name, C::Quantity, C::Price],
            ),
            ("Roses\t120\nTulips\t40", vec![C::Name, C::Price]),
            ("Roses\nTulips", vec![C::Name]),
        ] {
            assert_eq!(read_pasted(text).unwrap().columns, columns, "{text}");
        }
        for text in ["", "Roses", "120,50", "\n", "Roses\n"] {
            assert_eq!(read_pasted(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_number_that_is_none_comes_along_to_be_mended() {
        let pasted = read_pasted("Roses\t3\t10\nTulips\ttwo\t40\nPots\t5\t1 200,00\n").unwrap();
        let lines = pasted.lines(&TypedLine::default());
        let typed: Vec<_> = lines
            .iter()
            .map(|line| (line.name.as_str(), line.quantity.as_str()))
            .collect();
        assert_eq!(typed, [("Roses", "3"), ("Tulips", "two"), ("Pots", "5")]);
    }

    #[test]
    fn a_heading_is_left_out_and_quotes_are_read() {
        let pasted = read_pasted("Name\tQty\tPrice\n\"Roses, \"\"red\"\"\nlong\"\t3\t10\r\n\t\t\n").unwrap();
        let like = TypedLine {
            vat: "rate".into(),
            unit: "pcs".into(),
            name: "other".into(),
            ..TypedLine::default()
        };
        let lines = pasted.lines(&like);
        assert_eq!(lines.len(), 1);
        let first = lines.first().unwrap();
        assert_eq!(
            (
                first.name.as_str(),
                first.quantity.as_str(),
                first.price.as_str(),
                first.unit.as_str(),
                first.vat.as_str()
            ),
            ("Roses, \"red\" long", "3", "10", "pcs", "rate")
        );
    }
}
