//! The page of an invoice: the paper in the middle, money and history beside it, above both what can be done now.
//!
//! | file | what it holds |
//! |---|---|
//! | `page` | the page: head, paper, side column |
//! | `steps` | what can be done with the invoice, as plain forms |

pub mod page;
mod steps;

pub use page::InvoicePage;
