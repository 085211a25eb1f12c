//! The first page: what is to be done, what is owed, whom to turn to; and all papers.

use leptos::prelude::*;

use super::api::show_cabinet_home;
use super::model::Home;
use crate::cabinet::money::model::{CabinetBalance, CabinetPayment};
use crate::cabinet::money::pages::payment_row;
use crate::cabinet::papers::model::PaperRow;
use crate::cabinet::papers::pages::words::{numbered, state_badge};
use crate::cabinet::papers::pages::{PaperList, kinds_seen};
use crate::cabinet::support::pages::OpenRequests;
use crate::crm::clients::model::ManagerContact;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::date::{Date, short_date};
use crate::kernel::money::Money;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;
use crate::ui::page::{PageHead, Section};

/// `/cabinet`
#[component]
pub fn HomePage() -> impl IntoView {
    let home = Data::new(|| (), |()| show_cabinet_home());
    let papers = (!kinds_seen().is_empty()).then(|| {
        view! {
            <Section title=tr!(cabinet_papers.papers)>
                <PaperList path="/cabinet" kind=None />
            </Section>
        }
    });
    let cabinet = expect_context::<Viewer>().cabinet;
    let requests = cabinet
        .is_some_and(|cabinet| cabinet.may(CabinetRight::Support))
        .then(|| view! { <OpenRequests /> });
    view! {
        <PageHead title=tr!(cabinet.home) />
        <div class="with-side cabinet-home">
            <div>
                <Load resource=home let:home>{to_do(home)}</Load>
                {papers}
            </div>
            <aside class="side-column">
                <Load resource=home aside=true let:home>{beside(home)}</Load>
                {requests}
            </aside>
        </div>
    }
    .into_any()
}

/// What is to be signed and to be paid; when there is nothing, that, and the last payment.
fn to_do(home: Home) -> AnyView {
    let Home {
        to_sign,
        to_pay,
        more,
        last_payment,
        ..
    } = home;
    let today = use_context::<Viewer>().map(|viewer| viewer.today).unwrap_or_default();
    if to_sign.is_empty() && to_pay.is_empty() {
        return settled(last_payment);
    }
    let more = more.then(|| {
        view! {
            <p>
                <a href="/cabinet?queue=to_sign">{tr!(cabinet_papers.all_to_sign)}</a>
                " · "
                <a href="/cabinet?queue=to_pay">{tr!(cabinet_papers.all_to_pay)}</a>
            </p>
        }
    });
    let to_sign = (!to_sign.is_empty()).then(|| {
        let rows: Vec<_> = to_sign.iter().map(|row| to_sign_row(row, today)).collect();
        view! { <Section title=tr!(cabinet_papers.to_do)><ul class="client-papers">{rows}</ul></Section> }
    });
    let to_pay = (!to_pay.is_empty()).then(|| {
        let rows: Vec<_> = to_pay.iter().map(|row| to_pay_row(row, today)).collect();
        view! { <Section title=tr!(cabinet_papers.to_pay)><ul class="client-papers">{rows}</ul></Section> }
    });
    view! { {to_sign} {to_pay} {more} }.into_any()
}

fn settled(last_payment: Option<CabinetPayment>) -> AnyView {
    let last = last_payment.map(|payment| {
        view! {
            <h3>{tr!(cabinet_papers.last_payment)}</h3>
            <ul class="client-papers">{payment_row(payment)}</ul>
        }
    });
    view! {
        <section class="form-section" aria-label=tr!(cabinet_papers.all_settled)>
            <p class="all-settled"><strong>{tr!(cabinet_papers.all_settled)}</strong></p>
            {last}
        </section>
    }
    .into_any()
}

