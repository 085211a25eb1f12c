//! Who is let into the cabinet.
//!
//! ```text
//! access:   off ──grant──▶ on ◀──▶ off             with the rights of each contact; another e-mail on the card takes it away
//! password: invitation (72 hours) ──▶ chosen ──▶ changed        one for each e-mail, however many clients its owner belongs to
//! session:  sign-in ──▶ open ──▶ ended              by sign-out, by himself, at once when the contact is deactivated, the access is
//!                                                   switched off or the client archived
//! request:  open ──▶ taken over │ refused │ withdrawn           other requisites, as the client asks for them
//! ```
//!
//! A session is one contact's and so one client's: who belongs to several changes over, which opens another session. A member of the
//! staff with the right to invite may look as a contact: a session of an hour that changes nothing.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | what the pages show and the forms carry |
//! | `requisites` | what can be asked for |
//! | `store` | tables `cabinet_access`, `cabinet_passwords`, `requisites_requests`; who holds a session |
//! | `visits` | finding the contact of a session, on every request; opening one |
//! | `signing` | sign-in and sign-out, changing over, the way to a password: contacts as those whom this door lets in (`accounts::entering`) |
//! | `profile` | what a contact changes of himself |
//! | `granting` | what the staff does: grant, invite, look as the contact |
//! | `deciding` | asking for other requisites, taking them over, refusing; the letter about it |
//! | `api`, `staff_api` | server functions of the cabinet and of the staff |
//! | `pages` | sign-in, profile; what stands on the pages of contacts and clients |

pub mod api;
#[cfg(feature = "ssr")]
pub mod deciding;
#[cfg(feature = "ssr")]
pub mod granting;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod profile;
pub mod requisites;
#[cfg(feature = "ssr")]
pub mod signing;
pub mod staff_api;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod visits;
