//! What is typed into a form goes over to the same page loaded again, as by a press of F5 or a switch of the language: the window remembers it
//! until then, and nobody else sees it. Without scripts nothing is carried. After a conflict, fields that nobody touched take what is stored.

use std::collections::BTreeMap;

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::state::FormState;
use crate::error::Conflict;
use crate::kernel::format;
use crate::text::lang;
use crate::tr;
use crate::ui::side;

/// Marks a field whose value came over, so that it goes over once more.
const CARRIED: &str = "data-carried";

/// Stands inside a [`super::Form`] with plain fields. Only what somebody typed or chose is carried: what the page began with
/// may be another thing in another language. Passwords, one-time codes, hidden fields, boxes, pickers and files never are.
///
/// `told`: a line says that it is here again, with a button that takes what is stored instead; for pages that people come back to another
/// day.
#[component]
pub fn CarryOver(#[prop(optional)] told: bool) -> impl IntoView {
    let state = expect_context::<FormState>();
    let came = RwSignal::new(false);
    Effect::new(move || {
        let Some(slug) = state.slug.try_get_value() else { return };
        // One form serves the pages of many objects.
        let key = format!("akta/typed/{}/{slug}", side::path());
        let came_over = side::remembered(&key).and_then(|text| serde_json::from_str(&text).ok());
        if let Some(values) = came_over {
            side::remember(&key, "");
            put(&slug, &values);
            came.set(told);
        }
        let left = window_event_listener(ev::pagehide, move |_| {
            if !state.dirty_now() {
                return;
            }
            if let Ok(text) = serde_json::to_string(&typed(&slug, state.restored)) {
                side::remember(&key, &text);
            }
        });
        on_cleanup(move || left.remove());
    });
    let discard = move |_| {
        if let Some(slug) = state.slug.try_get_value() {
            put_back(&slug);
        }
        state.dirty.set(false);
        came.set(false);
    };
    move || {
        came.get().then(|| {
            view! {
                <div class="alert alert-info">
                    <p role="status">{tr!(ui.typed_is_back)}</p>
                    <button type="button" class="btn btn-sm" on:click=discard>{tr!(ui.typed_discard)}</button>
                </div>
            }
        })
    }
}

/// Values by the fields' names; `all` of them where the page itself came back with what was typed.
fn typed(slug: &str, all: bool) -> BTreeMap<String, String> {
    let fields = fields(slug).into_iter().filter_map(|element| {
        let (name, value) = (element.get_attribute("name")?, value(&element)?);
        let touched = all || element.has_attribute(CARRIED) || value != beginning(&element);
        touched.then_some((name, value))
    });
    fields.collect()
}

/// Puts the values where they were; the fields tell their form as if somebody had typed.
fn put(slug: &str, values: &BTreeMap<String, String>) {
    for element in fields(slug) {
        let name = element.get_attribute("name").unwrap_or_default();
        let Some(value) = values.get(&name) else { continue };
        if let Err(cause) = element.set_attribute(CARRIED, "") {
            leptos::logging::warn!("a field will not be carried again: {cause:?}");
        }
        change(&element, value);
    }
}

/// Every field shows what the page came with; the fields tell their form as if somebody had typed. What was chosen in a picker stays: it
/// did not come over.
fn put_back(slug: &str) {
    for element in controls(slug) {
        if let Err(cause) = element.remove_attribute(CARRIED) {
            leptos::logging::warn!("a field may be carried again: {cause:?}");
        }
        let ticked = element
            .dyn_ref::<HtmlInputElement>()
            .filter(|input| ["checkbox", "radio"].contains(&input.type_().as_str()));
        if let Some(input) = ticked {
            if input.checked() != input.default_checked() {
                input.set_checked(input.default_checked());
                tell(&element);
            }
        } else if may_be_carried(&element) && value(&element).is_some_and(|value| value != beginning(&element)) {
            change(&element, &beginning(&element));
        }
    }
}

