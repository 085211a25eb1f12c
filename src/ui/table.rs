//! The table of every list. Heads of columns are links that sort, the first cell is the link to the object and covers its
//! row, the pager is two links; so a list works without JavaScript and each of its states has an address. On a phone each
//! row is a card. Where rows can be chosen ([`Picks`]) a box stands in front of each. The columns are in `column`.

mod column;

pub use column::{Cell, Column, heads, values};
use leptos::ev::MouseEvent;
use leptos::html::Table;
use leptos::prelude::*;

use self::column::Stands;
use super::columns::{self, OptionalColumn};
use super::html::Html;
use super::icons::Icon;
use super::picks::Picks;
use super::preview::RowPreview;
use super::query::{ListFilter, href};
use super::walk;
use crate::kernel::paging::Page;
use crate::text::in_one_language;
use crate::tr;

/// About what a row takes.
const ROW_BYTES: usize = 1_500;

/// A page of a list.
///
/// ```ignore
/// view! {
///     <Load resource=rows let:page>
///         <DataTable caption=tr!(clients.title) path="/clients" filter=filter.get_untracked() columns=columns() page
///             row_href=|row: &ClientRow| format!("/clients/{}", row.id)
///             empty=|| view! { <EmptyState title=tr!(clients.none) /> } />
///     </Load>
/// }
/// ```
#[component]
pub fn DataTable<T, F, H>(
    /// What the table lists, for screen readers.
    #[prop(into)]
    caption: String,
    /// The path of the list's page.
    #[prop(into)]
    path: String,
    filter: F,
    columns: Vec<Column<T>>,
    page: Page<T>,
    /// The page of a row's object.
    row_href: H,
    /// `row-muted`, `row-new` or nothing.
    #[prop(optional)]
    row_class: Option<fn(&T) -> &'static str>,
    /// Where the list is exported, and what of it.
    #[prop(optional)]
    export: Option<(&'static str, F)>,
    /// The choice of its rows, where something can be done with several of them.
    #[prop(optional_no_strip)]
    picks: Option<Picks<T>>,
    /// The row whose document is shown beside the list.
    #[prop(optional_no_strip)]
    preview: Option<RowPreview>,
    /// What stands there instead when there are no rows.
    #[prop(into)]
    empty: ViewFnOnce,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: ListFilter,
    H: Fn(&T) -> String + 'static,
{
    if page.rows.is_empty() && page.previous.is_none() {
        if let Some(picks) = picks {
            picks.show(page.rows);
        }
        if let Some(preview) = preview {
            preview.show(Vec::new());
        }
        return empty.run().into_any();
    }
    let stands = |column: &Column<T>| match column.stands {
        Stands::Always => true,
        Stands::WithRoom => preview.is_none(),
        Stands::InExports => false,
    };
    let columns: Vec<_> = columns.into_iter().filter(stands).collect();
    let list = export.as_ref().map(|(list, _)| *list).unwrap_or_default();
    let choices = choices(&columns, picks.map_or(1, |_| 2));
    let heads: Vec<_> = columns.iter().map(|column| head(column, &path, &filter)).collect();
    let links: Vec<String> = page.rows.iter().map(row_href).collect();
    let mut rows = Html::with_capacity(page.rows.len() * ROW_BYTES);
    in_one_language(|| {
        for (row, link) in page.rows.iter().zip(&links) {
            let class = row_class.map(|class| class(row)).unwrap_or_default();
            rows.element("tr", &[("class", class)], |html| {
                if let Some(picks) = picks {
                    picks.write_box(html, row);
                }
                for (i, column) in columns.iter().enumerate() {
                    body_cell(html, column, row, (i == 0).then_some(link));
                }
            });
        }
    });
    if let Some(preview) = preview {
        preview.show(links.clone());
    }
    walk::remember_list(links);
    let to = |cursor| href(&path, &filter.clone().at(Some(cursor)));
    let (previous, next) = (page.previous.map(to), page.next.map(to));
    let node = NodeRef::<Table>::new();
    let boxes = picks.map(|picks| {
        picks.show(page.rows);
        picks.follow(node)
    });
    let clicked = move |event: MouseEvent| {
        if let Some(preview) = preview {
            preview.pressed(&event);
        }
        if let Some(boxes) = boxes {
            boxes.run(event);
        }
    };
    view! {
        <div class="table-wrap">
            <table class=columns::table_class(list, choices.clone()) node_ref=node on:click=clicked>
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{picks.map(Picks::head)} {heads}</tr>
                </thead>
                <tbody inner_html=rows.into_string()></tbody>
            </table>
        </div>
        <div class="table-foot">
            {columns::menu(list, choices)}
            <Pager previous next />
            {export.map(|(path, filter)| export_links(path, filter))}
        </div>
    }
    .into_any()
}

/// The columns a reader may put away: all that have a key, but never the one that leads on, which stands at the place `first`.
fn choices<T>(columns: &[Column<T>], first: usize) -> Vec<OptionalColumn> {
    let choice = |(place, column): (usize, &Column<T>)| {
        Some(OptionalColumn {
            place,
            key: column.key?,
            away: column.away,
            label: column.label,
        })
    };
    (first..).zip(columns).skip(1).filter_map(choice).collect()
}

/// The whole list as a file.
fn export_links<F: ListFilter>(path: &str, filter: F) -> AnyView {
    let filter = filter.at(None);
    let to = |extension: &str| href(&format!("{path}/export.{extension}"), &filter);
    view! {
        <p class="table-export">
            <span>{tr!(ui.export)}</span>
            <a href=to("xlsx") download="" rel="external">"XLSX"</a>
            <a href=to("csv") download="" rel="external">"CSV"</a>
        </p>
    }
    .into_any()
}

fn head<T, F: ListFilter>(column: &Column<T>, path: &str, filter: &F) -> AnyView {
    let class = column.numeric.then_some("num");
    let Some(key) = column.sortable else {
        return view! { <th scope="col" class=class>{column.label}</th> }.into_any();
    };
    let (sorted_by, descending) = filter.order();
    let sorted = sorted_by == key;
    let to = href(
        path,
        &filter
            .clone()
            .ordered(key, if sorted { !descending } else { column.largest_first }),
    );
    let direction = sorted.then_some(if descending { "descending" } else { "ascending" });
    view! {
        <th scope="col" class=class aria-sort=direction>
            <a href=to>{column.label}</a>
        </th>
    }
    .into_any()
}

fn body_cell<T>(html: &mut Html, column: &Column<T>, row: &T, link: Option<&String>) {
    let class = if column.numeric { "num" } else { "" };
    let content = |html: &mut Html| (column.cell)(row, html);
    match link {
        Some(link) => html.element("td", &[("class", class)], |html| {
            html.element("a", &[("class", "row-link"), ("href", link)], content);
        }),
        None => html.element("td", &[("class", class), ("data-label", column.label)], content),
    }
}

/// The ways to the neighbouring pages of a list.
#[component]
pub fn Pager(previous: Option<String>, next: Option<String>) -> impl IntoView {
    if previous.is_none() && next.is_none() {
        return ().into_any();
    }
    let previous = previous.map(|to| {
        view! { <a class="btn btn-sm" rel="prev" href=to><Icon name="left" /> {tr!(ui.earlier)}</a> }
    });
    let next = next.map(|to| {
        view! { <a class="btn btn-sm" rel="next" href=to>{tr!(ui.later)} <Icon name="right" /></a> }
    });
    view! { <nav class="pager" aria-label=tr!(ui.pages)>{previous} {next}</nav> }.into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;
    use serde::{Deserialize, Serialize};
    use uuid::Uuid;

    use super::{Column, DataTable};
    use crate::kernel::lang::Lang;
    use crate::kernel::paging::{Cursor, Page, SortKey};
    use crate::ui::columns::ColumnChoice;
    use crate::ui::picks::Picks;
    use crate::ui::query::{ListFilter, UrlFilter};

    #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
    #[serde(default)]
    struct Filter {
        q: String,
        sort: String,
        desc: bool,
        at: Option<Cursor>,
    }

    impl UrlFilter for Filter {}

    impl ListFilter for Filter {
        fn search(&self) -> &str {
            &self.q
        }
        fn searched(self, q: String) -> Self {
            Self { q, at: None, ..self }
        }
        fn order(&self) -> (&'static str, bool) {
            (if self.sort == "total" { "total" } else { "name" }, self.desc)
        }
        fn ordered(self, column: &'static str, desc: bool) -> Self {
            Self {
                sort: column.to_owned(),
                desc,
                at: None,
                ..self
            }
        }
        fn at(self, at: Option<Cursor>) -> Self {
            Self { at, ..self }
        }
    }

    fn table(rows: Vec<i64>, filter: Filter) -> String {
        written(rows, filter, false)
    }

    /// A table of which nobody wants to see the second column.
    fn written(rows: Vec<i64>, filter: Filter, chosen: bool) -> String {
        let columns = vec![
            Column::new("Name", |n: &i64| format!("Row {n}")).sorted_by("name"),
            Column::new("Total", |n: &i64| *n).numeric().sorted_by("total"),
        ];
        let page = Page::cut(rows, filter.at.as_ref(), |n| (SortKey::Int(*n), Uuid::nil()));
        Owner::new().with(|| {
            provide_context(Lang::En);
            provide_context(ColumnChoice::new(":total"));
            let picks = chosen.then(|| Picks::new(ToString::to_string, |n: &i64| format!("\"row\" {n}")));
            view! {
                <DataTable
                    caption="Rows"
                    path="/rows"
                    filter
                    columns
                    page
                    picks
                    row_href=|n: &i64| format!("/rows/{n}")
                    empty=|| "none"
                />
            }
            .to_html()
        })
    }

    #[test]
    fn heads_sort_rows_lead_on_and_pages_follow() {
        let filter = Filter {
            q: "a b".to_owned(),
            ..Filter::default()
        };
        let html = table((1..=51).collect(), filter);
        assert!(html.contains(r#"aria-sort="ascending""#), "{html}");
        assert!(
            html.contains(r#"href="/rows?q=a+b&amp;sort=name&amp;desc=true""#),
            "{html}"
        );
        assert!(
            html.contains(r#"href="/rows?q=a+b&amp;sort=total&amp;desc=true""#),
            "numbers begin with the largest"
        );
        assert!(
            html.contains(r#"<td><a class="row-link" href="/rows/7">Row 7</a></td>"#),
            "{html}"
        );
        assert!(html.contains(r#"data-label="Total""#) && !html.contains("Row 51"));
        assert!(html.contains(r#"rel="next""#) && !html.contains(r#"rel="prev""#));
    }

    #[test]
    fn where_rows_are_chosen_a_box_stands_in_front() {
        let html = written(vec![7, 8], Filter::default(), true);
        assert!(
            html.contains(
                r#"<tr><td class="col-check"><input type="checkbox" class="checkbox only-alive" name="ids" value="7" aria-label="Choose &quot;row&quot; 7"></td><td><a class="row-link" href="/rows/7">Row 7</a></td>"#
            ),
            "{html}"
        );
        assert_eq!(
            html.matches(r#"name="ids""#).count(),
            2,
            "the box of the head is not sent"
        );
        assert!(html.contains(r#"aria-label="Choose all rows of the page""#), "{html}");
        assert!(
            html.contains(r#"class="data-table without-3""#),
            "the boxes are the first column"
        );

        let html = table(vec![7, 8], Filter::default());
        assert!(!html.contains("col-check"), "{html}");
        assert!(html.contains(r#"class="data-table without-2""#), "{html}");
    }

    #[test]
    fn a_list_without_rows_says_so() {
        assert_eq!(table(Vec::new(), Filter::default()), "none");
    }
}
