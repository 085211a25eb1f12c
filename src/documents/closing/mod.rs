//! Acts and delivery notes: what was invoiced is handed over.
//!
//! ```text
//!            issue: number, snapshot, closes a part of the invoice     cancel: reason; signed by the client: both sides
//!   draft ─────────────────────────────────────────────────────▶ issued ─────────────────────────────────────▶ cancelled
//!   edit, delete                                                  signed by us, by the client, refused          keeps its number
//! ```
//!
//! A closing paper is always made from an issued invoice and stays bound to it: own company, client, currency, price mode and rounding are the
//! invoice's. One invoice may have several, of both kinds. One room serves both ([`model::ClosingKind`]); every use case is told the kind, asks for
//! its rights, and finds only papers of it.
//!
//! **What is left of an invoice counts issued papers only.** A draft closes nothing: it may lie for months, several may be tried side by side, and
//! none of them has to be looked for and deleted before another one is issued. So issuing measures once more, under the lock of the invoice's row:
//! two papers issued at the same moment can't close more than there is. The sums of a draft are those it would have if it was issued when it was
//! saved; issued later, the last of a line takes the exact remainder of that moment.
//!
//! The arithmetic is [`crate::kernel::totals::closing`], for server and browser; [`model::Basis::compute`] brings the form to it. A line whose VAT
//! rate is not valid on the paper's date stops there with [`crate::kernel::problem::Problem::VatRateEnded`] beside `lines.N.keep`, and takes the
//! choice `gross` or `net` in that field.
//!
//! The invoice knows nothing of its papers: its state *open, partly closed, closed* is written by `invoices::actions::close`, in the same
//! transaction. While issued papers exist it is neither corrected nor cancelled.
//!
//! *Correct* issues the next revision under the same number, before the client has signed; who signs, signs that one anew. What the client has
//! signed is only annulled by both sides.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | states, the paper and its lines, what is closed and what it comes to, the filter of lists, what the form sends |
//! | `store` | the tables |
//! | `actions` | the use cases, with one paper and with many at once |
//! | `api` | server functions |
//! | `words` | kinds, states and fields in words; what events tell |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
pub mod words;
