//! A new contract: on a page of its own, and in the drawer beside a client's contracts. Without scripts it is a plain form in two steps.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::form::{ContractFields, picks};
use crate::crm::clients::api::find_clients;
use crate::documents::contracts::api::{SaveContract, open_contract_editor};
use crate::documents::contracts::model::{ContractEditor, OpenContract};
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::kernel::owner::OwnerKind;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, RequestKeyField, Submit};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::PageHead;
use crate::ui::picker::{Picker, PickerChoice};
use crate::ui::query::{UrlFilter, href, use_url_filter};
use crate::ui::strip::links_bar;

impl UrlFilter for OpenContract {}

/// `/contracts/new`, with `?client=<id>` or `?parent=<id>`; without either it asks for the client.
#[component]
pub fn NewContractPage() -> impl IntoView {
    let from = use_url_filter::<OpenContract>();
    view! {
        {move || {
            let from = from.get();
            let title = if from.parent.is_some() { tr!(contracts.new_annex) } else { tr!(contracts.new) };
            let form = if from.client.is_none() && from.parent.is_none() {
                view! { <Permitted right=Right::CreateContracts><WithWhom /></Permitted> }.into_any()
            } else {
                view! { <NewContract from /> }.into_any()
            };
            view! { <PageHead title /> {form} }
        }}
    }
    .into_any()
}

/// The form of a new contract with a client.
#[component]
pub(super) fn NewContract(from: OpenContract, #[prop(optional)] in_card: bool) -> impl IntoView {
    let editor = Data::new(move || from, |from| open_contract_editor(None, from));
    view! { <Load resource=editor let:editor><NewForm editor in_card /></Load> }.into_any()
}

#[component]
fn NewForm(editor: ContractEditor, in_card: bool) -> impl IntoView {
    let save = ServerAction::<SaveContract>::new();
    let client = editor.form.client.clone();
    let name = editor.client.as_ref().map(|client| client.name.clone());
    let card = format!("/clients/{client}");
    let back = if in_card {
        format!("{card}/contracts")
    } else {
        "/contracts".to_owned()
    };
    let companies = companies(&editor);
    view! {
        <p class="page-sub"><a href=card>{name}</a></p>
        {companies}
        <Form action=save toast=tr!(contracts.created)>
            <RequestKeyField />
            {in_card.then(|| view! { <Hidden name="in_card" value="true" /> })}
            <ContractFields editor />
            <FormActions>
                <Submit label=tr!(contracts.create) />
                <a class="btn" href=back>{tr!(ui.cancel)}</a>
            </FormActions>
        </Form>
    }
    .into_any()
}

/// Whose contract it is, where there are several own companies: each has its numbers, its city and its templates.
fn companies(editor: &ContractEditor) -> Option<AnyView> {
    if editor.organizations.len() < 2 || !editor.form.parent.is_empty() {
        return None;
    }
    let client = editor.form.client.parse::<ClientId>().ok();
    let link = |id: OrganizationId, name: &str| {
        let from = OpenContract {
            client,
            organization: Some(id),
            ..OpenContract::default()
        };
        let here = (id.to_string() == editor.form.organization).then_some("page");
        view! { <a href=href("/contracts/new", &from) aria-current=here>{name.to_owned()}</a> }
    };
    let links: Vec<_> = editor
        .organizations
        .iter()
        .map(|company| link(company.id, &company.name))
        .collect();
    Some(links_bar(tr!(contracts.organization), links.into_any()))
}

/// Whom the contract is with.
#[component]
fn WithWhom() -> impl IntoView {
    let likely = Data::new(|| (), |()| find_clients(String::new(), Some(OwnerKind::Contract)));
    view! { <Load resource=likely let:likely><ChooseClient likely=picks(likely) /></Load> }.into_any()
}

#[component]
fn ChooseClient(likely: Vec<PickerChoice>) -> impl IntoView {
    let search =
        |text: String| async move { AppResult::Ok(picks(find_clients(text, Some(OwnerKind::Contract)).await?)) };
    let navigate = use_navigate();
    let picked = Callback::new(move |(choice,): (PickerChoice,)| {
        if let Ok(client) = choice.value.parse::<ClientId>() {
            let to = OpenContract {
                client: Some(client),
                ..OpenContract::default()
            };
            navigate(&href("/contracts/new", &to), NavigateOptions::default());
        }
    });
    view! {
        <form method="get" action="/contracts/new">
            <div class="form-grid">
                <Picker
                    name="client"
                    label=tr!(contracts.who)
                    search
                    options=likely
                    required=true
                    autofocus=true
                    alone=true
                    on_pick=picked
                    hint=tr!(contracts.who_hint)
                    class="span-2"
                />
            </div>
            <FormActions>
                <button type="submit" class="btn btn-primary">{tr!(contracts.next_step)}</button>
            </FormActions>
        </form>
    }
    .into_any()
}
