//! The money of an invoice, beside its paper.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::may_record;
use super::new::not_payable_text;
use super::write_off::{WriteOffForm, write_off_row};
use crate::company::payment_modes::pages::words::mode_text;
use crate::documents::invoices::model::Stage;
use crate::finance::payments::api::{ReleasePayment, UseAdvance, list_invoice_payments};
use crate::finance::payments::model::{AllocationRow, InvoiceFacts, InvoicePayments};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::ids::InvoiceId;
use crate::kernel::money::Money;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, MoneyField, Submit, VersionField, came_back};
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::money::MoneyText;

/// How much of an invoice is paid, by which payments, and what can be done about the rest. Nothing for a draft. `changed` is called
/// when something of it was changed here.
#[component]
pub fn PaymentsPanel(#[prop(into)] invoice: Signal<InvoiceId>, changed: Callback<()>) -> impl IntoView {
    let payments = Data::new(move || invoice.get(), list_invoice_payments);
    view! { <Load resource=payments aside=true let:payments>{panel(payments, changed)}</Load> }.into_any()
}

fn panel(payments: InvoicePayments, changed: Callback<()>) -> AnyView {
    let InvoicePayments {
        allocations,
        write_offs,
        facts,
        advance,
        may_write_off,
        today,
    } = payments;
    if facts.stage == Stage::Draft {
        return ().into_any();
    }
    let may_take_back = may(Right::WriteOff);
    let is_written_off = write_offs.iter().any(|one| !one.reversed);
    let nothing = allocations.is_empty() && write_offs.is_empty();
    let rows: Vec<_> = allocations.into_iter().map(|one| row(one, changed)).collect();
    let currency = facts.total.currency;
    let written: Vec<_> = write_offs
        .into_iter()
        .map(|one| write_off_row(one, currency, may_take_back, changed))
        .collect();
    let list = if nothing {
        view! { <p class="muted">{tr!(payments.none)}</p> }.into_any()
    } else {
        view! { <ul class="money-list">{rows} {written}</ul> }.into_any()
    };
    let usable = Money::new(advance.amount.min(facts.balance.amount), currency);
    let use_advance = (may(Right::AllocatePayments) && facts.is_payable() && usable.amount.is_positive())
        .then(|| view! { <AdvanceForm facts=facts.clone() usable advance changed /> });
    let write_off = (facts.is_payable() && facts.balance.amount <= may_write_off.amount)
        .then(|| view! { <WriteOffForm facts=facts.clone() today changed /> });
    view! {
        <details class="side-card" open=true>
            <summary>{tr!(payments.money)}</summary>
            {bar(&facts, is_written_off)}
            {list}
            <div class="money-steps">
                {may_record().then(|| add_button(&facts))}
                {use_advance}
                {write_off}
            </div>
        </details>
    }
    .into_any()
}

/// Paid of total, and what is left. What was written off is settled, and no money.
fn bar(facts: &InvoiceFacts, is_written_off: bool) -> AnyView {
    if facts.stage != Stage::Issued {
        return ().into_any();
    }
    let (paid, total) = (facts.paid.amount.minor(), facts.total.amount.minor());
    let settled = if is_written_off {
        tr!(payments.settled_sum)
    } else {
        tr!(payments.paid)
    };
    view! {
        <progress class="money-bar" value=paid.to_string() max=total.max(1).to_string() aria-label=settled></progress>
        <dl class="facts">
            <div><dt>{settled}</dt><dd class="num"><MoneyText money=facts.paid /></dd></div>
            <div><dt>{tr!(payments.balance)}</dt><dd class="num"><MoneyText money=facts.balance /></dd></div>
        </dl>
    }
    .into_any()
}

fn row(row: AllocationRow, changed: Callback<()>) -> AnyView {
    let other = (row.paid.currency != row.settled.currency)
        .then(|| view! { <span class="muted">"= " <MoneyText money=row.paid /></span> });
    let back = may(Right::AllocatePayments).then(|| view! { <ReleaseForm row=row.clone() changed /> });
    view! {
        <li>
            <span class="money-line">
                <a href=format!("/payments/{}", row.payment)>{row.number.clone()}</a>
                <span class="muted">{short_date(lang(), row.date)} " · " {mode_text(&row.mode)}</span>
                <span class="num"><MoneyText money=row.settled /></span>
            </span>
            {other}
            {back}
        </li>
    }
    .into_any()
}

/// Takes the payment's part back: it is an advance again.
#[component]
fn ReleaseForm(row: AllocationRow, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ReleasePayment>::new();
    let key = row.payment.to_string();
    view! {
        <Form action done=move |()| changed.run(()) form_key=key.clone() class="money-back" toast=tr!(payments.released_done)>
            <Hidden name="id" value=key />
            <VersionField version=row.version />
            <Hidden name="invoice" value=row.invoice.to_string() />
            <button type="submit" class="btn btn-ghost btn-xs" title=tr!(payments.release_hint)>{tr!(payments.release)}</button>
        </Form>
    }
    .into_any()
}

/// Off, with its reason, for what can't be paid any more.
fn add_button(facts: &InvoiceFacts) -> AnyView {
    if facts.is_payable() {
        let to = format!("/invoices/{}?pay=true", facts.id);
        view! { <a class="btn btn-sm" href=to>{tr!(payments.add)}</a> }.into_any()
    } else {
        let why = not_payable_text(facts);
        view! {
            <button type="button" class="btn btn-sm impossible" aria-disabled="true" aria-description=why data-reason=why>
                {tr!(payments.add)}
            </button>
        }
        .into_any()
    }
}

/// Settles the rest out of what the client has paid before.
#[component]
fn AdvanceForm(facts: InvoiceFacts, usable: Money, advance: Money, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<UseAdvance>::new();
    let label = tr!(payments.use_advance, sum = format::money(lang(), usable));
    let hint = tr!(payments.advance_there, sum = format::money(lang(), advance));
    view! {
        <details class="menu-of" open=came_back(UseAdvance::PATH, "")>
            <summary class="btn btn-sm">{label}</summary>
            <div class="pop-menu">
                <Form action done=move |()| changed.run(()) class="menu-form" toast=tr!(payments.allocated_done)>
                    <Hidden name="invoice" value=facts.id.to_string() />
                    <VersionField version=facts.version />
                    <MoneyField
                        name="amount"
                        label=tr!(payments.amount)
                        value=usable.amount.plain(usable.currency)
                        unit=usable.currency.code()
                        hint
                        required=true
                    />
                    <FormActions>
                        <Submit label=tr!(payments.use_it) />
                    </FormActions>
                </Form>
            </div>
        </details>
    }
    .into_any()
}
