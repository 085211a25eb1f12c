//! The statement of a client: a tab of his card, which is also what is printed.
//!
//! | file | what it shows |
//! |---|---|
//! | here | the choice of days and own company, the statement |
//! | `table` | the rows of one own company and currency |
//! | `file` | the columns of the statement as a file |
//! | `sending` | the form that sends it, its mails |

mod file;
mod sending;
mod table;

pub use file::statement_columns;
pub use sending::SendStatementPage;
pub use table::{account_view, entry_text};

use leptos::prelude::*;

use self::sending::{StatementMails, send_link};
use self::table::paper_of;
use super::api::show_statement;
use super::model::{Account, Favour, Statement, StatementFilter};
use crate::company::organization::pages::{CompanyAndPeriod, CompanyFilter};
use crate::kernel::date::{Date, Period, long_date, short_date};
use crate::kernel::format;
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::kernel::period::NamedPeriod;
use crate::text::lang;
use crate::tr;
use crate::ui::filter_bar::Chips;
use crate::ui::form::refusal;
use crate::ui::load::{Data, Load};
use crate::ui::page::EmptyState;
use crate::ui::period::{NamedPeriodFilter, PeriodFilter, period_chips};
use crate::ui::print::PrintButton;
use crate::ui::query::{UrlFilter, href, use_url_filter};

impl UrlFilter for StatementFilter {}

impl PeriodFilter for StatementFilter {
    fn over(self, from: Option<Date>, until: Option<Date>) -> Self {
        Self { from, until, ..self }
    }
}

impl NamedPeriodFilter for StatementFilter {
    fn named(&self) -> Option<NamedPeriod> {
        self.is_named().then_some(self.period)
    }

    fn over_named(self, period: NamedPeriod) -> Self {
        Self {
            period,
            from: None,
            until: None,
            ..self
        }
    }
}

impl CompanyFilter for StatementFilter {
    fn company(&self) -> Option<OrganizationId> {
        self.organization
    }

    fn of_company(self, organization: Option<OrganizationId>) -> Self {
        Self { organization, ..self }
    }
}

/// `/clients/<id>/statement`: what the client was invoiced and has paid over the days of the address.
#[component]
pub fn StatementOfClient(client: ClientId) -> impl IntoView {
    let filter = use_url_filter::<StatementFilter>();
    let path = format!("/clients/{client}/statement");
    let statement = Data::new(
        move || filter.get(),
        move |filter| async move { show_statement(client, filter).await },
    );
    let chips = {
        let path = path.clone();
        Signal::derive(move || period_chips(&path, &filter.get()))
    };
    view! {
        <div class="list-head">
            <Chips label=tr!(ui.period) chips />
            <CompanyAndPeriod path filter />
            <PrintButton />
        </div>
        <Load resource=statement let:statement>{statement_view(statement, &filter.get_untracked())}</Load>
    }
    .into_any()
}

fn statement_view(statement: Statement, filter: &StatementFilter) -> AnyView {
    let heading = view! {
        <h2 class="statement-title">
            {tr!(statements.title, client = statement.client_name.clone())} " " <span class="muted">{days_text(statement.days)}</span>
        </h2>
    };
    if statement.accounts.is_empty() {
        return view! { {heading} <EmptyState title=tr!(statements.nothing) text=tr!(statements.nothing_text) /> }
            .into_any();
    }
    let days = statement.days;
    let has_several = statement.accounts.len() > 1;
    let sections: Vec<_> = statement
        .accounts
        .iter()
        .map(|account| {
            let title = format!("{} · {}", account.organization_name, account.currency.code());
            let favour = favour_text(&statement, account);
            // Of one there is the file of the whole statement below.
            let alone = has_several.then(|| {
                let of = StatementFilter {
                    organization: Some(account.organization),
                    currency: Some(account.currency),
                    ..filter.clone()
                };
                let name = format!("PDF: {title}");
                view! { " " <a class="statement-pdf" href=pdf(statement.client, &of) target="_blank" rel="external" aria-label=name>"PDF"</a> }
            });
            view! {
                <section class="statement" aria-label=title.clone()>
                    <h3>{title.clone()} {alone}</h3>
                    {account_view(account, days, paper_of)}
                    {left_out(account)}
                    <p class="statement-favour">{favour}</p>
                </section>
            }
        })
        .collect();
    view! {
        {refused(statement.client)}
        {heading}
        {sections}
        {files(statement.client, filter)}
        <StatementMails client=statement.client />
    }
    .into_any()
}

/// `1 Nov 2026 – 30 Nov 2026`, with an open end where there is none.
#[must_use]
pub fn days_text(days: Period) -> String {
    let day = |date: Date| short_date(lang(), date);
    match (days.from, days.until) {
        (Some(from), Some(until)) if from == until => day(from),
        (Some(from), Some(until)) => format!("{} – {}", day(from), day(until)),
        (Some(from), None) => tr!(statements.since, date = day(from)),
        (None, Some(until)) => tr!(statements.up_to, date = day(until)),
        (None, None) => tr!(ui.all_time).to_owned(),
    }
}

/// In whose favour the closing balance is, as a sentence that can stand on a paper.
#[must_use]
pub fn favour_text(statement: &Statement, account: &Account) -> String {
    let date = long_date(lang(), statement.as_of);
    let client = statement.client_name.clone();
    let company = account.organization_name.clone();
    match account.favour() {
        Favour::OwnCompany => {
            let sum = format::money(lang(), account.money(account.closing));
            tr!(statements.owes, date, client, company, sum)
        }
        Favour::Client => {
            let sum = account.closing.checked_neg().unwrap_or_default();
            let sum = format::money(lang(), account.money(sum));
            tr!(statements.prepaid, date, client, company, sum)
        }
        Favour::Nobody => tr!(statements.settled, date, client, company),
    }
}

#[must_use]
pub fn left_out(account: &Account) -> Option<AnyView> {
    let count = account.left_out();
    (count > 0).then(|| view! { <p class="muted">{tr!(statements.left_out, count = count)}</p> }.into_any())
}

/// The address of the statement's papers.
fn pdf(client: ClientId, filter: &StatementFilter) -> String {
    href(&format!("/clients/{client}/statement/document.pdf"), filter)
}

/// Why no paper could be made, when somebody was sent back for that.
fn refused(client: ClientId) -> AnyView {
    refusal(&format!("/clients/{client}/statement/document.pdf"))
}

/// The statement as a file, with all its rows.
fn files(client: ClientId, filter: &StatementFilter) -> AnyView {
    let send = send_link(client, filter);
    let pdf = pdf(client, filter);
    let filter = StatementFilter {
        client: Some(client),
        ..filter.clone()
    };
    let to = |extension: &str| href(&format!("/statements/export.{extension}"), &filter);
    view! {
        <div class="table-foot">
            <p class="table-export">
                <span>{tr!(ui.export)}</span>
                <a href=pdf target="_blank" rel="external">"PDF"</a>
                <a href=to("xlsx") download="" rel="external">"XLSX"</a>
                <a href=to("csv") download="" rel="external">"CSV"</a>
            </p>
            {send}
        </div>
    }
    .into_any()
}
