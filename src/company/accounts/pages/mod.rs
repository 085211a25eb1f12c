//! Sign-in, users, the own profile.
