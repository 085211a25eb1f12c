//! The settings of one own company: requisites, accounts, rates, numbers.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::accounts::Accounts;
use super::history;
use super::images::Images;
use super::rates::Rates;
use super::requisites::RequisitesForm;
use super::series::AllSeries;
use super::vat_status::VatStatuses;
use crate::company::organization::api::show_organization;
use crate::company::organization::model::OrganizationSettings;
use crate::error::AppError;
use crate::records::activity::pages::History;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};

/// The settings of the company that the address names, and below them what other wings add.
#[component]
pub fn CompanySettings(children: ChildrenFn) -> impl IntoView {
    let id = use_params_map();
    let id = move || id.with(|map| map.get("id").unwrap_or_default());
    // Counts what was saved on this page; each time the stored values are read again.
    let saved = RwSignal::new(0_u32);
    let settings = Data::new(
        move || (id(), saved.get()),
        |(id, _)| async move {
            let id = id.parse().map_err(|_| AppError::NotFound)?;
            show_organization(id).await
        },
    );
    let again = Callback::new(move |()| saved.update(|n| *n += 1));
    view! {
        <Load resource=settings let:settings>
            <Settings settings again children=children.clone() />
        </Load>
    }
    .into_any()
}

#[component]
fn Settings(settings: OrganizationSettings, again: Callback<()>, children: ChildrenFn) -> impl IntoView {
    let OrganizationSettings {
        organization,
        images,
        accounts,
        vat_statuses,
        rates,
        series,
        events,
    } = settings;
    let (id, currency, papers) = (organization.id, organization.currency, organization.lang);
    view! {
        <PageHead title=organization.name.clone() />
        <RequisitesForm organization again />
        <Section title=tr!(organization.images)>
            <Images organization=id images again />
        </Section>
        <Section title=tr!(organization.accounts)>
            <Accounts organization=id currency accounts again />
        </Section>
        <Section title=tr!(organization.vat_status)>
            <VatStatuses organization=id papers statuses=vat_statuses again />
        </Section>
        <Section title=tr!(organization.rates)>
            <Rates organization=id rates again />
        </Section>
        <Section title=tr!(organization.series)>
            <AllSeries organization=id series again />
        </Section>
        {children()}
        <History events words=history::change />
    }
    .into_any()
}
