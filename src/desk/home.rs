//! The first page.

use leptos::prelude::*;

use crate::tr;
use crate::ui::page::PageHead;

/// What waits for this viewer.
#[component]
pub fn Home() -> impl IntoView {
    view! { <PageHead title=tr!(desk.home)/> }.into_any()
}
