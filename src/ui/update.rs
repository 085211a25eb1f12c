//! Tells that a newer Akta is there, and loads it once the person wants it.
//!
//! A script of the document looks for it (`app/update.js`); nothing is shown without scripts, nor where a browser has no workers: there
//! the next page that is loaded is the new one anyway.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::web_sys::Event;

use super::form::guard;
use crate::tr;

/// The script has found a newer build; it also marks the document, for a page that comes alive later.
const FOUND: &str = "akta-update";
const MARK: &str = "data-update";

/// The script is to load it.
const AGREED: &str = "akta-reload";

/// A bar in the corner; once in the document, beside the pages.
#[component]
pub fn UpdateBar() -> impl IntoView {
    let unsaved = guard::of_document();
    let shown = RwSignal::new(false);
    Effect::new(move || {
        let marked = document()
            .document_element()
            .is_some_and(|root| root.has_attribute(MARK));
        shown.set(marked);
        let found = window_event_listener_untyped(FOUND, move |_| {
            shown.try_set(true);
        });
        on_cleanup(move || found.remove());
    });
    let reload = move |_: MouseEvent| {
        if unsaved.may_leave()
            && let Ok(agreed) = Event::new(AGREED)
        {
            // Whoever listens does not take it back.
            let _ = window().dispatch_event(&agreed);
        }
    };
    let bar = move || {
        shown.get().then(|| {
            view! {
                <div class="update-bar">
                    <span>{tr!(pwa.update)}</span>
                    <button type="button" on:click=reload>{tr!(pwa.reload)}</button>
                    <button type="button" on:click=move |_| shown.set(false)>{tr!(pwa.later)}</button>
                </div>
            }
        })
    };
    view! { <div role="status">{bar}</div> }.into_any()
}
