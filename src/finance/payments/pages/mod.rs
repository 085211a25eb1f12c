//! Pages and pieces of pages.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | all payments, or those of a client |
//! | `new` | the form of a payment, on a page of its own or in a drawer |
//! | `parts` | the invoices in a form, a field for each |
//! | `show` | one payment: what it settles, its refunds |
//! | `sending` | its confirmation by e-mail: the form, the mails |
//! | `steps` | what can be done with a payment |
//! | `panel` | the money of an invoice, beside its paper |
//! | `write_off` | the rest of an invoice that nobody will pay |
//! | `cancel` | cancelling an invoice that something was paid on |
//! | `words` | its history in words |

mod cancel;
mod list;
mod new;
mod panel;
mod parts;
mod sending;
mod show;
mod steps;
pub mod words;
mod write_off;

pub use cancel::CancelPaidPage;
pub use list::{PaymentList, PaymentsPage, payment_columns, row_class};
pub use new::{NewPayment, NewPaymentPage};
pub use panel::PaymentsPanel;
pub use sending::SendConfirmationPage;
pub use show::ShowPaymentPage;

use leptos::prelude::use_context;
use leptos_i18n::td_string;

use super::model::{PaymentBasis, PaymentKind, PaymentMode};
use crate::kernel::actor::Right;
use crate::kernel::lang::Lang;
use crate::kernel::viewer::Viewer;
use crate::text::{lang, locale_of};
use crate::tr;

/// The name of a mode.
#[must_use]
pub fn mode_text(mode: PaymentMode) -> &'static str {
    mode_text_in(lang(), mode)
}

/// The name of a mode in the language of a paper.
#[must_use]
pub fn mode_text_in(lang: Lang, mode: PaymentMode) -> &'static str {
    let locale = locale_of(lang);
    match mode {
        PaymentMode::BankTransfer => td_string!(locale, payments.bank_transfer),
        PaymentMode::Cash => td_string!(locale, payments.cash),
        PaymentMode::Card => td_string!(locale, payments.card),
        PaymentMode::Other => td_string!(locale, payments.other),
    }
}

/// By which day payments are counted.
#[must_use]
pub fn basis_text(basis: PaymentBasis) -> &'static str {
    match basis {
        PaymentBasis::Date => tr!(payments.by_date),
        PaymentBasis::Entered => tr!(payments.by_entry),
    }
}

/// Modes for a choice.
#[must_use]
pub fn modes() -> Vec<(String, String)> {
    let mode = |mode: &PaymentMode| (mode.to_string(), mode_text(*mode).to_owned());
    PaymentMode::ALL.iter().map(mode).collect()
}

fn kind_text(kind: PaymentKind) -> &'static str {
    match kind {
        PaymentKind::Incoming => tr!(payments.incoming),
        PaymentKind::Refund => tr!(payments.refund),
    }
}

/// Whether the reader may record payments.
fn may_record() -> bool {
    use_context::<Viewer>().is_some_and(|viewer| viewer.may(Right::RecordPayments))
}
