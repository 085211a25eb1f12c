//! What stands around the control of a field: label, hint, trouble, what is stored now in a conflict.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::state::Place;
use crate::tr;

/// The parts of a field beside its control.
pub(crate) struct Frame {
    pub(crate) place: Place,
    pub(crate) label: String,
    pub(crate) required: bool,
    pub(crate) hint: String,
    pub(crate) warning: Signal<Option<String>>,
    pub(crate) class: String,
    /// Turns a stored value into what people read.
    pub(crate) spelled: Box<dyn Fn(&str) -> String + Send>,
    /// Puts the stored value into the control; by default into the element with the field's id.
    pub(crate) take: Option<Callback<(String,)>>,
}

impl Frame {
    pub(crate) fn new(place: Place, label: String) -> Self {
        Self {
            place,
            label,
            required: false,
            hint: String::new(),
            warning: Signal::default(),
            class: String::new(),
            spelled: Box::new(str::to_owned),
            take: None,
        }
    }

    /// The whole field.
    pub(crate) fn around(self, control: AnyView) -> AnyView {
        let Self {
            place,
            label,
            required,
            hint,
            warning,
            class,
            spelled,
            take,
        } = self;
        let class = if class.is_empty() {
            "field".to_owned()
        } else {
            format!("field {class}")
        };
        let label_class = if required {
            "field-label required"
        } else {
            "field-label"
        };
        let hint = (!hint.is_empty()).then(|| {
            let id = format!("{}-hint", place.id);
            view! { <div class="field-hint" id=id>{hint}</div> }
        });
        let id = place.id.clone();
        let error_id = format!("{id}-error");
        let error = {
            let place = place.clone();
            move || {
                let text = place.problem()?;
                Some(view! { <div class="field-error" id=error_id.clone()>{text}</div> })
            }
        };
        let warning = move || {
            let text = warning.get()?;
            Some(view! { <div class="field-warning">{text}</div> })
        };
        let stored = move || {
            let (value, label) = place.stored()?;
            let text = label.unwrap_or_else(|| spelled(&value));
            let id = place.id.clone();
            let put = Callback::new(move |()| match take {
                Some(take) => take.run((value.clone(),)),
                None => put_into(&id, &value),
            });
            Some(stored_line(text, place.alive().then_some(put)))
        };
        view! {
            <div class=class>
                <label class=label_class for=id>
                    {label}
                </label>
                {control}
                {error}
                {warning}
                {stored}
                {hint}
            </div>
        }
        .into_any()
    }
}

/// What is stored now, with a button that takes it over where scripts run.
pub(super) fn stored_line(text: String, take: Option<Callback<()>>) -> AnyView {
    let button = take.map(|take| {
        view! { <button type="button" class="btn btn-xs" on:click=move |_| take.run(())>{tr!(ui.take_stored)}</button> }
    });
    let text = if text.is_empty() {
        tr!(ui.stored_empty).to_owned()
    } else {
        text
    };
    view! { <div class="field-stored"><span>{tr!(ui.stored_now)} " " <b>{text}</b></span> {button}</div> }.into_any()
}

/// What describes a field to a screen reader.
pub(super) fn described(place: &Place, hint: bool) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let place = place.clone();
    move || {
        let hint = hint.then(|| format!("{}-hint", place.id));
        let error = place.invalid().then(|| format!("{}-error", place.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{error} {hint}")),
            (hint, error) => error.or(hint),
        }
    }
}

/// The first field of a page takes the focus also when the page came without being loaded; not away from where somebody is.
pub(crate) fn focus_on_arrival(id: String) {
    Effect::new(move || {
        let id = id.clone();
        request_animation_frame(move || {
            let busy = document().active_element().is_some_and(|element| {
                matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                    || element.has_attribute("tabindex")
            });
            if !busy {
                focus(&id);
            }
        });
    });
}

/// Moves the focus to an element. One that can't take it stays where it is.
pub(crate) fn focus(id: &str) {
    let found = document().get_element_by_id(id);
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = found.focus();
    }
}

/// The element an event happened to.
pub(super) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

fn put_into(id: &str, value: &str) {
    let Some(element) = document().get_element_by_id(id) else {
        return;
    };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(value);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(value);
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    }
}
