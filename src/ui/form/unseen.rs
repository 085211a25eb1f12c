//! What a form sends and nobody sees: ids, versions, the keys of intentions.

use leptos::prelude::*;

use super::state::{FormState, Place};
use crate::kernel::ids::RequestKey;
use crate::ui::side;

/// A value that is sent and not shown.
#[component]
pub fn Hidden(#[prop(into)] name: String, #[prop(into)] value: Signal<String>) -> impl IntoView {
    let place = Place::of(name, "");
    view! { <input type="hidden" name=place.wire value=move || value.get() /> }.into_any()
}

/// What tells the form of a new object from that of a stored one: a request key, or its id with its version (`None` where
/// the object has none). Made inside the form, like every field.
#[component]
pub fn NewOrStored(#[prop(into)] id: Option<String>, #[prop(into)] version: Option<i64>) -> impl IntoView {
    match id {
        Some(id) => view! {
            <Hidden name="id" value=id />
            {version.map(|version| view! { <VersionField version /> })}
        }
        .into_any(),
        None => view! { <RequestKeyField /> }.into_any(),
    }
}

/// The version of the object the form shows. After a conflict it is the stored one, so that saving again overwrites on
/// purpose.
#[component]
pub fn VersionField(
    version: i64,
    /// The struct's field.
    #[prop(default = "version".into(), into)]
    name: String,
) -> impl IntoView {
    let place = Place::of(name, "");
    let form = place.form;
    let current = move || {
        form.and_then(FormState::conflict)
            .map_or(version, |conflict| conflict.version)
    };
    view! { <input type="hidden" name=place.wire value=move || current().to_string() /> }.into_any()
}

/// The key of an intention that is sent without a form.
#[must_use]
pub fn fresh_request() -> RequestKey {
    RequestKey::from(side::fresh_uuid())
}

/// The key that makes sending the same form twice one write. A new one after each success.
#[component]
pub fn RequestKeyField(
    /// The struct's field.
    #[prop(default = "request".into(), into)]
    name: String,
    /// Of a plain form, which is sent to a route.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let place = if alone { Place::alone(name) } else { Place::of(name, "") };
    let fresh = || side::fresh_uuid().to_string();
    let first = SharedValue::new(fresh).into_inner();
    // The same form that has come back is the same intention.
    let key = RwSignal::new(place.beginning(first));
    if let Some(form) = place.form {
        Effect::new(move |seen: Option<usize>| {
            let now = form.saved.get();
            if seen.is_some_and(|seen| seen != now) {
                // A success may have closed the drawer the form was in.
                let _ = key.try_set(fresh());
            }
            now
        });
    }
    view! { <input type="hidden" name=place.wire value=move || key.try_get().unwrap_or_default() /> }.into_any()
}
