//! A small table that is all there is: headings, and rows as they stand on the page. One that is sorted, paged or exported is a
//! [`super::table::DataTable`].

use leptos::prelude::*;

/// The heading of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    Text(&'static str),
    /// Over numbers.
    Number(&'static str),
    /// Over what can be done with a row: heard and not seen.
    Steps(&'static str),
}

/// The cells of a row. The first one names it: on a phone it is the heading of a card, and the others stand beside their headings.
pub struct PlainRow<const N: usize> {
    cells: [AnyView; N],
    class: Option<&'static str>,
}

impl<const N: usize> PlainRow<N> {
    /// The row with a class where something is so.
    #[must_use]
    pub fn marked(self, class: &'static str, so: bool) -> Self {
        Self {
            class: so.then_some(class),
            ..self
        }
    }
}

impl<const N: usize> From<[AnyView; N]> for PlainRow<N> {
    fn from(cells: [AnyView; N]) -> Self {
        Self { cells, class: None }
    }
}

/// The table; `caption` says what it holds to whoever does not see it.
///
/// ```ignore
/// let rows = people.into_iter().map(|one| [one.name.into_any(), one.age.into_any()]);
/// plain_table(tr!(people.title), [Head::Text(tr!(people.name)), Head::Number(tr!(people.age))], rows)
/// ```
#[must_use]
pub fn plain_table<const N: usize, R: Into<PlainRow<N>>>(
    caption: &'static str,
    heads: [Head; N],
    rows: impl IntoIterator<Item = R>,
) -> AnyView {
    let rows: Vec<_> = rows.into_iter().map(|row| body_row(heads, row.into())).collect();
    let heads: Vec<_> = heads.into_iter().map(heading).collect();
    view! {
        <div class="table-wrap">
            <table class="data-table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A text that may be empty: then its line is left out of a card.
#[must_use]
pub fn text_cell(text: String) -> AnyView {
    (!text.is_empty()).then_some(text).into_any()
}

fn heading(head: Head) -> AnyView {
    match head {
        Head::Text(text) => view! { <th scope="col">{text}</th> }.into_any(),
        Head::Number(text) => view! { <th scope="col" class="num">{text}</th> }.into_any(),
        Head::Steps(text) => view! { <th scope="col"><span class="visually-hidden">{text}</span></th> }.into_any(),
    }
}

fn body_row<const N: usize>(heads: [Head; N], row: PlainRow<N>) -> AnyView {
    let PlainRow { cells, class } = row;
    let cell = |(place, (head, cell)): (usize, (Head, AnyView))| {
        let (label, class) = match head {
            Head::Text(text) => (Some(text), None),
            Head::Number(text) => (Some(text), Some("num")),
            Head::Steps(_) => (None, None),
        };
        let label = label.filter(|_| place > 0);
        view! { <td class=class data-label=label>{cell}</td> }.into_any()
    };
    let cells: Vec<_> = heads.into_iter().zip(cells).enumerate().map(cell).collect();
    view! { <tr class=class>{cells}</tr> }.into_any()
}
