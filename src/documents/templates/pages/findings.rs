//! What is wrong in a template, each with its place.

use leptos::prelude::*;

use super::words;
use crate::documents::templates::model::Finding;
use crate::tr;

/// The findings; `data-start` and `data-end` are where an editor selects the place.
#[component]
pub fn Findings(findings: Vec<Finding>) -> impl IntoView {
    if findings.is_empty() {
        return view! { <p class="muted" role="status">{tr!(templates.nothing_wrong)}</p> }.into_any();
    }
    let errors = findings.iter().filter(|finding| finding.fault.is_error()).count();
    let class = if errors > 0 {
        "alert alert-error"
    } else {
        "alert alert-warning"
    };
    let head = if errors > 0 {
        tr!(templates.errors, count = errors)
    } else {
        tr!(templates.warnings_only).to_owned()
    };
    let rows: Vec<_> = findings.into_iter().map(row).collect();
    view! {
        <div class=class role="status">
            <div>
                <strong>{head}</strong>
                <ul class="findings">{rows}</ul>
            </div>
        </div>
    }
    .into_any()
}

fn row(finding: Finding) -> AnyView {
    let place = words::place(&finding);
    let place = (!place.is_empty()).then(|| view! { <span class="muted">{place} ": "</span> });
    view! {
        <li data-start=finding.place.start data-end=finding.place.end>{place} {words::fault(&finding.fault)}</li>
    }
    .into_any()
}
