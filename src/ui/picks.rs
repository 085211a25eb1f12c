//! Rows of a list that are chosen, to do one thing with all of them: a box in each row, one in the head for the whole page, and a
//! bar with what can be done. Shift takes all rows from the box pressed before.
//!
//! Without JavaScript nothing can be chosen, and neither boxes nor bar are seen. The rows are text ([`super::html`]): the table
//! listens for its boxes, and what is chosen is kept here and not in them.

use std::collections::BTreeSet;

use leptos::ev::MouseEvent;
use leptos::html::Table;
use leptos::prelude::*;

use super::form::focus;
use super::html::Html;
use super::side;
use crate::tr;

/// The name of the boxes.
pub(super) const NAME: &str = "ids";

/// A box that was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Press {
    /// What stands in it.
    pub value: String,
    /// Whether it is ticked now.
    pub ticked: bool,
    /// Whether all rows since the last box are meant.
    pub ranged: bool,
}

/// The chosen rows of a list. Made where the list is, outside of what is loaded anew; copyable, like a signal.
///
/// ```ignore
/// let picks = Picks::new(|row: &InvoiceRow| row.id.to_string(), row_name);
/// view! {
///     <Load resource=rows let:page><DataTable … picks=Some(picks) page /></Load>
///     <PickBar picks><button type="button" class="btn" on:click=move |_| send(picks.rows())>{tr!(invoices.issue)}</button></PickBar>
/// }
/// ```
pub struct Picks<T: Send + Sync + 'static> {
    /// The rows of the page, in their order.
    page: RwSignal<Vec<T>>,
    /// What stands in the boxes that are ticked.
    chosen: RwSignal<BTreeSet<String>>,
    /// The box that was pressed last: where a range begins.
    last: StoredValue<String>,
    value: fn(&T) -> String,
    name: fn(&T) -> String,
}

// A derived one would be Copy only where T is.
impl<T: Send + Sync + 'static> Clone for Picks<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Picks<T> {}

impl<T: Clone + Send + Sync + 'static> Picks<T> {
    /// `value` tells rows apart; `name` is what a row is called where its box is read aloud.
    pub fn new(value: fn(&T) -> String, name: fn(&T) -> String) -> Self {
        Self {
            page: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(BTreeSet::new()),
            last: StoredValue::new(String::new()),
            value,
            name,
        }
    }

    /// The chosen rows, in the order of the page.
    pub fn rows(self) -> Vec<T> {
        let is_chosen = |row: &&T| self.chosen.with(|chosen| chosen.contains(&(self.value)(row)));
        self.page.with(|page| page.iter().filter(is_chosen).cloned().collect())
    }

    pub fn count(self) -> usize {
        self.chosen.with(BTreeSet::len)
    }

    /// Chooses nothing.
    pub fn clear(self) {
        self.last.set_value(String::new());
        self.chosen.set(BTreeSet::new());
    }

    /// These rows stand there now: what is not among them is not chosen any more.
    fn stand(self, rows: Vec<T>) {
        let values: BTreeSet<String> = rows.iter().map(self.value).collect();
        self.page.set(rows);
        if self.chosen.with_untracked(|chosen| !chosen.is_subset(&values)) {
            self.chosen
                .update(|chosen| chosen.retain(|value| values.contains(value)));
        }
    }

    fn pressed(self, press: Press) {
        let order: Vec<String> = self.page.with_untracked(|page| page.iter().map(self.value).collect());
        let last = self.last.get_value();
        self.chosen.update(|chosen| {
            for value in meant(&order, &last, &press) {
                if press.ticked {
                    chosen.insert(value.clone());
                } else {
                    chosen.remove(value);
                }
            }
        });
        self.last.set_value(press.value);
    }

    fn choose_all(self, all: bool) {
        let values = if all {
            self.page.with_untracked(|page| page.iter().map(self.value).collect())
        } else {
            BTreeSet::new()
        };
        self.last.set_value(String::new());
        self.chosen.set(values);
    }

    fn has_some(self) -> bool {
        self.count() > 0
    }

    fn has_all(self) -> bool {
        self.has_some() && self.count() == self.page.with(Vec::len)
    }

    /// Writes the box of a row.
    pub(super) fn write_box(self, html: &mut Html, row: &T) {
        let (value, name) = ((self.value)(row), (self.name)(row));
        html.element("td", &[("class", "col-check")], |html| {
            html.void(
                "input",
                &[
                    ("type", "checkbox"),
                    ("class", "checkbox only-alive"),
                    ("name", NAME),
                    ("value", &value),
                    ("aria-label", &tr!(ui.choose_row, name = name)),
                ],
            );
        });
    }

    /// The box that takes all rows of the page.
    pub(super) fn head(self) -> AnyView {
        all_box(
            move || self.has_all(),
            move || self.has_some(),
            move |all| self.choose_all(all),
        )
    }

    /// Notes the rows of the page once they stand there.
    pub(super) fn show(self, rows: Vec<T>) {
        let rows = StoredValue::new(Some(rows));
        Effect::new(move || {
            if let Some(rows) = rows.try_update_value(Option::take).flatten() {
                self.stand(rows);
            }
        });
    }

    /// Ticks the boxes of a table that are chosen, and hears its clicks for boxes that are pressed.
    pub(super) fn follow(self, table: NodeRef<Table>) -> Callback<MouseEvent> {
        Effect::new(move || {
            let chosen = self.chosen.get();
            if let Some(table) = table.get() {
                side::tick(&table, NAME, &chosen);
            }
        });
        Callback::new(move |event: MouseEvent| {
            if let Some(press) = side::pressed_box(&event, NAME) {
                self.pressed(press);
            }
        })
    }
}

