//! Names of codes in the reader's language, and the choices forms make of them.

pub(super) use crate::company::organization::pages::words::lang_choices;
use crate::kernel::actor::Role;
use crate::kernel::viewer::Theme;
use crate::tr;

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Administrator => tr!(accounts.role_administrator),
        Role::Manager => tr!(accounts.role_manager),
        Role::Accountant => tr!(accounts.role_accountant),
        Role::ReadOnly => tr!(accounts.role_read_only),
    }
}

pub(super) fn role_choices() -> Vec<(String, String)> {
    Role::ALL.map(|one| (one.to_string(), role(one).to_owned())).to_vec()
}

pub(super) fn theme_choices() -> Vec<(String, String)> {
    let name = |theme| match theme {
        Theme::Auto => tr!(accounts.theme_auto),
        Theme::Light => tr!(accounts.theme_light),
        Theme::Dark => tr!(accounts.theme_dark),
    };
    Theme::ALL
        .map(|theme| (theme.to_string(), name(theme).to_owned()))
        .to_vec()
}

/// The label of a changed field in a timeline, and its value.
pub(super) fn field(field: &str) -> String {
    match field {
        "name" => tr!(accounts.name),
        "email" => tr!(accounts.email),
        "role" => tr!(accounts.role),
        "own_only" => tr!(accounts.own_only),
        "lang" => tr!(accounts.language),
        "theme" => tr!(accounts.theme),
        other => return other.to_owned(),
    }
    .to_owned()
}
