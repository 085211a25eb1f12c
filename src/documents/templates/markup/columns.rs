//! The lines of a paper on a narrow page. There each line stands as a card and the head of the table is not shown (`style/paper.css`), so every
//! cell says itself which column it is of. Only pages have it: what is sent, printed and typeset has the head.

use super::Markup;
use crate::platform::elements::{Element, read};

/// Fewer columns have room on a phone.
const FEWEST: usize = 5;

impl Markup {
    /// As pages have it: the cells of tables of lines with the names of their columns. It takes the paper apart and is done once, where the paper is
    /// made and before it is kept.
    #[must_use]
    pub fn with_columns(self) -> Self {
        let mut paper = read(&self.0, usize::MAX);
        if name_columns(&mut paper) {
            Self(paper.inner_html())
        } else {
            self
        }
    }
}

/// Whether tables of lines were among what the element holds.
fn name_columns(element: &mut Element) -> bool {
    let mut is_any = false;
    for child in element.elements_mut() {
        is_any |= if let Some(columns) = columns(child) {
            name_cells(child, &columns);
            true
        } else {
            name_columns(child)
        };
    }
    is_any
}

struct Column {
    name: String,
    numbers: bool,
    /// Takes the room that the others leave.
    free: bool,
    /// How much is written in it.
    length: usize,
}

/// The columns of a table of lines: its head is one row, and its cells each belong to one row.
fn columns(table: &Element) -> Option<Vec<Column>> {
    let is_of_lines = table.name == "table" && (table.has_class("positions") || table.has_class("rows"));
    if !is_of_lines || !is_plain(table) {
        return None;
    }
    let (heads, bodies): (Vec<_>, Vec<_>) = table.elements().partition(|part| part.name == "thead");
    let heads: Vec<_> = heads.into_iter().flat_map(rows).collect();
    let [head] = heads.as_slice() else {
        return None;
    };
    let mut columns = Vec::new();
    for cell in cells(head) {
        for _ in 0..span(cell) {
            columns.push(Column {
                name: cell.text_on_one_line(),
                numbers: cell.has_class("num"),
                free: false,
                length: 0,
            });
        }
    }
    if columns.len() < FEWEST {
        return None;
    }
    let groups = bodies.iter().filter(|part| part.name == "colgroup");
    let widths: Vec<_> = groups
        .flat_map(|group| group.elements())
        .map(|col| col.style("width"))
        .collect();
    if widths.len() == columns.len() {
        for (column, width) in columns.iter_mut().zip(widths) {
            column.free = width.is_none();
        }
    }
    for row in bodies.into_iter().flat_map(rows) {
        let mut next = 0;
        for cell in cells(row) {
            let (at, wide) = (next, span(cell));
            next += wide;
            if let Some(column) = columns.get_mut(at).filter(|_| wide == 1) {
                column.length += cell.text_length();
            }
        }
    }
    Some(columns)
}

/// What a line is called by: of the columns of words the one that takes the room, or else in which most is written.
fn heading(columns: &[Column]) -> Option<usize> {
    let words = columns.iter().enumerate().filter(|(_, column)| !column.numbers);
    words
        .max_by_key(|(_, column)| (column.free, column.length))
        .map(|(at, _)| at)
}

/// What a line is called by needs no name, nor does a cell of several columns: either heads its card.
fn name_cells(table: &mut Element, columns: &[Column]) {
    let heading = heading(columns);
    table.add_attribute("data-lines", "");
    for part in table.elements_mut().filter(|part| part.name != "thead") {
        for row in part.elements_mut().filter(|row| row.name == "tr") {
            let mut next = 0;
            for cell in row.elements_mut().filter(|cell| is_cell(cell)) {
                let (at, wide) = (next, span(cell));
                next += wide;
                let is_named = wide == 1 && Some(at) != heading;
                if let Some(column) = columns.get(at).filter(|column| is_named && !column.name.is_empty()) {
                    cell.add_attribute("data-label", &column.name);
                }
            }
        }
    }
}

