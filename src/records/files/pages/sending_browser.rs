//! Files in the browser. They are sent by `XMLHttpRequest`, since only that tells how far it has come.

use js_sys::{Array, Function, Reflect};
use leptos::ev::{DragEvent, Event};
use leptos::prelude::{GetValue, LocalStorage, StoredValue, window};
use leptos::web_sys::{Blob, FormData, HtmlInputElement, ProgressEvent};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{AppError, AppResult};
use crate::records::files::model::FIELD;

/// What holds a chosen file.
pub type Handle = StoredValue<JsValue, LocalStorage>;

/// A file that somebody has chosen or dropped.
pub struct Chosen {
    pub name: String,
    /// In bytes.
    pub size: f64,
    pub file: Handle,
}

/// The files of a field, which is empty then: the same file can be chosen once more.
pub fn chosen(event: &Event) -> Vec<Chosen> {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return Vec::new() };
    let files = all_of(&field);
    field.set_value("");
    files
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<Chosen> {
    event.data_transfer().map(|data| all_of(&data)).unwrap_or_default()
}

/// Whether files are dragged, and not a piece of the page.
pub fn carries_files(event: &DragEvent) -> bool {
    let types = event
        .data_transfer()
        .and_then(|data| Reflect::get(&data, &"types".into()).ok());
    types.is_some_and(|types| Array::from(&types).iter().any(|kind| kind == "Files"))
}

/// What the list `files` of something holds.
fn all_of(holder: &JsValue) -> Vec<Chosen> {
    let Ok(files) = Reflect::get(holder, &"files".into()) else {
        return Vec::new();
    };
    let chosen = |file: JsValue| {
        let name = Reflect::get(&file, &"name".into()).ok()?.as_string()?;
        let size = Reflect::get(&file, &"size".into()).ok()?.as_f64()?;
        Some(Chosen {
            name,
            size,
            file: StoredValue::new_local(file),
        })
    };
    Array::from(&files).iter().filter_map(chosen).collect()
}

/// Sends a file. `progress` hears which part of it is gone and says whether to go on; `done` hears the answer, and `None` where none came.
pub fn send(
    address: &str,
    key: &str,
    file: Handle,
    progress: impl Fn(f64) -> bool + 'static,
    done: impl FnOnce(Option<AppResult<()>>) + 'static,
) {
    let Some(file) = file.try_get_value() else { return };
    match begun(address, key, &file) {
        Ok((request, form)) => {
            listen(&request, progress, done);
            // What can't be sent ends as what broke on the way: `loadend` comes in either case.
            let _ = call(&request, "send", &[form]);
        }
        Err(_) => done(None),
    }
}

/// A request that is open, and what it sends.
fn begun(address: &str, key: &str, file: &JsValue) -> Result<(JsValue, JsValue), JsValue> {
    let form = FormData::new()?;
    form.append_with_str("request", key)?;
    form.append_with_blob(FIELD, file.unchecked_ref::<Blob>())?;
    let made: Function = Reflect::get(&window(), &"XMLHttpRequest".into())?.dyn_into()?;
    let request: JsValue = Reflect::construct(&made, &Array::new())?;
    call(&request, "open", &["POST".into(), address.into()])?;
    call(
        &request,
        "setRequestHeader",
        &["Accept".into(), "application/json".into()],
    )?;
    Ok((request, form.into()))
}

fn listen(
    request: &JsValue,
    progress: impl Fn(f64) -> bool + 'static,
    done: impl FnOnce(Option<AppResult<()>>) + 'static,
) {
    let asked = request.clone();
    let told = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        let part = if event.total() > 0.0 {
            event.loaded() / event.total()
        } else {
            0.0
        };
        if !progress(part) {
            // Over already: then it is over.
            let _ = call(&asked, "abort", &[]);
        }
    });
    let answered = request.clone();
    let ended = Closure::once(move |_: JsValue| done(answer(&answered)));
    if let Ok(upload) = Reflect::get(request, &"upload".into()) {
        // Without it the bar stands still.
        let _ = Reflect::set(&upload, &"onprogress".into(), &told.into_js_value());
    }
    let _ = Reflect::set(request, &"onloadend".into(), &ended.into_js_value());
}

fn answer(request: &JsValue) -> Option<AppResult<()>> {
    let status = Reflect::get(request, &"status".into()).ok()?.as_f64()?;
    if status < 100.0 {
        return None;
    }
    if (200.0..300.0).contains(&status) {
        return Some(Ok(()));
    }
    let text = Reflect::get(request, &"responseText".into()).ok()?.as_string()?;
    Some(Err(serde_json::from_str(&text).unwrap_or(AppError::Unavailable)))
}

fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let list = arguments.iter().collect::<Array>();
    Reflect::apply(&method, object, &list)
}
