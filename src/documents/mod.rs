//! The papers, from below: `templates` (what a paper is made of) ← `papers` (the frozen content of what was issued) and `phrases`
//! (what is written on them again and again) and `signatures` (who has signed them) ← `contracts` ← `invoices` ← `closing` (acts and delivery notes) ← `signing`
//! (what each side has answered electronically) ← `sending` (papers by e-mail). What
//! their stores have in common is in `store`.

pub mod closing;
pub mod contracts;
pub mod invoices;
pub mod papers;
pub mod phrases;
pub mod sending;
pub mod signatures;
pub mod signing;
#[cfg(feature = "ssr")]
pub mod store;
pub mod templates;
