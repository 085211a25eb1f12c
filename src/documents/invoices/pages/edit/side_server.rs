//! Nothing is pasted on the server.

use leptos::ev::ClipboardEvent;

/// Never called there.
pub const fn pasted_text(_event: &ClipboardEvent) -> Option<String> {
    None
}
