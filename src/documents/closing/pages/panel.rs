//! The acts and notes of an invoice, beside its paper: what they have closed, what is open, and the way to the next one.

use leptos::prelude::*;

use super::many::row_name;
use super::{new_path, new_text};
use crate::documents::closing::api::list_of_invoice;
use crate::documents::closing::model::{ClosingKind, ClosingRow, ClosingsOfInvoice, HiddenPart, OpenRest};
use crate::documents::closing::words::stage_text;
use crate::documents::signatures::words::signature_text;
use crate::kernel::actor::Right;
use crate::kernel::currency::Currency;
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::ids::InvoiceId;
use crate::kernel::lifecycle::Stage;
use crate::kernel::money::Money;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::money::MoneyText;

/// The card *Closing* of an issued invoice.
#[component]
pub fn ClosingPanel(id: InvoiceId, closed: Money, total: Money) -> impl IntoView {
    let papers = Data::new(move || id, list_of_invoice);
    view! { <Load resource=papers aside=true let:papers>{panel(id, closed, total, papers)}</Load> }.into_any()
}

fn panel(id: InvoiceId, closed: Money, total: Money, papers: ClosingsOfInvoice) -> AnyView {
    let ClosingsOfInvoice {
        rows,
        open,
        can_make,
        hidden,
    } = papers;
    let list = if rows.is_empty() {
        // That there are none is said where there are none for anybody.
        let none = hidden.is_empty();
        none.then(|| view! { <p class="muted">{tr!(closing.none_yet)}</p> })
            .into_any()
    } else {
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        view! { <ul class="money-list">{rows}</ul> }.into_any()
    };
    let currency = total.currency;
    let off = hidden.iter().any(|part| part.is_off).then(off_hint);
    let unseen: Vec<_> = hidden.into_iter().map(|part| unseen(part, currency)).collect();
    let left = (!open.is_empty()).then(|| {
        let count = open.len();
        let rows: Vec<_> = open.into_iter().map(|one| rest(one, currency)).collect();
        view! {
            <details class="closing-open">
                <summary>{tr!(closing.open_lines, count = count)}</summary>
                <ul class="money-list">{rows}</ul>
            </details>
        }
    });
    let steps: Vec<_> = can_make
        .into_iter()
        .map(|(kind, _)| {
            let to = format!("{}?invoice={id}", new_path(kind));
            let text = match kind {
                ClosingKind::Act => tr!(closing.add_act),
                ClosingKind::DeliveryNote => tr!(closing.add_note),
            };
            view! { <a class="btn btn-sm" href=to title=new_text(kind)>{text}</a> }
        })
        .collect();
    let (done, all) = (closed.amount.minor(), total.amount.minor());
    view! {
        <section class="side-card" aria-label=tr!(closing.closing)>
            <h2>{tr!(closing.closing)}</h2>
            <progress class="money-bar" value=done.to_string() max=all.max(1).to_string() aria-label=tr!(closing.closed)></progress>
            <dl class="facts">
                <div><dt>{tr!(closing.closed)}</dt><dd class="num"><MoneyText money=closed /></dd></div>
                {unseen}
            </dl>
            {off}
            {list}
            {left}
            <div class="money-steps">{steps}</div>
        </section>
    }
    .into_any()
}

/// What of the closed sum no paper on the list accounts for, and why.
fn unseen(part: HiddenPart, currency: Currency) -> AnyView {
    let why = match (part.kind, part.is_off) {
        (ClosingKind::Act, true) => tr!(closing.by_acts_off),
        (ClosingKind::DeliveryNote, true) => tr!(closing.by_notes_off),
        (ClosingKind::Act, false) => tr!(closing.by_acts_hidden),
        (ClosingKind::DeliveryNote, false) => tr!(closing.by_notes_hidden),
    };
    let sum = Money::new(part.gross, currency);
    view! { <div class="muted"><dt>{why}</dt><dd class="num"><MoneyText money=sum /></dd></div> }.into_any()
}

/// The way to papers whose module is off.
fn off_hint() -> AnyView {
    let text = tr!(closing.off_hint);
    if may(Right::ManageCompany) {
        view! { <p class="muted"><a href="/settings/modules">{text}</a></p> }.into_any()
    } else {
        view! { <p class="muted">{text}</p> }.into_any()
    }
}

fn row(row: ClosingRow) -> AnyView {
    let to = format!("{}/{}", row.kind.path(), row.id);
    let state = match row.stage {
        Stage::Issued => signature_text(row.signature),
        Stage::Draft | Stage::Cancelled => stage_text(row.stage),
    };
    let class = if row.stage == Stage::Cancelled {
        "money-line is-struck"
    } else {
        "money-line"
    };
    let name = match &row.number {
        Some(_) => row_name(&row),
        None => super::super::words::kind_text(row.kind).to_owned(),
    };
    view! {
        <li>
            <span class=class>
                <a href=to>{name}</a>
                <span class="num"><MoneyText money=Money::new(row.total, row.currency) /></span>
            </span>
            <span class="muted">{short_date(lang(), row.date)} " · " {state}</span>
        </li>
    }
    .into_any()
}

fn rest(one: OpenRest, currency: Currency) -> AnyView {
    let quantity = one
        .quantity
        .map(|quantity| format!("{} {}", format::number(lang(), quantity), one.unit));
    view! {
        <li>
            <span class="money-line">
                <span>{one.name}</span>
                <span class="num"><MoneyText money=Money::new(one.gross, currency) /></span>
            </span>
            {quantity.map(|text| view! { <span class="muted">{text}</span> })}
        </li>
    }
    .into_any()
}
