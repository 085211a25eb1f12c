//! Nothing is pasted or dragged on the server.

use leptos::ev::{ClipboardEvent, DragEvent};

pub use crate::ui::carry;

/// Never called there.
pub const fn pasted_text(_event: &ClipboardEvent) -> Option<String> {
    None
}

/// Never called there.
pub const fn in_lower_half(_event: &DragEvent) -> bool {
    false
}

/// Nothing stands in front of a page on the server.
pub const fn is_covered() -> bool {
    false
}
