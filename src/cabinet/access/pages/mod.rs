//! Sign-in, the way to a password, the profile; what stands on the staff's pages of contacts and clients.

mod profile;
mod requests;
mod sign_in;
mod staff;
pub mod words;

pub use profile::CabinetProfilePage;
pub use requests::RequisitesNotice;
pub use sign_in::{CabinetAccessPage, CabinetForgotPage, CabinetSignInPage};
pub use staff::{AccessOfClient, access_beside};
