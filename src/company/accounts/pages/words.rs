//! Names of codes in the reader's language, and the choices forms make of them.

use crate::company::accounts::access::Purpose;
pub(super) use crate::company::organization::pages::words::lang_choices;
use crate::company::roles::pages::words::brought_along;
use crate::kernel::viewer::Theme;
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;

/// What a link is for.
#[must_use]
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Invitation => tr!(accounts.invitation),
        Purpose::Reset => tr!(accounts.reset),
    }
}

fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => tr!(accounts.theme_auto),
        Theme::Light => tr!(accounts.theme_light),
        Theme::Dark => tr!(accounts.theme_dark),
    }
}

pub(super) fn theme_choices() -> Vec<(String, String)> {
    Theme::ALL.map(|one| (one.to_string(), theme(one).to_owned())).to_vec()
}

/// A change in a timeline, its label and its values as people read them.
pub(super) fn change(change: Change) -> Change {
    change.worded(field, value)
}

fn field(field: &str) -> String {
    match field {
        "name" => tr!(accounts.name),
        "email" => tr!(accounts.email),
        "role" => tr!(accounts.role),
        "own_only" => tr!(accounts.own_only),
        "lang" => tr!(accounts.language),
        "theme" => tr!(accounts.theme),
        "access_link" => tr!(accounts.link),
        "by_link" => tr!(accounts.by_link),
        other => return other.to_owned(),
    }
    .to_owned()
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "role" => words::code(recorded, brought_along),
        "lang" => words::language(recorded),
        "theme" => words::code(recorded, theme),
        "own_only" => words::tick(recorded),
        "access_link" | "by_link" => words::code(recorded, purpose),
        _ => None,
    }
}
