//! The invoice as a file.

use leptos::prelude::*;

use crate::desk::paper::PrintMenu as Menu;
use crate::documents::invoices::model::{Invoice, Stage};
use crate::documents::papers::model::Rendition;

/// *Print* of the revision on the page.
#[component]
pub(super) fn PrintMenu(
    invoice: Invoice,
    /// The revision on the page.
    shown: i64,
) -> impl IntoView {
    let is_current = shown == invoice.revision;
    let renditions = match invoice.stage() {
        Stage::Draft => vec![],
        Stage::Cancelled if is_current => vec![Rendition::Cancelled, Rendition::Clean, Rendition::Stamped],
        Stage::Issued | Stage::Cancelled => vec![Rendition::Clean, Rendition::Stamped],
    };
    let revision = (!is_current).then_some(shown);
    view! { <Menu page=format!("/invoices/{}", invoice.id) renditions revision /> }.into_any()
}