/// No cell is of several rows, and none holds a table.
fn is_plain(element: &Element) -> bool {
    element
        .elements()
        .all(|own| own.name != "table" && own.attribute("rowspan").is_empty() && is_plain(own))
}

fn rows(part: &Element) -> impl Iterator<Item = &Element> {
    part.elements().filter(|row| row.name == "tr")
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements().filter(|cell| is_cell(cell))
}

fn is_cell(element: &Element) -> bool {
    matches!(element.name.as_str(), "td" | "th")
}

fn span(cell: &Element) -> usize {
    cell.attribute("colspan").parse().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::Markup;

    const HEAD: &str = "<thead><tr><th class=\"num\">№</th><th>Code</th><th>Name &amp;<br>\"what\"</th><th class=\"num\">Price</th>\
                        <th class=\"num\">Sum</th></tr></thead>";
    const ROW: &str = "<tbody><tr><td>1</td><td>the longest of all</td><td>c</td><td>2</td><td>3</td></tr></tbody>";

    fn with_columns(html: &str) -> String {
        Markup::clean(html).unwrap().with_columns().as_str().to_owned()
    }

    #[test]
    fn cells_say_which_column_they_are_of() {
        let cols = "<colgroup><col style=\"width: 5%\"><col style=\"width: 9%\"><col><col style=\"width: 9%\"><col style=\"width: 9%\"></colgroup>";
        let html = format!(
            "<p>a</p><table class=\"positions\">{cols}{HEAD}<tbody><tr><td class=\"num\">1</td><td>Long as it is</td><td>Name<br><small>b</small></td>\
             <td class=\"num\">2</td><td class=\"num\">3&nbsp;000</td></tr><tr class=\"total\"><td colspan=\"3\">Total</td><td></td>\
             <td class=\"num\">3</td></tr></tbody></table><p>b</p>"
        );
        let expected = format!(
            "<p>a</p><table class=\"positions\" data-lines=\"\">{cols}{HEAD}<tbody><tr><td class=\"num\" data-label=\"№\">1</td>\
             <td data-label=\"Code\">Long as it is</td><td>Name<br><small>b</small></td><td class=\"num\" data-label=\"Price\">2</td>\
             <td class=\"num\" data-label=\"Sum\">3&nbsp;000</td></tr><tr class=\"total\"><td colspan=\"3\">Total</td><td data-label=\"Price\"></td>\
             <td class=\"num\" data-label=\"Sum\">3</td></tr></tbody></table><p>b</p>"
        );
        assert_eq!(with_columns(&html), expected);
    }

    #[test]
    fn names_are_safe_in_an_attribute() {
        let html = with_columns(&format!("<table class=\"rows\">{HEAD}{ROW}</table>"));
        assert!(
            html.contains("<td>the longest of all</td><td data-label=\"Name &amp; &quot;what&quot;\">c</td>"),
            "{html}"
        );
    }

    #[test]
    fn other_tables_stay_as_they_are() {
        for html in [
            format!("<table>{HEAD}{ROW}</table>"),
            format!("<table class=\"positions\">{ROW}</table>"),
            "<table class=\"positions\"><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
                .to_owned(),
            format!("<table class=\"rows\">{HEAD}{ROW}</table>")
                .replace("<thead>", "<thead><tr><th colspan=\"5\">A</th></tr>"),
            format!("<table class=\"positions\">{HEAD}{ROW}</table>").replace("<td>1", "<td rowspan=\"2\">1"),
            format!("<table class=\"positions\">{HEAD}{ROW}</table>")
                .replace(">1<", "><table><tbody></tbody></table><"),
            "<table class=\"positions\"><thead><tr></tr></thead></table>".to_owned(),
            "<p>text</p>".to_owned(),
        ] {
            assert_eq!(with_columns(&html), html);
        }
    }
}
