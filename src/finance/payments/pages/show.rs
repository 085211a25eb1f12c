//! One payment: its facts, what it settles, what was given back, its history.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::new::money;
use super::parts::PartsFields;
use super::sending::{PaymentMails, confirmation_href};
use super::steps::Steps;
use super::{kind_text, words};
use crate::company::payment_modes::pages::words::mode_text;
use crate::error::AppError;
use crate::finance::payments::api::{AllocatePayment, show_payment};
use crate::finance::payments::model::{AllocationRow, PaymentKind, PaymentPage, RefundRow};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::ids::PaymentId;
use crate::kernel::money::{Amount, Money};
use crate::records::activity::pages::History;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{Form, FormActions, Hidden, Submit, VersionField, refusal};
use crate::ui::icons::Icon;
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::money::MoneyText;
use crate::ui::page::{Facts, PageHead, Section};
use crate::ui::plain_table::{Head, PlainRow, plain_table};

/// `/payments/<id>`.
#[component]
pub fn ShowPaymentPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<PaymentId>().ok()));
    let payment = Data::new(id, |id| async move {
        match id {
            Some(id) => show_payment(id).await,
            None => Err(AppError::NotFound),
        }
    });
    let changed = Callback::new(move |()| payment.refetch());
    view! { <Load resource=payment let:page><Sheet page changed /></Load> }.into_any()
}

#[component]
fn Sheet(page: PaymentPage, changed: Callback<()>) -> impl IntoView {
    let payment = page.payment.clone();
    let (number, date) = (payment.number.clone(), short_date(lang(), payment.date));
    let title = match payment.kind {
        PaymentKind::Incoming => tr!(payments.heading, number = number, date = date),
        PaymentKind::Refund => tr!(payments.refund_heading, number = number, date = date),
    };
    let events = page.events.clone();
    let reversed = payment.reversed.then(|| {
        let text = tr!(payments.reversed_because, reason = payment.reversal_reason.clone());
        view! { <p class="alert alert-error" role="note">{text}</p> }
    });
    let badge = payment
        .reversed
        .then(|| view! { <Badge tone=Tone::Bad text=tr!(payments.reversed) /> });
    let client = format!("/clients/{}", payment.client);
    let today = page.today;
    let refunds = (!page.refunds.is_empty()).then(|| refunds(&page));
    let settles = (payment.kind == PaymentKind::Incoming).then(|| settles(&page, changed));
    let paper = format!("/payments/{}/document.pdf", payment.id);
    let refused = refusal(&paper);
    // A confirmation is of money that came in and counts.
    let may_send = may(Right::SendMail);
    let send = (payment.is_incoming() && may_send).then(|| {
        view! { <a class="btn" href=confirmation_href(payment.id)><Icon name="mail" /> {tr!(sending.send)}</a> }
    });
    let mails = (payment.kind == PaymentKind::Incoming)
        .then(|| view! { <PaymentMails id=payment.id sendable=payment.is_incoming() /> });
    let pdf = payment.is_incoming().then(|| {
        let saved = format!("{paper}?download=true");
        view! {
            <a class="btn" href=saved rel="external">"PDF"</a>
            <a class="btn" href=paper target="_blank" rel="external" data-key="p">
                <Icon name="print" />
                {tr!(ui.print)}
            </a>
        }
    });
    let modes = page.modes.clone();
    let steps = view! { <Steps payment modes today changed /> };
    view! {
        <PageHead title beside=move || badge>
            {pdf}
            {send}
            {steps}
        </PageHead>
        <p class="page-sub"><a href=client>{page.client_name.clone()}</a></p>
        {reversed}
        {refused}
        <div class:is-struck=page.payment.reversed>{facts(&page)}</div>
        {settles}
        {refunds}
        {mails}
        <History events words=words::change />
    }
    .into_any()
}