/// The head of the boxes, with one that takes all rows of the table. On a phone, where rows are cards, it stands above them with its words.
pub fn all_box(
    has_all: impl Fn() -> bool + Copy + Send + Sync + 'static,
    has_some: impl Fn() -> bool + Send + Sync + 'static,
    choose: impl Fn(bool) + 'static,
) -> AnyView {
    view! {
        <th scope="col" class="col-check">
            <label class="only-alive">
                <input
                    type="checkbox"
                    class="checkbox"
                    aria-label=tr!(ui.choose_all)
                    prop:checked=has_all
                    prop:indeterminate=move || has_some() && !has_all()
                    on:change=move |event| choose(event_target_checked(&event))
                />
                <span class="check-words" aria-hidden="true">{tr!(ui.choose_all)}</span>
            </label>
        </th>
    }
    .into_any()
}

/// What a press means: its own row, or all rows from the one pressed before.
fn meant<'a>(order: &'a [String], last: &str, press: &Press) -> &'a [String] {
    let place = |value: &str| order.iter().position(|other| other == value);
    let Some(here) = place(&press.value) else { return &[] };
    let from = place(last).filter(|_| press.ranged).unwrap_or(here);
    order.get(from.min(here)..=from.max(here)).unwrap_or_default()
}

/// What can be done with the chosen rows: buttons. Seen while something is chosen.
#[component]
pub fn PickBar<T>(picks: Picks<T>, children: ChildrenFn) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let any = Memo::new(move |_| picks.has_some());
    move || {
        any.get().then(|| {
            view! {
                <div class="pick-bar only-alive" role="group" aria-label=tr!(ui.chosen_rows)>
                    <span class="pick-count" role="status">{move || tr!(ui.chosen, count = picks.count())}</span>
                    <div class="pick-steps">{children()}</div>
                    <button type="button" class="btn btn-ghost" on:click=move |_| picks.clear()>{tr!(ui.choose_none)}</button>
                </div>
            }
        })
    }
}

/// A row with which nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDone {
    pub href: String,
    pub name: String,
    pub reason: String,
}

/// Rows with which nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remainder {
    /// `3 not issued`
    pub title: String,
    pub rows: Vec<NotDone>,
}

/// The id of the list of what was not done.
const REMAINDER: &str = "not-done";

/// What was not done, and why; until it is closed.
#[component]
pub fn RemainderList(remainder: RwSignal<Option<Remainder>>, closed: Callback<()>) -> impl IntoView {
    // Read from there, wherever the button was that led to it.
    Effect::new(move || {
        if remainder.with(Option::is_some) {
            request_animation_frame(|| focus(REMAINDER));
        }
    });
    let close = move |_| {
        remainder.set(None);
        closed.run(());
    };
    move || {
        let Remainder { title, rows } = remainder.get()?;
        let rows: Vec<_> = rows
            .into_iter()
            .map(|row| view! { <li><a href=row.href>{row.name}</a> ": " {row.reason}</li> })
            .collect();
        Some(
            view! {
                <div class="form-errors" role="alert" tabindex="-1" id=REMAINDER>
                    <p>{title}</p>
                    <ul>{rows}</ul>
                    <button type="button" class="btn btn-sm" on:click=close>{tr!(ui.close)}</button>
                </div>
            }
            .into_any(),
        )
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::Owner;

    use super::{Picks, Press};

    fn press(picks: Picks<i64>, value: i64, ticked: bool, ranged: bool) -> Vec<i64> {
        let value = value.to_string();
        picks.pressed(Press { value, ticked, ranged });
        picks.rows()
    }

    fn picks(rows: &[i64]) -> Picks<i64> {
        let picks = Picks::new(ToString::to_string, |n: &i64| format!("row {n}"));
        picks.stand(rows.to_vec());
        picks
    }

    #[test]
    fn shift_takes_the_rows_between() {
        Owner::new().with(|| {
            let picks = picks(&[30, 20, 10, 7, 5]);
            assert_eq!(press(picks, 20, true, true), [20], "there is no box before it");
            assert_eq!(press(picks, 7, true, true), [20, 10, 7]);
            assert_eq!(press(picks, 30, true, false), [30, 20, 10, 7]);
            assert_eq!(press(picks, 20, false, true), [10, 7], "taken away as far as here");
            assert_eq!(press(picks, 99, true, false), [10, 7], "no row of the page");
        });
    }

    #[test]
    fn the_head_takes_the_page_and_what_left_it_is_not_chosen() {
        Owner::new().with(|| {
            let picks = picks(&[3, 2, 1]);
            assert!(!picks.has_all());
            picks.choose_all(true);
            assert_eq!((picks.rows(), picks.count(), picks.has_all()), (vec![3, 2, 1], 3, true));
            picks.stand(vec![4, 3, 1]);
            assert_eq!((picks.rows(), picks.count(), picks.has_all()), (vec![3, 1], 2, false));
            picks.choose_all(false);
            assert_eq!(picks.count(), 0);
            press(picks, 1, true, false);
            picks.clear();
            assert_eq!(picks.count(), 0);
            assert_eq!(
                press(picks, 4, true, true),
                [4],
                "a range does not begin at what was cleared"
            );
        });
    }
}
