//! Copying a value by a click.

use leptos::prelude::*;

use super::clipboard;
use crate::tr;
use crate::ui::icons::Icon;
use crate::ui::toast::use_toasts;

/// A small button that copies `text`; it appears where copying is possible.
#[component]
pub(super) fn CopyButton(
    text: String,
    /// What is copied, for screen readers.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let possible = RwSignal::new(false);
    Effect::new(move || possible.set(clipboard::available()));
    let toasts = use_toasts();
    let label = format!("{}: {what}", tr!(client_card.copy));
    let text = StoredValue::new(text);
    let told = Callback::new(move |(copied,): (bool,)| {
        if copied {
            toasts.success(tr!(client_card.copied));
        } else {
            toasts.failure(tr!(client_card.not_copied));
        }
    });
    let copy = move |_| text.with_value(|text| clipboard::write(text, told));
    move || {
        possible.get().then(|| {
            view! {
                <button type="button" class="btn btn-ghost btn-xs btn-square" aria-label=label.clone() title=label.clone() on:click=copy>
                    <Icon name="copy" />
                </button>
            }
        })
    }
}
