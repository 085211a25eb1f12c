//! What only the browser has.

use leptos::ev::{ClipboardEvent, DragEvent};
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

pub use crate::ui::carry;

/// The text that is being pasted.
pub fn pasted_text(event: &ClipboardEvent) -> Option<String> {
    event.clipboard_data()?.get_data("text/plain").ok()
}

/// Whether the pointer is over the lower half of the element that listens.
pub fn in_lower_half(event: &DragEvent) -> bool {
    let element = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        let place = element.get_bounding_client_rect();
        f64::from(event.client_y()) > place.top() + place.height() / 2.0
    })
}

/// Whether a dialog or a drawer stands in front of the page.
pub fn is_covered() -> bool {
    document()
        .query_selector("dialog[open]")
        .is_ok_and(|dialog| dialog.is_some())
}
