//! Expenses: what an own company has spent, for a client or for itself.
//!
//! ```text
//!               put on an invoice of the client
//!   billable ────────────────────────────────────▶ billed: what the invoice charges is fixed
//!      ▲                                              │
//!      └──────────────────────────────────────────────┘
//!        its line is taken out, the draft deleted, the invoice cancelled
//! ```
//!
//! An expense has no state of its own: it is billed while a line of an invoice names it, and one line at most does. Which one, the room
//! of invoices keeps ([`crate::documents::invoices::actions::bill_expense`]). Without a client an expense is the company's own: only
//! who sees all clients sees it.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Expense`], rows of the list, its filter and sums |
//! | `forms` | what the forms send, and how it is checked |
//! | `store` | the tables `expenses` and `expense_categories` |
//! | `actions` | saving, deleting, finding; the directory of categories |
//! | `api` | server functions |
//! | `pages` | the list, an expense, its form, the directory |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod forms;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
