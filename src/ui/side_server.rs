//! What the server does where the browser does something else.

use std::collections::BTreeSet;
use std::panic::Location;

use futures::FutureExt;
use futures::future::{BoxFuture, Shared};
use leptos::ev::{DragEvent, MouseEvent};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::reactive::owner::Sandboxed;
use leptos::tachys::reactive_graph::OwnedView;
use leptos::web_sys::Element;
use leptos_axum::ResponseOptions;
use serde::Serialize;
use uuid::Uuid;

use crate::error::{AppError, AppResult, internal};
use crate::text::lang;
use crate::ui::names::{Names, pack};
use crate::ui::picks::Press;

/// The status of the page says what its main resource answered.
pub fn answered(error: &AppError) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(error.status());
    }
}

/// What a page loads: asked for once, while the page is being written, and handed to the browser with it.
///
/// A task and a shared future, and not a resource of Leptos: of that a page under load waited for an answer that had come long
/// ago, or for one that never came since the asking had panicked.
pub struct Data<T: Clone + Send + Sync + 'static>(StoredValue<Answer<T>>);

type Answer<T> = Shared<BoxFuture<'static, AppResult<T>>>;

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

impl<T: Clone + Send + Sync + Serialize + 'static> Data<T> {
    /// Asks for what `source` says.
    #[track_caller]
    pub fn new<S, F>(source: impl Fn() -> S, load: impl Fn(S) -> F) -> Self
    where
        F: Future<Output = AppResult<T>> + Send + 'static,
    {
        let kept = Names::next(Location::caller()).zip(Owner::current_shared_context());
        let asked = load(untrack(source));
        let task = tokio::spawn(Sandboxed::new(ScopedFuture::new_untracked(asked)));
        let answer = task.map(|ended| ended.unwrap_or_else(|error| Err(internal(&error.to_string()))));
        let answer = answer.boxed().shared();
        if let Some((name, shared)) = kept.filter(|(_, shared)| shared.get_is_hydrating()) {
            let written = answer
                .clone()
                .map(move |answer| pack(&name, &serde_json::to_string(&answer).unwrap_or_default()));
            shared.write_async(shared.next_id(), Box::pin(written));
        }
        Self(StoredValue::new(answer))
    }

    /// The answer, once it is there.
    pub fn answer(self) -> impl Future<Output = AppResult<T>> + Send + 'static {
        self.0.get_value()
    }

    /// Asking again is the browser's.
    pub const fn refetch(self) {}
}

/// What a future answers, written into the page where it stands: once, and in the order of the page.
///
/// Not the boundary of the browser, which would build its content up to three times to find out what it waits for: with it
/// whatever loads inside loads as often, and an answer waits for all of them.
pub fn awaited<W, F>(_waiting: W, answer: impl FnOnce() -> F) -> AnyView
where
    F: Future<Output = AnyView> + Send + 'static,
{
    let owner = Owner::new();
    until_answered(owner.clone());
    let inner = owner.clone();
    let view = owner.with(|| {
        // Asked for by every text of a page: found here at once, and not at the end of a chain of owners.
        provide_context(lang());
        let answer = answer();
        Suspend::new(async move { OwnedView::new_with_owner(answer.await, inner) })
    });
    OwnedView::new_with_owner(view, owner).into_any()
}

/// Keeps what an owner owns until the whole page is written. Content is written when the view around it is gone, and loads
/// inside it still read what was made there.
fn until_answered(owner: Owner) {
    let mut root = owner.clone();
    while let Some(parent) = root.parent() {
        root = parent;
    }
    root.with(|| on_cleanup(move || drop(owner)));
}

/// Whether a page from the server is just coming alive: never here.
pub const fn waking() -> bool {
    false
}

/// What was kept in a browser: nothing is known of it here.
pub const fn kept(_key: &str) -> Option<String> {
    None
}

/// Keeping is the browser's.
pub const fn keep(_key: &str, _text: &str) {}

/// Forgetting is the browser's.
pub const fn forget(_key: &str) {}

/// What a window remembers: nothing is known of it here.
pub const fn remembered(_key: &str) -> Option<String> {
    None
}

/// Remembering is the window's.
pub const fn remember(_key: &str, _text: &str) {}

/// The path of the page: asked for in the browser only.
pub const fn path() -> String {
    String::new()
}

/// Path and query of the page: asked for in the browser only.
pub const fn here() -> String {
    String::new()
}

/// Rows are marked in the browser.
pub const fn mark_row(_path: &str) {}

/// Rows are pressed in the browser.
pub const fn pressed_row(_event: &MouseEvent) -> Option<String> {
    None
}

/// Nothing is scrolled on the server.
pub const fn bring_into_view(_id: &str) {}

/// Strips are scrolled in the browser.
pub const fn show_current(_strip: &Element) {}

/// Nothing is seen on the server.
pub const fn is_seen(_id: &str) -> bool {
    false
}

/// Boxes are pressed in the browser.
pub const fn pressed_box(_event: &MouseEvent, _name: &str) -> Option<Press> {
    None
}

/// Boxes are ticked in the browser.
pub const fn tick(_table: &Element, _name: &str, _chosen: &BTreeSet<String>) {}

/// Text is selected in the browser.
pub const fn selects_text() -> bool {
    false
}

/// A fresh identifier.
pub fn fresh_uuid() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

/// Cookies of pages are the browser's.
pub const fn keep_cookie(_name: &str, _value: &str) {}

/// The page leads to another one: nothing of it is shown.
pub fn lead_on(path: &str) {
    leptos_axum::redirect(path);
}

/// Nothing is dragged on the server.
pub const fn carry(_event: &DragEvent) {}
