//! The form that sends papers, the card beside a paper, *Settings → Automatic letters*.

mod automatic;
mod form;
mod panel;

pub use automatic::AutomaticMailPage;
pub use form::{SendForm, SendPage};
pub use panel::{ClientReminders, MailPanel, MailsBeside};

use crate::documents::sending::model::PaperRef;
use crate::documents::templates::model::PaperKind;
use crate::tr;

/// Where a paper is sent from.
#[must_use]
pub fn send_href(paper: PaperRef) -> String {
    format!("/send/{}/{}", paper.kind, paper.id)
}

/// What the button says that sends a paper; a draft is issued first.
#[must_use]
pub fn send_text(kind: PaperKind, is_draft: bool) -> &'static str {
    match (is_draft, kind) {
        (false, _) => tr!(sending.send),
        (true, PaperKind::Contract) => tr!(sending.issue_contract_and_send),
        (true, _) => tr!(sending.issue_and_send),
    }
}
