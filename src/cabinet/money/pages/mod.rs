//! Payments and the statement, made for a phone first.
//!
//! | file | what it shows |
//! |---|---|
//! | `payments` | [`PaymentsPage`] |
//! | `statement` | [`StatementPage`] |

mod payments;
mod statement;

pub use payments::{PaymentsPage, payment_row};
pub use statement::StatementPage;
