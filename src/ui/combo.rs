//! The list under a field in which one types: searched on the server after a pause, with arrows, Enter and Escape. A
//! [`super::picker::Picker`] takes nothing but its choices; a cell with suggestions takes any text; the search at the top goes
//! where its choices lead.

use std::future::Future;
use std::time::Duration;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::{error_text, side};
use crate::error::AppResult;
use crate::tr;

/// How long after the last key the server is asked.
const PAUSE: Duration = Duration::from_millis(200);

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PickerChoice {
    /// What is sent: an id.
    pub value: String,
    pub label: String,
    /// What tells it from its namesakes: tax id, price.
    pub detail: String,
    /// Neighbours with the same one stand together under its name; without one they stand by themselves.
    #[serde(default)]
    pub group: String,
}

impl PickerChoice {
    #[must_use]
    pub fn new(value: impl ToString, label: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            value: value.to_string(),
            label: label.into(),
            detail: detail.into(),
            group: String::new(),
        }
    }

    #[must_use]
    pub fn among(self, group: impl Into<String>) -> Self {
        Self {
            group: group.into(),
            ..self
        }
    }
}

/// What the list holds; not generic, so that it is compiled once.
#[derive(Clone, Copy)]
pub struct Combo {
    pub found: RwSignal<Vec<PickerChoice>>,
    pub open: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    /// What is marked when choices come.
    first: Option<usize>,
    trouble: RwSignal<Option<String>>,
    /// Enter came before the answer: its first choice is meant.
    hurried: StoredValue<bool>,
    /// The number of the last question.
    asked: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

/// What a key did in an open list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// The choice was taken.
    Chose(PickerChoice),
    /// The place behind the choices was: whatever stands there.
    Last,
    /// The list shall close.
    Left,
    /// Nothing that concerns the list, or nothing that changes more than it.
    Nothing,
}

impl Combo {
    /// A closed list of choices.
    #[must_use]
    pub fn new(found: Vec<PickerChoice>) -> Self {
        Self {
            found: RwSignal::new(found),
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            active: RwSignal::new(Some(0)),
            first: Some(0),
            trouble: RwSignal::new(None),
            hurried: StoredValue::new(false),
            asked: StoredValue::new(0),
            timer: StoredValue::new(None),
        }
    }

    /// A closed list in which nothing is marked before an arrow key is pressed: Enter means what was typed until then.
    #[must_use]
    pub fn unmarked() -> Self {
        Self {
            active: RwSignal::new(None),
            first: None,
            ..Self::new(Vec::new())
        }
    }

    /// Asks the server with `search`; the answer to the last question is shown, or its first choice taken with `pick` if Enter
    /// came before it.
    pub fn asking<S, Fut>(self, search: S, pick: Callback<PickerChoice>) -> Callback<String>
    where
        S: Fn(String) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = AppResult<Vec<PickerChoice>>> + 'static,
    {
        Callback::new(move |text: String| {
            let question = self.asked.get_value() + 1;
            self.asked.set_value(question);
            self.busy.set(true);
            let answer = search(text);
            spawn_local(async move {
                let answer = answer.await;
                // Only the answer to the last question counts, and only while the field is there.
                if self.asked.try_get_value() == Some(question) {
                    self.answered(answer, pick);
                }
            });
        })
    }

    fn answered(self, answer: AppResult<Vec<PickerChoice>>, pick: Callback<PickerChoice>) {
        self.busy.set(false);
        match answer {
            Ok(found) => {
                self.trouble.set(None);
                let meant = found.first().filter(|_| self.hurried.get_value()).cloned();
                self.show(found);
                if let Some(meant) = meant {
                    pick.run(meant);
                }
            }
            Err(error) => self.trouble.set(Some(error_text(&error))),
        }
    }

    /// Shows choices, the first of them marked unless the list begins unmarked.
    pub fn show(self, found: Vec<PickerChoice>) {
        self.active.set(self.first);
        self.found.set(found);
    }

    /// Asks for what was typed, after a pause.
    pub fn search(self, text: String, ask: Callback<String>) {
        self.stop();
        self.open.set(true);
        self.busy.set(true);
        let timer = set_timeout_with_handle(
            move || {
                if !self.open.is_disposed() {
                    ask.run(text);
                }
            },
            PAUSE,
        );
        self.timer.set_value(timer.ok());
    }

