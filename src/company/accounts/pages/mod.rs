//! Sign-in, users, the own profile, the own filters of lists.

mod profile;
mod saved_filters;
mod sign_in;
mod user;
mod users;
mod words;

pub use profile::ProfilePage;
pub use saved_filters::SavedFilters;
pub use sign_in::SignInPage;
pub use user::{NewUserPage, UserPage};
pub use users::{UsersPage, user_columns};
