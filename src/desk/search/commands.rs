//! Commands: the places of the navigation, the settings and what can be made from everywhere, found by their names; the settings also by
//! other words people would type.

use crate::desk::settings::list::{self, Setting};
use crate::kernel::actor::Right;
use crate::kernel::folding::fold;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::combo::PickerChoice;
use crate::ui::layout::NavItem;

/// Commands offered for a text.
const MOST: usize = 5;

/// What this viewer can make and where he can go: the settings that have no place in the navigation last.
#[must_use]
pub fn commands(viewer: &Viewer, navigation: &[NavItem]) -> Vec<PickerChoice> {
    let making = [
        (Right::CreateInvoices, "/invoices/new", tr!(invoices.new)),
        (Right::RecordPayments, "/payments/new", tr!(payments.new)),
        (Right::CreateExpenses, "/expenses/new", tr!(expenses.new)),
        (Right::CreateTickets, "/support/new", tr!(tickets.new)),
        (Right::CreateActs, "/acts/new", tr!(closing.new_act)),
        (Right::CreateDeliveryNotes, "/delivery-notes/new", tr!(closing.new_note)),
        (Right::CreateClients, "/clients/new", tr!(clients.new)),
        (Right::EditClients, "/contacts/new", tr!(contacts.new)),
        (Right::CreateLeads, "/leads/new", tr!(leads.new)),
        (Right::CreateCatalogue, "/catalogue/new", tr!(catalog.new)),
        (Right::ManageCompany, "/settings/company/new", tr!(organization.new)),
        (Right::ManageUsers, "/settings/users/new", tr!(accounts.new_user)),
    ];
    let making = making.into_iter().filter(|(right, ..)| viewer.may(*right));
    let making = making.map(|(_, href, label)| PickerChoice::new(href, label, ""));
    let places = navigation.iter().map(|place| {
        let group = place.group.clone().unwrap_or_default();
        PickerChoice::new(&place.href, place.label.clone(), group)
    });
    let is_elsewhere = |setting: &&Setting| navigation.iter().all(|place| place.label != setting.title());
    let settings = list::open_to(viewer).filter(is_elsewhere).map(setting);
    let all = making.chain(places);
    all.map(|command| command.among(tr!(search.commands)))
        .chain(settings)
        .collect()
}

fn setting(setting: &Setting) -> PickerChoice {
    let group = if setting.right.is_some() {
        tr!(desk.settings)
    } else {
        ""
    };
    PickerChoice::new(setting.path, setting.title(), group).among(tr!(search.commands))
}

/// The commands that a text means; settings that are called otherwise where no name says it.
#[must_use]
pub fn meant(viewer: &Viewer, commands: &[PickerChoice], typed: &str) -> Vec<PickerChoice> {
    let named = named(commands, typed);
    if !named.is_empty() || fold(typed).trim().is_empty() {
        return named;
    }
    let found = list::found(viewer, typed).into_iter();
    found.take(MOST).map(setting).collect()
}

/// The commands in whose names each of the typed words is found.
fn named(commands: &[PickerChoice], typed: &str) -> Vec<PickerChoice> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let is_meant = |command: &&PickerChoice| {
        let name = fold(&command.label);
        words.iter().all(|word| name.contains(word))
    };
    commands.iter().filter(is_meant).take(MOST).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{PickerChoice, named};

    #[test]
    fn a_command_is_found_by_words_of_its_name() {
        let all = ["New invoice", "Рахунки", "Новий клієнт"].map(|name| PickerChoice::new("/", name, ""));
        for (typed, found) in [
            ("new inv", vec!["New invoice"]),
            ("invoice new", vec!["New invoice"]),
            ("рах", vec!["Рахунки"]),
            ("КЛИЕНТ", vec!["Новий клієнт"]),
            ("  ", vec![]),
            ("new client", vec![]),
        ] {
            let labels: Vec<String> = named(&all, typed).into_iter().map(|command| command.label).collect();
            assert_eq!(labels, found, "{typed}");
        }
    }
}
