//! The first page: what is owed and what is late, each figure a link to what it counts, and the newest invoices.

use leptos::prelude::*;

use crate::documents::invoices::api::{list_invoices, sum_invoices};
use crate::documents::invoices::model::{InvoiceFilter, InvoiceRow, InvoiceState, InvoiceTotalsRow};
use crate::documents::invoices::pages::words::state_badges;
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::money::Money;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;
use crate::ui::page::{EmptyState, PageHead, Section};
use crate::ui::query::href;

/// Invoices the first page shows.
const NEWEST: usize = 10;

/// What waits for this viewer.
#[component]
pub fn Home() -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let content = viewer.may(Right::ViewInvoices).then(|| {
        view! {
            <div class="home-sums">
                <Sum label=tr!(desk.owed) state=InvoiceState::Unpaid/>
                <Sum label=tr!(desk.overdue) state=InvoiceState::Overdue/>
            </div>
            <Newest viewer=viewer.clone()/>
        }
    });
    view! {
        <PageHead title=tr!(desk.home)/>
        {content}
    }
    .into_any()
}

/// What is left to pay of the invoices in a state, per currency.
#[component]
fn Sum(label: &'static str, state: InvoiceState) -> impl IntoView {
    let filter = InvoiceFilter {
        state: Some(state),
        ..InvoiceFilter::default()
    };
    let place = href("/invoices", &filter);
    let sums = Data::new(move || filter.clone(), sum_invoices);
    view! {
        <Load resource=sums aside=true let:rows>
            <a class="sum-link" href=place.clone()>
                <span class="muted">{label}</span>
                {balances(&rows)}
            </a>
        </Load>
    }
    .into_any()
}

fn balances(rows: &[InvoiceTotalsRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <strong class="num">"0"</strong> }.into_any();
    }
    let sums = rows
        .iter()
        .map(|row| view! { <strong><MoneyText money=Money::new(row.balance(), row.currency)/></strong> });
    sums.collect_view().into_any()
}

#[component]
fn Newest(viewer: Viewer) -> impl IntoView {
    let page = Data::new(InvoiceFilter::default, list_invoices);
    view! {
        <Section title=tr!(desk.newest_invoices)>
            <Load resource=page let:page>{newest(page.rows, &viewer)}</Load>
        </Section>
    }
    .into_any()
}

fn newest(rows: Vec<InvoiceRow>, viewer: &Viewer) -> AnyView {
    if rows.is_empty() {
        return first_steps(viewer);
    }
    let today = viewer.today;
    let rows = rows.into_iter().take(NEWEST).map(move |row| {
        let number = row
            .number
            .clone()
            .unwrap_or_else(|| tr!(invoices.state_draft).to_owned());
        view! {
            <li>
                <a href=format!("/invoices/{}", row.id)>{number}</a>
                <span class="muted">{short_date(lang(), row.issue_date)}</span>
                <span class="truncate-line">{row.client_name.clone()}</span>
                {state_badges(row.stage, row.settlement, row.days_overdue(today))}
                <MoneyText money=Money::new(row.total, row.currency)/>
            </li>
        }
    });
    view! { <ul class="newest-list">{rows.collect_view()}</ul> }.into_any()
}

/// Nobody has written an invoice yet.
fn first_steps(viewer: &Viewer) -> AnyView {
    let steps = [
        (Right::ManageCompany, "/settings/company", tr!(desk.company)),
        (Right::EditClients, "/clients/new", tr!(desk.step_client)),
        (Right::EditInvoices, "/invoices/new", tr!(desk.step_invoice)),
    ];
    let allowed = steps.into_iter().filter(|(right, ..)| viewer.may(*right));
    let links = allowed
        .map(|(_, href, label)| view! { <a class="btn" href=href>{label}</a> })
        .collect_view();
    view! { <EmptyState title=tr!(desk.first_steps)>{links}</EmptyState> }.into_any()
}
