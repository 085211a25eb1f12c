//! An invoice beside its list: the paper, and what it is.

use leptos::prelude::*;

use super::words::state_badges;
use crate::documents::invoices::api::get_invoice;
use crate::documents::invoices::model::{InvoiceSheet, Stage, days_overdue};
use crate::documents::templates::pages::{Mark, PaperSheet};
use crate::kernel::ids::InvoiceId;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::preview::{PreviewPane, RowPreview};

/// The invoice of the row that is shown.
#[component]
pub fn InvoiceBeside(preview: RowPreview) -> impl IntoView {
    let id = Memo::new(move |_| {
        let page = preview.chosen()?;
        page.rsplit('/').next()?.parse::<InvoiceId>().ok()
    });
    let sheet = Data::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => get_invoice(id, None).await.map(Some),
                None => Ok(None),
            }
        },
    );
    view! {
        <PreviewPane preview>
            <Load resource=sheet let:sheet>
                {match sheet {
                    Some(sheet) => shown(sheet),
                    None => view! { <p class="muted">{tr!(ui.preview_none)}</p> }.into_any(),
                }}
            </Load>
        </PreviewPane>
    }
    .into_any()
}

fn shown(sheet: InvoiceSheet) -> AnyView {
    let InvoiceSheet {
        invoice,
        client_name,
        html,
        ..
    } = sheet;
    let today = use_context::<Viewer>().map(|viewer| viewer.today).unwrap_or_default();
    let late = days_overdue(invoice.settlement, invoice.due_date, today);
    let mark = match invoice.stage() {
        Stage::Draft => Some(Mark::Draft),
        Stage::Issued => None,
        Stage::Cancelled => Some(Mark::Cancelled),
    };
    let client = format!("/clients/{}", invoice.client);
    view! {
        <p class="preview-facts">
            <a href=client>{client_name}</a>
            {state_badges(invoice.stage(), invoice.settlement, late)}
        </p>
        <PaperSheet html mark />
    }
    .into_any()
}