/// After a conflict: what somebody else has stored goes into the fields that nobody touched here, so that the second save takes nothing of it
/// back. Where the page itself came back with what was typed, nobody knows what was touched.
pub(super) fn take_over(state: FormState, conflict: &Conflict) {
    if state.restored {
        return;
    }
    let untouched = state
        .slug
        .with_value(|slug| fields(slug))
        .into_iter()
        .filter(|element| value(element).is_some_and(|value| value == beginning(element)));
    let mut taken = Vec::new();
    for element in untouched {
        let id = element.id();
        let Some((field, stored)) = conflict.current.iter().find(|(field, _)| state.id(field) == id) else {
            continue;
        };
        let number = element.get_attribute("inputmode").as_deref() == Some("decimal");
        let stored = if number {
            format::typed(lang(), stored)
        } else {
            stored.clone()
        };
        // A choice may lack what somebody else has chosen.
        let before = value(&element);
        if before.as_ref() == Some(&stored) {
            continue;
        }
        set_value(&element, &stored);
        if value(&element).as_ref() == Some(&stored) {
            change(&element, &stored);
            taken.push((field.clone(), stored));
        } else {
            set_value(&element, &before.unwrap_or_default());
        }
    }
    state.sent.update(|sent| sent.extend(taken));
}

/// Changes a field, which tells its form as if somebody had typed.
fn change(element: &Element, value: &str) {
    set_value(element, value);
    tell(element);
}

fn tell(element: &Element) {
    let told = document().create_event("Event").and_then(|event| {
        for kind in ["input", "change"] {
            event.init_event_with_bubbles(kind, true);
            element.dispatch_event(&event)?;
        }
        Ok(())
    });
    if let Err(cause) = told {
        leptos::logging::warn!("a field was not told of its value: {cause:?}");
    }
}

/// The fields of the form that may be carried.
fn fields(slug: &str) -> Vec<Element> {
    let mut fields = controls(slug);
    fields.retain(may_be_carried);
    fields
}

/// All controls of the form's fields.
fn controls(slug: &str) -> Vec<Element> {
    let all = format!(":is(input, select, textarea)[id^=\"{slug}-\"]");
    let Ok(found) = document().query_selector_all(&all) else {
        return Vec::new();
    };
    let elements = (0..found.length()).filter_map(|n| found.item(n)?.dyn_into::<Element>().ok());
    elements.collect()
}

fn may_be_carried(element: &Element) -> bool {
    let kind = element.get_attribute("type").unwrap_or_default();
    let secret = element.get_attribute("autocomplete").as_deref() == Some("one-time-code");
    // The text of a picker is the name of what is chosen, or what is looked for, and never what is sent.
    let picker = element.get_attribute("role").as_deref() == Some("combobox");
    !secret && !picker && !["password", "hidden", "checkbox", "radio", "file"].contains(&kind.as_str())
}

fn value(element: &Element) -> Option<String> {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        return Some(select.value());
    }
    element.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}

fn set_value(element: &Element, value: &str) {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(value);
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(value);
    }
}

/// What the page came with.
fn beginning(element: &Element) -> String {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return area.default_value().unwrap_or_default();
    }
    let element = match element.dyn_ref::<HtmlSelectElement>() {
        // Where none is named, a browser begins with the first one.
        Some(select) => ["option[selected]", "option"]
            .into_iter()
            .find_map(|option| select.query_selector(option).ok().flatten()),
        None => Some(element.clone()),
    };
    element
        .and_then(|element| element.get_attribute("value"))
        .unwrap_or_default()
}

/// Fields of text show what they were written with, and no longer what was typed into them.
pub(super) fn show_beginnings(form: &Element) {
    let Ok(fields) =
        form.query_selector_all("textarea, input[value]:not([type=hidden], [type=checkbox], [type=radio])")
    else {
        return;
    };
    for field in (0..fields.length()).filter_map(|i| fields.item(i)?.dyn_into::<Element>().ok()) {
        if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(&beginning(&field));
        } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.set_value(&beginning(&field));
        }
    }
}
