//! The field of the top bar.

use std::sync::Arc;

use leptos::prelude::*;

use super::hits::{
    Hit, by_kind, client_choice_hit, closing_hit, contact_hit, contract_hit, invoice_hit, item_hit, lead_hit,
    payment_hit,
};
use crate::desk::search::api::suggest_hits;
use crate::desk::search::commands::meant;
use crate::desk::search::model::{Suggested, looked_for, means_papers};
use crate::documents::closing::model::ClosingKind;
use crate::documents::closing::words::kinds_text;
use crate::kernel::date::Date;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::combo::PickerChoice;
use crate::ui::search_field::SearchField;

use ClosingKind::{Act, DeliveryNote};

/// Commands first, since only few texts are parts of their names, then what is found on the server.
#[component]
pub fn SearchEverywhere(commands: Vec<PickerChoice>) -> impl IntoView {
    let commands: Arc<[PickerChoice]> = commands.into();
    let viewer = Arc::new(expect_context::<Viewer>());
    let suggest = move |text: String| {
        let (commands, viewer) = (Arc::clone(&commands), Arc::clone(&viewer));
        async move {
            let suggested = suggest_hits(text.clone()).await?;
            let papers_first = means_papers(&looked_for(&text));
            let commands = meant(&viewer, &commands, &text);
            Ok([commands, choices(suggested, papers_first, viewer.today)].concat())
        }
    };
    view! { <SearchField page="/search" suggest /> }.into_any()
}

fn choices(suggested: Suggested, papers_first: bool, today: Date) -> Vec<PickerChoice> {
    by_kind(
        papers_first,
        [
            among(tr!(desk.clients), suggested.clients, client_choice_hit),
            among(tr!(desk.contacts), suggested.contacts, contact_hit),
            among(tr!(leads.title), suggested.leads, lead_hit),
        ],
        [
            among(tr!(desk.invoices), suggested.invoices, |row| invoice_hit(row, today)),
            among(kinds_text(Act), suggested.acts, closing_hit),
            among(kinds_text(DeliveryNote), suggested.delivery_notes, closing_hit),
            among(tr!(desk.contracts), suggested.contracts, |row| contract_hit(row, today)),
            among(tr!(desk.payments), suggested.payments, payment_hit),
        ],
        among(tr!(desk.catalogue), suggested.items, item_hit),
    )
    .concat()
}

fn among<T>(kind: &'static str, rows: Vec<T>, hit: impl Fn(T) -> Hit) -> Vec<PickerChoice> {
    let choices = rows.into_iter().map(|row| hit(row).into_choice().among(kind));
    choices.collect()
}
