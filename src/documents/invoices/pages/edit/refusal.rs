//! What the server refused, beside the fields it is about: until they are typed into anew.

use leptos::prelude::*;

use super::state::{EditLine, Editing, cell_id, head_id};
use crate::error::{AppError, Conflict};
use crate::kernel::problem::{FieldErrors, Problem};

impl Editing {
    /// What is wrong with a field of the head.
    pub fn problem(self, field: &str) -> Option<Problem> {
        let refused = self.error.with(|error| in_field(error.as_ref(), field));
        refused.or_else(|| self.preview.with(|preview| preview.problems.get(field).cloned()))
    }

    /// What is wrong with a cell.
    pub fn cell_problem(self, line: EditLine, field: &str) -> Option<Problem> {
        let refused = self.sent_at(line).and_then(|place| {
            let name = format!("lines.{place}.{field}");
            self.error.with(|error| in_field(error.as_ref(), &name))
        });
        refused.or_else(|| {
            let name = format!("lines.{}.{field}", self.place_of(line.key));
            self.preview.with(|preview| preview.problems.get(&name).cloned())
        })
    }

    /// The id of the element that a problem of the server is about.
    pub fn element_of(self, field: &str) -> String {
        let line = field.strip_prefix("lines.").and_then(|rest| rest.split_once('.'));
        let Some((place, name)) = line else {
            return head_id(field);
        };
        let key = place
            .parse()
            .ok()
            .and_then(|place: usize| self.keys.with_value(|keys| keys.sent.get(place).copied()));
        cell_id(key.unwrap_or_default(), name)
    }

    pub(super) fn was_refused(self) -> bool {
        self.error.with_untracked(Option::is_some)
    }

    /// What was wrong with a field is said no more once something else stands in it.
    pub(super) fn typed_anew(self, field: &str) {
        let is_told = self
            .error
            .with_untracked(|error| in_field(error.as_ref(), field).is_some());
        if !is_told {
            return;
        }
        self.error.update(|error| {
            if let Some(AppError::Invalid(errors)) = error {
                errors.remove(field);
                if errors.is_empty() {
                    *error = None;
                }
            }
        });
    }

    /// The same for a cell. A sum that is too large follows from what is typed into its line.
    pub(super) fn line_typed_anew(self, line: EditLine, field: &str) {
        if !self.was_refused() {
            return;
        }
        self.typed_anew("lines");
        if let Some(place) = self.sent_at(line) {
            self.typed_anew(&format!("lines.{place}.{field}"));
            self.typed_anew(&format!("lines.{place}.amount"));
        }
    }

    /// The place a line had when it was sent last.
    fn sent_at(self, line: EditLine) -> Option<usize> {
        self.keys
            .with_value(|keys| keys.sent.iter().position(|key| *key == line.key))
    }

    pub fn conflict(self) -> Option<Conflict> {
        self.error.with(|error| match error {
            Some(AppError::Conflict(conflict)) => Some(conflict.clone()),
            _ => None,
        })
    }
}

fn in_field(error: Option<&AppError>, field: &str) -> Option<Problem> {
    match error {
        Some(AppError::Invalid(errors)) => FieldErrors::get(errors, field).cloned(),
        _ => None,
    }
}
