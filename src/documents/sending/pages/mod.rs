//! The form that sends papers, the card beside a paper, *Settings → Automatic letters*.

mod automatic;
mod form;
mod panel;

pub use automatic::AutomaticMailPage;
pub use form::{SendForm, SendPage};
pub use panel::{ClientReminders, MailPanel, MailsBeside};

use crate::documents::sending::model::PaperRef;

/// Where a paper is sent from.
#[must_use]
pub fn send_href(paper: PaperRef) -> String {
    format!("/send/{}/{}", paper.kind, paper.id)
}
