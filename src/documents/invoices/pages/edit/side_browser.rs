//! What only the browser has.

use leptos::ev::ClipboardEvent;

/// The text that is being pasted.
pub fn pasted_text(event: &ClipboardEvent) -> Option<String> {
    event.clipboard_data()?.get_data("text/plain").ok()
}
