//! The browser's clipboard. It exists only on https and on the machine itself.

use leptos::prelude::{Callable, Callback, window};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Whether something can be copied here.
pub fn available() -> bool {
    window().is_secure_context()
}

/// Copies a text; `told` hears whether that was allowed.
pub fn write(text: &str, told: Callback<(bool,)>) {
    let copied = Closure::once(move |_: JsValue| told.run((true,)));
    let refused = Closure::once(move |_: JsValue| told.run((false,)));
    // The promise of `then` tells nothing more.
    let _ = window()
        .navigator()
        .clipboard()
        .write_text(text)
        .then2(&copied, &refused);
    copied.forget();
    refused.forget();
}
