//! Roles and rights in the reader's language.

use crate::company::roles::model::{Bar, StaffRole};
use crate::kernel::actor::{Right, Rights, Role};
use crate::kernel::rights::{Deed, Entry, Object, by_code};
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;

/// What a role that Akta brings along is called.
pub fn brought_along(role: Role) -> &'static str {
    match role {
        Role::Administrator => tr!(accounts.role_administrator),
        Role::Manager => tr!(accounts.role_manager),
        Role::Accountant => tr!(accounts.role_accountant),
        Role::ReadOnly => tr!(accounts.role_read_only),
    }
}

/// What a role is called.
pub fn role_text(role: &StaffRole) -> String {
    role.code
        .map_or_else(|| role.name.clone(), |code| brought_along(code).to_owned())
}

pub(super) fn object_text(object: Object) -> &'static str {
    match object {
        Object::Clients => tr!(desk.clients),
        Object::Leads => tr!(leads.title),
        Object::Contracts => tr!(desk.contracts),
        Object::Invoices => tr!(desk.invoices),
        Object::Acts => tr!(closing.acts),
        Object::DeliveryNotes => tr!(closing.delivery_notes),
        Object::Signatures => tr!(signatures.title),
        Object::Payments => tr!(desk.payments),
        Object::Expenses => tr!(expenses.title),
        Object::Tickets => tr!(tickets.title),
        Object::Catalogue => tr!(desk.catalogue),
        Object::Mail => tr!(mailbox.title),
        Object::Templates => tr!(desk.templates),
        Object::Company => tr!(desk.company),
        Object::Users => tr!(desk.users),
    }
}

/// What a right lets one do, beside the name of its object.
pub(super) fn deed_text(entry: &Entry) -> &'static str {
    match (entry.right, entry.deed) {
        (Right::RecordPayments, _) => tr!(roles.record),
        (Right::AllocatePayments, _) => tr!(roles.allocate),
        (Right::ReversePayments, _) => tr!(roles.reverse),
        (Right::EditTickets, _) => tr!(roles.answer),
        (Right::DeleteClients | Right::DeleteCatalogue, _) => tr!(roles.archive),
        (Right::WriteOff, _) => tr!(roles.write_off),
        (Right::SendMail, _) => tr!(roles.send),
        (Right::SignPapers, _) => tr!(signing.right_sign),
        (Right::InviteContacts, _) => tr!(roles.invite),
        (Right::ManageMail | Right::ManageTemplates | Right::ManageCompany | Right::ManageUsers, _) => {
            tr!(roles.manage)
        }
        (_, Deed::View) => tr!(roles.view),
        (_, Deed::Create) => tr!(roles.create),
        (_, Deed::Edit | Deed::Special) => tr!(roles.edit),
        (_, Deed::Delete) => tr!(roles.remove),
        (_, Deed::Issue) => tr!(roles.issue),
        (_, Deed::Cancel) => tr!(roles.cancel),
    }
}

/// A right where nothing stands around it.
pub(super) fn right_text(entry: &Entry) -> String {
    format!("{}: {}", object_text(entry.object), deed_text(entry))
}

/// Why somebody can only look at a role.
pub(super) fn bar_text(bar: Bar) -> &'static str {
    match bar {
        Bar::Administrator => tr!(roles.bar_administrator),
        Bar::Yours => tr!(roles.bar_yours),
        Bar::Beyond => tr!(roles.bar_beyond),
    }
}

/// A change in a timeline, its label and its values as people read them.
pub(super) fn change(change: Change) -> Change {
    change.worded(field, value)
}

/// Of what one's own only are seen, if of anything.
pub(super) fn own_text(rights: Rights) -> Option<String> {
    let own: Vec<&str> = rights.own_objects().map(object_text).collect();
    let seen = Object::OWNED.into_iter().filter_map(Object::view);
    if own.is_empty() {
        None
    } else if seen.filter(|view| rights.holds(*view)).count() == own.len() {
        Some(tr!(roles.own_only).to_owned())
    } else {
        Some(tr!(roles.own_of, objects = own.join(", ")))
    }
}

fn field(field: &str) -> String {
    match field {
        "name" => tr!(roles.name),
        "own" => tr!(roles.own),
        "own_only" => tr!(roles.own_only),
        "rights_given" => tr!(roles.rights_given),
        "rights_taken" => tr!(roles.rights_taken),
        other => other,
    }
    .to_owned()
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "own_only" => words::tick(recorded),
        "own" => Some(words::each(recorded, |code| {
            code.parse().ok().map(|object| object_text(object).to_owned())
        })),
        "rights_given" | "rights_taken" => Some(words::each(recorded, |code| by_code(code).map(right_text))),
        _ => None,
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::collections::BTreeSet;

    use leptos::prelude::{Owner, provide_context};

    use super::{Change, change, right_text};
    use crate::kernel::lang::Lang;
    use crate::kernel::rights::RIGHTS;

    #[test]
    fn every_right_is_called_differently_and_told_in_words() {
        for lang in Lang::ALL {
            Owner::new().with(|| {
                provide_context(lang);
                let names: BTreeSet<String> = RIGHTS.iter().map(right_text).collect();
                assert_eq!(names.len(), RIGHTS.len(), "{lang}");
                let told = change(Change {
                    field: "rights_given".into(),
                    old: String::new(),
                    new: "view_clients; write_off; fly".into(),
                });
                let parts: Vec<&str> = told.new.split("; ").collect();
                assert_eq!((parts.len(), parts[2]), (3, "fly"), "{lang}");
                assert!(names.contains(parts[0]) && names.contains(parts[1]), "{told:?}");
                assert_ne!(told.field, "rights_given");
            });
        }
    }
}
