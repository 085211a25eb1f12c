//! The columns of a list that a reader has put away. The browser keeps them in a cookie, so that the server writes a list without
//! them and nothing jumps.

use leptos::prelude::*;

use super::side;
use crate::tr;

/// `/invoices:due.balance|/clients:managers`
pub const COOKIE: &str = "akta_columns";
/// Longer than all columns of all lists together.
const LONGEST: usize = 1_000;

/// What is put away, as the cookie says it. A context of every page.
#[derive(Clone, Copy)]
pub struct PutAway(RwSignal<String>);

impl PutAway {
    /// A text that no page of ours has written counts as nothing.
    #[must_use]
    pub fn new(cookie: &str) -> Self {
        let ours = |c: char| c.is_ascii_lowercase() || matches!(c, '/' | ':' | '.' | '|' | '_' | '-');
        let readable = cookie.len() <= LONGEST && cookie.chars().all(ours);
        Self(RwSignal::new(if readable { cookie.to_owned() } else { String::new() }))
    }

    fn has(self, list: &str, key: &str) -> bool {
        self.0.with(|text| keys(text, list).any(|other| other == key))
    }

    fn toggle(self, list: &str, key: &str) {
        let text = self.0.with_untracked(|text| toggled(text, list, key));
        side::keep_cookie(COOKIE, &text);
        self.0.set(text);
    }
}

fn keys<'a>(text: &'a str, list: &str) -> impl Iterator<Item = &'a str> {
    let of_list = text
        .split('|')
        .find_map(|part| part.strip_prefix(list)?.strip_prefix(':'));
    of_list.unwrap_or_default().split('.').filter(|key| !key.is_empty())
}

fn toggled(text: &str, list: &str, key: &str) -> String {
    let mut hidden: Vec<&str> = keys(text, list).collect();
    let before = hidden.len();
    hidden.retain(|other| *other != key);
    if hidden.len() == before {
        hidden.push(key);
    }
    let others = text.split('|').filter(|part| {
        let name = part.split_once(':').map(|(name, _)| name);
        name.is_some_and(|name| name != list)
    });
    let mut parts: Vec<String> = others.map(ToOwned::to_owned).collect();
    if !hidden.is_empty() {
        parts.push(format!("{list}:{}", hidden.join(".")));
    }
    parts.join("|")
}

/// A column that can be put away: its place in the table, counted from one as style sheets do, its key and its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    pub place: usize,
    pub key: &'static str,
    pub label: &'static str,
}

/// The classes of a table without the columns that are put away.
pub(super) fn table_class(list: &'static str, choices: Vec<Choice>) -> Signal<String> {
    let put_away = use_context::<PutAway>();
    Signal::derive(move || {
        let away = |choice: &&Choice| put_away.is_some_and(|put_away| put_away.has(list, choice.key));
        let without = choices
            .iter()
            .filter(away)
            .map(|choice| format!("without-{}", choice.place));
        let classes: Vec<String> = std::iter::once("data-table".to_owned()).chain(without).collect();
        classes.join(" ")
    })
}

/// The menu in which they are chosen.
pub(super) fn menu(list: &'static str, choices: Vec<Choice>) -> Option<AnyView> {
    let put_away = use_context::<PutAway>().filter(|_| !choices.is_empty())?;
    let choices: Vec<_> = choices
        .into_iter()
        .map(|choice| {
            let shown = move || !put_away.has(list, choice.key);
            view! {
                <li>
                    <label class="check-line">
                        <input
                            type="checkbox"
                            class="checkbox"
                            checked=untrack(shown)
                            prop:checked=shown
                            on:change=move |_| put_away.toggle(list, choice.key)
                        />
                        {choice.label}
                    </label>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <details class="menu-of opens-up only-alive">
                <summary class="btn btn-ghost btn-sm">{tr!(ui.columns)}</summary>
                <ul class="pop-menu">{choices}</ul>
            </details>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::{keys, toggled};

    #[test]
    fn a_column_is_put_away_and_comes_back() {
        let text = toggled("", "/invoices", "due");
        let text = toggled(&text, "/clients", "managers");
        let text = toggled(&text, "/invoices", "balance");
        assert_eq!(text, "/clients:managers|/invoices:due.balance");
        assert_eq!(keys(&text, "/invoices").collect::<Vec<_>>(), ["due", "balance"]);
        assert_eq!(keys(&text, "/invoice").count(), 0, "another list");
        let text = toggled(&text, "/invoices", "due");
        let text = toggled(&text, "/invoices", "balance");
        assert_eq!(text, "/clients:managers");
        assert_eq!(toggled(&text, "/clients", "managers"), "");
    }

    #[test]
    fn what_is_not_ours_is_nothing() {
        assert_eq!(keys("junk", "/invoices").count(), 0);
        assert_eq!(toggled("junk", "/invoices", "due"), "/invoices:due");
    }
}
