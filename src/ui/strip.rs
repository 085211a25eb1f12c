//! Strips of links that may be longer than their room. The current link is brought into sight when the page comes alive, and whenever another
//! one becomes it or the room another one; without JavaScript a strip is moved by hand.

use std::cell::Cell;

use leptos::html::{ElementType, Nav};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use leptos_router::hooks::use_location;

use super::side;

/// The `node_ref` of a strip. The current one of its links is the one with `aria-current`.
pub fn shows_current<E>() -> NodeRef<E>
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    let strip = NodeRef::<E>::new();
    let here = use_location();
    let (path, query) = (here.pathname, here.search);
    Effect::new(move || {
        path.track();
        query.track();
        let Some(strip) = strip.get().and_then(|strip| strip.dyn_into::<Element>().ok()) else {
            return;
        };
        side::show_current(&strip);
        // Not of its height: phones change that of the window while one scrolls.
        let width = Cell::new(strip.client_width());
        let resized = window_event_listener(leptos::ev::resize, move |_| {
            if width.replace(strip.client_width()) != strip.client_width() {
                side::show_current(&strip);
            }
        });
        on_cleanup(move || resized.remove());
    });
    strip
}

/// Links in the shape of tabs.
pub fn links_bar(label: impl Into<String>, links: AnyView) -> AnyView {
    let label: String = label.into();
    let strip = shows_current::<Nav>();
    view! { <nav class="tabs-bar" node_ref=strip aria-label=label>{links}</nav> }.into_any()
}
