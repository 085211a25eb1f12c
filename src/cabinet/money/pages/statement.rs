//! The statement: the same sums as the staff's.

use leptos::prelude::*;

use crate::cabinet::money::api::show_cabinet_statement;
use crate::cabinet::papers::model::CabinetPaper;
use crate::finance::statements::model::{Entry, Statement, StatementFilter, StatementRow};
use crate::finance::statements::pages::{account_view, days_text, favour_text, left_out};
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::filter_bar::Chips;
use crate::ui::form::refusal;
use crate::ui::load::{Data, Load};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::period::{PeriodForm, period_chips};
use crate::ui::query::{href, use_url_filter};

/// The addresses of the page and of its paper.
const PATH: &str = "/cabinet/statement";
const PDF: &str = "/cabinet/statement/document.pdf";

/// `/cabinet/statement`
#[component]
pub fn StatementPage() -> impl IntoView {
    let filter = use_url_filter::<StatementFilter>();
    let statement = Data::new(move || filter.get(), show_cabinet_statement);
    let chips = Signal::derive(move || period_chips(PATH, &filter.get()));
    view! {
        <PageHead title=tr!(cabinet_papers.statement) />
        <div class="list-head">
            <Chips label=tr!(ui.period) chips />
            <PeriodForm path=PATH filter />
        </div>
        <Load resource=statement let:statement>{statement_view(&statement, &filter.get_untracked())}</Load>
    }
    .into_any()
}

fn statement_view(statement: &Statement, filter: &StatementFilter) -> AnyView {
    let heading = view! { <h2 class="statement-title">{days_text(statement.days)}</h2> };
    if statement.accounts.is_empty() {
        return view! { {heading} <EmptyState title=tr!(statements.nothing) text=tr!(statements.nothing_text) /> }
            .into_any();
    }
    let sections: Vec<_> = statement
        .accounts
        .iter()
        .map(|account| {
            let title = format!("{} · {}", account.organization_name, account.currency.code());
            view! {
                <section class="statement" aria-label=title.clone()>
                    <h3>{title.clone()}</h3>
                    {account_view(account, statement.days, paper_of())}
                    {left_out(account)}
                    <p class="statement-favour">{favour_text(statement, account)}</p>
                </section>
            }
        })
        .collect();
    view! {
        {refusal(PDF)}
        {heading}
        {sections}
        <p><a class="btn btn-primary" href=href(PDF, filter) target="_blank" rel="external">"PDF"</a></p>
    }
    .into_any()
}

/// Where rows lead to: to the invoices, for who may see them; payments have no pages here.
fn paper_of() -> fn(&StatementRow) -> Option<String> {
    let cabinet = use_context::<Viewer>().and_then(|viewer| viewer.cabinet);
    if cabinet.is_some_and(|cabinet| cabinet.may(CabinetRight::Invoices)) {
        invoice_of
    } else {
        |_| None
    }
}

fn invoice_of(row: &StatementRow) -> Option<String> {
    match row.entry {
        Entry::Invoice | Entry::MovedOut | Entry::WriteOff => Some(CabinetPaper::Invoice.page(row.paper)),
        Entry::StartBalance | Entry::Payment | Entry::MovedIn | Entry::Refund => None,
    }
}
