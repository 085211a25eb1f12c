//! Which kinds of objects have files, and what it takes.

use crate::kernel::actor::Right;
use crate::kernel::owner::OwnerKind;

/// What it takes to see the files of a kind of objects, and to add and delete them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileRights {
    pub view: Right,
    pub edit: Right,
}

/// Whoever may see an object sees its files, whoever may edit it changes them; for an issued paper too. `None` for a kind that has none.
#[must_use]
pub const fn rights(kind: OwnerKind) -> Option<FileRights> {
    match kind {
        OwnerKind::Client => Some(FileRights {
            view: Right::ViewClients,
            edit: Right::EditClients,
        }),
        OwnerKind::Lead => Some(FileRights {
            view: Right::ViewLeads,
            edit: Right::EditLeads,
        }),
        OwnerKind::Invoice => Some(FileRights {
            view: Right::ViewInvoices,
            edit: Right::EditInvoices,
        }),
        OwnerKind::Contract => Some(FileRights {
            view: Right::ViewContracts,
            edit: Right::EditContracts,
        }),
        OwnerKind::Act => Some(FileRights {
            view: Right::ViewActs,
            edit: Right::EditActs,
        }),
        OwnerKind::DeliveryNote => Some(FileRights {
            view: Right::ViewDeliveryNotes,
            edit: Right::EditDeliveryNotes,
        }),
        OwnerKind::Expense => Some(FileRights {
            view: Right::ViewExpenses,
            edit: Right::EditExpenses,
        }),
        OwnerKind::Ticket => Some(FileRights {
            view: Right::ViewTickets,
            edit: Right::EditTickets,
        }),
        _ => None,
    }
}

/// The kinds whose files may be seen with some rights.
#[must_use]
pub fn seen(has: impl Fn(Right) -> bool) -> Vec<OwnerKind> {
    let is_seen = |kind: &OwnerKind| rights(*kind).is_some_and(|rights| has(rights.view));
    OwnerKind::ALL.into_iter().filter(is_seen).collect()
}
