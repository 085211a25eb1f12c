//! The list of own companies.

use leptos::prelude::*;

use super::words;
use crate::company::organization::api::list_organizations;
use crate::company::organization::model::Organization;
use crate::kernel::actor::Right;
use crate::tr;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::plain_table::{Head, plain_table};

/// `/settings/company`
#[component]
pub fn CompaniesPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><ListOfCompanies /></Permitted> }.into_any()
}

#[component]
fn ListOfCompanies() -> impl IntoView {
    let companies = Data::new(|| (), |()| list_organizations());
    view! {
        <PageHead title=tr!(organization.list)>
            <a class="btn btn-primary" href="/settings/company/new" data-key="n">
                {tr!(organization.add)}
            </a>
        </PageHead>
        <Load resource=companies let:companies>
            <Companies companies />
        </Load>
    }
    .into_any()
}

#[component]
fn Companies(companies: Vec<Organization>) -> impl IntoView {
    if companies.is_empty() {
        return view! { <EmptyState title=tr!(organization.none) text=tr!(organization.none_text) /> }.into_any();
    }
    let heads = [
        Head::Text(tr!(organization.name)),
        Head::Text(tr!(organization.tax_id)),
        Head::Text(tr!(organization.currency)),
    ];
    plain_table(tr!(organization.list), heads, companies.into_iter().map(row))
}

fn row(company: Organization) -> [AnyView; 3] {
    let tax_id = company
        .tax_ids
        .main()
        .map(|id| format!("{} {}", words::tax_id_kind(id.kind), id.value));
    let path = format!("/settings/company/{}", company.id);
    [
        view! { <a class="row-link" href=path>{company.name}</a> }.into_any(),
        tax_id.into_any(),
        company.currency.code().into_any(),
    ]
}
