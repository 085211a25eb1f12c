//! What the server does where the browser does something else.

use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use uuid::Uuid;

use crate::error::AppError;

/// The status of the page says what its main resource answered.
pub fn answered(error: &AppError) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(error.status());
    }
}

/// Whether a page from the server is just coming alive: never here.
pub const fn waking() -> bool {
    false
}

/// A fresh identifier.
pub fn fresh_uuid() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}
