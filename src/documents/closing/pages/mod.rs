//! What people see of acts and delivery notes. Every page is told the kind.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | [`ClosingsPage`], [`ClosingList`] |
//! | `beside` | a paper beside its list |
//! | `many` | what is done with several of them at once |
//! | `new` | [`NewClosingPage`]: the invoice is found, or the sheet is shown |
//! | `sheet` | the form of a paper; [`EditClosingPage`], [`CorrectClosingPage`] |
//! | `show` | [`ClosingPage`]: a paper with what is known of it |
//! | `steps` | what can be done with it |
//! | `panel` | [`ClosingPanel`]: the acts and notes of an invoice, beside its paper |
//! | `batch` | [`BatchPage`]: many invoices of a month are closed, each by a paper of its own |
//! | `badges` | states in badges |

pub mod badges;
mod batch;
mod beside;
mod list;
mod many;
mod new;
mod panel;
mod sheet;
mod show;
mod steps;

pub use batch::BatchPage;
pub use list::{ClosingList, ClosingsPage, closing_columns};
pub use new::NewClosingPage;
pub use panel::ClosingPanel;
pub use sheet::{CorrectClosingPage, EditClosingPage};
pub use show::{Beside, ClosingPage};

use super::model::ClosingKind;
use crate::tr;
use crate::ui::may;

/// `New act`, `New delivery note`.
#[must_use]
pub fn new_text(kind: ClosingKind) -> &'static str {
    match kind {
        ClosingKind::Act => tr!(closing.new_act),
        ClosingKind::DeliveryNote => tr!(closing.new_note),
    }
}

/// `Act 00012`, `Delivery note 00012`.
#[must_use]
pub fn numbered_text(kind: ClosingKind, number: &str) -> String {
    let number = number.to_owned();
    match kind {
        ClosingKind::Act => tr!(closing.act_numbered, number = number),
        ClosingKind::DeliveryNote => tr!(closing.note_numbered, number = number),
    }
}

/// Whether the reader may make papers of a kind.
fn may_create(kind: ClosingKind) -> bool {
    may(kind.create())
}

/// The page of a new paper of a kind.
fn new_path(kind: ClosingKind) -> String {
    format!("{}/new", kind.path())
}
