//! Sign-in, users, the own profile.

mod profile;
mod sign_in;
mod user;
mod users;
mod words;

pub use profile::ProfilePage;
pub use sign_in::SignInPage;
pub use user::{NewUserPage, UserPage};
pub use users::{UsersPage, user_columns};
