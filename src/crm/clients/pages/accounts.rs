//! The bank accounts of a client. Each account opens its own form; without JavaScript too.

use leptos::prelude::*;

use super::words;
use crate::company::organization::pages::{account_warning, words as company};
use crate::crm::clients::api::{DeleteClientAccount, SaveClientAccount};
use crate::crm::clients::model::ClientAccount;
use crate::crm::clients::parts;
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientAccountId, ClientId};
use crate::kernel::requisites::Control;
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::form::{
    CardPart, Checkbox, FieldKind, Form, FormActions, Hidden, NewOrStored, PasteCard, SelectField, Submit, TextField,
};
use crate::ui::long_number::with_long_numbers;

/// All accounts; with forms for who may change them.
#[component]
pub fn Accounts(
    client: ClientId,
    /// Of a new account.
    currency: Currency,
    accounts: Vec<ClientAccount>,
    may_edit: bool,
    /// The stored accounts are other ones now.
    again: Callback<()>,
) -> impl IntoView {
    let none = accounts
        .is_empty()
        .then(|| view! { <p class="muted">{tr!(clients.account_none)}</p> });
    let rows: Vec<_> = accounts
        .iter()
        .map(|account| row(client, account, may_edit, again))
        .collect();
    let new = may_edit.then(|| {
        let stored = parts::SaveClientAccount {
            client: Some(client),
            currency: currency.to_string(),
            ..parts::SaveClientAccount::default()
        };
        view! {
            <details class="side-card">
                <summary>{tr!(clients.account_new)}</summary>
                <AccountForm stored again />
            </details>
        }
    });
    view! {
        {none}
        {rows}
        {new}
    }
    .into_any()
}

fn row(client: ClientId, account: &ClientAccount, may_edit: bool, again: Callback<()>) -> AnyView {
    let warning = (account.control() == Control::Wrong)
        .then(|| view! { <span class="field-warning basis-full">{tr!(organization.control_wrong)}</span> });
    let default = account
        .is_default
        .then(|| view! { <Badge text=tr!(organization.default) /> });
    let details = &account.details;
    let bic = (!details.bic.is_empty()).then(|| words::bank_code(&details.bic));
    let line = view! {
        <span>{with_long_numbers(&details.number)}</span>
        <span class="currency">{details.currency.code()}</span>
        <span class="muted">{details.bank.clone()} " " {bic}</span>
        {default}
        {warning}
    };
    if !may_edit {
        return view! { <p class="account-line">{line}</p> }.into_any();
    }
    let stored = parts::SaveClientAccount::of(client, account);
    view! {
        <details class="side-card">
            <summary class="flex-wrap">{line}</summary>
            <AccountForm stored again />
            <DeleteForm client id=account.id again />
        </details>
    }
    .into_any()
}

/// Adds an account when `stored` has no id, and changes it otherwise.
#[component]
fn AccountForm(stored: parts::SaveClientAccount, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveClientAccount>::new();
    let (number, bic) = (RwSignal::new(stored.number.clone()), RwSignal::new(stored.bic.clone()));
    let warning = Signal::derive(move || number.with(|number| bic.with(|bic| account_warning(number, bic))));
    let on_number = Callback::new(move |(value,): (String,)| number.set(value));
    let on_bic = Callback::new(move |(value,): (String,)| bic.set(value));
    let done = Callback::new(move |_: (ClientAccountId,)| again.run(()));
    let key = stored.id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let client = stored.client.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <Form action=save done form_key=key toast=tr!(clients.account_saved)>
            <Hidden name="client" value=client />
            <NewOrStored id=stored.id.map(|id| id.to_string()) version=stored.version />
            {stored.id.is_none().then(|| view! { <PasteCard part=CardPart::Account is_new=true /> })}
            <div class="form-grid">
                <TextField name="bank" label=tr!(clients.bank) value=stored.bank required=true />
                <TextField name="number" label=tr!(clients.account_number) value=stored.number required=true warning on_input=on_number />
                <TextField name="bic" label=tr!(clients.bic) value=stored.bic on_input=on_bic />
                <TextField name="correspondent" label=tr!(clients.correspondent) value=stored.correspondent kind=FieldKind::Digits />
                <SelectField name="currency" label=tr!(clients.currency) options=company::currency_choices() value=stored.currency required=true />
                <Checkbox name="is_default" label=tr!(organization.is_default) checked=stored.is_default />
            </div>
            <FormActions>
                <Submit label=tr!(ui.save) second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn DeleteForm(client: ClientId, id: ClientAccountId, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<DeleteClientAccount>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <Form action done argument="" form_key=id.to_string() toast=tr!(clients.account_deleted)>
            <Hidden name="client" value=client.to_string() />
            <Hidden name="id" value=id.to_string() />
            <Submit label=tr!(clients.account_delete) second=true />
        </Form>
    }
    .into_any()
}
