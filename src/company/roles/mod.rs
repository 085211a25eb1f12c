//! Roles: what the members of the staff may do.
//!
//! ```text
//! brought along:  administrator (stays as it is), manager, accountant, read only ──► changed
//! own:            made anew or as a copy of another ──► changed, renamed ──► deleted     while nobody has it
//! ```
//!
//! What a role may do is read with every request, so that a change holds from the next one on. Nobody gives more than he may himself,
//! and nobody changes the role he has. Of each kind of objects that belong to clients a role sees none, those of one's own clients, or all
//! ([`crate::kernel::reach`]), and never more than of what they belong to: a list that showed more than the card would lead to pages that
//! are not found. A user may be held to his own of everything, whatever his role sees.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | [`model::StaffRole`], the form, what keeps somebody from changing a role |
//! | `store` | the table `roles` |
//! | `actions` | listing, making, changing, deleting; what may be given to somebody |
//! | `api`, `pages` | server functions; the list of roles, a role as a matrix of objects and deeds |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
