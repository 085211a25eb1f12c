//! The paper as a file: to be printed in so many copies, or saved. A plain form that asks the server for it, so it works without JavaScript.

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::{PRINT, rendition_choice};
use crate::documents::papers::model::{MOST_COPIES, Rendition};
use crate::kernel::lifecycle::Stage;
use crate::tr;
use crate::ui::icons::Icon;

/// *Print*: which rendition, how many copies.
#[component]
pub fn PrintMenu(
    /// The paper's page.
    page: String,
    stage: Stage,
    /// The revision on the page, where it is not the current one.
    #[prop(optional_no_strip)]
    earlier: Option<i64>,
    /// As many are usually printed.
    #[prop(default = 1)]
    copies: usize,
) -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    let open = NodeRef::<html::Button>::new();
    // Somebody who issued the paper to print it. The address forgets it, so that a reload opens nothing.
    let (hash, navigate) = (use_location().hash, use_navigate());
    let document = format!("{page}/document.pdf");
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
    let renditions: &[Rendition] = match stage {
        Stage::Draft => &[],
        Stage::Cancelled if earlier.is_none() => &[Rendition::Cancelled, Rendition::Clean, Rendition::Stamped],
        Stage::Issued | Stage::Cancelled => &[Rendition::Clean, Rendition::Stamped],
    };
    let choice = (!renditions.is_empty()).then(|| rendition_choice("print-rendition", renditions));
    let revision = earlier.map(|shown| view! { <input type="hidden" name="revision" value=shown /> });
    view! {
        <details class="menu-of" node_ref=menu>
            <summary class="btn" data-key="p">
                <Icon name="print" />
                {tr!(invoices.print)}
            </summary>
            <div class="pop-menu">
                <form class="menu-form" method="get" action=document target="_blank">
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
