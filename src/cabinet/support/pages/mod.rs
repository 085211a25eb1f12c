//! Requests in the cabinet: large, for a phone first, and without scripts too.

mod form;
mod list;
mod show;
mod words;

use crate::kernel::viewer::Viewer;

pub use form::NewRequestPage;
pub use list::{OpenRequests, RequestsPage};
pub use show::RequestPage;

/// Whether the viewer writes for himself; a member of the staff who looks as the contact only reads.
fn may_write() -> bool {
    let viewer = leptos::prelude::use_context::<Viewer>();
    viewer
        .and_then(|viewer| viewer.cabinet)
        .is_some_and(|cabinet| cabinet.shown_to.is_none())
}
