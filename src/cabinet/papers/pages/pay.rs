//! What an invoice asks for, and what it has got.

use leptos::prelude::*;

use crate::cabinet::papers::model::{PaidPart, PaperRow, PayTo, Payable};
use crate::company::organization::pages::words::tax_id_kind;
use crate::kernel::date::short_date;
use crate::kernel::requisites::TaxIdKind;
use crate::text::lang;
use crate::tr;
use crate::ui::copy::CopyButton;
use crate::ui::long_number::with_long_numbers;
use crate::ui::money::MoneyText;

/// What is left, where to pay it, and what has been paid.
pub(super) fn payable(row: &PaperRow, payable: Payable) -> AnyView {
    let Payable { to, parts } = payable;
    let balance = row.balance();
    let left = row.settlement.is_open().then(|| {
        view! {
            <dl class="facts">
                <div><dt>{tr!(cabinet_papers.balance)}</dt><dd class="num"><strong><MoneyText money=balance /></strong></dd></div>
            </dl>
        }
    });
    let details = to.map(|to| pay_to(to, balance.amount.plain(balance.currency)));
    let paid = paid(parts);
    if left.is_none() && paid.is_none() {
        return ().into_any();
    }
    view! {
        <section class="side-card" aria-label=tr!(cabinet_papers.payment)>
            <h2>{tr!(cabinet_papers.payment)}</h2>
            {left}
            {details}
            {paid}
        </section>
    }
    .into_any()
}

/// The details for a payment order, each of which can be copied by itself.
fn pay_to(to: PayTo, sum: String) -> AnyView {
    let tax_id = to
        .tax_id_kind
        .parse::<TaxIdKind>()
        .map_or(tr!(cabinet_papers.tax_id), tax_id_kind);
    let rows = [
        (tr!(cabinet_papers.recipient), to.recipient),
        (tax_id, to.tax_id),
        (tr!(cabinet_papers.bank), to.bank),
        (tr!(cabinet_papers.account), to.account),
        (tr!(cabinet_papers.bic), to.bic),
        (tr!(cabinet_papers.correspondent), to.correspondent),
        (tr!(cabinet_papers.purpose), to.purpose),
        (tr!(cabinet_papers.sum), sum),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| {
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd><span>{with_long_numbers(&value)}</span> <CopyButton text=value what=label /></dd>
                </div>
            }
        })
        .collect();
    view! {
        <details class="pay-details" id="pay" open=true>
            <summary>{tr!(cabinet_papers.pay_details)}</summary>
            <dl>{rows}</dl>
        </details>
    }
    .into_any()
}

fn paid(parts: Vec<PaidPart>) -> Option<AnyView> {
    if parts.is_empty() {
        return None;
    }
    let rows: Vec<_> = parts
        .into_iter()
        .map(|part| {
            let name = part.number.map_or_else(
                || tr!(cabinet_papers.written_off).to_owned(),
                |number| tr!(cabinet_papers.payment_numbered, number = number),
            );
            view! {
                <li class="client-paper">
                    <span>{name}</span>
                    <span class="client-paper-sum"><MoneyText money=part.money /></span>
                    <span class="client-paper-about">{short_date(lang(), part.date)}</span>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <h3>{tr!(cabinet_papers.paid)}</h3>
            <ul class="client-papers">{rows}</ul>
        }
        .into_any(),
    )
}
