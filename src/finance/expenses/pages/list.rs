//! The list of expenses. The tab of a client's card is the same list with the client given; a new one is added there in a drawer, the list
//! in sight.

use leptos::prelude::*;

use super::form::NewExpense;
use super::narrow::Narrow;
use super::words;
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::company::organization::pages::{CompanyAndPeriod, company_filter};
use crate::company::payment_modes::pages::words::mode_text;
use crate::finance::expenses::api::{list_expenses, total_expenses};
use crate::finance::expenses::model::{BillState, ExpenseFilter, ExpenseRow, ExpenseSort, ExpenseTotal};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::ids::ClientId;
use crate::kernel::money::Money;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Tone, badge_cell};
use crate::ui::drawer::Drawer;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{Piece, link, span};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::may;
use crate::ui::money::{MoneyText, money_cell};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::period::period_filter;
use crate::ui::query::{href, list_filter, use_url_filter};
use crate::ui::table::{Column, DataTable};
use crate::ui::totals::totals;

list_filter!(ExpenseFilter, with a drawer);

period_filter!(ExpenseFilter);

company_filter!(ExpenseFilter);

const PATH: &str = "/expenses";

fn may_create() -> bool {
    may(Right::CreateExpenses)
}

/// `/expenses`.
#[component]
pub fn ExpensesPage() -> impl IntoView {
    let new = may_create()
        .then(|| view! { <a class="btn btn-primary" href="/expenses/new" data-key="n">{tr!(expenses.new)}</a> });
    view! {
        <Permitted right=Right::ViewExpenses>
            <PageHead title=tr!(expenses.title)>{new}</PageHead>
            <ExpenseList />
        </Permitted>
    }
    .into_any()
}

/// Expenses as the address narrows them; those for one client on his card.
#[component]
pub fn ExpenseList(#[prop(optional)] client: Option<ClientId>) -> impl IntoView {
    let filter = use_url_filter::<ExpenseFilter>();
    let asked = move || {
        let filter = filter.get();
        ExpenseFilter {
            client: client.or(filter.client),
            new: false,
            ..filter
        }
    };
    let path = client.map_or_else(|| PATH.to_owned(), |id| format!("/clients/{id}/expenses"));
    let rows = Data::new(asked, list_expenses);
    let sums = Data::new(move || summed(asked()), total_expenses);
    let chips = {
        let path = path.clone();
        Signal::derive(move || chips(&path, &filter.get()))
    };
    let table = {
        let path = path.clone();
        move |page| {
            let filter = filter.get_untracked().at_first();
            let narrowed = summed(filter.clone()) != ExpenseFilter::default();
            let new_href = may_create().then(|| new_href(client, &path, &filter));
            view! {
                <DataTable
                    caption=tr!(expenses.title)
                    path=path.clone()
                    filter=filter
                    columns=expense_columns(client.is_none())
                    export=(PATH, untrack(asked).at_first())
                    page=page
                    row_href=|row: &ExpenseRow| format!("{PATH}/{}", row.id)
                    row_class=row_class
                    empty=move || empty(narrowed, client.is_some(), new_href)
                />
            }
        }
    };
    let add = {
        let path = path.clone();
        (client.is_some() && may_create()).then(|| {
            view! {
                <a class="btn" href=move || new_href(client, &path, &filter.get()) data-key="n">
                    {tr!(expenses.new)}
                </a>
            }
        })
    };
    let drawer = client
        .filter(|_| may_create())
        .map(|client| view! { <AddDrawer client filter path=path.clone() /> });
    let saved = client
        .is_none()
        .then(|| view! { <SavedFilters list=ListPath::Expenses filter /> });
    view! {
        <div class="list-head">
            <FilterBar path=path.clone() filter=filter placeholder=tr!(expenses.search) chips=chips>
                {add}
            </FilterBar>
            <Narrow path=path.clone() filter />
            {saved}
            <CompanyAndPeriod path filter />
        </div>
        <Load resource=rows children=table />
        <Load resource=sums aside=true fallback=|| () children=totals_bar />
        {drawer}
    }
    .into_any()
}

/// Where a new one is added: in the drawer beside the client's list, or on a page of its own.
fn new_href(client: Option<ClientId>, path: &str, filter: &ExpenseFilter) -> String {
    if client.is_none() {
        return "/expenses/new".to_owned();
    }
    let open = ExpenseFilter {
        new: true,
        ..filter.clone().at_first()
    };
    href(path, &open)
}

/// A new expense beside the client's list. After each one the form is a new one.
#[component]
fn AddDrawer(client: ClientId, filter: Memo<ExpenseFilter>, path: String) -> impl IntoView {
    let open = Signal::derive(move || filter.with(|filter| filter.new));
    let round = Memo::new(move |_| filter.with(|filter| filter.added));
    let close_href = href(&path, &filter.get_untracked().at_first());
    view! {
        <Drawer title=tr!(expenses.new) open close_href>
            <For each=move || [round.get()] key=|round| *round let:_round>
                <NewExpense client=Some(client) in_card=true />
            </For>
        </Drawer>
    }
    .into_any()
}

const fn row_class(row: &ExpenseRow) -> &'static str {
    if row.added { "row-new" } else { "" }
}

