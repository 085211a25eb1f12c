//! A dialog in the middle of the page.
//!
//! Its state is in the address (`close_href`) or in a signal (`on_close`). A native `<dialog>`: the focus stays inside and
//! comes back, Escape closes. Without JavaScript an open one stands in the page, and its × is a link.

use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::form::guard::Unsaved;
use super::icons::Icon;
use super::toast::use_toasts;
use crate::tr;

/// The dialog or drawer around what asks for it.
#[derive(Clone, Copy)]
pub struct Overlay {
    pub(super) unsaved: Unsaved,
    close: Callback<()>,
}

impl Overlay {
    /// Closes it, without asking.
    pub fn close(self) {
        self.close.run(());
    }
}

/// The dialog or drawer this is in.
pub fn use_overlay() -> Option<Overlay> {
    use_context()
}

/// A dialog; on a phone it takes the whole screen, unless it is `small`.
///
/// ```ignore
/// let filter = use_url_filter::<InvoiceFilter>();
/// view! {
///     <Dialog title=tr!(invoices.cancel) open=Signal::derive(move || filter.get().cancelling) close_href="/invoices/1">
///         <Form action=cancel>…</Form>
///     </Dialog>
/// }
/// ```
#[component]
pub fn Dialog(
    #[prop(into)] title: String,
    #[prop(into)] open: Signal<bool>,
    /// Where the page is without it.
    #[prop(optional, into)]
    close_href: Option<String>,
    /// Called when it has been closed by the person.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    #[prop(optional)] small: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let class = if small { "sheet sheet-small" } else { "sheet" };
    overlay(class, title, open, close_href, on_close, children)
}

/// The common part of dialog and drawer.
pub(super) fn overlay(
    class: &'static str,
    title: String,
    open: Signal<bool>,
    close_href: Option<String>,
    on_close: Option<Callback<()>>,
    children: ChildrenFn,
) -> AnyView {
    (move || {
        open.get().then(|| {
            view! { <Frame class title=title.clone() close_href=close_href.clone() on_close children=children.clone() /> }
        })
    })
    .into_any()
}

#[component]
fn Frame(
    class: &'static str,
    title: String,
    close_href: Option<String>,
    on_close: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let unsaved = Unsaved::new();
    let navigate = use_navigate();
    let href = close_href.clone();
    let closing = StoredValue::new(false);
    let toasts = use_toasts();
    let close = Callback::new(move |()| {
        closing.set_value(true);
        // Gives the focus back to where it was before.
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
        if let Some(on_close) = on_close {
            on_close.run(());
        }
        if let Some(href) = &href {
            navigate(
                href,
                NavigateOptions {
                    scroll: false,
                    ..NavigateOptions::default()
                },
            );
        }
    });

    // What the server rendered open becomes modal.
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        dialog.set_open(false);
        // It fails only for a dialog that is no longer on the page.
        let _ = dialog.show_modal();
        toasts.raise();
    });
    let ask = move || {
        if unsaved.may_leave() {
            close.run(());
        }
    };
    let cancelled = move |event: leptos::ev::Event| {
        event.prevent_default();
        ask();
    };
    // A browser may close without asking, on a second Escape.
    let closed = move |_| {
        if closing.try_get_value() != Some(false) {
            return;
        }
        if unsaved.may_leave() {
            close.run(());
        } else if let Some(dialog) = node.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    let label = tr!(ui.close);
    let cross = match close_href {
        Some(href) => {
            let pressed = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                event.stop_propagation();
                ask();
            };
            view! { <a class="btn btn-ghost btn-square" href=href aria-label=label on:click=pressed><Icon name="close" /></a> }
                .into_any()
        }
        None => view! {
            <button type="button" class="btn btn-ghost btn-square" aria-label=label on:click=move |_| ask()>
                <Icon name="close" />
            </button>
        }
        .into_any(),
    };
    let name = title.clone();
    view! {
        <Provider value=Overlay { unsaved, close }>
            <dialog class=class open=true aria-label=name node_ref=node on:cancel=cancelled on:close=closed>
                <div class="overlay-head">
                    <h2>{title}</h2>
                    {cross}
                </div>
                <div class="overlay-body">{children()}</div>
            </dialog>
        </Provider>
    }
    .into_any()
}
