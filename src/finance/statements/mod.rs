//! Statements: what a client was invoiced and has paid in a period, per own company and currency, with a running balance. Above zero
//! the client owes, below zero he has paid in advance.
//!
//! What stands in it, on which day:
//!
//! | entry | day | debit | credit |
//! |---|---|---|---|
//! | start balance | the day the books begin, before everything of that day | what he owed | what he had paid in advance |
//! | issued invoice; none that is a draft or cancelled | its date | its total | |
//! | payment | its date | | its amount |
//! | refund | its date | its amount | |
//! | write-off of the rest of an invoice | its date | | its amount |
//! | a part of a payment that settles an invoice in another currency | the day of the allocation | in the payment's currency | in the invoice's currency |
//!
//! A payment stands in its own currency in full, since that is what came in. What of it settles an invoice in another currency moves
//! over on the day of the allocation: the later one of both papers' dates, or the day on which an advance was allocated afterwards. So
//! a balance of a day that has passed stays what it was when an advance is allocated later, and a period begins with what the one
//! before ended with. Reversed payments and write-offs stand in none. A payment taken from one invoice and allocated to another
//! counts as it is allocated now.
//!
//! **The closing balance of all days is what is open of the invoices, less the advances, plus the start balance**, in every
//! currency and own company: what settles an invoice takes as much from both sides.
//!
//! Whoever reads a statement needs the rights to view invoices and payments both, and sees it for clients within his scope. A client's contact with the
//! right to payments sees his own in the cabinet.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Statement`], its rows, the period asked for |
//! | `store` | the entries of all tables as one statement; there is no table of its own |
//! | `actions` | reading a statement |
//! | `cabinet` | the statement that a client sees of himself |
//! | `sending` | a statement by e-mail |
//! | `api` | the server functions |
//! | `pages` | the tab of a client's card, which is also the page that is printed |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
#[cfg(feature = "ssr")]
pub mod cabinet;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod sending;
#[cfg(feature = "ssr")]
pub mod store;
