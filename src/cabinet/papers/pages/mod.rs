//! Lists and pages of papers, made for a phone first: no tables, and nothing that takes JavaScript.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | [`PapersPage`], [`PaperList`]: the papers of one kind, and of all |
//! | `show` | [`PaperPage`]: a paper with what belongs to it |
//! | `pay` | what an invoice asks for, and what it has got |
//! | `words` | kinds and states in words |

mod list;
mod pay;
mod show;
pub mod words;

pub use list::{PaperList, PapersPage, paper_rows};
pub use show::PaperPage;

use leptos::prelude::use_context;

use super::model::CabinetPaper;
use crate::kernel::viewer::Viewer;

/// The kinds of papers that the reader may see.
#[must_use]
pub fn kinds_seen() -> Vec<CabinetPaper> {
    let cabinet = use_context::<Viewer>().and_then(|viewer| viewer.cabinet);
    let seen = |kind: &CabinetPaper| cabinet.as_ref().is_some_and(|cabinet| cabinet.may(kind.right()));
    CabinetPaper::ALL.iter().copied().filter(seen).collect()
}
