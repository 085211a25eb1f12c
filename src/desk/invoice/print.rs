//! The paper as a file: to be printed in so many copies, or saved. A plain form that asks the server for it, so it works without JavaScript.

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::documents::invoices::model::{Invoice, Stage};
use crate::documents::invoices::pages::{PRINT, rendition_choice};
use crate::documents::papers::model::{MOST_COPIES, Rendition};
use crate::tr;
use crate::ui::icons::Icon;

/// *Print*: which rendition, how many copies.
#[component]
pub(super) fn PrintMenu(
    invoice: Invoice,
    /// The revision on the page.
    shown: i64,
) -> impl IntoView {
    let id = invoice.id;
    let menu = NodeRef::<html::Details>::new();
    let open = NodeRef::<html::Button>::new();
    // Somebody who issued the invoice to print it. The address forgets it, so that a reload opens nothing.
    let (hash, navigate, page) = (use_location().hash, use_navigate(), format!("/invoices/{id}"));
    Effect::new(move || {
        if hash.get_untracked() == PRINT {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&page, options);
            request_animation_frame(move || {
                if let (Some(menu), Some(open)) = (menu.get_untracked(), open.get_untracked()) {
                    menu.set_open(true);
                    let _ = open.focus();
                }
            });
        }
    });
    let is_current = shown == invoice.revision;
    let renditions: &[Rendition] = match invoice.stage() {
        Stage::Draft => &[],
        Stage::Cancelled if is_current => &[Rendition::Cancelled, Rendition::Clean, Rendition::Stamped],
        Stage::Issued | Stage::Cancelled => &[Rendition::Clean, Rendition::Stamped],
    };
    let choice = (!renditions.is_empty()).then(|| rendition_choice("print-rendition", renditions));
    let revision = (!is_current).then(|| view! { <input type="hidden" name="revision" value=shown /> });
    view! {
        <details class="menu-of" node_ref=menu>
            <summary class="btn" data-key="p">
                <Icon name="print" />
                {tr!(invoices.print)}
            </summary>
            <div class="pop-menu">
                <form class="menu-form" method="get" action=format!("/invoices/{id}/document.pdf") target="_blank">
                    {revision}
                    {choice}
                    <div class="field">
                        <label class="field-label" for="print-copies">{tr!(invoices.copies)}</label>
                        <input id="print-copies" class="input" type="number" name="copies" value="1" min="1" max=MOST_COPIES />
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