    /// Asks no more. An answer on its way comes too late.
    pub fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        self.asked.update_value(|n| *n += 1);
        self.hurried.set_value(false);
        self.busy.set(false);
    }

    pub fn close(self) {
        self.stop();
        self.open.set(false);
    }

    /// Moves the mark, takes what is marked or leaves. `places` stand behind the choices and can be marked too.
    pub fn key(self, event: &KeyboardEvent, places: usize) -> Pressed {
        let count = self.found.with_untracked(Vec::len) + places;
        let open = self.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open => {
                event.prevent_default();
                self.open.set(true);
            }
            key @ ("ArrowDown" | "ArrowUp") => {
                event.prevent_default();
                if count > 0 {
                    let down = key == "ArrowDown";
                    self.active.update(|active| {
                        *active = Some(match *active {
                            Some(at) => (at + if down { 1 } else { count - 1 }) % count,
                            None if down => 0,
                            None => count - 1,
                        });
                    });
                }
            }
            "Enter" if open && self.first.is_some() && self.busy.get_untracked() => {
                event.prevent_default();
                self.hurried.set_value(true);
            }
            "Enter" if open => {
                let Some(at) = self.active.get_untracked() else {
                    return Pressed::Nothing;
                };
                event.prevent_default();
                let choice = self.found.with_untracked(|found| found.get(at).cloned());
                return match choice {
                    Some(choice) => Pressed::Chose(choice),
                    None if places > 0 => Pressed::Last,
                    None => Pressed::Nothing,
                };
            }
            "Escape" if open => {
                // The drawer around stays.
                event.prevent_default();
                event.stop_propagation();
                return Pressed::Left;
            }
            _ => {}
        }
        Pressed::Nothing
    }

    /// The id of the marked choice, for `aria-activedescendant`.
    #[must_use]
    pub fn marked(self, list_id: &str) -> Option<String> {
        let at = self.active.get().filter(|_| self.open.get());
        at.map(|at| format!("{list_id}-{at}"))
    }

    /// Whether the place behind the choices is marked.
    pub fn is_last_marked(self) -> bool {
        self.active.get() == Some(self.found.with(Vec::len))
    }

    /// What stands behind the choices: something else that can be done.
    pub fn last_row(self, list_id: &str, label: &'static str, press: impl Fn() + 'static) -> AnyView {
        let list_id = list_id.to_owned();
        view! {
            <li
                class="combo-option combo-create"
                role="option"
                id=move || format!("{list_id}-{}", self.found.with(Vec::len))
                aria-selected=move || if self.is_last_marked() { "true" } else { "false" }
                on:click=move |_| press()
            >
                {label}
            </li>
        }
        .into_any()
    }

    /// The list itself, with a word when there is nothing to choose and whatever stands behind the choices.
    pub fn list(self, list_id: &str, pick: Callback<PickerChoice>, last: Option<AnyView>) -> AnyView {
        // The mouse must not take the focus out of the field before its click arrives.
        let keep_focus = |event: MouseEvent| event.prevent_default();
        let (option_id, marked_id) = (list_id.to_owned(), list_id.to_owned());
        Effect::new(move || {
            if let Some(marked) = self.marked(&marked_id) {
                side::bring_into_view(&marked);
            }
        });
        let rows = move || {
            let found = self.found.get();
            let mut at = 0;
            let groups = found.chunk_by(|one, other| one.group == other.group).map(|group| {
                let rows = group.iter().map(|choice| {
                    at += 1;
                    self.row(&option_id, at - 1, choice, pick)
                });
                let name = group.first().map(|choice| choice.group.as_str());
                under_its_name(name.unwrap_or_default(), rows.collect())
            });
            groups.collect_view()
        };
        let note = move || {
            if let Some(trouble) = self.trouble.get() {
                Some(trouble)
            } else if self.found.with(Vec::is_empty) {
                let busy = self.busy.get();
                Some(if busy { tr!(ui.searching) } else { tr!(ui.nothing_found) }.to_owned())
            } else {
                None
            }
        };
        view! {
            <ul class="combo-list" role="listbox" aria-label=tr!(ui.choices) id=list_id.to_owned() on:mousedown=keep_focus>
                {rows}
                {move || note().map(|note| view! { <li class="combo-note" role="presentation">{note}</li> })}
                {last}
            </ul>
        }
        .into_any()
    }

    fn row(self, list_id: &str, at: usize, choice: &PickerChoice, pick: Callback<PickerChoice>) -> AnyView {
        let selected = move || if self.active.get() == Some(at) { "true" } else { "false" };
        let picked = choice.clone();
        view! {
            <li
                class="combo-option"
                role="option"
                id=format!("{list_id}-{at}")
                aria-selected=selected
                on:click=move |_| pick.run(picked.clone())
            >
                <span>{choice.label.clone()}</span>
                <span>{choice.detail.clone()}</span>
            </li>
        }
        .into_any()
    }
}

fn under_its_name(name: &str, rows: Vec<AnyView>) -> AnyView {
    if name.is_empty() {
        return rows.into_any();
    }
    let (name, label) = (name.to_owned(), name.to_owned());
    view! {
        <li role="group" aria-label=label>
            <div class="combo-group" aria-hidden="true">{name}</div>
            <ul role="none">{rows}</ul>
        </li>
    }
    .into_any()
}
