//! An item of the catalogue.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::words;
use crate::company::catalog::api::{ArchiveItem, RestoreItem, show_item};
use crate::company::catalog::model::{CatalogItem, ItemSheet};
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::format;
use crate::kernel::ids::CatalogItemId;
use crate::kernel::viewer::Viewer;
use crate::records::activity::pages::History;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::form::{Form, Hidden, Submit};
use crate::ui::load::{Data, Load};
use crate::ui::page::{Facts, PageHead, Section};

/// `/catalogue/<id>`
#[component]
pub fn ItemPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|map| map.get("id").unwrap_or_default());
    // Counts what was done on this page; each time the stored values are read again.
    let done = RwSignal::new(0_u32);
    let sheet = Data::new(
        move || (id(), done.get()),
        |(id, _)| async move {
            let id = id.parse().map_err(|_| AppError::NotFound)?;
            show_item(id).await
        },
    );
    let again = Callback::new(move |()| done.update(|n| *n += 1));
    view! {
        <Load resource=sheet let:sheet>
            <Sheet sheet again />
        </Load>
    }
    .into_any()
}

#[component]
fn Sheet(sheet: ItemSheet, again: Callback<()>) -> impl IntoView {
    let ItemSheet { item, events } = sheet;
    let archived = item.archived;
    let badge = move || archived.then(|| view! { <Badge text=tr!(catalog.archived) /> });
    let (id, viewer) = (item.id, expect_context::<Viewer>());
    let edit = viewer.may(Right::EditCatalogue).then(|| {
        view! { <a class="btn btn-primary" href=format!("/catalogue/{id}/edit") data-key="e">{tr!(catalog.edit)}</a> }
    });
    let archive = viewer
        .may(Right::DeleteCatalogue)
        .then(|| view! { <ArchiveForm id archived again /> });
    view! {
        <PageHead title=item.name.clone() beside=badge>{edit} {archive}</PageHead>
        <Section title=tr!(catalog.item)>
            <Facts rows=facts(&item) />
            <p class="whitespace-pre-line">{item.description.clone()}</p>
        </Section>
        <History events words=words::change />
    }
    .into_any()
}

fn facts(item: &CatalogItem) -> Vec<(&'static str, String)> {
    let price = format::price(lang(), item.price, item.currency);
    vec![
        (tr!(catalog.code), item.code.clone()),
        (tr!(catalog.kind), words::kind_text(item.kind).to_owned()),
        (tr!(catalog.unit), words::unit(item)),
        (tr!(catalog.price), format!("{price}\u{a0}{}", item.currency)),
        (tr!(catalog.vat), words::rate_text(item.vat)),
    ]
}

/// Archives an item, or brings it back.
#[component]
fn ArchiveForm(id: CatalogItemId, archived: bool, again: Callback<()>) -> impl IntoView {
    let done = Callback::new(move |_: ((),)| again.run(()));
    if archived {
        let restore = ServerAction::<RestoreItem>::new();
        view! {
            <Form action=restore done argument="" toast=tr!(catalog.restored_done)>
                <Hidden name="id" value=id.to_string() />
                <Submit label=tr!(catalog.restore) second=true />
            </Form>
        }
        .into_any()
    } else {
        let archive = ServerAction::<ArchiveItem>::new();
        view! {
            <Form action=archive done argument="" toast=tr!(catalog.archived_done)>
                <Hidden name="id" value=id.to_string() />
                <Submit label=tr!(catalog.archive) second=true />
            </Form>
        }
        .into_any()
    }
}
