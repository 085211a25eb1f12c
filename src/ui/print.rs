//! Printing what the page shows. The style sheet leaves out what is no content.

use leptos::prelude::*;

use super::icons::Icon;
use crate::tr;

/// A button that prints the page; the key `p` does the same. Where no scripts run the browser's own menu does.
#[component]
pub fn PrintButton() -> impl IntoView {
    view! {
        <button
            type="button"
            class="btn btn-sm only-alive"
            data-key="p"
            on:click=move |_| {
                // A browser that can't print shows nothing, and there is nothing else to do.
                let _ = window().print();
            }
        >
            <Icon name="print" />
            {tr!(ui.print)}
        </button>
    }
    .into_any()
}
