//! Sign-in, the way to a new password, users, the own profile, the own filters of lists. What the cabinet has in the same way stands in
//! `outside` and `own`.

mod access;
pub mod outside;
pub mod own;
mod profile;
mod saved_filters;
mod sign_in;
mod user;
mod users;
pub mod words;

pub use access::open_link_text;
pub use profile::ProfilePage;
pub use saved_filters::SavedFilters;
pub use sign_in::{AccessPage, ForgotPasswordPage, SignInPage};
pub use user::{NewUserPage, UserPage};
pub use users::{UsersPage, user_columns};
