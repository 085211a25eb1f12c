//! What the browser does where the server does something else.

use std::collections::BTreeSet;
use std::panic::Location;

use leptos::ev::{DragEvent, MouseEvent};
use leptos::prelude::*;
use leptos::reactive::graph::{Source, ToAnySubscriber};
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlInputElement};
use uuid::Uuid;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{AppError, AppResult};
use crate::ui::doors;
use crate::ui::names::{Names, unpack};
use crate::ui::picks::Press;
use crate::ui::query;

/// Somebody whose session has ended signs in and comes back to where he was.
pub fn answered(error: &AppError) {
    if *error == AppError::NotSignedIn {
        let location = window().location();
        let here = here();
        let sign_in = doors::sign_in(&here);
        if !here.starts_with(sign_in) {
            // A failure here leaves the page with the error block and its link.
            let _ = location.assign(&format!("{sign_in}?next={}", query::encode(&here)));
        }
    }
}

/// What a page loads: the answer that came with the page, and a new one whenever what is asked for changes.
///
/// Like a resource of Leptos, but for how it finds the answer in the page: see [`Names`].
pub struct Data<T: Clone + Send + Sync + 'static> {
    answer: AsyncDerived<AppResult<T>>,
    asked: RwSignal<usize>,
}

#[expect(
    clippy::expl_impl_clone_on_copy,
    reason = "a derived one would be Copy only where T is"
)]
impl<T: Clone + Send + Sync + 'static> Clone for Data<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Copy for Data<T> {}

impl<T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static> Data<T> {
    /// Asks for what `source` says, and again when that changes.
    #[track_caller]
    pub fn new<S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        load: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = AppResult<T>> + Send + 'static,
    {
        let came = Names::next(Location::caller()).and_then(|name| answer_of_page(&name));
        let asked = RwSignal::new(0);
        let source = ArcMemo::new(move |_| (asked.get(), source()));
        let ask = {
            let source = source.clone();
            move || load(source.get().1)
        };
        let is_there = came.is_some();
        let answer = ArcAsyncDerived::new_with_manual_dependencies(came, ask, &source);
        if is_there {
            // Nothing was asked, so nothing of the source was read yet; its changes are waited for all the same.
            source.with_untracked(|_| ());
            source.add_subscriber(answer.to_any_subscriber());
        }
        Self {
            answer: answer.into(),
            asked,
        }
    }

    /// The answer, once it is there.
    pub fn answer(self) -> impl Future<Output = AppResult<T>> + Send + 'static {
        self.answer.into_future()
    }

    /// Asks again.
    pub fn refetch(self) {
        self.asked.update(|asked| *asked += 1);
    }
}

/// The answer that came with the page, while that is coming alive.
fn answer_of_page<T: DeserializeOwned>(name: &str) -> Option<AppResult<T>> {
    if !waking() {
        return None;
    }
    let texts = js_sys::Reflect::get(&window(), &JsValue::from_str("__RESOLVED_RESOURCES")).ok()?;
    let texts: js_sys::Array = texts.dyn_into().ok()?;
    let text = texts
        .iter()
        .filter_map(|text| text.as_string())
        .find_map(|text| unpack(name, &text).map(str::to_owned))?;
    serde_json::from_str(&text).ok()
}

/// What a future answers. While it waits for the first time `waiting` stands there, later the old answer does.
pub fn awaited<W, V, F>(waiting: W, answer: impl Fn() -> F + Send + Sync + 'static) -> AnyView
where
    W: FnOnce() -> V + Send + 'static,
    V: IntoView + 'static,
    F: Future<Output = AnyView> + Send + 'static,
{
    view! { <Transition fallback=waiting>{move || Suspend::new(answer())}</Transition> }.into_any()
}

/// Whether a page from the server is just coming alive.
pub fn waking() -> bool {
    Owner::current_shared_context().is_some_and(|context| context.during_hydration())
}

/// What was kept in this browser under the key.
pub fn kept(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a text in this browser. Where nothing can be kept (a private window, no room) it is not.
pub fn keep(key: &str, text: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, text);
    }
}

/// What this window remembers under the key, until it is closed.
pub fn remembered(key: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(key).ok()?
}

/// Lets this window remember a text.
pub fn remember(key: &str, text: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        // Where nothing can be remembered, the keys of lists do nothing.
        let _ = storage.set_item(key, text);
    }
}

/// The path of the page.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Path and query of the page.
pub fn here() -> String {
    path() + &window().location().search().unwrap_or_default()
}

/// Marks the row that leads to the path and brings it into sight, once it is on the page.
pub fn mark_row(path: &str) {
    let path = path.to_owned();
    request_animation_frame(move || request_animation_frame(move || mark(&path)));
}

fn mark(path: &str) {
    if let Ok(Some(before)) = document().query_selector("tr[data-here]") {
        // A row that stays marked is marked twice, and nothing else.
        let _ = before.remove_attribute("data-here");
    }
    let row = document()
        .query_selector(&format!(".row-link[href=\"{path}\"]"))
        .ok()
        .flatten()
        .and_then(|link| link.closest("tr").ok().flatten());
    if let Some(row) = row {
        let _ = row.set_attribute("data-here", "");
        scroll_to(&row);
    }
}

