//! The list of own companies.

use leptos::prelude::*;

use super::words;
use crate::company::organization::api::list_organizations;
use crate::company::organization::model::Organization;
use crate::kernel::actor::Right;
use crate::tr;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead};

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
    let rows: Vec<_> = companies.into_iter().map(row).collect();
    view! {
        <div class="table-wrap">
            <table class="data-table">
                <caption class="visually-hidden">{tr!(organization.list)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(organization.name)}</th>
                        <th scope="col">{tr!(organization.tax_id)}</th>
                        <th scope="col">{tr!(organization.currency)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(company: Organization) -> AnyView {
    let tax_id = company
        .tax_ids
        .main()
        .map(|id| format!("{} {}", words::tax_id_kind(id.kind), id.value));
    view! {
        <tr>
            <td>
                <a class="row-link" href=format!("/settings/company/{}", company.id)>
                    {company.name}
                </a>
            </td>
            <td data-label=tr!(organization.tax_id)>{tax_id}</td>
            <td data-label=tr!(organization.currency)>{company.currency.code()}</td>
        </tr>
    }
    .into_any()
}
