//! Copying a value by a click.

use leptos::prelude::*;

use super::clipboard;
use super::icons::Icon;
use super::toast::use_toasts;
use crate::tr;

/// Copies a text, and says whether that was allowed.
pub fn copier(text: String) -> impl Fn() + Copy + Send + Sync + 'static {
    let toasts = use_toasts();
    let text = StoredValue::new(text);
    let told = Callback::new(move |(copied,): (bool,)| {
        if copied {
            toasts.success(tr!(client_card.copied));
        } else {
            toasts.failure(tr!(client_card.not_copied));
        }
    });
    move || text.with_value(|text| clipboard::write(text, told))
}

/// Whether copying is possible here: known once the page has come alive.
#[must_use]
pub fn possible() -> RwSignal<bool> {
    let possible = RwSignal::new(false);
    Effect::new(move || possible.set(clipboard::available()));
    possible
}

/// A small button that copies `text`; it appears where copying is possible.
#[component]
pub fn CopyButton(
    text: String,
    /// What is copied, for screen readers.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let (possible, copy) = (possible(), copier(text));
    let label = format!("{}: {what}", tr!(client_card.copy));
    move || {
        possible.get().then(|| {
            view! {
                <button type="button" class="btn btn-ghost btn-xs btn-square" aria-label=label.clone() title=label.clone() on:click=move |_| copy()>
                    <Icon name="copy" />
                </button>
            }
        })
    }
}
