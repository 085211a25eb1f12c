//! Types of both targets.
//!
//! | file | what it holds |
//! |---|---|
//! | `payment` | [`Payment`] as stored, what of it settles an invoice, [`WriteOff`] |
//! | `rows` | what lists and pages show |
//! | `filter` | how the list is narrowed |
//! | `record`, `forms` | what the form of a payment and the others send, and how it is checked |
//! | `offer` | what the form of a payment opens with; how a sum is spread over invoices |

mod filter;
mod forms;
mod offer;
mod payment;
mod record;
mod rows;

pub use filter::{PaymentBasis, PaymentFilter, PaymentSort};
pub use forms::{
    Allocate, CancelWithPayments, PaidBy, RefundPayment, Release, ReversePayment, TakeBackWriteOff, UseAdvance,
    ValidRefund, WriteOffRest,
};
pub use offer::{Account, InvoiceFacts, NewPayment, Offered, OpenInvoice, Opening, spread};
pub use payment::{Payment, PaymentKind, Share, WriteOff, rate};
pub(in crate::finance) use record::positive;
pub use record::{MAX_PARTS, Part, RecordPayment, TypedPart, ValidPayment, is_nothing};
pub use rows::{
    AdvanceLeft, AllocationRow, Cancelling, CurrencyTotal, InvoicePayments, PaymentPage, PaymentRow, RefundRow,
};
