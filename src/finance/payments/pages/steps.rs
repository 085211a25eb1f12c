//! What can be done with a payment, as plain forms that work without JavaScript.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::may_record;
use crate::company::payment_modes::model::NamedMode;
use crate::company::payment_modes::pages::words::mode_choices;
use crate::finance::payments::api::{RefundPayment, ReversePayment};
use crate::finance::payments::model::{Payment, PaymentKind};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::PaymentId;
use crate::tr;
use crate::ui::form::{
    Checkbox, FieldKind, Form, FormActions, Hidden, MoneyField, RequestKeyField, SelectField, Submit, TextField,
    VersionField, came_back,
};
use crate::ui::may;
use crate::ui::page::impossible;

/// The actions in the head of the page; what the state does not allow stands there in grey with its reason.
#[component]
pub(super) fn Steps(
    payment: Payment,
    /// Those that a refund can have.
    modes: Vec<NamedMode>,
    today: Date,
    changed: Callback<()>,
) -> impl IntoView {
    if payment.reversed {
        return ().into_any();
    }
    let refund = (payment.kind == PaymentKind::Incoming && may_record()).then(|| {
        if payment.advance.is_positive() {
            let payment = payment.clone();
            view! { <RefundForm payment modes today changed /> }.into_any()
        } else {
            impossible(tr!(payments.give_back), tr!(payments.nothing_to_refund))
        }
    });
    let reverse = may(Right::ReversePayments).then(|| {
        if payment.refunded.is_positive() {
            impossible(tr!(payments.reverse), tr!(payments.reverse_refunds_first))
        } else {
            view! { <ReverseForm payment changed /> }.into_any()
        }
    });
    view! { {reverse} {refund} }.into_any()
}

/// Gives the advance back, or a part of it.
#[component]
fn RefundForm(payment: Payment, modes: Vec<NamedMode>, today: Date, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<RefundPayment>::new();
    let date = today.max(payment.date).to_string();
    let amount = payment.advance.plain(payment.currency);
    let done = Callback::new(move |_: (PaymentId,)| changed.run(()));
    view! {
        <details class="menu-of" open=came_back(RefundPayment::PATH, "")>
            <summary class="btn">{tr!(payments.give_back)}</summary>
            <div class="pop-menu">
                <Form action done class="menu-form" toast=tr!(payments.refunded_done)>
                    <RequestKeyField />
                    <Hidden name="id" value=payment.id.to_string() />
                    <VersionField version=payment.version />
                    <MoneyField name="amount" label=tr!(payments.amount) value=amount unit=payment.currency.code() required=true />
                    <TextField name="date" label=tr!(payments.date) kind=FieldKind::Date value=date required=true />
                    <SelectField name="mode" label=tr!(payments.mode) options=mode_choices(&modes) value=payment.mode.to_string() required=true />
                    <TextField name="transaction_id" label=tr!(payments.transaction_id) max=100 />
                    <TextField name="purpose" label=tr!(payments.purpose) max=500 />
                    <Checkbox name="silent" label=tr!(payments.silent) />
                    <FormActions>
                        <Submit label=tr!(payments.give_back) />
                    </FormActions>
                </Form>
            </div>
        </details>
    }
    .into_any()
}

/// Takes out what was entered by mistake.
#[component]
fn ReverseForm(payment: Payment, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ReversePayment>::new();
    view! {
        <details class="menu-of" open=came_back(ReversePayment::PATH, "")>
            <summary class="btn">{tr!(payments.reverse)}</summary>
            <div class="pop-menu">
                <Form action done=move |()| changed.run(()) class="menu-form" toast=tr!(payments.reversed_done)>
                    <Hidden name="id" value=payment.id.to_string() />
                    <VersionField version=payment.version />
                    <TextField name="reason" label=tr!(payments.reason) hint=tr!(payments.reverse_hint) required=true max=500 />
                    <FormActions>
                        <Submit label=tr!(payments.reverse_for_good) danger=true />
                    </FormActions>
                </Form>
            </div>
        </details>
    }
    .into_any()
}
