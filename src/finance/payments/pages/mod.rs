//! Pages and pieces of pages.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | all payments, or those of a client |
//! | `new` | the form of a payment on an invoice |
//! | `show` | one payment |
//! | `panel` | the payments beside an invoice |
//! | `words` | its history in words |

mod list;
mod new;
mod panel;
mod show;
pub mod words;

pub use list::{PaymentList, PaymentsPage, payment_columns};
pub use new::NewPaymentPage;
pub use panel::PaymentsPanel;
pub use show::ShowPaymentPage;

use leptos::prelude::use_context;

use super::model::PaymentMode;
use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;
use crate::tr;

/// The name of a mode.
pub(super) fn mode_text(mode: PaymentMode) -> &'static str {
    match mode {
        PaymentMode::BankTransfer => tr!(payments.bank_transfer),
        PaymentMode::Cash => tr!(payments.cash),
        PaymentMode::Card => tr!(payments.card),
        PaymentMode::Other => tr!(payments.other),
    }
}

/// Whether the reader may record payments.
fn may_record() -> bool {
    use_context::<Viewer>().is_some_and(|viewer| viewer.may(Right::RecordPayments))
}
