//! The papers, from below: `papers` (the frozen content of what was issued) ← `invoices`.

pub mod invoices;
pub mod papers;
