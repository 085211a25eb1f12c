//! What is wrong in a template, each with its place.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::words;
use crate::documents::templates::model::Finding;
use crate::tr;

/// The findings under their number. Each leads to `field`, if there is one, and `go` selects its place there.
#[component]
pub fn Findings(
    findings: Vec<Finding>,
    #[prop(optional, into)] field: String,
    #[prop(optional, into)] go: Option<Callback<(Finding,)>>,
) -> impl IntoView {
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
    let rows: Vec<_> = findings.into_iter().map(|finding| row(finding, &field, go)).collect();
    view! {
        <div class=class role="status">
            <details open=true>
                <summary><strong>{head}</strong></summary>
                <ul class="findings">{rows}</ul>
            </details>
        </div>
    }
    .into_any()
}

fn row(finding: Finding, field: &str, go: Option<Callback<(Finding,)>>) -> AnyView {
    let place = words::place(&finding);
    let place = (!place.is_empty()).then(|| view! { <span class="muted">{place} ": "</span> });
    let text = words::fault(&finding.fault);
    if field.is_empty() {
        return view! { <li>{place} {text}</li> }.into_any();
    }
    let pressed = move |event: MouseEvent| {
        if let Some(go) = go {
            event.prevent_default();
            go.run((finding.clone(),));
        }
    };
    view! { <li><a href=format!("#{field}") on:click=pressed>{place} {text}</a></li> }.into_any()
}
