//! The tabs of a card.

use leptos::prelude::*;

use super::frame::OpenCard;
use super::profile::Profile;
use crate::cabinet::access::pages::AccessOfClient;
use crate::crm::contacts::model::ContactFilter;
use crate::crm::contacts::pages::ContactList;
use crate::desk::files::pages::ClientFiles;
use crate::desk::invoice::provide_sending;
use crate::documents::closing::model::ClosingKind;
use crate::documents::closing::pages::ClosingList;
use crate::documents::contracts::model::ContractFilter;
use crate::documents::contracts::pages::ContractList;
use crate::documents::invoices::pages::InvoiceList;
use crate::finance::expenses::model::ExpenseFilter;
use crate::finance::expenses::pages::ExpenseList;
use crate::finance::payments::model::PaymentFilter;
use crate::finance::payments::pages::PaymentList;
use crate::finance::statements::pages::StatementOfClient;
use crate::kernel::ids::ClientId;
use crate::support::tickets::pages::TicketList;
use crate::ui::load::Load;
use crate::ui::query::{UrlFilter, id_of_address, use_url_filter};

/// `/clients/<id>`: the card's data as text.
#[component]
pub fn ProfileTab() -> impl IntoView {
    let open = expect_context::<OpenCard>();
    view! {
        <Load resource=open.card aside=true let:card>
            <Profile card open />
        </Load>
    }
    .into_any()
}

/// When the drawer beside a list closes, the card counts anew; while it is open, nothing moves under what is being typed.
fn count_when_closed<F: UrlFilter>(is_open: fn(&F) -> bool) {
    let OpenCard { card } = expect_context::<OpenCard>();
    let filter = use_url_filter::<F>();
    Effect::new(move |before: Option<bool>| {
        let open = filter.with(is_open);
        if before == Some(true) && !open {
            card.refetch();
        }
        open
    });
}

/// `/clients/<id>/statement`.
#[component]
pub fn StatementTab() -> impl IntoView {
    let client = id_of_address::<ClientId>();
    move || client.get().map(|client| view! { <StatementOfClient client /> })
}

/// `/clients/<id>/invoices`.
#[component]
pub fn InvoicesTab() -> impl IntoView {
    let client = id_of_address::<ClientId>();
    let OpenCard { card } = expect_context::<OpenCard>();
    // The head of the card counts and sums what the list has changed.
    let changed = Callback::new(move |()| card.refetch());
    provide_sending();
    move || client.get().map(|client| view! { <InvoiceList client changed /> })
}

/// `/clients/<id>/contracts`.
#[component]
pub fn ContractsTab() -> impl IntoView {
    let client = id_of_address::<ClientId>();
    count_when_closed::<ContractFilter>(|filter| filter.new);
    move || client.get().map(|client| view! { <ContractList client /> })
}

/// `/clients/<id>/acts`, `/clients/<id>/delivery-notes`.
#[component]
pub fn ClosingsTab(kind: ClosingKind) -> impl IntoView {
    let client = id_of_address::<ClientId>();
    let OpenCard { card } = expect_context::<OpenCard>();
    // The head of the card counts and sums what the list has changed.
    let changed = Callback::new(move |()| card.refetch());
    move || client.get().map(|client| view! { <ClosingList kind client changed /> })
}

/// `/clients/<id>/payments`.
#[component]
pub fn PaymentsTab() -> impl IntoView {
    let client = id_of_address::<ClientId>();
    count_when_closed::<PaymentFilter>(|filter| filter.new);
    move || client.get().map(|client| view! { <PaymentList client /> })
}

/// `/clients/<id>/expenses`.
#[component]
pub fn ExpensesTab() -> impl IntoView {
    let client = id_of_address::<ClientId>();
    count_when_closed::<ExpenseFilter>(|filter| filter.new);
    move || client.get().map(|client| view! { <ExpenseList client /> })
}

/// `/clients/<id>/support`.
#[component]
pub fn SupportTab() -> impl IntoView {
    let client = id_of_address::<ClientId>();
    move || client.get().map(|client| view! { <TicketList client /> })
}

/// `/clients/<id>/files`.
#[component]
pub fn FilesTab() -> impl IntoView {
    let client = id_of_address::<ClientId>();
    let OpenCard { card } = expect_context::<OpenCard>();
    let changed = Callback::new(move |()| card.refetch());
    move || client.get().map(|client| view! { <ClientFiles client changed /> })
}

/// `/clients/<id>/contacts`.
#[component]
pub fn ContactsTab() -> impl IntoView {
    let client = id_of_address::<ClientId>();
    count_when_closed::<ContactFilter>(|filter| filter.new);
    move || {
        client.get().map(|client| {
            view! {
                <ContactList client />
                <AccessOfClient client />
            }
        })
    }
}
