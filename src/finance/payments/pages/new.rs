//! The form of a payment on an invoice: prefilled with the balance, today and the invoice's account.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::mode_text;
use crate::documents::invoices::model::Stage;
use crate::finance::payments::api::{RecordPayment, open_payment};
use crate::finance::payments::model::{InvoiceFacts, NewPayment, PaymentMode};
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::ids::InvoiceId;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, MoneyField, RequestKeyField, SelectField, Submit, TextArea, TextField,
};
use crate::ui::load::{Data, Load};
use crate::ui::page::{EmptyState, Facts, PageHead};

/// `/payments/new?invoice=<id>`.
#[component]
pub fn NewPaymentPage() -> impl IntoView {
    let query = use_query_map();
    let invoice = move || query.with(|query| query.get("invoice").and_then(|id| id.parse::<InvoiceId>().ok()));
    let form = Data::new(invoice, |invoice| async move {
        match invoice {
            Some(invoice) => open_payment(invoice).await.map(Some),
            None => Ok(None),
        }
    });
    view! {
        <PageHead title=tr!(payments.new) />
        <Load resource=form let:form>
            {match form {
                Some(form) if form.invoice.is_payable() => payment_form(form),
                Some(form) => not_payable(&form.invoice),
                None => which_invoice(),
            }}
        </Load>
    }
    .into_any()
}

fn payment_form(new: NewPayment) -> AnyView {
    let NewPayment {
        invoice,
        accounts,
        form,
    } = new;
    let record = ServerAction::<RecordPayment>::new();
    let currency = invoice.balance.currency;
    let accounts: Vec<(String, String)> = accounts.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let modes: Vec<(String, String)> = PaymentMode::ALL
        .iter()
        .map(|mode| (mode.to_string(), mode_text(*mode).to_owned()))
        .collect();
    let back = format!("/invoices/{}", invoice.id);
    view! {
        {invoice_facts(&invoice)}
        <Form action=record toast=tr!(payments.recorded)>
            <RequestKeyField />
            <Hidden name="invoice" value=invoice.id.to_string() />
            <div class="form-grid">
                <MoneyField
                    name="amount"
                    label=tr!(payments.amount)
                    value=form.amount
                    unit=currency.code()
                    hint=tr!(payments.amount_hint)
                    required=true
                    autofocus=true
                />
                <TextField name="date" label=tr!(payments.date) kind=FieldKind::Date value=form.date required=true />
                <SelectField name="mode" label=tr!(payments.mode) options=modes value=form.mode required=true />
                <SelectField name="account" label=tr!(payments.account) options=accounts value=form.account required=true />
                <TextField name="transaction_id" label=tr!(payments.transaction_id) max=100 />
                <TextField name="purpose" label=tr!(payments.purpose) max=500 class="span-all" />
                <TextArea name="note" label=tr!(payments.note) max=2000 class="span-all" />
            </div>
            <FormActions>
                <Submit label=tr!(payments.record) />
                <a class="btn" href=back>{tr!(ui.cancel)}</a>
            </FormActions>
        </Form>
    }
    .into_any()
}

/// What the payment is for.
fn invoice_facts(invoice: &InvoiceFacts) -> AnyView {
    let rows = vec![
        (tr!(payments.invoice).to_owned(), invoice.number.clone()),
        (tr!(payments.client).to_owned(), invoice.client_name.clone()),
        (
            tr!(payments.issued_on).to_owned(),
            short_date(lang(), invoice.issue_date),
        ),
        (tr!(payments.due_on).to_owned(), short_date(lang(), invoice.due_date)),
        (tr!(payments.total).to_owned(), format::money(lang(), invoice.total)),
        (tr!(payments.paid).to_owned(), format::money(lang(), invoice.paid)),
        (tr!(payments.balance).to_owned(), format::money(lang(), invoice.balance)),
    ];
    view! { <Facts rows=rows /> }.into_any()
}

fn not_payable(invoice: &InvoiceFacts) -> AnyView {
    let why = not_payable_text(invoice);
    let to = format!("/invoices/{}", invoice.id);
    view! {
        <EmptyState title=why>
            <a class="btn btn-primary" href=to>{tr!(payments.to_invoice)}</a>
        </EmptyState>
    }
    .into_any()
}

/// Why no payment can be recorded on an invoice.
pub(super) fn not_payable_text(invoice: &InvoiceFacts) -> &'static str {
    match invoice.stage {
        Stage::Draft => tr!(payments.is_draft),
        Stage::Cancelled => tr!(payments.is_cancelled),
        Stage::Issued => tr!(payments.is_paid),
    }
}

fn which_invoice() -> AnyView {
    view! {
        <EmptyState title=tr!(payments.choose_invoice) text=tr!(payments.choose_invoice_text)>
            <a class="btn btn-primary" href="/invoices?state=unpaid">{tr!(payments.unpaid_invoices)}</a>
        </EmptyState>
    }
    .into_any()
}
