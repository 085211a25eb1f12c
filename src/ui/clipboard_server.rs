//! There is no clipboard on the server.

use leptos::prelude::{Callable, Callback};

/// Whether something can be copied here.
pub const fn available() -> bool {
    false
}

/// Copies nothing, and says so.
pub fn write(_text: &str, told: Callback<(bool,)>) {
    told.run((false,));
}

/// Whether texts can be handed to other programs.
pub const fn has_share_sheet() -> bool {
    false
}

/// Hands nothing over.
pub const fn share(_text: &str) {}
