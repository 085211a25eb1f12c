//! A paper beside its list: what it looks like, and what it is.

use leptos::prelude::*;

use super::badges::states;
use crate::documents::closing::api::get_closing;
use crate::documents::closing::model::{ClosingKind, ClosingSheet};
use crate::documents::templates::pages::{Mark, PaperSheet};
use crate::kernel::ids::ClosingId;
use crate::kernel::lifecycle::Stage;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::preview::{PreviewPane, RowPreview};

/// The paper of the row that is shown.
#[component]
pub(super) fn ClosingBeside(kind: ClosingKind, preview: RowPreview) -> impl IntoView {
    let id = Memo::new(move |_| {
        let page = preview.chosen()?;
        page.rsplit('/').next()?.parse::<ClosingId>().ok()
    });
    let sheet = Data::new(
        move || id.get(),
        move |id| async move {
            match id {
                Some(id) => get_closing(kind, id, None).await.map(Some),
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

fn shown(sheet: ClosingSheet) -> AnyView {
    let closing = sheet.closing;
    let badges = states(closing.stage(), closing.signature(), closing.signing.original);
    view! {
        <p class="preview-facts">
            <a href=format!("/clients/{}", closing.client)>{sheet.client_name}</a>
            {badges}
        </p>
        <PaperSheet html=sheet.html mark=mark(closing.stage()) />
    }
    .into_any()
}

/// What is written across the current revision.
pub(super) const fn mark(stage: Stage) -> Option<Mark> {
    match stage {
        Stage::Draft => Some(Mark::Draft),
        Stage::Issued => None,
        Stage::Cancelled => Some(Mark::Cancelled),
    }
}
