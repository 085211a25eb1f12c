//! One payment: its facts, what it settles, its history.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{mode_text, words};
use crate::error::AppError;
use crate::finance::payments::api::show_payment;
use crate::finance::payments::model::{AllocationRow, PaymentPage};
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::ids::PaymentId;
use crate::kernel::money::Money;
use crate::records::activity::model::EventRow;
use crate::records::activity::pages::Timeline;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;
use crate::ui::page::{Facts, PageHead, Section};

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
    view! { <Load resource=payment let:page>{page_view(page)}</Load> }.into_any()
}

fn page_view(page: PaymentPage) -> AnyView {
    let title = tr!(
        payments.heading,
        number = page.payment.number.clone(),
        date = short_date(lang(), page.payment.date)
    );
    let events: Vec<EventRow> = page
        .events
        .clone()
        .into_iter()
        .map(|event| event.in_words(words::change))
        .collect();
    view! {
        <PageHead title=title />
        {facts(&page)}
        <Section title=tr!(payments.settles)>{allocations(page.allocations)}</Section>
        <Section title=tr!(activity.title)>
            <Timeline events />
        </Section>
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
        short_date(lang(), page.entered_on)
    } else {
        format!("{}, {}", short_date(lang(), page.entered_on), page.entered_by)
    };
    let sum = format::money(lang(), Money::new(payment.amount, payment.currency));
    let rows = vec![
        (tr!(payments.amount).to_owned(), sum),
        (tr!(payments.date).to_owned(), short_date(lang(), payment.date)),
        (tr!(payments.mode).to_owned(), mode_text(payment.mode).to_owned()),
        (tr!(payments.account).to_owned(), account),
        (tr!(payments.transaction_id).to_owned(), payment.transaction_id.clone()),
        (tr!(payments.purpose).to_owned(), payment.purpose.clone()),
        (tr!(payments.note).to_owned(), payment.note.clone()),
        (tr!(payments.entered_on).to_owned(), entered),
    ];
    let client = format!("/clients/{}", payment.client);
    view! {
        <p><a href=client>{page.client_name.clone()}</a></p>
        <Facts rows=rows />
    }
    .into_any()
}

fn allocations(rows: Vec<AllocationRow>) -> AnyView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td><a href=format!("/invoices/{}", row.invoice)>{row.invoice_number}</a></td>
                    <td class="num"><MoneyText money=row.settled /></td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-wrap">
            <table class="data-table">
                <caption class="visually-hidden">{tr!(payments.settles)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(payments.invoice)}</th>
                        <th scope="col" class="num">{tr!(payments.amount)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