fn scroll_to(element: &Element) {
    let nearest = leptos::web_sys::ScrollIntoViewOptions::new();
    nearest.set_block(leptos::web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&nearest);
}

/// Scrolls as little as needed for an element to be seen.
pub fn bring_into_view(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        scroll_to(&element);
    }
}

/// How much of a neighbour is seen beside the current link of a strip, in pixels: it says that there is more.
const NEIGHBOUR: f64 = 24.0;

/// Scrolls a strip of links until its current one is seen, once that is marked; nothing around the strip moves.
pub fn show_current(strip: &Element) {
    let strip = strip.clone();
    request_animation_frame(move || {
        let Ok(Some(current)) = strip.query_selector("[aria-current]") else {
            return;
        };
        let (room, link) = (strip.get_bounding_client_rect(), current.get_bounding_client_rect());
        let across = way((link.left(), link.right()), (room.left(), room.right()));
        let down = way((link.top(), link.bottom()), (room.top(), room.bottom()));
        strip.scroll_by_with_x_and_y(across, down);
    });
}

/// How far a strip moves until a link lies in its room; of one that is longer than the room the beginning is seen.
fn way((from, until): (f64, f64), (start, end): (f64, f64)) -> f64 {
    if from < start {
        from - start - NEIGHBOUR
    } else if until > end {
        (until - end + NEIGHBOUR).min(from - start)
    } else {
        0.0
    }
}

/// The address of the row whose link was pressed plainly: not to be opened in another tab.
pub fn pressed_row(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a.row-link").ok().flatten()?;
    link.get_attribute("href").filter(|_| plain)
}

/// Whether an element has a place on the page.
pub fn is_seen(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    element.is_some_and(|element| element.client_width() > 0)
}

/// The box of this name that a click has pressed; it shows already what the click made of it.
pub fn pressed_box(event: &MouseEvent, name: &str) -> Option<Press> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    (input.name() == name).then(|| Press {
        value: input.value(),
        ticked: input.checked(),
        ranged: event.shift_key(),
    })
}

/// Ticks the boxes of a table that are chosen, and no others, and marks their rows.
pub fn tick(table: &Element, name: &str, chosen: &BTreeSet<String>) {
    let Ok(found) = table.query_selector_all(&format!("input[name=\"{name}\"]")) else {
        return;
    };
    let boxes = (0..found.length()).filter_map(|i| found.item(i)?.dyn_into::<HtmlInputElement>().ok());
    for input in boxes {
        let ticked = chosen.contains(&input.value());
        input.set_checked(ticked);
        if let Ok(Some(row)) = input.closest("tr") {
            // A row that can't be marked is still ticked.
            let _ = if ticked {
                row.set_attribute("aria-selected", "true")
            } else {
                row.remove_attribute("aria-selected")
            };
        }
    }
}

/// Forgets what was kept under the key.
pub fn forget(key: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.remove_item(key);
    }
}

/// Whether a piece of the page is selected just now.
pub fn selects_text() -> bool {
    let selection = js_sys::Reflect::get(&window(), &JsValue::from_str("getSelection"))
        .and_then(|get| get.dyn_into::<js_sys::Function>()?.call0(&window()));
    let collapsed = selection.and_then(|selection| js_sys::Reflect::get(&selection, &JsValue::from_str("isCollapsed")));
    collapsed.is_ok_and(|collapsed| collapsed.as_bool() == Some(false))
}

/// A fresh identifier. `crypto.randomUUID` is missing on plain http, `getRandomValues` is not.
pub fn fresh_uuid() -> Uuid {
    let bytes = js_sys::Uint8Array::new_with_length(16);
    let filled = js_sys::Reflect::get(&window(), &JsValue::from_str("crypto")).and_then(|crypto| {
        js_sys::Reflect::get(&crypto, &JsValue::from_str("getRandomValues"))?
            .dyn_into::<js_sys::Function>()?
            .call1(&crypto, &bytes)
    });
    let mut random = [0; 16];
    if filled.is_ok() {
        bytes.copy_to(&mut random);
    }
    uuid::Builder::from_random_bytes(random).into_uuid()
}

/// How long a browser keeps a cookie of ours: a year, in seconds.
const COOKIE_AGE: u32 = 365 * 24 * 3600;

/// Keeps a word for the server's next page.
pub fn keep_cookie(name: &str, value: &str) {
    let document: leptos::web_sys::HtmlDocument = document().unchecked_into();
    // A browser without cookies shows all columns again on the next page.
    let _ = document.set_cookie(&format!("{name}={value}; Path=/; SameSite=Lax; Max-Age={COOKIE_AGE}"));
}

/// Gives a drag something to carry: Firefox begins none without it.
pub fn carry(event: &DragEvent) {
    if let Some(carried) = event.data_transfer() {
        carried.set_effect_allowed("move");
        // A drag without anything to carry is no drag, and nothing is lost.
        let _ = carried.set_data("text/plain", "");
    }
}

/// The page leads to another one, which takes its place in the history.
pub fn lead_on(path: &str) {
    let navigate = leptos_router::hooks::use_navigate();
    let path = path.to_owned();
    request_animation_frame(move || {
        let options = leptos_router::NavigateOptions {
            replace: true,
            ..leptos_router::NavigateOptions::default()
        };
        navigate(&path, options);
    });
}
