//! `/invoices/<id>/cancel`: cancelling an invoice that something was paid on asks what becomes of the payments.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::new::money;
use crate::company::payment_modes::pages::words::mode_text;
use crate::documents::invoices::model::Stage;
use crate::error::AppError;
use crate::finance::payments::api::{CancelWithPayments, open_cancelling};
use crate::finance::payments::model::{AllocationRow, Cancelling, OpenInvoice, PaidBy};
use crate::kernel::date::short_date;
use crate::kernel::ids::InvoiceId;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, SelectField, Submit, TextField, VersionField};
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;
use crate::ui::page::{EmptyState, PageHead, Section};
use crate::ui::plain_table::{Head, plain_table};

/// The invoice of the address.
#[component]
pub fn CancelPaidPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")?.parse::<InvoiceId>().ok());
    let asked = Data::new(id, |id| async move {
        match id {
            Some(id) => open_cancelling(id).await,
            None => Err(AppError::NotFound),
        }
    });
    view! {
        <Load resource=asked let:asked>
            <CancelForm asked />
        </Load>
    }
    .into_any()
}

#[component]
fn CancelForm(asked: Cancelling) -> impl IntoView {
    let Cancelling {
        facts,
        allocations,
        write_offs,
        replacements,
    } = asked;
    let back = format!("/invoices/{}", facts.id);
    let title = tr!(payments.cancel_heading, number = facts.number.clone());
    if facts.stage != Stage::Issued {
        let why = if facts.stage == Stage::Draft {
            tr!(payments.is_draft)
        } else {
            tr!(payments.is_cancelled)
        };
        return view! {
            <PageHead title />
            <EmptyState title=why><a class="btn btn-primary" href=back>{tr!(payments.to_invoice)}</a></EmptyState>
        }
        .into_any();
    }
    let action = ServerAction::<CancelWithPayments>::new();
    let paid = (!allocations.is_empty()).then(|| paid_so_far(&allocations));
    let written_off = write_offs
        .iter()
        .any(|row| !row.reversed)
        .then(|| view! { <p class="muted">{tr!(payments.write_offs_go)}</p> });
    let mut ways = vec![(PaidBy::Advance.to_string(), tr!(payments.to_advance).to_owned())];
    if !replacements.is_empty() {
        ways.push((PaidBy::Replacement.to_string(), tr!(payments.to_replacement).to_owned()));
    }
    let others: Vec<(String, String)> = replacements.iter().map(replacement).collect();
    view! {
        <PageHead title />
        <p class="page-sub"><a href=format!("/clients/{}", facts.client)>{facts.client_name.clone()}</a></p>
        <Section title=tr!(payments.paid_so_far)>
            {paid}
            {written_off}
        </Section>
        <Form action toast=tr!(payments.cancelled_done)>
            <Hidden name="id" value=facts.id.to_string() />
            <VersionField version=facts.version />
            <div class="form-grid">
                <TextField name="reason" label=tr!(payments.cancel_reason) required=true max=500 autofocus=true class="span-all" />
                <SelectField name="payments" label=tr!(payments.what_becomes) options=ways value=PaidBy::Advance.to_string() required=true />
                {(!others.is_empty()).then(|| replacement_field(others))}
            </div>
            <FormActions>
                <Submit label=tr!(payments.cancel_invoice) danger=true />
                <a class="btn" href=back>{tr!(payments.to_invoice)}</a>
            </FormActions>
        </Form>
    }
    .into_any()
}

fn paid_so_far(rows: &[AllocationRow]) -> AnyView {
    let heads = [
        Head::Text(tr!(payments.number)),
        Head::Text(tr!(payments.date)),
        Head::Text(tr!(payments.mode)),
        Head::Number(tr!(payments.settled)),
    ];
    let row = |row: &AllocationRow| {
        [
            view! { <a href=format!("/payments/{}", row.payment)>{row.number.clone()}</a> }.into_any(),
            short_date(lang(), row.date).into_any(),
            mode_text(&row.mode).into_any(),
            view! { <MoneyText money=row.settled /> }.into_any(),
        ]
    };
    plain_table(tr!(payments.paid_so_far), heads, rows.iter().map(row))
}

/// Made inside of the form, like every field.
fn replacement_field(options: Vec<(String, String)>) -> AnyView {
    view! { <SelectField name="replacement" label=tr!(payments.replacement) options hint=tr!(payments.replacement_hint) /> }.into_any()
}

fn replacement(invoice: &OpenInvoice) -> (String, String) {
    let name = format!(
        "{} · {} · {}",
        invoice.number,
        short_date(lang(), invoice.issue_date),
        money(invoice.money())
    );
    (invoice.id.to_string(), name)
}
