//! Grey bars where data will be.

use leptos::prelude::*;

use crate::tr;

/// Rows of a table that is loading.
#[component]
pub fn SkeletonRows(
    /// How many.
    #[prop(default = 6)]
    rows: usize,
) -> impl IntoView {
    let row = || {
        view! {
            <div class="skeleton-row">
                <span class="skeleton"></span>
                <span class="skeleton"></span>
                <span class="skeleton"></span>
                <span class="skeleton"></span>
            </div>
        }
    };
    view! {
        <div role="status" aria-label=tr!(ui.loading)>
            {(0..rows).map(|_| row()).collect_view()}
        </div>
    }
    .into_any()
}
