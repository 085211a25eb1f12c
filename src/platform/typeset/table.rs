//! Tables: every cell gets its place, so that a row that is too short or a span that is too long shifts nothing.

use std::collections::BTreeSet;

use serde::Serialize;

use super::tree::{Block, Length, Run, Shaper, side};
use crate::platform::elements::Element;

/// More columns are not looked at.
const MOST_COLUMNS: usize = 40;

/// A cell with more text than this may break across pages: a page could not hold it.
const LONGEST_WHOLE: usize = 400;

/// Columns whose texts are all this short are as wide as their longest text, if nobody says how wide they are.
const SHORT: usize = 14;
/// The same for labels.
const SHORT_LABEL: usize = 28;

#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Table {
    /// How it looks: a name of `tables` in `document.typ`.
    k: &'static str,
    /// Whether its line is a part of the page's.
    narrow: bool,
    /// Widths; `None` for as wide as its longest text.
    cols: Vec<Option<Length>>,
    head: Vec<Cell>,
    body: Vec<Cell>,
}

#[derive(Debug, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "what document.typ asks of a cell")]
struct Cell {
    x: usize,
    y: usize,
    w: usize,
    h: usize,
    side: Option<&'static str>,
    bold: bool,
    /// Says what stands beside it.
    label: bool,
    head: bool,
    /// Whether it may be torn across pages.
    torn: bool,
    /// Whether `c` is one line of text.
    line: bool,
    c: Content,
    /// For the width of its column: how long its text is; a figure never breaks.
    #[serde(skip)]
    length: usize,
    #[serde(skip)]
    unbroken: bool,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Content {
    Line(Vec<Run>),
    Blocks(Vec<Block>),
}

/// The table of an element; `None` if it has no cells.
pub(super) fn table(shaper: Shaper<'_>, element: &Element) -> Option<Table> {
    let (mut head, mut body) = (Vec::new(), Vec::new());
    for part in element.elements() {
        match part.name.as_str() {
            "thead" => head.extend(rows(part)),
            "tbody" | "tfoot" => body.extend(rows(part)),
            "tr" => body.push(part),
            _ => {}
        }
    }
    let heads = head.len();
    let k = ["positions", "rows", "bank", "plain", "parties", "sums"];
    let k = k.into_iter().find(|k| element.has_class(k)).unwrap_or("bordered");
    let mut grid = Grid {
        has_labels: matches!(k, "bank" | "parties"),
        ..Grid::default()
    };
    let head = grid.place(shaper, &head, true);
    let body = grid.place(shaper, &body, false);
    debug_assert!(heads <= grid.rows);
    if grid.columns == 0 {
        return None;
    }
    let mut wanted = wanted_widths(element, grid.columns, &grid.widths);
    if shaper.is_narrow {
        // Parts of a whole line: of half a line, figures would be printed over each other.
        for width in &mut wanted {
            *width = width.filter(|width| width.0 != "%");
        }
    }
    Some(Table {
        k,
        narrow: shaper.is_narrow,
        cols: widths(k, &wanted, head.iter().chain(&body)),
        head,
        body,
    })
}

fn rows(part: &Element) -> impl Iterator<Item = &Element> {
    part.elements().filter(|row| row.name == "tr")
}

/// Where cells have been put.
#[derive(Default)]
struct Grid {
    columns: usize,
    rows: usize,
    taken: BTreeSet<(usize, usize)>,
    /// Whether a `<th>` is a label beside a value, and no head.
    has_labels: bool,
    /// What cells of one column say about its width.
    widths: Vec<(usize, Length)>,
}

impl Grid {
    /// Puts the rows of a part under what is there. No cell reaches out of its part.
    fn place(&mut self, shaper: Shaper<'_>, rows: &[&Element], is_head: bool) -> Vec<Cell> {
        let (first, mut cells) = (self.rows, Vec::new());
        let end = first + rows.len();
        for (y, row) in (first..).zip(rows) {
            let is_total = row.has_class("total");
            let mut x = 0;
            for element in row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th")) {
                while self.taken.contains(&(y, x)) {
                    x += 1;
                }
                if x >= MOST_COLUMNS {
                    break;
                }
                let span = |name: &str| element.attribute(name).parse::<usize>().unwrap_or(1).max(1);
                let free = (x..MOST_COLUMNS).take_while(|x| !self.taken.contains(&(y, *x))).count();
                let wide = span("colspan").min(free);
                let high = span("rowspan").min(end - y);
                for y in y..y + high {
                    self.taken.extend((x..x + wide).map(|x| (y, x)));
                }
                self.columns = self.columns.max(x + wide);
                if let (1, Some(width)) = (wide, element.style("width").and_then(Length::read)) {
                    self.widths.push((x, width));
                }
                let mut cell = cell(shaper, element, is_head);
                cell.label = cell.bold && self.has_labels;
                cell.bold = is_total || (cell.bold && !cell.label);
                cells.push(Cell {
                    x,
                    y,
                    w: wide,
                    h: high,
                    ..cell
                });
                x += wide;
            }
            // One cell that may not be torn would hold the whole row together, and what does not fit on the page would be lost.
            if cells.iter().any(|cell| cell.y == y && cell.torn) {
                cells
                    .iter_mut()
                    .filter(|cell| cell.y == y)
                    .for_each(|cell| cell.torn = true);
            }
        }
        self.rows = end;
        cells
    }
}

