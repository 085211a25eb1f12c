//! `/search`: the first hits of every list the reader may see, and the ways to the lists.

use leptos::prelude::*;

use super::hits::{
    Hit, by_kind, client_hit, closing_hit, contact_hit, contract_hit, expense_hit, invoice_hit, item_hit, lead_hit,
    payment_hit, setting_hit, ticket_hit,
};
use crate::desk::search::api::find_everywhere;
use crate::desk::search::model::{Found, Hits, MOST_HITS, SearchFilter, means_papers};
use crate::desk::settings::list;
use crate::documents::closing::model::ClosingKind;
use crate::documents::closing::words::kinds_text;
use crate::documents::invoices::model::InvoiceRow;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::page::{EmptyState, PageHead, Section};
use crate::ui::query::{UrlFilter, use_url_filter, with_parameter};

use ClosingKind::{Act, DeliveryNote};

impl UrlFilter for SearchFilter {}

/// `/search`
#[component]
pub fn SearchPage() -> impl IntoView {
    let filter = use_url_filter::<SearchFilter>();
    let found = Data::new(move || filter.get().q, find_everywhere);
    view! {
        <PageHead title=tr!(search.title)/>
        <Load resource=found let:found>{results(found)}</Load>
    }
    .into_any()
}

fn results(found: Found) -> AnyView {
    if found.text.is_empty() {
        return view! { <EmptyState title=tr!(search.nothing_typed) text=tr!(search.nothing_typed_text)/> }.into_any();
    }
    let viewer = expect_context::<Viewer>();
    let today = viewer.today;
    let is_number = |hits: &Hits<_>| hits.rows.iter().any(|row| is_numbered(row, &found.text));
    let papers_first = means_papers(&found.text) || found.invoices.as_ref().is_some_and(is_number);
    let text = found.text;
    let sections: Vec<_> = by_kind(
        papers_first,
        [
            section("/clients", tr!(desk.clients), &text, found.clients, client_hit),
            section("/contacts", tr!(desk.contacts), &text, found.contacts, contact_hit),
            section("/leads", tr!(leads.title), &text, found.leads, lead_hit),
        ],
        [
            section("/invoices", tr!(desk.invoices), &text, found.invoices, |row| {
                invoice_hit(row, today)
            }),
            section(Act.path(), kinds_text(Act), &text, found.acts, closing_hit),
            section(
                DeliveryNote.path(),
                kinds_text(DeliveryNote),
                &text,
                found.delivery_notes,
                closing_hit,
            ),
            section("/contracts", tr!(desk.contracts), &text, found.contracts, |row| {
                contract_hit(row, today)
            }),
            section("/payments", tr!(desk.payments), &text, found.payments, payment_hit),
            section("/expenses", tr!(expenses.title), &text, found.expenses, expense_hit),
            section("/support", tr!(tickets.title), &text, found.tickets, ticket_hit),
        ],
        section("/catalogue", tr!(desk.catalogue), &text, found.items, item_hit),
    )
    .into_iter()
    .chain([settings(&viewer, &text)])
    .flatten()
    .collect();
    if sections.is_empty() {
        let title = tr!(search.nothing_found, text = text);
        return view! { <EmptyState title text=tr!(search.nothing_found_text)/> }.into_any();
    }
    view! {
        <p class="page-sub">{tr!(search.looked_for, text = text)}</p>
        {sections}
    }
    .into_any()
}

/// The settings that the text may mean.
fn settings(viewer: &Viewer, text: &str) -> Option<AnyView> {
    let mut rows = list::found(viewer, text);
    let count = rows.len();
    rows.truncate(MOST_HITS);
    let hits = Hits {
        rows,
        count,
        more: false,
    };
    section(list::PATH, tr!(desk.settings), text, Some(hits), setting_hit)
}

/// Whether the text is the number of an invoice.
fn is_numbered(row: &InvoiceRow, text: &str) -> bool {
    row.number
        .as_ref()
        .is_some_and(|number| number.to_lowercase() == text.to_lowercase())
}

/// The hits of a kind, with the way to all of them where there are more.
fn section<T>(
    path: &'static str,
    title: &'static str,
    text: &str,
    hits: Option<Hits<T>>,
    hit: impl Fn(T) -> Hit,
) -> Option<AnyView> {
    let hits = hits.filter(|hits| !hits.rows.is_empty())?;
    let all = (hits.count > hits.rows.len() || hits.more).then(|| {
        let label = if hits.more {
            tr!(search.all_more, number = hits.count)
        } else {
            tr!(search.all, number = hits.count)
        };
        let href = with_parameter(path, "q", text);
        view! { <a href=href>{label}</a> }
    });
    let rows: Vec<_> = hits.rows.into_iter().map(|row| hit_row(hit(row))).collect();
    Some(
        view! {
            <Section title actions=move || all>
                <ul class="hit-list">{rows}</ul>
            </Section>
        }
        .into_any(),
    )
}

fn hit_row(hit: Hit) -> AnyView {
    view! {
        <li>
            <a href=hit.href>{hit.name}</a>
            <span class="muted">{hit.facts.join(" · ")}</span>
            <span inner_html=hit.state.markup></span>
            <span class="num" inner_html=hit.sum.markup></span>
        </li>
    }
    .into_any()
}