fn facts(page: &PaymentPage) -> AnyView {
    let payment = &page.payment;
    let account = format!(
        "{} · {} {}",
        page.organization_name, page.account_bank, page.account_number
    );
    let entered = if page.entered_by.is_empty() {
        short_date(lang(), payment.entered_on)
    } else {
        format!("{}, {}", short_date(lang(), payment.entered_on), page.entered_by)
    };
    let counted = payment.is_incoming();
    let sum = |label: &str, amount: Amount, shown: bool| {
        let text = if shown {
            money(payment.money(amount))
        } else {
            String::new()
        };
        (label.to_owned(), text)
    };
    let silent = if payment.notify { "" } else { tr!(payments.yes_silent) };
    let rows = vec![
        sum(tr!(payments.amount), payment.amount, true),
        sum(tr!(payments.advance), payment.advance, counted),
        sum(
            tr!(payments.refunded),
            payment.refunded,
            counted && payment.refunded.is_positive(),
        ),
        (tr!(payments.kind).to_owned(), kind_text(payment.kind).to_owned()),
        (tr!(payments.date).to_owned(), short_date(lang(), payment.date)),
        (tr!(payments.mode).to_owned(), mode_text(&page.mode)),
        (tr!(payments.account).to_owned(), account),
        (tr!(payments.transaction_id).to_owned(), payment.transaction_id.clone()),
        (tr!(payments.purpose).to_owned(), payment.purpose.clone()),
        (tr!(payments.note).to_owned(), payment.note.clone()),
        (tr!(payments.notice).to_owned(), silent.to_owned()),
        (tr!(payments.entered_on).to_owned(), entered),
    ];
    let of = payment.refund_of.map(|id| {
        let text = tr!(payments.refund_of_payment, number = page.refund_of_number.clone());
        view! { <p><a href=format!("/payments/{id}")>{text}</a></p> }
    });
    view! {
        {of}
        <Facts rows=rows />
    }
    .into_any()
}

/// What the payment settles: fields for whoever may change it, else a table.
fn settles(page: &PaymentPage, changed: Callback<()>) -> AnyView {
    if page.offered.is_empty() {
        let settled = allocations(&page.allocations);
        return view! { <Section title=tr!(payments.settles)>{settled}</Section> }.into_any();
    }
    let page = page.clone();
    view! { <Section title=tr!(payments.settles)><AllocateForm page changed /></Section> }.into_any()
}

#[component]
fn AllocateForm(page: PaymentPage, changed: Callback<()>) -> impl IntoView {
    let allocate = ServerAction::<AllocatePayment>::new();
    let payment = page.payment;
    let sum = payment.amount.checked_sub(payment.refunded).ok();
    let currency = payment.currency;
    view! {
        <Form action=allocate done=move |()| changed.run(()) toast=tr!(payments.allocated_done)>
            <Hidden name="id" value=payment.id.to_string() />
            <VersionField version=payment.version />
            <PartsFields
                offered=page.offered
                currency=Signal::derive(move || currency)
                sum=Signal::derive(move || sum)
                today=page.today
                stored=true
            />
            <FormActions>
                <Submit label=tr!(payments.allocate) />
            </FormActions>
        </Form>
    }
    .into_any()
}

fn allocations(rows: &[AllocationRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="muted">{tr!(payments.settles_nothing)}</p> }.into_any();
    }
    let heads = [
        Head::Text(tr!(payments.invoice)),
        Head::Number(tr!(payments.amount)),
        Head::Number(tr!(payments.rate)),
        Head::Number(tr!(payments.settled)),
    ];
    let row = |row: &AllocationRow| {
        let invoice = format!("/invoices/{}", row.invoice);
        [
            view! { <a href=invoice>{row.invoice_number.clone()}</a> }.into_any(),
            view! { <MoneyText money=row.paid /> }.into_any(),
            row.rate().map(|rate| format::number(lang(), rate)).into_any(),
            view! { <MoneyText money=row.settled /> }.into_any(),
        ]
    };
    plain_table(tr!(payments.settles), heads, rows.iter().map(row))
}

fn refunds(page: &PaymentPage) -> AnyView {
    let currency = page.payment.currency;
    let heads = [
        Head::Text(tr!(payments.number)),
        Head::Text(tr!(payments.date)),
        Head::Text(tr!(payments.mode)),
        Head::Number(tr!(payments.amount)),
    ];
    let row = |row: &RefundRow| {
        let cells = [
            view! { <a href=format!("/payments/{}", row.id)>{row.number.clone()}</a> }.into_any(),
            short_date(lang(), row.date).into_any(),
            mode_text(&row.mode).into_any(),
            view! { <MoneyText money=Money::new(row.amount, currency) /> }.into_any(),
        ];
        PlainRow::from(cells).marked("row-struck", row.reversed)
    };
    let table = plain_table(tr!(payments.refunds), heads, page.refunds.iter().map(row));
    view! { <Section title=tr!(payments.refunds)>{table}</Section> }.into_any()
}
