//! The form of an expense, new or stored; a new one also in a drawer beside a client's list.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::company::organization::model::CompanyName;
use crate::company::organization::pages::words as company;
use crate::company::payment_modes::pages::words::mode_choices;
use crate::crm::clients::api::find_clients;
use crate::crm::clients::model::ClientChoice;
use crate::error::{AppError, AppResult};
use crate::finance::expenses::api::{SaveExpense, open_expense_form};
use crate::finance::expenses::forms;
use crate::finance::expenses::model::{ExpenseCategory, ExpenseForm};
use crate::kernel::ids::ClientId;
use crate::kernel::owner::OwnerKind;
use crate::tr;
use crate::ui::form::{
    CarryOver, Checkbox, FieldKind, Form, FormActions, Hidden, MoneyField, NewOrStored, NumberField, SelectField,
    Submit, TextArea, TextField,
};
use crate::ui::load::{Data, Load};
use crate::ui::page::PageHead;
use crate::ui::picker::{Create, Picker, PickerChoice};

/// `/expenses/new`, for a client with `?client=<id>`.
#[component]
pub fn NewExpensePage() -> impl IntoView {
    let query = use_query_map();
    let client = query.with_untracked(|query| query.get("client").and_then(|id| id.parse::<ClientId>().ok()));
    // After each one the form is a new one.
    let round = Memo::new(move |_| query.with(|query| query.get("added")));
    view! {
        <PageHead title=tr!(expenses.new) />
        <For each=move || [round.get()] key=|round| round.clone() let:_round>
            <NewExpense client />
        </For>
    }
    .into_any()
}

/// The form of a new expense.
#[component]
pub(super) fn NewExpense(client: Option<ClientId>, #[prop(optional)] in_card: bool) -> impl IntoView {
    let form = Data::new(move || client, |client| open_expense_form(None, client));
    let back = match client {
        Some(client) => format!("/clients/{client}/expenses"),
        None => "/expenses".to_owned(),
    };
    view! {
        <Load resource=form let:form>
            <ExpenseFields form in_card back=back.clone() />
        </Load>
    }
    .into_any()
}

/// `/expenses/<id>/edit`
#[component]
pub fn EditExpensePage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|map| map.get("id").unwrap_or_default());
    let form = Data::new(id, |id| async move {
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        open_expense_form(Some(id), None).await
    });
    view! {
        <Load resource=form let:form>
            <PageHead title=form.input.name.clone() />
            <ExpenseFields back=format!("/expenses/{}", id()) form in_card=false />
        </Load>
    }
    .into_any()
}

#[component]
fn ExpenseFields(
    form: ExpenseForm,
    in_card: bool,
    /// Where *Cancel* leads.
    back: String,
) -> impl IntoView {
    let save = ServerAction::<SaveExpense>::new();
    let is_new = form.input.id.is_none();
    let next = is_new.then_some(());
    let hint = form
        .billed
        .then(|| view! { <p class="alert" role="note">{tr!(expenses.billed_hint)}</p> });
    view! {
        {hint}
        <Form action=save toast=tr!(expenses.saved)>
            <NewOrStored id=form.input.id.map(|id| id.to_string()) version=form.input.version />
            <CarryOver told=true />
            {in_card.then(|| view! { <Hidden name="in_card" value="true".to_owned() /> })}
            <Fields form in_card />
            <FormActions>
                <Submit label=tr!(ui.save) />
                {next.map(|()| view! { <Submit label=tr!(expenses.save_and_next) name="next" value="true" next=true second=true /> })}
                <a class="btn" href=back>{tr!(ui.cancel)}</a>
            </FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn Fields(form: ExpenseForm, in_card: bool) -> impl IntoView {
    let ExpenseForm {
        input,
        client,
        clients,
        companies,
        categories,
        modes,
        needs_client,
        ..
    } = form;
    let forms::SaveExpense {
        name,
        date,
        amount,
        currency,
        vat,
        supplier,
        reference,
        mode,
        note,
        billable,
        organization,
        category,
        ..
    } = input;
    let client = if in_card {
        client.map(decided_client)
    } else {
        Some(client_field(client, clients, needs_client))
    };
    view! {
        <div class="form-grid">
            <TextField name="name" label=tr!(expenses.name) value=name required=true autofocus=true max=200 class="span-all" />
            <MoneyField name="amount" label=tr!(expenses.amount_with_vat) value=amount required=true />
            <SelectField name="currency" label=tr!(expenses.currency) options=company::currency_choices() value=currency required=true />
            <NumberField name="vat" label=tr!(expenses.vat_percent) value=vat unit="%" hint=tr!(expenses.vat_hint) />
            <TextField name="date" label=tr!(expenses.date) kind=FieldKind::Date value=date required=true />
            {category_field(categories, category)}
            {client}
            {company_field(companies, organization)}
            <TextField name="supplier" label=tr!(expenses.supplier) value=supplier max=200 />
            <TextField name="reference" label=tr!(expenses.reference) value=reference max=100 />
            <SelectField name="mode" label=tr!(expenses.mode) options=mode_choices(&modes) value=mode required=true />
            <TextArea name="note" label=tr!(expenses.note) value=note max=2000 rows=2 class="span-all" />
        </div>
        <Checkbox name="billable" label=tr!(expenses.billable) checked=billable />
    }
    .into_any()
}

fn category_field(categories: Vec<ExpenseCategory>, value: String) -> Option<AnyView> {
    if categories.is_empty() {
        return None;
    }
    let options = categories
        .into_iter()
        .map(|one| (one.id.to_string(), one.name))
        .collect();
    Some(view! { <SelectField name="category" label=tr!(expenses.category) options value /> }.into_any())
}

/// With one own company there is nothing to choose.
fn company_field(companies: Vec<CompanyName>, value: String) -> AnyView {
    if companies.len() < 2 {
        return view! { <Hidden name="organization" value /> }.into_any();
    }
    let options = companies
        .into_iter()
        .map(|one| (one.id.to_string(), one.name))
        .collect();
    view! { <SelectField name="organization" label=tr!(expenses.organization) options value required=true /> }
        .into_any()
}

/// The card's own client.
fn decided_client(client: ClientChoice) -> AnyView {
    view! { <Hidden name="client" value=client.id.to_string() /> }.into_any()
}

fn client_field(client: Option<ClientChoice>, clients: Vec<ClientChoice>, required: bool) -> AnyView {
    let search =
        |text: String| async move { AppResult::Ok(choices(find_clients(text, Some(OwnerKind::Expense)).await?)) };
    let create = Some(Create::Page("/clients/new".to_owned()));
    let hint = if required { "" } else { tr!(expenses.client_hint) };
    match client.map(choice) {
        Some(chosen) => view! {
            <Picker name="client" label=tr!(expenses.client) search options=choices(clients) chosen required hint create />
        }
        .into_any(),
        None => view! {
            <Picker name="client" label=tr!(expenses.client) search options=choices(clients) required hint create />
        }
        .into_any(),
    }
}

fn choice(client: ClientChoice) -> PickerChoice {
    PickerChoice::new(client.id, client.name, client.tax_id)
}

fn choices(clients: Vec<ClientChoice>) -> Vec<PickerChoice> {
    clients.into_iter().map(choice).collect()
}