fn cell(shaper: Shaper<'_>, element: &Element, is_head: bool) -> Cell {
    let is_figure = element.has_class("num");
    // A head is longer than the figures under it, and may break.
    let unbroken = (is_figure || element.has_class("nowrap")) && !is_head && element.text_length() <= 40;
    let (line, c) = match shaper.line(element) {
        Some(mut c) => {
            if unbroken {
                c.iter_mut().for_each(Run::keep_together);
            }
            (true, Content::Line(c))
        }
        None => (false, Content::Blocks(shaper.blocks(element))),
    };
    Cell {
        x: 0,
        y: 0,
        w: 1,
        h: 1,
        side: side(element).or(is_figure.then_some("right")),
        bold: element.name == "th",
        label: false,
        head: is_head,
        torn: element.text_length() > LONGEST_WHOLE,
        line,
        c,
        length: element.text_length(),
        unbroken,
    }
}

/// The widths that are written down: those of `<col>`, else those of cells.
fn wanted_widths(element: &Element, columns: usize, of_cells: &[(usize, Length)]) -> Vec<Option<Length>> {
    let mut wanted = Vec::new();
    for group in element.elements().filter(|part| part.name == "colgroup") {
        for col in group.elements().filter(|col| col.name == "col") {
            let times = col
                .attribute("span")
                .parse::<usize>()
                .unwrap_or(1)
                .clamp(1, MOST_COLUMNS);
            let width = col.style("width").and_then(Length::read);
            wanted.extend(std::iter::repeat_n(width, times));
        }
    }
    wanted.resize(columns, None);
    for (x, width) in of_cells {
        if let Some(own @ None) = wanted.get_mut(*x) {
            *own = Some(*width);
        }
    }
    wanted
}

