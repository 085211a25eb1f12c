//! What the client has paid and was given back.

use leptos::prelude::*;

use crate::cabinet::money::api::list_cabinet_payments;
use crate::cabinet::money::model::{CabinetPayment, CabinetPayments, PaymentDays};
use crate::cabinet::papers::model::CabinetPaper;
use crate::finance::payments::model::{CurrencyTotal, PaymentKind};
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::Id;
use crate::kernel::paging::Cursor;
use crate::kernel::period::NamedPeriod;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::filter_bar::Chips;
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::period::{NamedPeriodFilter, PeriodFilter, PeriodForm, period_chips};
use crate::ui::query::{UrlFilter, href, use_url_filter};
use crate::ui::table::Pager;

/// The address of the list.
const PATH: &str = "/cabinet/payments";

impl UrlFilter for PaymentDays {}

impl PaymentDays {
    /// The same days at another page.
    fn at(self, cursor: Cursor) -> Self {
        Self {
            after: Some(cursor),
            ..self
        }
    }
}

impl PeriodFilter for PaymentDays {
    fn over(self, from: Option<Date>, until: Option<Date>) -> Self {
        Self {
            from,
            until,
            after: None,
            ..self
        }
    }
}

impl NamedPeriodFilter for PaymentDays {
    fn named(&self) -> Option<NamedPeriod> {
        self.is_named().then_some(self.period)
    }

    fn over_named(self, period: NamedPeriod) -> Self {
        Self {
            period,
            from: None,
            until: None,
            after: None,
        }
    }
}

/// `/cabinet/payments`
#[component]
pub fn PaymentsPage() -> impl IntoView {
    let filter = use_url_filter::<PaymentDays>();
    let payments = Data::new(move || filter.get(), list_cabinet_payments);
    let chips = Signal::derive(move || period_chips(PATH, &filter.get()));
    let rows = move |payments: CabinetPayments| {
        let CabinetPayments { page, totals } = payments;
        let shown = filter.get_untracked();
        let to = |cursor| href(PATH, &shown.clone().at(cursor));
        let (previous, next) = (page.previous.map(to), page.next.map(to));
        if page.rows.is_empty() {
            return view! { <EmptyState title=tr!(cabinet_papers.no_payments) text=tr!(cabinet_papers.no_payments_text) /> }
                .into_any();
        }
        let rows: Vec<_> = page.rows.into_iter().map(payment_row).collect();
        view! {
            {sums(&totals)}
            <ul class="client-papers">{rows}</ul>
            <Pager previous next />
        }
        .into_any()
    };
    view! {
        <PageHead title=tr!(desk.payments)>
            <a class="btn" href="/cabinet/statement">{tr!(cabinet_papers.statement)}</a>
        </PageHead>
        <div class="list-head">
            <Chips label=tr!(ui.period) chips />
            <PeriodForm path=PATH filter />
        </div>
        <Load resource=payments children=rows />
    }
    .into_any()
}

/// What the days come to; what was given back only where something was.
fn sums(totals: &[CurrencyTotal]) -> AnyView {
    let rows: Vec<_> = totals
        .iter()
        .map(|total| {
            let refunded = (total.refunds > 0).then(|| {
                view! { <div><dt>{tr!(cabinet_papers.refunded)}</dt><dd class="num"><MoneyText money=total.refunded /></dd></div> }
            });
            view! {
                <div><dt>{tr!(cabinet_papers.paid_sum)}</dt><dd class="num"><MoneyText money=total.received /></dd></div>
                {refunded}
            }
        })
        .collect();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

/// A payment by its number, date and sum, with what it settles.
#[must_use]
pub fn payment_row(payment: CabinetPayment) -> AnyView {
    let name = match payment.kind {
        PaymentKind::Incoming => tr!(cabinet_papers.payment_numbered, number = payment.number),
        PaymentKind::Refund => tr!(cabinet_papers.refund_numbered, number = payment.number),
    };
    let sees_invoices = use_context::<Viewer>()
        .and_then(|viewer| viewer.cabinet)
        .is_some_and(|cabinet| cabinet.may(CabinetRight::Invoices));
    let others = (payment.others > 0).then(|| tr!(cabinet_papers.and_others, count = payment.others));
    let settles = payment.invoice.map(|(id, number)| {
        let text = tr!(cabinet_papers.for_invoice, number = number);
        let text = if sees_invoices {
            view! { <a href=CabinetPaper::Invoice.page(id.uuid())>{text}</a> }.into_any()
        } else {
            view! { <span>{text}</span> }.into_any()
        };
        view! { " · " {text} " " {others} }
    });
    let advance = payment
        .advance
        .amount
        .is_positive()
        .then(|| view! { <span class="badges"><Badge tone=Tone::Info text=tr!(cabinet_papers.advance) /> " " <MoneyText money=payment.advance /></span> });
    view! {
        <li class="client-paper">
            <span>{name}</span>
            <span class="client-paper-sum"><MoneyText money=payment.money /></span>
            <span class="client-paper-about">
                <span>{short_date(lang(), payment.date)} {settles}</span>
                {advance}
            </span>
        </li>
    }
    .into_any()
}
