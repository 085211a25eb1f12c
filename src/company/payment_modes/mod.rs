//! Modes of payments and expenses: how money comes and goes.
//!
//! ```text
//! brought along:  bank transfer, cash, card, other ──► named by somebody ──► named in the reader's language again
//! own:            made ──► renamed ──► deleted     while no payment and no expense has it
//! both:           offered ◄──► offered no longer   whoever has it keeps it
//! ```
//!
//! One of those that are offered is what new payments and expenses begin with. Forms and addresses name a mode that is brought along by
//! its code, and an own one by its id ([`model::PaymentMode`]).
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::PaymentMode`], [`model::NamedMode`], an entry of the directory, the forms |
//! | `store` | the table `payment_modes`, as it is read here, and its default |
//! | `actions` | the directory |
//! | `api`, `pages` | server functions; the page of the directory, the names of modes |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
