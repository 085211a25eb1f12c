//! The page around the tabs: it stays while they change.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_params_map;

use super::head::Head;
use super::side::SideColumn;
use crate::desk::client_card::api::show_client_card;
use crate::desk::client_card::model::ClientCard;
use crate::error::AppError;
use crate::kernel::ids::ClientId;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::tabs::{Tab, Tabs};

/// The card that the tabs inside the frame belong to.
#[derive(Clone, Copy)]
pub struct OpenCard {
    pub card: Data<ClientCard>,
}

/// `/clients/<id>` and the tabs below it.
#[component]
pub fn ClientCardPage() -> impl IntoView {
    let params = use_params_map();
    let client = Memo::new(move |_| params.with(|map| map.get("id")?.parse::<ClientId>().ok()));
    let card = Data::new(
        move || client.get(),
        |client| async move { show_client_card(client.ok_or(AppError::NotFound)?).await },
    );
    provide_context(OpenCard { card });
    view! {
        <Load resource=card let:card>
            <Frame card />
        </Load>
    }
    .into_any()
}

#[component]
fn Frame(card: ClientCard) -> impl IntoView {
    let base = format!("/clients/{}", card.profile.client.id);
    let mut tabs = vec![Tab::new(tr!(client_card.profile), base.clone())];
    // A statement is of invoices and payments both.
    if card.invoices.is_some() && card.payments.is_some() {
        tabs.push(Tab::new(tr!(client_card.statement), format!("{base}/statement")));
    }
    if let Some(count) = card.invoices {
        tabs.push(Tab::new(tr!(client_card.invoices), format!("{base}/invoices")).count(count));
    }
    if let Some(count) = card.acts {
        tabs.push(Tab::new(tr!(closing.acts), format!("{base}/acts")).count(count));
    }
    if let Some(count) = card.delivery_notes {
        tabs.push(Tab::new(tr!(closing.delivery_notes), format!("{base}/delivery-notes")).count(count));
    }
    if let Some(count) = card.contracts {
        tabs.push(Tab::new(tr!(contracts.title), format!("{base}/contracts")).count(count));
    }
    if let Some(count) = card.payments {
        tabs.push(Tab::new(tr!(client_card.payments), format!("{base}/payments")).count(count));
    }
    tabs.push(Tab::new(tr!(client_card.files), format!("{base}/files")).count(card.files));
    tabs.push(Tab::new(tr!(client_card.contacts), format!("{base}/contacts")).count(card.contacts));
    view! {
        <Title text=card.profile.client.name.clone() />
        <Head card=card.clone() />
        <Tabs label=card.profile.client.name.clone() tabs />
        <div class="with-side">
            <div>
                <Outlet />
            </div>
            <SideColumn card />
        </div>
    }
    .into_any()
}