/// The widths of all columns. Where nobody says, figures and short texts get what they need, and the rest shares what is left.
fn widths<'c>(
    k: &str,
    wanted: &[Option<Length>],
    cells: impl Iterator<Item = &'c Cell> + Clone,
) -> Vec<Option<Length>> {
    const SHARE: Option<Length> = Some(Length("fr", 1.0));
    if k == "sums" {
        return wanted.to_vec();
    }
    if wanted.iter().all(|width| width.is_some_and(|width| width.0 == "%")) {
        // Whatever they add up to, they fill the line.
        let parts = wanted.iter().flatten();
        return parts.map(|percent| Some(Length("fr", percent.1))).collect();
    }
    let mut widths: Vec<Option<Length>> = (0..)
        .zip(wanted)
        .map(|(x, width)| {
            let short = if k == "parties" && x == 0 { SHORT_LABEL } else { SHORT };
            let mut own = cells.clone().filter(|cell| cell.w == 1 && cell.x == x && !cell.head);
            match width {
                Some(width) => Some(*width),
                None if own.all(|cell| cell.unbroken || cell.length <= short) => None,
                None => SHARE,
            }
        })
        .collect();
    let fills = |width: &Option<Length>| width.is_some_and(|width| width.0 == "fr");
    if !widths.iter().any(fills) && widths.iter().any(Option::is_none) {
        // The table is as wide as the page: its longest column takes what is left.
        let length = |x: usize| cells.clone().filter(|c| c.x == x && c.w == 1).map(|c| c.length).max();
        let open = (0..widths.len()).filter(|x| widths.get(*x) == Some(&None));
        let longest = open.max_by_key(|x| length(*x));
        if let Some(own) = longest.and_then(|x| widths.get_mut(x)) {
            *own = SHARE;
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::super::DEEPEST;
    use super::{Length, Shaper, Table};
    use crate::platform::elements::read;

    fn shaped(html: &str) -> Table {
        shaped_in(html, false)
    }

    fn shaped_in(html: &str, is_narrow: bool) -> Table {
        let shaper = Shaper {
            pictures: &[],
            is_page: false,
            is_narrow,
        };
        super::table(shaper, read(html, DEEPEST).elements().next().unwrap()).unwrap()
    }

    /// Column, row, width and height of each cell.
    fn places(table: &Table) -> Vec<[usize; 4]> {
        let cells = table.head.iter().chain(&table.body);
        cells.map(|cell| [cell.x, cell.y, cell.w, cell.h]).collect()
    }

    #[test]
    fn every_cell_has_its_place() {
        let table = shaped(
            "<table><thead><tr><th rowspan=9>a</th><th colspan=2>b</th></tr></thead>\
             <tbody><tr><td>c</td></tr><tr><td rowspan=2>d</td><td>e</td><td>f</td></tr>\
             <tr><td colspan=99>g</td></tr></tbody></table>",
        );
        let expected = [
            [0, 0, 1, 1],
            [1, 0, 2, 1],
            [0, 1, 1, 1],
            [0, 2, 1, 2],
            [1, 2, 1, 1],
            [2, 2, 1, 1],
            [1, 3, 39, 1],
        ];
        assert_eq!(places(&table), expected);
        assert_eq!(table.cols.len(), 40);
    }

    #[test]
    fn widths_are_those_that_are_written_down_or_what_the_texts_need() {
        let fr = |n| Some(Length("fr", n));
        let row = "<tr><td class=num>1</td><td>A long name of a service</td><td>h</td></tr>";
        let table = |cols: &str| shaped(&format!("<table class=positions>{cols}<tbody>{row}</tbody></table>")).cols;
        assert_eq!(table(""), [None, fr(1.0), None]);
        let written = "<colgroup><col style='width:10%'><col style='width:30mm'></colgroup>";
        assert_eq!(
            table(written),
            [Some(Length("%", 10.0)), Some(Length("mm", 30.0)), fr(1.0)]
        );
        let percent = "<colgroup><col span=2 style='width:10%'><col style='width:30%'></colgroup>";
        assert_eq!(table(percent), [fr(10.0), fr(10.0), fr(30.0)]);
        let narrow = format!("<table class=positions>{written}<tbody>{row}</tbody></table>");
        assert_eq!(shaped_in(&narrow, true).cols, [None, Some(Length("mm", 30.0)), fr(1.0)]);
        let short = shaped("<table><tr><td>a</td><td>bb</td></tr></table>");
        assert_eq!(short.cols, [None, fr(1.0)]);
    }
}