fn to_sign_row(row: &PaperRow, today: Date) -> AnyView {
    let page = row.kind.page(row.id);
    let name = numbered(row.kind, &row.number);
    let open = format!("{}: {name}", tr!(cabinet_papers.open_to_sign));
    let sum = row
        .money()
        .map(|money| view! { <span class="client-paper-sum"><MoneyText money /></span> });
    view! {
        <li class="client-paper">
            <a class="client-paper-name" href=page.clone()>{name}</a>
            {sum}
            <span class="client-paper-about">
                <span>{short_date(lang(), row.date)}</span>
                {state_badge(row, today)}
            </span>
            <span class="client-paper-steps">
                <a class="btn btn-primary" href=page aria-label=open>{tr!(cabinet_papers.open_to_sign)}</a>
            </span>
        </li>
    }
    .into_any()
}

fn to_pay_row(row: &PaperRow, today: Date) -> AnyView {
    let page = row.kind.page(row.id);
    let name = numbered(row.kind, &row.number);
    let details = format!("{}: {name}", tr!(cabinet_papers.pay_details));
    let file = format!("PDF: {name}");
    view! {
        <li class="client-paper">
            <a class="client-paper-name" href=page.clone()>{name}</a>
            <span class="client-paper-sum"><MoneyText money=row.balance() /></span>
            <span class="client-paper-about">{state_badge(row, today)}</span>
            <span class="client-paper-steps">
                <a class="btn btn-primary" href=format!("{page}#pay") aria-label=details>{tr!(cabinet_papers.pay_details)}</a>
                <a class="btn" href=row.kind.file(row.id) target="_blank" rel="external" aria-label=file>"PDF"</a>
            </span>
        </li>
    }
    .into_any()
}

/// What is owed today, and whom to turn to.
fn beside(home: Home) -> AnyView {
    let balances = home.balances.map(balances);
    let managers = (!home.managers.is_empty()).then(|| managers(home.managers));
    view! { {balances} {managers} }.into_any()
}

fn balances(balances: Vec<CabinetBalance>) -> AnyView {
    let several = balances.iter().any(|balance| {
        balance.organization_name != balances.first().map_or("", |first| first.organization_name.as_str())
    });
    let rows: Vec<_> = balances
        .into_iter()
        .map(|balance| {
            let (label, money) = owed(balance.money);
            let label = if several {
                format!("{}: {label}", balance.organization_name)
            } else {
                label.to_owned()
            };
            view! { <div><dt>{label}</dt><dd class="num"><MoneyText money /></dd></div> }
        })
        .collect();
    let sums = if rows.is_empty() {
        view! { <p class="muted">{tr!(cabinet_papers.nothing_owed)}</p> }.into_any()
    } else {
        view! { <dl class="facts">{rows}</dl> }.into_any()
    };
    view! {
        <section class="side-card" aria-label=tr!(cabinet_papers.balance_today)>
            <h2>{tr!(cabinet_papers.balance_today)}</h2>
            {sums}
            <p><a class="btn" href="/cabinet/statement">{tr!(cabinet_papers.statement)}</a></p>
        </section>
    }
    .into_any()
}

/// Who owes it, and how much.
fn owed(money: Money) -> (&'static str, Money) {
    if money.amount.is_negative() {
        let amount = money.amount.checked_neg().unwrap_or_default();
        (tr!(cabinet_papers.your_advance), Money::new(amount, money.currency))
    } else {
        (tr!(cabinet_papers.you_owe), money)
    }
}

fn managers(managers: Vec<ManagerContact>) -> AnyView {
    let rows: Vec<_> = managers
        .into_iter()
        .map(|manager| {
            let address = format!("mailto:{}", manager.email);
            view! { <li>{manager.name} <br /> <a href=address rel="external">{manager.email}</a></li> }
        })
        .collect();
    view! {
        <section class="side-card" aria-label=tr!(cabinet_papers.your_manager)>
            <h2>{tr!(cabinet_papers.your_manager)}</h2>
            <ul class="event-list">{rows}</ul>
        </section>
    }
    .into_any()
}
