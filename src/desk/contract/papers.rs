//! What belongs to a contract: its annexes, and the invoices that go back to it.

use leptos::prelude::*;

use crate::documents::contracts::model::{Contract, ContractRow, OpenContract, Stage};
use crate::documents::contracts::pages::words::{numbered_of, state_badges};
use crate::documents::invoices::api::list_invoices;
use crate::documents::invoices::model::{InvoiceFilter, InvoiceRow};
use crate::documents::invoices::pages::words as invoice_words;
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::ids::ContractId;
use crate::kernel::money::Money;
use crate::kernel::paging::Page;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::money::MoneyText;
use crate::ui::query::href;

/// Invoices shown beside the paper; the others are in the list.
const SHOWN: usize = 10;

/// The annexes of a contract.
#[component]
pub(super) fn Annexes(parent: ContractId, annexes: Vec<ContractRow>, may_add: bool) -> impl IntoView {
    let today = expect_context::<Viewer>().today;
    let rows: Vec<_> = annexes
        .into_iter()
        .map(|annex| {
            let name = numbered_of(&annex.number, annex.date);
            let state = state_badges(annex.stage, annex.is_expired(today), None, annex.signature);
            view! {
                <li>
                    <a href=format!("/contracts/{}", annex.id)>{name}</a> " " {state}
                    <div class="muted">{annex.subject}</div>
                </li>
            }
        })
        .collect();
    let none = rows
        .is_empty()
        .then(|| view! { <p class="muted">{tr!(contracts.no_annexes)}</p> });
    let add = may_add.then(|| {
        let from = OpenContract {
            parent: Some(parent),
            ..OpenContract::default()
        };
        view! { <a class="btn btn-sm" href=href("/contracts/new", &from)>{tr!(contracts.add_annex)}</a> }
    });
    view! {
        <section class="side-card" data-part="annexes">
            <h2>{tr!(contracts.annexes)}</h2>
            {none}
            <ul class="event-list">{rows}</ul>
            {add}
        </section>
    }
    .into_any()
}

/// The invoices that name a contract as their basis.
#[component]
pub(super) fn Invoices(contract: Contract) -> impl IntoView {
    let filter = InvoiceFilter {
        contract: Some(contract.id),
        ..InvoiceFilter::default()
    };
    let asked = filter.clone();
    let invoices = Data::new(move || asked.clone(), list_invoices);
    let may_add = may(Right::CreateInvoices) && contract.stage() == Stage::Issued;
    let add = may_add.then(|| {
        view! { <a class="btn btn-sm" href=format!("/invoices/new?client={}&contract={}", contract.client, contract.id)>{tr!(contracts.new_invoice)}</a> }
    });
    view! {
        <section class="side-card" data-part="invoices">
            <h2>{tr!(contracts.invoices)}</h2>
            <Load resource=invoices aside=true let:page>{rows(page, &filter)}</Load>
            {add}
        </section>
    }
    .into_any()
}

fn rows(page: Page<InvoiceRow>, filter: &InvoiceFilter) -> AnyView {
    if page.rows.is_empty() {
        return view! { <p class="muted">{tr!(contracts.no_invoices)}</p> }.into_any();
    }
    let more = (page.rows.len() > SHOWN || page.next.is_some())
        .then(|| view! { <p><a href=href("/invoices", filter)>{tr!(contracts.all_invoices)}</a></p> });
    let today = expect_context::<Viewer>().today;
    let rows: Vec<_> = page
        .rows
        .into_iter()
        .take(SHOWN)
        .map(|row| {
            let name = match &row.number {
                Some(number) => tr!(invoices.numbered, number = number.clone()),
                None => tr!(invoices.state_draft).to_owned(),
            };
            let state = invoice_words::state_badges(row.stage, row.settlement, row.days_overdue(today));
            let date = short_date(lang(), row.issue_date);
            let total = Money::new(row.total, row.currency);
            view! {
                <li>
                    <a href=format!("/invoices/{}", row.id)>{name}</a> " " <span class="muted">{date}</span> " "
                    <MoneyText money=total /> " " {state}
                </li>
            }
        })
        .collect();
    view! { <ul class="event-list">{rows}</ul> {more} }.into_any()
}
