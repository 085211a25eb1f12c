//! What can be done with a document, in the head of its page.

use leptos::prelude::*;

use crate::tr;

/// A button that opens what a step asks for: a reason, or a second press. It works without scripts.
#[component]
pub fn StepMenu(
    label: &'static str,
    /// The form inside has come back with its problems.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="menu-of" open=open>
            <summary class="btn">{label}</summary>
            <div class="pop-menu">{children()}</div>
        </details>
    }
    .into_any()
}

/// Steps that are rarely taken, if there are some. On a phone they open from a button; a popover, so that it does without scripts too.
#[must_use]
pub fn rare_steps(steps: impl IntoIterator<Item = Option<AnyView>>) -> Option<AnyView> {
    let steps: Vec<AnyView> = steps.into_iter().flatten().collect();
    (!steps.is_empty()).then(|| {
        view! {
            <button type="button" class="btn only-narrow" popovertarget=MORE>{tr!(ui.more)}</button>
            <div id=MORE class="steps-more" popover="auto">{steps}</div>
        }
        .into_any()
    })
}

/// The id of what opens from *More*.
const MORE: &str = "more-steps";
