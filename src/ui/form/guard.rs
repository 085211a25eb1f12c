//! Asks before what was typed is lost: closing the window, loading another page, following a link, going back, closing a drawer.

use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::Element;
use leptos_router::hooks::use_location;

use crate::tr;

/// Forms that may hold something unsaved: those of a page, or those of a drawer.
#[derive(Clone, Copy)]
pub(crate) struct Unsaved(StoredValue<Vec<RwSignal<bool>>>);

impl Unsaved {
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    pub(crate) fn watch(self, dirty: RwSignal<bool>) {
        self.0.try_update_value(|forms| {
            forms.retain(|form| form.try_get_untracked().is_some());
            forms.push(dirty);
        });
    }

    fn any(self) -> bool {
        self.0
            .try_with_value(|forms| forms.iter().any(|form| form.try_get_untracked() == Some(true)))
            .unwrap_or_default()
    }

    fn forget(self) {
        self.0.try_with_value(|forms| {
            for form in forms {
                form.try_set(false);
            }
        });
    }

    /// Whether all may be left: nothing was typed, or the person says so.
    pub(crate) fn may_leave(self) -> bool {
        if !self.any() {
            return true;
        }
        let leaves = window().confirm_with_message(tr!(ui.leave_typed)).unwrap_or(true);
        if leaves {
            self.forget();
        }
        leaves
    }
}

/// What watches the browser; called once, before the router is made: browsers call those who listen to the window in the order in which they
/// came, and the router must not see a step back that is not taken.
pub(crate) fn provide_guard() {
    let unsaved = Unsaved::new();
    let here = StoredValue::new(String::new());
    provide_context(Guard { unsaved, here });
    let unload = window_event_listener(ev::beforeunload, move |event| {
        if unsaved.any() {
            event.prevent_default();
        }
    });
    let stepped = window_event_listener(ev::popstate, move |event| {
        if unsaved.may_leave() {
            return;
        }
        event.stop_immediate_propagation();
        // The browser has gone already when it tells: who stays gets the address of his page as a new step.
        if let (Ok(history), Some(here)) = (window().history(), here.try_get_value()) {
            // It fails only for an address of another site.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here));
        }
    });
    on_cleanup(move || {
        unload.remove();
        stepped.remove();
    });
}

#[derive(Clone, Copy)]
struct Guard {
    unsaved: Unsaved,
    /// The address of the page that is shown.
    here: StoredValue<String>,
}

/// The forms of the page, for what loads the whole document anew.
pub(crate) fn of_document() -> Unsaved {
    expect_context::<Guard>().unsaved
}

/// Watches the forms of the pages inside; called once, by the layout, whose root element calls [`link_clicked`].
pub(crate) fn watch_pages() -> Unsaved {
    let Guard { unsaved, here } = expect_context();
    provide_context(unsaved);
    let location = use_location();
    Effect::new(move || {
        let address = location.pathname.get() + &location.search.with(|search| question(search)) + &location.hash.get();
        here.set_value(address);
    });
    unsaved
}

fn question(search: &str) -> String {
    if search.is_empty() {
        String::new()
    } else {
        format!("?{search}")
    }
}

/// A click somewhere on the page, seen before the router sees it.
pub(crate) fn link_clicked(unsaved: Unsaved, event: &MouseEvent) {
    if !event.default_prevented() && follows_link(event) && !unsaved.may_leave() {
        event.prevent_default();
    }
}

fn follows_link(event: &MouseEvent) -> bool {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return false;
    }
    let link = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("a[href]").ok().flatten());
    link.is_some_and(|link| {
        !link.has_attribute("target")
            && !link.has_attribute("download")
            && !link.get_attribute("href").is_some_and(|href| href.starts_with('#'))
    })
}
