//! What the fields of the document as a whole are made of.

use leptos::prelude::*;

use super::state::{Editing, head_id};
use crate::tr;
use crate::ui::problem_text;

/// A label with its control and what is wrong with it.
pub fn framed(editing: Editing, field: &'static str, label: &str, control: AnyView) -> AnyView {
    view! {
        <div class="field">
            <label class="field-label" for=head_id(field)>
                {label.to_owned()}
                {move || {
                    editing.is_unusual(field).then(|| view! { <span class="unusual" title=tr!(invoices.unusual)>"•"</span> })
                }}
            </label>
            {control}
            {move || error(editing, field)}
        </div>
    }
    .into_any()
}

/// What is wrong with a field.
pub fn error(editing: Editing, field: &str) -> Option<AnyView> {
    let problem = editing.problem(field)?;
    Some(view! { <div class="field-error">{problem_text(&problem)}</div> }.into_any())
}

/// What of an issued invoice stays when it is corrected.
const STAYING: [&str; 2] = ["organization", "currency"];

/// A choice whose options may change; what is chosen stays chosen.
pub fn select(
    editing: Editing,
    field: &'static str,
    options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    chosen: impl Fn() -> String + Send + Sync + 'static,
    change: impl Fn(String) + 'static,
) -> AnyView {
    let options = move || {
        let (chosen, options) = (chosen(), options());
        let known = options.iter().any(|(value, _)| *value == chosen);
        let empty =
            (!known).then(|| view! { <option value="" selected=true prop:selected=true>{tr!(ui.choose)}</option> });
        let options: Vec<_> = options
            .into_iter()
            .map(|(value, text)| {
                let picked = value == chosen;
                view! { <option value=value selected=picked prop:selected=picked>{text}</option> }
            })
            .collect();
        view! { {empty}{options} }.into_any()
    };
    view! {
        <select
            id=head_id(field)
            class="select"
            disabled=editing.is_correction() && STAYING.contains(&field)
            aria-invalid=move || editing.problem(field).is_some().then_some("true")
            on:change=move |event| {
                editing.touch(field);
                change(event_target_value(&event));
            }
        >
            {options}
        </select>
    }
    .into_any()
}
