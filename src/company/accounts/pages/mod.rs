//! Sign-in, the way to a new password, users, the own profile, the own filters of lists.

mod access;
mod profile;
mod saved_filters;
mod sign_in;
mod user;
mod users;
pub mod words;

pub use access::{AccessPage, ForgotPasswordPage, open_link_text};
pub use profile::{ProfilePage, password_fields, sessions_table};
pub use saved_filters::SavedFilters;
pub use sign_in::SignInPage;
pub use user::{NewUserPage, UserPage};
pub use users::{UsersPage, user_columns};
