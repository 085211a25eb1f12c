//! The papers, from below: `templates` (what a paper is made of) ← `papers` (the frozen content of what was issued) ←
//! `invoices`.

pub mod invoices;
pub mod papers;
pub mod templates;
