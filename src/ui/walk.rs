//! Walking through a list: J and K lead from one of its documents to the next and the one before, Escape leads back, and the
//! list shows where one was. The list that was shown last is remembered in the window.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::side;

/// Where the window remembers it.
const KEY: &str = "akta/list";

/// A list that was shown, as it was.
#[derive(Serialize, Deserialize)]
struct Shown {
    /// With its filter, order and page.
    address: String,
    /// The pages of its rows, in their order.
    rows: Vec<String>,
    /// The one that was opened last.
    last: String,
}

fn shown() -> Option<Shown> {
    serde_json::from_str(&side::remembered(KEY)?).ok()
}

fn remember(shown: &Shown) {
    if let Ok(text) = serde_json::to_string(shown) {
        side::remember(KEY, &text);
    }
}

/// Remembers a list once it stands on the page, and marks the row one comes back from.
pub(super) fn remember_list(rows: Vec<String>) {
    Effect::new(move || {
        let before = shown();
        let last = before
            .map(|before| before.last)
            .filter(|last| rows.contains(last))
            .unwrap_or_default();
        if !last.is_empty() {
            side::mark_row(&last);
        }
        remember(&Shown {
            address: side::here(),
            rows: rows.clone(),
            last,
        });
    });
}

/// The page of the row that was opened last.
pub(super) fn last_opened() -> Option<String> {
    shown().map(|list| list.last)
}

/// A page was opened: that of a row is the one that is come back from, and whoever goes elsewhere comes to the list afresh.
pub(super) fn opened(path: &str) {
    let Some(mut list) = shown() else { return };
    let is_list = list.address.split('?').next() == Some(path);
    let is_below = path.strip_prefix(&list.last).is_some_and(|rest| rest.starts_with('/'));
    if is_list || (is_below && !list.last.is_empty()) {
        return;
    }
    let this_row = list.rows.iter().find(|row| *row == path).cloned().unwrap_or_default();
    if list.last != this_row {
        list.last = this_row;
        remember(&list);
    }
}

/// The document `step` after this one in the list one came from.
pub(super) fn neighbour(step: isize) -> Option<String> {
    let list = shown()?;
    let place = list.rows.iter().position(|row| *row == side::path())?;
    list.rows.get(place.checked_add_signed(step)?).cloned()
}

/// The list one came from, on the page of one of its rows.
pub(super) fn way_back() -> Option<String> {
    let list = shown()?;
    list.rows.contains(&side::path()).then_some(list.address)
}
