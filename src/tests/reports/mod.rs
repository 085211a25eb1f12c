//! What papers and money come to: statements, the report of received payments, the first page; and a second opinion on all of them.

mod dashboard;
mod plans;
mod received;
mod second_opinion;
mod statements;
pub mod story;
