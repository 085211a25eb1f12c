//! The bank accounts of a company. Each account opens its own form; without JavaScript too.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::words;
use crate::company::organization::api::SaveAccount;
use crate::company::organization::model::BankAccount;
use crate::company::organization::parts;
use crate::kernel::currency::Currency;
use crate::kernel::ids::{BankAccountId, OrganizationId};
use crate::kernel::requisites::{Control, account_control};
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::form::{
    CardPart, Checkbox, FieldKind, Form, FormActions, Hidden, NewOrStored, PasteCard, SelectField, Submit, TextField,
    came_back,
};
use crate::ui::long_number::with_long_numbers;

#[component]
pub(super) fn Accounts(
    organization: OrganizationId,
    currency: Currency,
    accounts: Vec<BankAccount>,
    again: Callback<()>,
) -> impl IntoView {
    let none = accounts.is_empty();
    let rows: Vec<_> = accounts.iter().map(|account| account_row(account, again)).collect();
    let new = parts::SaveAccount {
        organization: Some(organization),
        currency: currency.to_string(),
        is_default: none,
        ..parts::SaveAccount::default()
    };
    view! {
        {none.then(|| view! { <p class="muted">{tr!(organization.account_none)}</p> })}
        {rows}
        <details class="side-card" open=came_back(SaveAccount::PATH, NEW)>
            <summary>{tr!(organization.account_new)}</summary>
            <AccountForm stored=new again />
        </details>
    }
    .into_any()
}

/// The key of the form of a new account.
const NEW: &str = "new";

fn account_row(account: &BankAccount, again: Callback<()>) -> AnyView {
    let warning = (account.control() == Control::Wrong)
        .then(|| view! { <span class="field-warning basis-full">{tr!(organization.control_wrong)}</span> });
    let default = account
        .is_default
        .then(|| view! { <Badge text=tr!(organization.default) /> });
    view! {
        <details class="side-card" open=came_back(SaveAccount::PATH, &account.id.to_string())>
            <summary class="flex-wrap">
                <span>{with_long_numbers(&account.number)}</span>
                <span class="currency">{account.currency.code()}</span>
                <span class="muted">{account.bank.clone()}</span>
                {default}
                {warning}
            </summary>
            <AccountForm stored=parts::SaveAccount::of(account) again />
        </details>
    }
    .into_any()
}

/// Adds an account when `stored` has no id, and changes it otherwise.
#[component]
fn AccountForm(stored: parts::SaveAccount, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveAccount>::new();
    let (number, bic) = (RwSignal::new(stored.number.clone()), RwSignal::new(stored.bic.clone()));
    let warning = Signal::derive(move || number.with(|number| bic.with(|bic| account_warning(number, bic))));
    let on_number = Callback::new(move |(value,): (String,)| number.set(value));
    let on_bic = Callback::new(move |(value,): (String,)| bic.set(value));
    let done = Callback::new(move |_: ((),)| again.run(()));
    let key = stored.id.map_or_else(|| NEW.to_owned(), |id| id.to_string());
    let organization = stored.organization.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <Form action=save done form_key=key toast=tr!(organization.account_saved)>
            <Hidden name="organization" value=organization />
            <NewOrStored id=stored.id.map(|id| id.to_string()) version=stored.version />
            {stored.id.is_none().then(|| view! { <PasteCard part=CardPart::Account is_new=true /> })}
            <div class="form-grid">
                <TextField name="bank" label=tr!(organization.bank) value=stored.bank required=true />
                <TextField name="number" label=tr!(organization.account) value=stored.number required=true warning on_input=on_number />
                <TextField name="bic" label=tr!(organization.bic) value=stored.bic on_input=on_bic />
                <TextField name="correspondent" label=tr!(organization.correspondent) value=stored.correspondent kind=FieldKind::Digits />
                {currency(stored.id, stored.currency)}
                <Checkbox name="is_default" label=tr!(organization.is_default) checked=stored.is_default />
            </div>
            <FormActions>
                <Submit label=tr!(ui.save) second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}

/// The amber note under an account whose control digits do not fit. A number that is still being typed is not judged yet.
#[must_use]
pub fn account_warning(number: &str, bic: &str) -> Option<String> {
    let plain = |text: &str| text.replace([' ', '-'], "").to_uppercase();
    let (number, bic) = (plain(number), plain(bic));
    let wrong = number.len() >= 14 && account_control(&number, &bic) == Control::Wrong;
    wrong.then(|| tr!(organization.control_warning).to_owned())
}

/// The currency of a new account; that of a stored one stands on documents and stays.
fn currency(id: Option<BankAccountId>, code: String) -> AnyView {
    let label = tr!(organization.currency);
    match id {
        Some(_) => view! { <TextField name="currency" label value=code readonly=true /> }.into_any(),
        None => {
            view! { <SelectField name="currency" label options=words::currency_choices() value=code required=true /> }
                .into_any()
        }
    }
}
