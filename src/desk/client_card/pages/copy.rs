//! Copying the requisites, and handing them to another program.

use leptos::prelude::*;

use crate::tr;
use crate::ui::clipboard;
use crate::ui::copy::{copier, possible};
use crate::ui::layout::close_menus;

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
