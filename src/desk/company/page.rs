//! The settings page of an own company.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::list_start_balances;
use super::model::{BalanceFilter, BalanceRow, StartBalances};
use crate::company::organization::api::{RemoveStartBalance, SaveStartBalance};
use crate::company::organization::balances;
use crate::company::organization::pages::{CompanySettings, words};
use crate::crm::clients::api::find_clients;
use crate::crm::clients::model::ClientChoice;
use crate::documents::signing::pages::AgreementSettings;
use crate::error::AppError;
use crate::kernel::currency::Currency;
use crate::kernel::date::short_date;
use crate::kernel::ids::{OrganizationId, StartBalanceId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::Cursor;
use crate::text::lang;
use crate::tr;
use crate::ui::filter_bar::FilterBar;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, RequestKeyField, SelectField, Submit, TextField, VersionField, came_back,
};
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;
use crate::ui::page::Section;
use crate::ui::picker::{Picker, PickerChoice};
use crate::ui::query::{ListFilter, UrlFilter, href, use_url_filter};
use crate::ui::table::Pager;

impl UrlFilter for BalanceFilter {}

impl ListFilter for BalanceFilter {
    fn search(&self) -> &str {
        &self.q
    }

    fn searched(self, text: String) -> Self {
        Self {
            q: text,
            after: String::new(),
        }
    }

    fn order(&self) -> (&'static str, bool) {
        ("as_of", true)
    }

    fn ordered(self, _: &'static str, _: bool) -> Self {
        self
    }

    fn at(self, cursor: Option<Cursor>) -> Self {
        Self {
            after: cursor.map(|cursor| cursor.to_string()).unwrap_or_default(),
            ..self
        }
    }
}

/// `/settings/company/<id>`
#[component]
pub fn CompanyPage() -> impl IntoView {
    view! {
        <CompanySettings>
            <AgreementSettings />
            <Balances />
        </CompanySettings>
    }
    .into_any()
}

#[component]
fn Balances() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|map| map.get("id").unwrap_or_default());
    let filter = use_url_filter::<BalanceFilter>();
    // Counts what was saved here; each time the stored values are read again.
    let saved = RwSignal::new(0_u32);
    let balances = Data::new(
        move || (id(), filter.get(), saved.get()),
        |(id, filter, _)| async move {
            let id = id.parse().map_err(|_| AppError::NotFound)?;
            list_start_balances(id, filter).await
        },
    );
    let again = Callback::new(move |()| saved.update(|n| *n += 1));
    let path = format!("/settings/company/{}", untrack(id));
    let to = path.clone();
    view! {
        <Section title=tr!(organization.start_balances)>
            <p class="muted">{tr!(organization.start_balances_text)}</p>
            <FilterBar path filter placeholder=tr!(organization.start_balance_search) />
            <Load resource=balances aside=true let:found>
                <Found path=to.clone() filter=filter.get_untracked() found again />
            </Load>
        </Section>
    }
    .into_any()
}

#[component]
fn Found(path: String, filter: BalanceFilter, found: StartBalances, again: Callback<()>) -> impl IntoView {
    let StartBalances {
        page,
        clients,
        currency,
    } = found;
    let Ok(organization) = path.rsplit('/').next().unwrap_or_default().parse::<OrganizationId>() else {
        return ().into_any();
    };
    let none = page
        .rows
        .is_empty()
        .then(|| view! { <p class="muted">{tr!(organization.start_balance_none)}</p> });
    let to = |cursor| href(&path, &filter.clone().at(Some(cursor)));
    let (previous, next) = (page.previous.map(to), page.next.map(to));
    let rows: Vec<_> = page.rows.into_iter().map(|row| balance(row, again)).collect();
    let open = came_back(SaveStartBalance::PATH, NEW);
    view! {
        {none}
        {rows}
        <Pager previous next />
        <details class="side-card" open=open>
            <summary>{tr!(organization.start_balance_new)}</summary>
            <NewBalance organization clients currency again />
        </details>
    }
    .into_any()
}

/// The key of the form of a new balance.
const NEW: &str = "new";

fn balance(row: BalanceRow, again: Callback<()>) -> AnyView {
    let BalanceRow { balance, client_name } = row;
    let key = balance.id.to_string();
    let open = came_back(SaveStartBalance::PATH, &key) || came_back(RemoveStartBalance::PATH, &key);
    let day = short_date(lang(), balance.as_of);
    let money = balance.money();
    let (organization, id) = (balance.organization, balance.id);
    let stored = balances::SaveStartBalance::of(&balance);
    view! {
        <details class="side-card" open=open>
            <summary class="flex-wrap">
                <span>{client_name}</span>
                <span class="muted">{day}</span>
                <MoneyText money />
            </summary>
            <ChangeBalance stored again />
            <RemoveBalance organization id again />
        </details>
    }
    .into_any()
}

#[component]
fn ChangeBalance(stored: balances::SaveStartBalance, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveStartBalance>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let id = stored.id.map(|id| id.to_string()).unwrap_or_default();
    let organization = stored.organization.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <Form action=save done form_key=id.clone() toast=tr!(organization.start_balance_saved)>
            <Hidden name="organization" value=organization />
            <Hidden name="id" value=id />
            <VersionField version=stored.version />
            <Hidden name="client" value=stored.client />
            <Hidden name="currency" value=stored.currency.clone() />
            <div class="form-grid">
                <TextField name="as_of" label=tr!(organization.as_of) value=stored.as_of kind=FieldKind::Date required=true />
                <TextField name="amount" label=tr!(organization.amount) value=stored.amount kind=FieldKind::Number unit=stored.currency required=true hint=tr!(organization.amount_hint) />
            </div>
            <FormActions>
                <Submit label=tr!(ui.save) second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn RemoveBalance(organization: OrganizationId, id: StartBalanceId, again: Callback<()>) -> impl IntoView {
    let remove = ServerAction::<RemoveStartBalance>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <Form action=remove done form_key=id.to_string() toast=tr!(organization.start_balance_removed)>
            <Hidden name="organization" value=organization.to_string() />
            <Hidden name="id" value=id.to_string() />
            <Submit label=tr!(organization.start_balance_remove) second=true />
        </Form>
    }
    .into_any()
}

#[component]
fn NewBalance(
    organization: OrganizationId,
    clients: Vec<ClientChoice>,
    currency: Currency,
    again: Callback<()>,
) -> impl IntoView {
    let save = ServerAction::<SaveStartBalance>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let choice = |client: ClientChoice| PickerChoice::new(client.id, client.name, client.tax_id);
    let search = move |text: String| async move {
        let found = find_clients(text, Some(OwnerKind::Invoice)).await?;
        Ok(found.into_iter().map(choice).collect())
    };
    let options: Vec<_> = clients.into_iter().map(choice).collect();
    view! {
        <Form action=save done form_key=NEW toast=tr!(organization.start_balance_saved)>
            <RequestKeyField />
            <Hidden name="organization" value=organization.to_string() />
            <div class="form-grid">
                <Picker name="client" label=tr!(clients.client) search options required=true class="span-all" />
                <SelectField name="currency" label=tr!(organization.currency) options=words::currency_choices() value=currency.code() required=true />
                <TextField name="as_of" label=tr!(organization.as_of) kind=FieldKind::Date required=true hint=tr!(organization.as_of_hint) />
                <TextField name="amount" label=tr!(organization.amount) kind=FieldKind::Number required=true hint=tr!(organization.amount_hint) />
            </div>
            <FormActions>
                <Submit label=tr!(organization.start_balance_new) second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}
