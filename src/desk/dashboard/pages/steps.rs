//! What to do first.

use leptos::prelude::*;

use crate::company::organization::api::list_company_names;
use crate::crm::clients::api::find_clients;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::page::EmptyState;

/// Nobody has written an invoice yet: what is done already is ticked, and the next step stands out.
#[component]
pub(super) fn FirstSteps(viewer: Viewer) -> impl IntoView {
    let done = Data::new(|| (), |()| steps_done());
    view! { <Load resource=done aside=true let:done>{first_steps(&viewer, done)}</Load> }.into_any()
}

/// Whether there are an own company and a client.
async fn steps_done() -> AppResult<(bool, bool)> {
    let companies = list_company_names().await?;
    let clients = find_clients(String::new(), None).await?;
    Ok((!companies.is_empty(), !clients.is_empty()))
}

fn first_steps(viewer: &Viewer, (company, client): (bool, bool)) -> AnyView {
    let steps = [
        (
            Right::ManageCompany,
            "/settings/company",
            tr!(desk.step_company),
            company,
        ),
        (Right::CreateClients, "/clients/new", tr!(desk.step_client), client),
        (Right::CreateInvoices, "/invoices/new", tr!(desk.step_invoice), false),
    ];
    let mut next = true;
    let allowed = steps.into_iter().filter(|(right, ..)| viewer.may(*right));
    let links: Vec<_> = allowed
        .map(|(_, href, label, done)| {
            let class = if next && !done { "btn btn-primary" } else { "btn" };
            next &= done;
            view! { <a class=class href=href>{done.then_some("✓ ")} {label}</a> }
        })
        .collect();
    view! { <EmptyState title=tr!(desk.first_steps)>{links}</EmptyState> }.into_any()
}
