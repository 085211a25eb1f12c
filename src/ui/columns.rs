//! The columns of a list that a reader has put away, or asked for where they are away at first. The browser keeps them in a cookie, so
//! that the server writes a list as he wants it and nothing jumps. Where no scripts run a form has the server write the cookie.

use leptos::prelude::*;

use super::icons::Icon;
use super::side;
use crate::tr;

/// `/invoices:due.balance|/clients:managers`
pub const COOKIE: &str = "akta_columns";
/// Where that form goes.
const TOGGLE: &str = "/api/view/columns";
/// Longer than all columns of all lists together.
const LONGEST: usize = 1_000;

/// What stands otherwise than at first, as the cookie says it. A context of every page.
#[derive(Clone, Copy)]
pub struct ColumnChoice(RwSignal<String>);

impl ColumnChoice {
    /// A text that no page of ours has written counts as nothing.
    #[must_use]
    pub fn new(cookie: &str) -> Self {
        Self(RwSignal::new(readable(cookie).to_owned()))
    }

    fn has(self, list: &str, key: &str) -> bool {
        self.0.with(|text| keys(text, list).any(|other| other == key))
    }

    fn shows(self, list: &str, choice: &OptionalColumn) -> bool {
        self.has(list, choice.key) == choice.away
    }

    fn toggle(self, list: &str, key: &str) {
        let text = self.0.with_untracked(|text| toggled(text, list, key));
        side::keep_cookie(COOKIE, &text);
        self.0.set(text);
    }
}

fn is_ours(text: &str) -> bool {
    let ours = |c: char| c.is_ascii_lowercase() || matches!(c, '/' | ':' | '.' | '|' | '_' | '-');
    text.len() <= LONGEST && text.chars().all(ours)
}

fn readable(cookie: &str) -> &str {
    if is_ours(cookie) { cookie } else { "" }
}

/// What the cookie says after a form has put a column of a list away, or back. `None` for what no page of ours asks for.
#[must_use]
pub fn after_form(cookie: &str, list: &str, key: &str) -> Option<String> {
    let text = toggled(readable(cookie), list, key);
    is_ours(&text).then_some(text)
}

fn keys<'a>(text: &'a str, list: &str) -> impl Iterator<Item = &'a str> {
    let of_list = text
        .split('|')
        .find_map(|part| part.strip_prefix(list)?.strip_prefix(':'));
    of_list.unwrap_or_default().split('.').filter(|key| !key.is_empty())
}

fn toggled(text: &str, list: &str, key: &str) -> String {
    let mut otherwise: Vec<&str> = keys(text, list).collect();
    let before = otherwise.len();
    otherwise.retain(|other| *other != key);
    if otherwise.len() == before {
        otherwise.push(key);
    }
    let others = text.split('|').filter(|part| {
        let name = part.split_once(':').map(|(name, _)| name);
        name.is_some_and(|name| name != list)
    });
    let mut parts: Vec<String> = others.map(ToOwned::to_owned).collect();
    if !otherwise.is_empty() {
        parts.push(format!("{list}:{}", otherwise.join(".")));
    }
    parts.join("|")
}

/// A column that can be put away: its place in the table, counted from one as style sheets do, its key and its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OptionalColumn {
    pub place: usize,
    pub key: &'static str,
    /// Whether it is away at first: then the key is in the cookie once it is asked for.
    pub away: bool,
    pub label: &'static str,
}

/// The classes of a table without the columns that are put away.
pub(super) fn table_class(list: &'static str, choices: Vec<OptionalColumn>) -> Signal<String> {
    let chosen = use_context::<ColumnChoice>();
    Signal::derive(move || {
        let away = |choice: &&OptionalColumn| match chosen {
            Some(chosen) => !chosen.shows(list, choice),
            None => choice.away,
        };
        let without = choices
            .iter()
            .filter(away)
            .map(|choice| format!("without-{}", choice.place));
        let classes: Vec<String> = std::iter::once("data-table".to_owned()).chain(without).collect();
        classes.join(" ")
    })
}

/// The menu in which they are chosen: boxes, or, where no scripts run, buttons of one form.
pub(super) fn menu(list: &'static str, choices: Vec<OptionalColumn>) -> Option<AnyView> {
    let chosen = use_context::<ColumnChoice>().filter(|_| !choices.is_empty())?;
    let form = format!("columns{}", list.replace('/', "-"));
    let choices: Vec<_> = choices
        .into_iter()
        .map(|choice| {
            let shown = move || chosen.shows(list, &choice);
            let at_first = untrack(shown);
            let pressed = if at_first { "true" } else { "false" };
            view! {
                <li>
                    <label class="check-line only-alive">
                        <input
                            type="checkbox"
                            class="checkbox"
                            checked=at_first
                            prop:checked=shown
                            on:change=move |_| chosen.toggle(list, choice.key)
                        />
                        {choice.label}
                    </label>
                    <button
                        type="submit"
                        class="only-plain"
                        form=form.clone()
                        name="key"
                        value=choice.key
                        aria-pressed=pressed
                    >
                        {at_first.then(|| view! { <Icon name="check" /> })}
                        {choice.label}
                    </button>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <details class="menu-of opens-up">
                <summary class="btn btn-ghost btn-sm">{tr!(ui.columns)}</summary>
                <ul class="pop-menu">{choices}</ul>
                <form id=form method="post" action=TOGGLE>
                    <input type="hidden" name="list" value=list />
                </form>
            </details>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::{ColumnChoice, OptionalColumn, after_form, keys, toggled};

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
    fn what_is_away_at_first_is_shown_once_it_is_asked_for() {
        let choice = |key, away| OptionalColumn {
            place: 2,
            key,
            away,
            label: "",
        };
        let (due, account) = (choice("due", false), choice("account_asked", true));
        Owner::new().with(|| {
            let at_first = ColumnChoice::new("");
            assert!(at_first.shows("/payments", &due) && !at_first.shows("/payments", &account));
            let otherwise = ColumnChoice::new("/payments:due.account_asked");
            assert!(!otherwise.shows("/payments", &due) && otherwise.shows("/payments", &account));
        });
    }

    #[test]
    fn what_is_not_ours_is_nothing() {
        assert_eq!(keys("junk", "/invoices").count(), 0);
        assert_eq!(toggled("junk", "/invoices", "due"), "/invoices:due");
        let asked = after_form("<junk>", "/invoices", "due");
        assert_eq!(asked.as_deref(), Some("/invoices:due"));
        assert_eq!(after_form("", "/invoices", "due; Path=/x"), None);
    }
}
