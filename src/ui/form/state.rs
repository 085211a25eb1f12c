//! What the fields of a form know of it.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::error::{AppError, Conflict};
use crate::kernel::format;
use crate::kernel::problem::Problem;
use crate::text::lang;
use crate::ui::problem_text;

/// A form seen by its fields; found by `use_context`. Copyable, like a signal.
#[derive(Clone, Copy)]
pub struct FormState {
    /// Begins the ids of the form's elements.
    pub(super) slug: StoredValue<String>,
    /// The server function's argument the fields belong to; empty for none.
    pub(super) argument: &'static str,
    pub(super) error: Signal<Option<AppError>>,
    /// What was sent last, by field.
    pub(super) sent: RwSignal<BTreeMap<String, String>>,
    /// Whether the values of `sent` came with the page, so that fields begin with them.
    pub(super) restored: bool,
    /// Fields and their labels, in the order they stand in.
    pub(super) labels: StoredValue<Vec<(String, String)>>,
    pub(super) pending: Signal<bool>,
    pub(super) dirty: RwSignal<bool>,
    /// Successes so far.
    pub(super) saved: RwSignal<usize>,
    /// Whether scripts run: false on the server and until the page has come alive.
    pub(super) alive: RwSignal<bool>,
    /// Fields that hold what a pasted card said.
    pub(super) filled: RwSignal<BTreeSet<String>>,
}

impl FormState {
    /// Whether the server is at work on the form.
    pub fn pending(self) -> bool {
        self.pending.get()
    }

    /// Whether something was typed since the form was opened or saved.
    pub fn dirty(self) -> bool {
        self.dirty.try_get().unwrap_or_default()
    }

    /// The same for an event: read once.
    pub fn dirty_now(self) -> bool {
        self.dirty.try_get_untracked().unwrap_or_default()
    }

    /// The error of the last attempt.
    pub fn error(self) -> Option<AppError> {
        self.error.get()
    }

    /// What is wrong with a field.
    pub fn problem(self, field: &str) -> Option<Problem> {
        self.error.with(|error| match error {
            Some(AppError::Invalid(errors)) => errors.get(field).cloned(),
            _ => None,
        })
    }

    /// The conflict with somebody else's save, if that is what went wrong.
    pub fn conflict(self) -> Option<Conflict> {
        self.error.with(|error| match error {
            Some(AppError::Conflict(conflict)) => Some(conflict.clone()),
            _ => None,
        })
    }

    /// What a field begins with: what was typed before the page came back, else `value`.
    pub(crate) fn beginning(self, field: &str, value: String) -> String {
        if self.restored {
            self.sent
                .with_untracked(|sent| sent.get(field).cloned())
                .unwrap_or(value)
        } else {
            value
        }
    }

    /// The stored value of a field that differs from what was sent; where the value is an id, `<field>.label` of the
    /// conflict may say what it is called.
    pub(super) fn stored(self, field: &str) -> Option<(String, Option<String>)> {
        let conflict = self.conflict()?;
        let stored = conflict.current.get(field)?;
        let label = conflict.current.get(&format!("{field}.label"));
        let same = |sent: &str| sent == stored || sent == format::typed(lang(), stored);
        let same = self
            .sent
            .with(|sent| sent.get(field).map_or(stored.is_empty(), |sent| same(sent.trim())));
        (!same).then(|| (stored.clone(), label.cloned()))
    }

    /// The id of a field's element.
    pub fn id(self, field: &str) -> String {
        self.slug
            .with_value(|slug| format!("{slug}-{}", field.replace('.', "-")))
    }
}

/// A field's place in its form, or in a plain one.
#[derive(Clone)]
pub(crate) struct Place {
    pub(super) form: Option<FormState>,
    pub(super) field: String,
    /// Of the element.
    pub(crate) id: String,
    /// The name sent.
    pub(crate) wire: String,
}

impl Place {
    /// Registers a field with the form it is made in. `label` names it in the list of problems.
    ///
    /// # Panics
    /// In a debug build, if there is no form around. A view made before its form and put into it later is such a case: its fields would be
    /// sent under other names, and the server would take them for left empty.
    pub(crate) fn of(field: String, label: &str) -> Self {
        let form = use_context::<FormState>();
        debug_assert!(
            form.is_some(),
            "the field `{field}` is made outside of its form, so the server would get nothing of it: make it among the children of <Form>"
        );
        let Some(form) = form else { return Self::alone(field) };
        if !label.is_empty() {
            form.labels.update_value(|labels| {
                labels.retain(|(known, _)| *known != field);
                labels.push((field.clone(), label.to_owned()));
            });
        }
        Self {
            form: Some(form),
            id: form.id(&field),
            wire: wire_name(form.argument, &field),
            field,
        }
    }

    /// A field of a plain form, or of none: it is sent under its own name.
    pub(crate) fn alone(field: String) -> Self {
        Self {
            form: None,
            id: format!("field-{}", field.replace('.', "-")),
            wire: field.clone(),
            field,
        }
    }

    pub(crate) fn beginning(&self, value: String) -> String {
        self.form
            .map_or_else(|| value.clone(), |form| form.beginning(&self.field, value.clone()))
    }

    /// The sentence about what is wrong.
    pub(crate) fn problem(&self) -> Option<String> {
        let problem = self.form?.problem(&self.field)?;
        Some(problem_text(&problem))
    }

    pub(crate) fn invalid(&self) -> bool {
        self.form.is_some_and(|form| form.problem(&self.field).is_some())
    }

    pub(crate) fn stored(&self) -> Option<(String, Option<String>)> {
        self.form?.stored(&self.field)
    }

    /// Whether a box is ticked in what is stored, if it was sent otherwise.
    pub(super) fn stored_tick(&self) -> Option<bool> {
        let form = self.form?;
        let conflict = form.conflict()?;
        let stored = conflict.current.get(&self.field)? == "true";
        let sent = form.sent.with(|sent| sent.contains_key(&self.field));
        (stored != sent).then_some(stored)
    }

    /// Whether the field holds what a pasted card said.
    pub(crate) fn filled(&self) -> bool {
        self.form
            .is_some_and(|form| form.filled.with(|filled| filled.contains(&self.field)))
    }

    pub(crate) fn alive(&self) -> bool {
        self.form.is_some_and(|form| form.alive.get())
    }
}

/// `lines.0.name` of argument `input` → `input[lines][0][name]`.
pub(super) fn wire_name(argument: &str, field: &str) -> String {
    let mut parts = field.split('.');
    let mut name = if argument.is_empty() {
        parts.next().unwrap_or_default().to_owned()
    } else {
        argument.to_owned()
    };
    for part in parts {
        name.push('[');
        name.push_str(part);
        name.push(']');
    }
    name
}

/// `input[lines][0][name]` → `lines.0.name`.
pub(super) fn field_name(argument: &str, wire: &str) -> String {
    let inner = wire.strip_prefix(argument).unwrap_or(wire);
    inner
        .replace("][", ".")
        .replace('[', ".")
        .replace(']', "")
        .trim_start_matches('.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{field_name, wire_name};

    #[test]
    fn names_travel_there_and_back() {
        for (argument, field, wire) in [
            ("input", "name", "input[name]"),
            ("input", "lines.0.name", "input[lines][0][name]"),
            ("", "name", "name"),
            ("", "lines.0", "lines[0]"),
        ] {
            assert_eq!(wire_name(argument, field), wire);
            assert_eq!(field_name(argument, wire), field);
        }
    }
}
