//! The page around the tabs: it stays while they change.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::head::Head;
use super::side::SideColumn;
use crate::crm::clients::pages::words;
use crate::crm::clients::settings::ClientTab;
use crate::desk::client_card::api::show_client_card;
use crate::desk::client_card::model::{ClientCard, tab_href};
use crate::error::AppError;
use crate::kernel::ids::ClientId;
use crate::ui::lead_on;
use crate::ui::load::{Data, Load};
use crate::ui::query::id_of_address;
use crate::ui::regarding::Regarding;
use crate::ui::tabs::{Tab, Tabs};

/// The card that the tabs inside the frame belong to.
#[derive(Clone, Copy)]
pub struct OpenCard {
    pub card: Data<ClientCard>,
}

/// `/clients/<id>` and the tabs below it.
#[component]
pub fn ClientCardPage() -> impl IntoView {
    let client = id_of_address::<ClientId>();
    let card = Data::new(
        move || client.get(),
        |client| async move { show_client_card(client.ok_or(AppError::NotFound)?).await },
    );
    provide_context(OpenCard { card });
    view! {
        <Load resource=card let:card>
            <Regarding rights=card.rights>
                <Frame card />
            </Regarding>
        </Load>
    }
    .into_any()
}

#[component]
fn Frame(card: ClientCard) -> impl IntoView {
    let tabs: Vec<Tab> = card.tabs.iter().map(|tab| labelled(&card, *tab)).collect();
    let (hidden, base) = (
        card.hidden.clone(),
        tab_href(card.profile.client.id, ClientTab::Profile),
    );
    let path = use_location().pathname;
    // The address of a hidden tab; one without a right to it says so itself.
    let astray = Memo::new(move |_| {
        path.with(|path| {
            let segment = path.strip_prefix(&base)?.trim_matches('/');
            ClientTab::of_segment(segment).filter(|tab| hidden.contains(tab))
        })
    });
    let first = card.first_href();
    let content = move || match astray.get() {
        Some(_) => {
            lead_on(&first);
            ().into_any()
        }
        None => view! { <Outlet /> }.into_any(),
    };
    view! {
        <Title text=card.profile.client.name.clone() />
        <Head card=card.clone() />
        <Tabs label=card.profile.client.name.clone() tabs />
        <div class="with-side">
            <div>{content}</div>
            <SideColumn card />
        </div>
    }
    .into_any()
}

/// A tab with how much there is behind it.
fn labelled(card: &ClientCard, tab: ClientTab) -> Tab {
    let count = match tab {
        ClientTab::Profile | ClientTab::Statement => None,
        ClientTab::Invoices => card.invoices,
        ClientTab::Acts => card.acts,
        ClientTab::DeliveryNotes => card.delivery_notes,
        ClientTab::Contracts => card.contracts,
        ClientTab::Payments => card.payments,
        ClientTab::Expenses => card.expenses,
        ClientTab::Support => card.tickets,
        ClientTab::Files => Some(card.files),
        ClientTab::Contacts => Some(card.contacts),
    };
    let labelled = Tab::new(words::tab_text(tab), tab_href(card.profile.client.id, tab));
    match count {
        Some(count) => labelled.count(count),
        None => labelled,
    }
}
