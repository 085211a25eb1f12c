//! Copying a value by a click.

use leptos::prelude::*;

use super::clipboard;
use crate::tr;
use crate::ui::icons::Icon;
use crate::ui::layout::close_menus;
use crate::ui::toast::use_toasts;

/// Copies a text, and says whether that was allowed.
fn copier(text: String) -> impl Fn() + Copy + Send + Sync + 'static {
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
fn possible() -> RwSignal<bool> {
    let possible = RwSignal::new(false);
    Effect::new(move || possible.set(clipboard::available()));
    possible
}

/// A small button that copies `text`; it appears where copying is possible.
#[component]
pub(super) fn CopyButton(
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

/// The requisites as text: an entry of the card's menu, and the key `c`.
#[component]
pub(super) fn CopyAction(text: String) -> impl IntoView {
    let (possible, copy) = (possible(), copier(text));
    let press = move |_| {
        close_menus(None);
        copy();
    };
    move || {
        possible.get().then(|| {
            view! {
                <li>
                    <button type="button" data-key="c" on:click=press>
                        {tr!(client_card.copy_requisites)} <kbd>"C"</kbd>
                    </button>
                </li>
            }
        })
    }
}

/// The requisites handed to another program of a phone, through the sheet that phones have for it.
#[component]
pub(super) fn ShareAction(text: String) -> impl IntoView {
    let possible = RwSignal::new(false);
    Effect::new(move || possible.set(clipboard::has_share_sheet()));
    let text = StoredValue::new(text);
    let press = move |_| {
        close_menus(None);
        text.with_value(|text| clipboard::share(text));
    };
    move || {
        possible.get().then(
            || view! { <li><button type="button" on:click=press>{tr!(client_card.share_requisites)}</button></li> },
        )
    }
}