/// What decides the sums: neither the order nor the page.
fn summed(filter: ExpenseFilter) -> ExpenseFilter {
    let ExpenseFilter { sort, desc, .. } = ExpenseFilter::default();
    ExpenseFilter {
        sort,
        desc,
        ..filter.at_first()
    }
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn expense_columns(with_client: bool) -> Vec<Column<ExpenseRow>> {
    let mut columns = vec![
        Column::new(tr!(expenses.date), |row: &ExpenseRow| short_date(lang(), row.date))
            .value(|row: &ExpenseRow| row.date)
            .newest_first()
            .sorted_by(ExpenseSort::Date.as_str()),
        Column::new(tr!(expenses.name), name_cell)
            .value(|row: &ExpenseRow| row.name.clone())
            .sorted_by(ExpenseSort::Name.as_str()),
        Column::new(tr!(expenses.category), |row: &ExpenseRow| row.category.clone()).keyed("category"),
    ];
    if with_client {
        columns.push(
            Column::new(tr!(expenses.client), client_cell)
                .keyed("client")
                .value(|row: &ExpenseRow| row.client_name.clone()),
        );
    }
    columns.extend([
        Column::new(tr!(expenses.supplier), |row: &ExpenseRow| row.supplier.clone()).keyed("supplier"),
        Column::new(tr!(expenses.reference), |row: &ExpenseRow| row.reference.clone()).keyed("reference"),
        Column::new(tr!(expenses.amount), |row: &ExpenseRow| money_cell(row.money()))
            .value(ExpenseRow::money)
            .numeric()
            .sorted_by(ExpenseSort::Amount.as_str()),
        Column::exported(tr!(expenses.currency), |row: &ExpenseRow| row.currency.code()),
        Column::new(tr!(expenses.vat), |row: &ExpenseRow| {
            row.vat
                .is_positive()
                .then(|| money_cell(Money::new(row.vat, row.currency)))
        })
        .keyed("vat")
        .value(|row: &ExpenseRow| Money::new(row.vat, row.currency))
        .numeric(),
        Column::new(tr!(expenses.bill), bill_cell)
            .keyed("bill")
            .value(bill_words),
        Column::new(tr!(expenses.mode), |row: &ExpenseRow| mode_text(&row.mode)).keyed("mode"),
        Column::new(tr!(expenses.organization), |row: &ExpenseRow| {
            row.organization_name.clone()
        })
        .keyed("organization"),
    ]);
    columns
}

/// Its name, and whether the receipt is there.
fn name_cell(row: &ExpenseRow) -> impl Piece + use<> {
    let receipt = (row.files > 0).then(|| (" ", badge_cell(Tone::Neutral, tr!(expenses.has_files))));
    (row.name.clone(), receipt)
}

fn client_cell(row: &ExpenseRow) -> impl Piece + use<> {
    row.client
        .map(|id| span("name-lines", link(format!("/clients/{id}"), row.client_name.clone())))
}

/// The invoice it is on, or that it is to be put on one.
fn bill_cell(row: &ExpenseRow) -> impl Piece + use<> {
    let billed = row.bill.as_ref().map(|bill| {
        let seen = bill
            .invoice
            .map(|id| link(format!("/invoices/{id}"), words::bill_text(bill)));
        let unseen = seen.is_none().then(|| words::bill_text(bill));
        (seen, unseen)
    });
    let open = (row.billable && row.bill.is_none()).then(|| badge_cell(Tone::Warn, tr!(expenses.to_bill)));
    (billed, open)
}

fn bill_words(row: &ExpenseRow) -> String {
    match (&row.bill, row.billable) {
        (Some(bill), _) => words::bill_text(bill),
        (None, true) => tr!(expenses.to_bill).to_owned(),
        (None, false) => String::new(),
    }
}

/// On a card the next invoice is the main thing.
fn empty(narrowed: bool, in_card: bool, new_href: Option<String>) -> AnyView {
    if narrowed {
        view! { <EmptyState title=tr!(expenses.none_found) text=tr!(expenses.none_found_text) /> }.into_any()
    } else {
        let new =
            new_href.map(|to| view! { <a class="btn" class:btn-primary=!in_card href=to>{tr!(expenses.new)}</a> });
        view! { <EmptyState title=tr!(expenses.none) text=tr!(expenses.none_text)>{new}</EmptyState> }.into_any()
    }
}

/// A line for each currency.
fn totals_bar(rows: Vec<ExpenseTotal>) -> Option<AnyView> {
    totals(rows, |total| {
        let vat = total.vat.amount.is_positive().then(|| {
            view! { <span>{tr!(expenses.vat)} " " <MoneyText money=total.vat /></span> }
        });
        view! {
            <span>{tr!(expenses.count, count = total.expenses)} " " <b><MoneyText money=total.spent /></b></span>
            {vat}
        }
        .into_any()
    })
}

fn chips(path: &str, filter: &ExpenseFilter) -> Vec<Chip> {
    let chip = |bill: Option<BillState>, label: &str| Chip {
        label: label.to_owned(),
        href: href(
            path,
            &ExpenseFilter {
                bill,
                ..filter.clone().at_first()
            },
        ),
        active: filter.bill == bill,
    };
    let states = BillState::ALL
        .iter()
        .map(|state| chip(Some(*state), words::bill_state_text(*state)));
    std::iter::once(chip(None, tr!(expenses.all))).chain(states).collect()
}
