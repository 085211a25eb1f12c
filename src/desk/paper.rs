//! What the pages of papers have in common. A paper as a file: to be printed in so many copies, or saved. A plain form that asks the server for it, so it works without JavaScript.

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::documents::invoices::pages::{PRINT, rendition_choice};
use crate::documents::papers::model::{MOST_COPIES, Rendition};
use crate::tr;
use crate::ui::icons::Icon;

/// *Print*: which rendition, how many copies.
#[component]
pub(super) fn PrintMenu(
    /// The address of the paper's page: its file is `/document.pdf` below it.
    page: String,
    /// Those there are, the usual one first; none of a draft.
    renditions: Vec<Rendition>,
    /// As many as are usual.
    #[prop(default = 1)]
    copies: usize,
    /// A revision that is not the current one.
    #[prop(optional_no_strip)]
    revision: Option<i64>,
) -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    let open = NodeRef::<html::Button>::new();
    // Somebody who issued the paper to print it. The address forgets it, so that a reload opens nothing.
    let (hash, navigate, back) = (use_location().hash, use_navigate(), page.clone());
    Effect::new(move || {
        if hash.get_untracked() == PRINT {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&back, options);
            request_animation_frame(move || {
                if let (Some(menu), Some(open)) = (menu.get_untracked(), open.get_untracked()) {
                    menu.set_open(true);
                    let _ = open.focus();
                }
            });
        }
    });
    let choice = (!renditions.is_empty()).then(|| rendition_choice("print-rendition", &renditions));
    let revision = revision.map(|revision| view! { <input type="hidden" name="revision" value=revision /> });
    view! {
        <details class="menu-of" node_ref=menu>
            <summary class="btn" data-key="p">
                <Icon name="print" />
                {tr!(invoices.print)}
            </summary>
            <div class="pop-menu">
                <form class="menu-form" method="get" action=format!("{page}/document.pdf") target="_blank">
                    {revision}
                    {choice}
                    <div class="field">
                        <label class="field-label" for="print-copies">{tr!(invoices.copies)}</label>
                        <input id="print-copies" class="input" type="number" name="copies" value=copies min="1" max=MOST_COPIES />
                    </div>
                    <div class="form-actions">
                        <button class="btn btn-primary" node_ref=open>{tr!(invoices.print_open)}</button>
                        <button class="btn" name="download" value="true" formtarget="_self">{tr!(invoices.save_pdf)}</button>
                    </div>
                </form>
            </div>
        </details>
    }
    .into_any()
}

/// A step the state does not allow. It takes the focus, so that its reason can be read without a mouse too.
pub(super) fn impossible(label: &'static str, reason: &'static str) -> AnyView {
    view! {
        <button type="button" class="btn impossible" aria-disabled="true" aria-description=reason data-reason=reason>
            {label}
        </button>
    }
    .into_any()
}
