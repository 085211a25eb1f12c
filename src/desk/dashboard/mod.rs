//! The first page: what is owed and what of it is late, what came in this month and in the months before, who waits for a decision on
//! his requisites, what happened last. Each figure leads to the list that it is the sum of.
//!
//! Nothing here is added up from all papers: what is owed and what came in are maintained totals (`invoice_totals`, `invoice_dues`,
//! `payment_totals`), or, for a manager who sees only his own clients, comes from the indexes of those. Each part needs the right
//! of the list it leads to, and is left out without it.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::Dashboard`] |
//! | `store` | what the newest events are about |
//! | `actions`, `api` | reading all of it at once |
//! | `pages` | the page |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
