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
        let filled = {
            let (place, id) = (place.clone(), format!("{}-filled", place.id));
            move || {
                let id = id.clone();
                place
                    .filled()
                    .then(|| view! { <div class="field-filled" id=id>{tr!(card.filled_field)}</div> })
            }
        };
        let marked = {
            let place = place.clone();
            move || place.filled()
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
            <div class=class class:is-filled=marked>
                <label class=label_class for=id>
                    {label}
                </label>
                {control}
                {filled}
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
        let filled = place.filled().then(|| format!("{}-filled", place.id));
        let all: Vec<_> = [error, filled, hint].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(" "))
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

/// Puts a value into a control, as if it had been typed: whoever listens to the field hears of it.
pub(super) fn put_into(id: &str, value: &str) {
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
    for name in ["input", "change"] {
        if let Ok(event) = Event::new(name) {
            event.init_event_with_bubbles(name, true);
            let _ = element.dispatch_event(&event);
        }
    }
}

/// What a control holds; nothing where there is no such control.
pub(super) fn held(id: &str) -> Option<String> {
    let element = document().get_element_by_id(id)?;
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return Some(area.value());
    }
    element.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value)
}

/// Whether a choice is still the one the page came with.
pub(super) fn stands_at_default(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else {
        return false;
    };
    let first = element.query_selector("option[selected]").ok().flatten();
    let first = first.and_then(|option| option.get_attribute("value"));
    let select = element.dyn_ref::<HtmlSelectElement>();
    select.is_some_and(|select| Some(select.value()) == first)
}

/// A value as people read it: of a choice what its option says.
pub(super) fn option_text(id: &str, value: &str) -> String {
    let element = document().get_element_by_id(id);
    let is_choice = element
        .as_ref()
        .is_some_and(JsCast::is_instance_of::<HtmlSelectElement>);
    let selector = format!("option[value=\"{value}\"]");
    let option = element
        .filter(|_| is_choice && value.chars().all(|c| c.is_alphanumeric() || c == '_'))
        .and_then(|element| element.query_selector(&selector).ok().flatten());
    option
        .and_then(|option| option.text_content())
        .unwrap_or_else(|| value.to_owned())
}

/// The label of a control.
pub(super) fn label_of(id: &str) -> Option<String> {
    let label = document().query_selector(&format!("label[for=\"{id}\"]")).ok()??;
    label.text_content().map(|text| text.trim().to_owned())
}

/// Opens the folds around a control.
pub(super) fn open_folds(id: &str) {
    let mut element = document().get_element_by_id(id);
    while let Some(fold) = element.and_then(|element| element.closest("details").ok().flatten()) {
        let _ = fold.set_attribute("open", "");
        element = fold.parent_element();
    }
}
