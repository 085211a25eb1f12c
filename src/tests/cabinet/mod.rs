//! The cabinet: who is let in; papers, money and files as a client's contact sees them.

#![allow(clippy::unwrap_used)]

mod access;
mod files;
mod granting;
mod money;
mod papers;
mod plans;
mod requisites;
mod routes;
