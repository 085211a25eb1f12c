//! Asks before what was typed is lost: closing the window, loading another page, following a link, closing a drawer.

use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

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

/// Watches the forms of a whole page; called once, by the layout, whose root element calls [`link_clicked`].
pub(crate) fn provide_guard() -> Unsaved {
    let unsaved = Unsaved::new();
    provide_context(unsaved);
    let unload = window_event_listener(ev::beforeunload, move |event| {
        if unsaved.any() {
            event.prevent_default();
        }
    });
    on_cleanup(move || unload.remove());
    unsaved
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
