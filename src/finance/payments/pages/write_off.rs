//! The rest of an invoice that nobody will pay: written off, and taken back.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::new::money;
use crate::finance::payments::api::{TakeBackWriteOff, WriteOffRest};
use crate::finance::payments::model::{InvoiceFacts, WriteOff};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::InvoiceId;
use crate::kernel::money::Money;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, RequestKeyField, Submit, TextField, VersionField, came_back,
};
use crate::ui::money::MoneyText;

/// Writes off what is left of the invoice.
#[component]
pub(super) fn WriteOffForm(facts: InvoiceFacts, today: Date, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<WriteOffRest>::new();
    let done = Callback::new(move |_: (InvoiceId,)| changed.run(()));
    let label = tr!(payments.write_off, sum = money(facts.balance));
    view! {
        <details class="menu-of" open=came_back(WriteOffRest::PATH, "")>
            <summary class="btn btn-sm">{label.clone()}</summary>
            <div class="pop-menu">
                <Form action done class="menu-form" toast=tr!(payments.written_off_done)>
                    <RequestKeyField />
                    <Hidden name="invoice" value=facts.id.to_string() />
                    <VersionField version=facts.version />
                    <TextField name="reason" label=tr!(payments.reason) hint=tr!(payments.write_off_hint) required=true max=500 />
                    <TextField name="date" label=tr!(payments.date) kind=FieldKind::Date value=today.to_string() required=true />
                    <FormActions>
                        <Submit label />
                    </FormActions>
                </Form>
            </div>
        </details>
    }
    .into_any()
}

/// A write-off among the payments of its invoice.
pub(super) fn write_off_row(row: WriteOff, currency: Currency, may_take_back: bool, changed: Callback<()>) -> AnyView {
    let sum = Money::new(row.amount, currency);
    let class = if row.reversed { "is-struck" } else { "" };
    let reason = if row.reversed {
        format!("{}; {}", row.reason, row.reversal_reason)
    } else {
        row.reason.clone()
    };
    let back = (may_take_back && !row.reversed).then(|| view! { <TakeBackForm id=row.id.to_string() changed /> });
    view! {
        <li>
            <span class="money-line" class:is-struck=row.reversed>
                <span>{tr!(payments.written_off)}</span>
                <span class="muted">{short_date(lang(), row.date)}</span>
                <span class="num"><MoneyText money=sum /></span>
            </span>
            <span class=format!("muted {class}")>{reason}</span>
            {back}
        </li>
    }
    .into_any()
}

#[component]
fn TakeBackForm(id: String, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<TakeBackWriteOff>::new();
    let done = Callback::new(move |_: (InvoiceId,)| changed.run(()));
    let open = came_back(TakeBackWriteOff::PATH, &id);
    view! {
        <details class="menu-of" open=open>
            <summary class="btn btn-ghost btn-xs">{tr!(payments.take_back)}</summary>
            <div class="pop-menu">
                <Form action done form_key=id.clone() class="menu-form" toast=tr!(payments.taken_back_done)>
                    <Hidden name="id" value=id.clone() />
                    <TextField name="reason" label=tr!(payments.reason) required=true max=500 />
                    <FormActions>
                        <Submit label=tr!(payments.take_back) />
                    </FormActions>
                </Form>
            </div>
        </details>
    }
    .into_any()
}
