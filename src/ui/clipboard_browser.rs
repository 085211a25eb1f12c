//! The browser's clipboard. It exists only on https and on the machine itself.

use leptos::prelude::{Callable, Callback, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

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

/// The browser's own way to hand something to another program; desks have one too, but nobody looks for it there.
fn share_sheet() -> Option<js_sys::Function> {
    let by_thumb = window().match_media("(pointer: coarse)").ok().flatten()?.matches();
    let share = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("share")).ok()?;
    share.dyn_into().ok().filter(|_| by_thumb)
}

/// Whether texts can be handed to other programs.
pub fn has_share_sheet() -> bool {
    share_sheet().is_some()
}

/// Opens the sheet with a text. Who closes it again has shared nothing, and that is no failure.
pub fn share(text: &str) {
    let shared = js_sys::Object::new();
    let named = js_sys::Reflect::set(&shared, &JsValue::from_str("text"), &JsValue::from_str(text));
    let answer = share_sheet()
        .filter(|_| named.is_ok())
        .and_then(|share| share.call1(&window().navigator(), &shared).ok())
        .and_then(|answer| answer.dyn_into::<js_sys::Promise>().ok());
    if let Some(answer) = answer {
        let closed = Closure::once(|_: JsValue| ());
        // The promise of `catch` tells nothing more.
        let _ = answer.catch(&closed);
        closed.forget();
    }
}
