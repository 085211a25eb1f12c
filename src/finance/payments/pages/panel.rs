//! The money of an invoice, beside its paper.

use leptos::prelude::*;

use super::new::not_payable_text;
use super::{may_record, mode_text};
use crate::documents::invoices::model::Stage;
use crate::finance::payments::api::list_invoice_payments;
use crate::finance::payments::model::{AllocationRow, InvoiceFacts, InvoicePayments};
use crate::kernel::date::short_date;
use crate::kernel::ids::InvoiceId;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;

/// How much of an invoice is paid, by which payments, and the way to record the next one. Nothing for a draft.
#[component]
pub fn PaymentsPanel(#[prop(into)] invoice: Signal<InvoiceId>) -> impl IntoView {
    let payments = Data::new(move || invoice.get(), list_invoice_payments);
    view! { <Load resource=payments aside=true let:payments>{panel(payments)}</Load> }.into_any()
}

fn panel(payments: InvoicePayments) -> AnyView {
    let InvoicePayments { allocations, facts } = payments;
    if facts.stage == Stage::Draft {
        return ().into_any();
    }
    let rows: Vec<_> = allocations.into_iter().map(row).collect();
    let rows = if rows.is_empty() {
        view! { <p class="muted">{tr!(payments.none)}</p> }.into_any()
    } else {
        view! { <table class="data-table"><tbody>{rows}</tbody></table> }.into_any()
    };
    view! {
        <section class="side-card" aria-label=tr!(payments.title)>
            <h2>{tr!(payments.money)}</h2>
            {bar(&facts)}
            {rows}
            {may_record().then(|| add_button(&facts))}
        </section>
    }
    .into_any()
}

/// Paid of total, and what is left.
fn bar(facts: &InvoiceFacts) -> AnyView {
    if facts.stage != Stage::Issued {
        return ().into_any();
    }
    let (paid, total) = (facts.paid.amount.minor(), facts.total.amount.minor());
    view! {
        <progress class="money-bar" value=paid.to_string() max=total.max(1).to_string() aria-label=tr!(payments.paid)></progress>
        <dl class="facts">
            <div><dt>{tr!(payments.paid)}</dt><dd class="num"><MoneyText money=facts.paid /></dd></div>
            <div><dt>{tr!(payments.balance)}</dt><dd class="num"><MoneyText money=facts.balance /></dd></div>
        </dl>
    }
    .into_any()
}

fn row(row: AllocationRow) -> AnyView {
    view! {
        <tr>
            <td><a class="row-link" href=format!("/payments/{}", row.payment)>{short_date(lang(), row.date)}</a></td>
            <td>{mode_text(row.mode)}</td>
            <td class="num"><MoneyText money=row.settled /></td>
        </tr>
    }
    .into_any()
}

/// Off, with its reason, for what can't be paid any more.
fn add_button(facts: &InvoiceFacts) -> AnyView {
    if facts.is_payable() {
        let to = format!("/payments/new?invoice={}", facts.id);
        view! { <a class="btn btn-sm" href=to>{tr!(payments.add)}</a> }.into_any()
    } else {
        let why = not_payable_text(facts);
        view! {
            <button type="button" class="btn btn-sm" aria-disabled="true" title=why>{tr!(payments.add)}</button>
        }
        .into_any()
    }
}
