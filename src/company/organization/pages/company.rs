//! The settings of one own company: requisites, accounts, rates, numbers.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::accounts::Accounts;
use super::rates::Rates;
use super::requisites::RequisitesForm;
use super::series::AllSeries;
use crate::company::organization::api::show_organization;
use crate::company::organization::model::OrganizationSettings;
use crate::error::AppError;
use crate::tr;
use crate::ui::load::Load;
use crate::ui::page::{PageHead, Section};

/// `/settings/company/<id>`
#[component]
pub fn CompanyPage() -> impl IntoView {
    let id = use_params_map();
    let id = move || id.with(|map| map.get("id").unwrap_or_default());
    // Counts what was saved on this page; each time the stored values are read again.
    let saved = RwSignal::new(0_u32);
    let settings = Resource::new(
        move || (id(), saved.get()),
        |(id, _)| async move {
            let id = id.parse().map_err(|_| AppError::NotFound)?;
            show_organization(id).await
        },
    );
    let again = Callback::new(move |()| saved.update(|n| *n += 1));
    view! {
        <Load resource=settings let:settings>
            <Settings settings again />
        </Load>
    }
    .into_any()
}

#[component]
fn Settings(settings: OrganizationSettings, again: Callback<()>) -> impl IntoView {
    let OrganizationSettings {
        organization,
        accounts,
        rates,
        series,
    } = settings;
    let (id, currency) = (organization.id, organization.currency);
    view! {
        <PageHead title=organization.name.clone() />
        <Section title=tr!(organization.requisites)>
            <RequisitesForm organization again />
        </Section>
        <Section title=tr!(organization.accounts)>
            <Accounts organization=id currency accounts again />
        </Section>
        <Section title=tr!(organization.rates)>
            <Rates organization=id rates again />
        </Section>
        <Section title=tr!(organization.series)>
            <AllSeries organization=id series again />
        </Section>
    }
    .into_any()
}
