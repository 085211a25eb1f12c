//! The fields in which something is chosen: one of a few, or yes or no.

use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlInputElement, HtmlSelectElement};

use super::frame::{Frame, described, focus_on_arrival, stored_line, target};
use super::state::Place;
use crate::tr;

/// One of a few choices: values and what they are called. A field that is not required begins with an empty choice.
///
/// ```ignore
/// let options = Currency::ALL.iter().map(|c| (c.code().to_owned(), c.code().to_owned())).collect();
/// view! { <SelectField name="currency" label=tr!(clients.currency) options value="UAH" required=true /> }
/// ```
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] on_change: Option<Callback<(String,)>>,
    #[prop(optional, into)] class: String,
    /// What the empty choice is called, where it says something.
    #[prop(optional, into)]
    empty: String,
    /// What it is called away from what stands around it, where its label alone says too little.
    #[prop(optional, into)]
    full_name: Option<String>,
    /// Shown only.
    #[prop(optional)]
    off: bool,
) -> impl IntoView {
    let place = Place::of(name, full_name.as_ref().unwrap_or(&label));
    let value = place.beginning(value);
    if autofocus {
        focus_on_arrival(place.id.clone());
    }
    let described = described(&place, !hint.is_empty());
    let invalid = {
        let place = place.clone();
        move || place.invalid().then_some("true")
    };
    let nothing = empty.clone();
    let known = options.iter().any(|(option, _)| *option == value);
    let empty = (!required || !known).then(|| {
        view! { <option value="" selected=!known>{if required { tr!(ui.choose).to_owned() } else { empty }}</option> }
    });
    let names = options.clone();
    let options: Vec<_> = options
        .into_iter()
        .map(|(option, text)| {
            let selected = option == value;
            view! { <option value=option selected=selected>{text}</option> }
        })
        .collect();
    let changed = move |event: Event| {
        if let (Some(call), Some(select)) = (on_change, target::<HtmlSelectElement>(&event)) {
            call.run((select.value(),));
        }
    };
    let select = view! {
        <select
            id=place.id.clone()
            name=place.wire.clone()
            class="select"
            required=required
            autofocus=autofocus
            disabled=off
            aria-label=full_name
            aria-invalid=invalid
            aria-describedby=described
            on:change=changed
        >
            {empty}
            {options}
        </select>
    }
    .into_any();
    let spelled = move |stored: &str| {
        let name = names.iter().find(|(option, _)| option == stored);
        let otherwise = if stored.is_empty() { nothing.as_str() } else { stored };
        name.map_or(otherwise, |(_, text)| text).to_owned()
    };
    Frame {
        required,
        hint,
        class,
        spelled: Box::new(spelled),
        ..Frame::new(place, label)
    }
    .around(select)
}

/// Codes with what people call them, as a [`SelectField`] offers them.
#[must_use]
pub fn choices<'a, T: Copy + ToString + 'a>(
    all: impl IntoIterator<Item = &'a T>,
    text: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    let choice = |one: &T| (one.to_string(), text(*one).to_owned());
    all.into_iter().map(choice).collect()
}

/// Yes or no. Sends `value` when ticked and nothing when not: the struct's field needs `#[serde(default)]`.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] checked: bool,
    #[prop(default = "true".into(), into)] value: String,
    #[prop(optional, into)] on_change: Option<Callback<(bool,)>>,
    /// What it is called away from what stands around it, where its label alone says too little.
    #[prop(optional, into)]
    full_name: Option<String>,
    /// Shown only.
    #[prop(optional)]
    off: bool,
) -> impl IntoView {
    let place = Place::of(name, full_name.as_ref().unwrap_or(&label));
    // In a form that has come back a box without a value was not ticked.
    let checked = match place.form {
        Some(form) if form.restored => !place.beginning(String::new()).is_empty(),
        _ => checked,
    };
    let changed = move |event: Event| {
        if let (Some(call), Some(input)) = (on_change, target::<HtmlInputElement>(&event)) {
            call.run((input.checked(),));
        }
    };
    let error_id = format!("{}-error", place.id);
    let described = described(&place, false);
    let invalid = {
        let place = place.clone();
        move || place.invalid().then_some("true")
    };
    let stored = {
        let place = place.clone();
        move || {
            let ticked = place.stored_tick()?;
            Some(stored_line(
                if ticked { tr!(ui.yes) } else { tr!(ui.no) }.to_owned(),
                None,
            ))
        }
    };
    let trouble = {
        let place = place.clone();
        move || {
            place
                .problem()
                .map(|text| view! { <div class="field-error" id=error_id.clone()>{text}</div> })
        }
    };
    view! {
        <div class="field">
            <label class="check-line">
                <input
                    id=place.id.clone()
                    type="checkbox"
                    class="checkbox"
                    name=place.wire.clone()
                    value=value
                    checked=checked
                    disabled=off
                    aria-label=full_name
                    aria-invalid=invalid
                    aria-describedby=described
                    on:change=changed
                />
                {label}
            </label>
            {trouble}
            {stored}
        </div>
    }
    .into_any()
}
