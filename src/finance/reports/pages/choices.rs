//! The form that narrows the report, with its own days: a plain one, which leads to the address that says the same.

use leptos::prelude::*;

use super::PATH;
use super::groups::grouping_text;
use crate::company::accounts::api::pick_managers;
use crate::company::organization::api::list_company_names;
use crate::company::organization::model::CompanyName;
use crate::company::payment_modes::api::offered_payment_modes;
use crate::company::payment_modes::model::NamedMode;
use crate::company::payment_modes::pages::words::mode_choices;
use crate::crm::clients::api::{find_clients, show_client};
use crate::error::AppResult;
use crate::finance::payments::model::PaymentBasis;
use crate::finance::payments::pages::basis_text;
use crate::finance::reports::model::{Grouping, ReceivedFilter};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, UserId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::period::NamedPeriod;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::period::period_ends;
use crate::ui::picker::{Picker, PickerChoice};

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Choices {
    companies: Vec<CompanyName>,
    managers: Vec<(UserId, String)>,
    modes: Vec<NamedMode>,
    /// The likely clients, and the chosen one.
    clients: Vec<PickerChoice>,
    client: Option<PickerChoice>,
}

async fn choices(client: Option<ClientId>) -> AppResult<Choices> {
    let client = match client {
        // Somebody else's client is not narrowed to by his name.
        Some(id) => show_client(id)
            .await
            .ok()
            .map(|client| PickerChoice::new(client.id, client.name, String::new())),
        None => None,
    };
    Ok(Choices {
        companies: list_company_names().await?,
        managers: pick_managers().await?,
        modes: offered_payment_modes().await?,
        clients: found(String::new()).await?,
        client,
    })
}

async fn found(text: String) -> AppResult<Vec<PickerChoice>> {
    let found = find_clients(text, Some(OwnerKind::Payment)).await?.into_iter();
    Ok(found
        .map(|client| PickerChoice::new(client.id, client.name, client.tax_id))
        .collect())
}

#[component]
pub(super) fn ReceivedChoices(filter: Memo<ReceivedFilter>) -> impl IntoView {
    let client = Memo::new(move |_| filter.with(|filter| filter.client));
    let offered = Data::new(move || client.get(), choices);
    view! {
        <Load resource=offered aside=true fallback=|| () let:offered>
            {move || form(&filter.get(), offered.clone())}
        </Load>
    }
    .into_any()
}

fn form(filter: &ReceivedFilter, offered: Choices) -> AnyView {
    let hidden = (filter.period != NamedPeriod::ThisMonth)
        .then(|| view! { <input type="hidden" name="period" value=filter.period.as_str() /> });
    let bases = PaymentBasis::ALL
        .iter()
        .map(|basis| (basis.to_string(), basis_text(*basis).to_owned()));
    let groups = Grouping::ALL
        .iter()
        .map(|group| (group.to_string(), grouping_text(*group).to_owned()));
    let modes = mode_choices(&offered.modes).into_iter();
    let currencies = Currency::ALL
        .iter()
        .map(|currency| (currency.code().to_owned(), currency.code().to_owned()));
    let managers = offered.managers.into_iter().map(|(id, name)| (id.to_string(), name));
    let companies: Vec<_> = offered.companies.into_iter().collect();
    // With one own company there is nothing to choose; what the address says stays.
    let company = if companies.len() < 2 {
        filter
            .organization
            .map(|id| view! { <input type="hidden" name="organization" value=id.to_string() /> }.into_any())
    } else {
        let companies = companies
            .into_iter()
            .map(|CompanyName { id, name }| (id.to_string(), name));
        Some(select(
            "organization",
            tr!(organization.filter),
            tr!(organization.filter_all),
            companies,
            filter.organization.map(|id| id.to_string()),
        ))
    };
    view! {
        <form class="toolbar report-choices" method="get" action=PATH aria-label=tr!(ui.filters)>
            {hidden}
            {select("group", tr!(reports.group_by), tr!(reports.group_auto), groups, filter.group.map(|group| group.to_string()))}
            {select("basis", tr!(reports.basis), "", bases, Some(filter.basis.to_string()))}
            {period_ends()}
            {client_picker(offered.clients, offered.client)}
            {select("mode", tr!(reports.mode), tr!(reports.any), modes, filter.mode.map(|mode| mode.to_string()))}
            {select("currency", tr!(reports.currency), tr!(reports.any), currencies, filter.currency.map(|currency| currency.code().to_owned()))}
            {select("manager", tr!(reports.manager), tr!(reports.any), managers, filter.manager.map(|id| id.to_string()))}
            {company}
            <div class="report-steps">
                <button class="btn btn-sm" type="submit">{tr!(ui.show)}</button>
                <a class="btn btn-sm btn-ghost" href=PATH>{tr!(reports.reset)}</a>
            </div>
        </form>
    }
    .into_any()
}

fn client_picker(likely: Vec<PickerChoice>, chosen: Option<PickerChoice>) -> AnyView {
    match chosen {
        Some(chosen) => {
            view! { <Picker name="client" label=tr!(reports.client) search=found options=likely chosen alone=true /> }
                .into_any()
        }
        None => view! { <Picker name="client" label=tr!(reports.client) search=found options=likely alone=true /> }
            .into_any(),
    }
}

/// A choice; `any` is what stands for none, unless it is empty.
fn select(
    name: &'static str,
    label: &'static str,
    any: &'static str,
    options: impl Iterator<Item = (String, String)>,
    chosen: Option<String>,
) -> AnyView {
    let options: Vec<_> = options
        .map(|(value, text)| {
            let selected = chosen.as_deref() == Some(value.as_str());
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect();
    let none = (!any.is_empty()).then(|| view! { <option value="">{any}</option> });
    view! {
        <label class="toolbar-choice">
            <span class="muted">{label}</span>
            <select class="select select-sm" name=name>
                {none}
                {options}
            </select>
        </label>
    }
    .into_any()
}
