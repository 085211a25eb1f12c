//! The pages of the staff that are composed of several wings.

pub mod setup;
