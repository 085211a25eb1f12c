//! Pages and pieces of pages.
//!
//! | file | what it shows |
//! |---|---|
//! | `list`, `narrow` | all payments, or those of a client; what narrows them |
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
mod narrow;
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

use super::model::{PaymentBasis, PaymentKind};
use crate::kernel::actor::Right;
use crate::tr;
use crate::ui::may;

/// By which day payments are counted.
#[must_use]
pub fn basis_text(basis: PaymentBasis) -> &'static str {
    match basis {
        PaymentBasis::Date => tr!(payments.by_date),
        PaymentBasis::Entered => tr!(payments.by_entry),
    }
}

fn kind_text(kind: PaymentKind) -> &'static str {
    match kind {
        PaymentKind::Incoming => tr!(payments.incoming),
        PaymentKind::Refund => tr!(payments.refund),
    }
}

/// Whether the reader may record payments.
fn may_record() -> bool {
    may(Right::RecordPayments)
}
