//! Names of codes in the reader's language, and the choices forms make of them.

use crate::company::accounts::access::Purpose;
pub(super) use crate::company::organization::pages::words::lang_choices;
use crate::company::roles::pages::words::brought_along;
use crate::kernel::viewer::Theme;
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;
use crate::ui::form::choices;

/// What a link is for.
#[must_use]
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Invitation => tr!(accounts.invitation),
        Purpose::Reset => tr!(accounts.reset),
    }
}

/// The button that makes somebody a link, and what is said afterwards.
#[must_use]
pub fn link_step(purpose: Purpose, by_mail: bool) -> (&'static str, &'static str) {
    match (purpose, by_mail) {
        (Purpose::Invitation, true) => (tr!(accounts.send_invitation), tr!(accounts.link_sent)),
        (Purpose::Invitation, false) => (tr!(accounts.make_invitation), tr!(accounts.link_made)),
        (Purpose::Reset, true) => (tr!(accounts.send_reset), tr!(accounts.link_sent)),
        (Purpose::Reset, false) => (tr!(accounts.make_reset), tr!(accounts.link_made)),
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
    choices(&Theme::ALL, theme)
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
