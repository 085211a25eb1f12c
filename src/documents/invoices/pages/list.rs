//! The list of invoices: all of them, or those of one client on his card. Several can be issued or deleted at once.

use leptos::prelude::*;

use super::beside::InvoiceBeside;
use super::many::Invoices;
use super::words::{chip_text, closing_cell, closing_text, queue_text, sees_closing, state_cell};
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::company::organization::pages::{CompanyAndPeriod, company_filter};
use crate::documents::invoices::api::{list_invoices, sum_invoices};
use crate::documents::invoices::model::{
    ClosingQueue, InvoiceFilter, InvoiceRow, InvoiceSort, InvoiceState, InvoiceTotalsRow, Settlement, Stage,
};
use crate::documents::papers::pages::{Changed, Many, ManyBar, NotDonePapers};
use crate::kernel::actor::Right;
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::{ClientId, UserId};
use crate::kernel::money::Money;
use crate::kernel::paging::{Cursor, Page};
use crate::kernel::viewer::Viewer;
use crate::records::mail::model::Dispatch;
use crate::records::mail::pages::{dispatch_cell, dispatch_text};
use crate::text::lang;
use crate::tr;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{Piece, span};
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::money::{MoneyText, money_cell};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::period::period_filter;
use crate::ui::preview::RowPreview;
use crate::ui::query::{ListFilter, UrlFilter, href, use_url_filter};
use crate::ui::recheck::Follow;
use crate::ui::table::{Column, DataTable};
use crate::ui::totals::totals;

impl UrlFilter for InvoiceFilter {}

impl ListFilter for InvoiceFilter {
    fn search(&self) -> &str {
        &self.q
    }

    fn searched(self, text: String) -> Self {
        Self {
            q: text,
            after: None,
            ..self
        }
    }

    fn order(&self) -> (&'static str, bool) {
        let (sort, descending) = self.sorting();
        (sort.as_str(), descending)
    }

    fn ordered(self, column: &'static str, descending: bool) -> Self {
        Self {
            sort: column.parse().ok(),
            desc: descending,
            after: None,
            ..self
        }
    }

    fn at(self, cursor: Option<Cursor>) -> Self {
        Self { after: cursor, ..self }
    }

    fn shown_as(self, other: &Self) -> Self {
        Self {
            split: other.split,
            ..self
        }
    }
}

period_filter!(InvoiceFilter);

company_filter!(InvoiceFilter);

/// `/invoices`
#[component]
pub fn InvoicesPage() -> impl IntoView {
    view! {
        <PageHead title=tr!(invoices.title)>{new_button("/invoices/new".to_owned())}</PageHead>
        <InvoiceList />
    }
    .into_any()
}

/// The way to a new invoice, for those who may make one.
#[must_use]
pub fn new_button(path: String) -> Option<AnyView> {
    may(Right::CreateInvoices)
        .then(|| view! { <a class="btn btn-primary" href=path data-key="n">{tr!(invoices.new)}</a> }.into_any())
}

/// Invoices as the address narrows them; those of one client on his card, where `changed` asks for the whole card anew.
#[component]
pub fn InvoiceList(
    #[prop(optional)] client: Option<ClientId>,
    #[prop(optional, into)] changed: Option<Callback<()>>,
) -> impl IntoView {
    let filter = use_url_filter::<InvoiceFilter>();
    let asked = move || {
        let filter = filter.get();
        InvoiceFilter {
            client: client.or(filter.client),
            ..filter
        }
    };
    let path = client.map_or_else(|| "/invoices".to_owned(), |id| format!("/clients/{id}/invoices"));
    let new_path = client.map_or_else(|| "/invoices/new".to_owned(), |id| format!("/invoices/new?client={id}"));
    let rows = Data::new(asked, list_invoices);
    let sums = Data::new(move || summed(asked()), sum_invoices);
    let follow = Follow::new(
        move || list_invoices(asked()),
        Callback::new(move |()| rows.refetch()),
        |page: &Page<InvoiceRow>| page.rows.iter().any(|row| row.dispatch == Dispatch::Queued),
    );
    let many = Many::of_viewer(
        Invoices,
        Changed {
            list: Callback::new(move |()| {
                rows.refetch();
                sums.refetch();
            }),
            around: changed,
        },
    );
    let chips = {
        let (path, with_closing) = (path.clone(), sees_closing());
        let me = use_context::<Viewer>().and_then(|viewer| viewer.user);
        Signal::derive(move || {
            let filter = filter.get();
            let mut all = chips(&path, &filter, me);
            if with_closing {
                all.extend(queues(&path, &filter));
            }
            all
        })
    };
    // A card has no room beside its tabs.
    let preview = client.is_none().then(RowPreview::new);
    let split = Memo::new(move |_| preview.filter(|_| filter.with(|filter| filter.split)));
    let beside = client.is_none().then(|| {
        let to = move || {
            let filter = filter.get();
            let split = !filter.split;
            href("/invoices", &InvoiceFilter { split, ..filter })
        };
        let current = move || filter.with(|filter| filter.split).then_some("true");
        view! { <a class="chip only-wide only-alive" href=to aria-current=current>{tr!(ui.beside)}</a> }
    });
    let bar_path = path.clone();
    let saved = client
        .is_none()
        .then(|| view! { <SavedFilters list=ListPath::Invoices filter /> });
    view! {
        <div class="list-head">
            <FilterBar path=bar_path.clone() filter placeholder=tr!(invoices.search) chips />
            {saved}
            <MailFilter path=bar_path.clone() filter />
            <CompanyAndPeriod path=bar_path filter />
            {beside}
        </div>
        {many.map(|many| view! { <NotDonePapers many /> })}
        <div class:split-view=move || split.get().is_some()>
        <div>
        <Load resource=rows let:page>
            {
                follow.answered(&page);
                view! {
                    <DataTable
                        caption=tr!(invoices.title)
                        path=path.clone()
                        filter=filter.get_untracked()
                        columns=invoice_columns(client.is_none())
                        export=("/invoices", untrack(asked))
                        picks=many.map(|many| many.picks)
                        preview=split.get_untracked()
                        page
                        row_href=|row: &InvoiceRow| format!("/invoices/{}", row.id)
                        row_class=row_class
                        empty={
                            let new_path = new_path.clone();
                            move || empty(&filter.get_untracked(), new_path)
                        }
                    />
                }
            }
        </Load>
        {many.map(|many| view! { <ManyBar many /> })}
        </div>
        {move || split.get().map(|preview| view! { <InvoiceBeside preview /> })}
        </div>
        <Load resource=sums aside=true fallback=|| () let:rows>{totals_bar(rows, filter.with_untracked(|filter| filter.state))}</Load>
    }
    .into_any()
}

/// What decides the sums: not the order, not the page.
fn summed(filter: InvoiceFilter) -> InvoiceFilter {
    InvoiceFilter {
        sort: None,
        desc: false,
        after: None,
        split: false,
        ..filter
    }
}

const fn row_class(row: &InvoiceRow) -> &'static str {
    match row.stage {
        Stage::Cancelled => "row-muted",
        Stage::Draft | Stage::Issued => "",
    }
}

/// One state at a time; pressing the active one takes it away. Beside them one's own invoices.
fn chips(path: &str, filter: &InvoiceFilter, me: Option<UserId>) -> Vec<Chip> {
    // A contract is chosen on its own page; here it is taken away.
    let of_contract = filter.contract.map(|_| Chip {
        label: tr!(contracts.contract).to_owned(),
        href: href(
            path,
            &InvoiceFilter {
                contract: None,
                after: None,
                ..filter.clone()
            },
        ),
        active: true,
    });
    let states = [
        InvoiceState::Draft,
        InvoiceState::Unpaid,
        InvoiceState::PartiallyPaid,
        InvoiceState::Overdue,
        InvoiceState::Paid,
        InvoiceState::Cancelled,
    ]
    .into_iter()
    .map(|state| {
        let active = filter.state == Some(state);
        let narrowed = InvoiceFilter {
            state: (!active).then_some(state),
            sort: None,
            desc: false,
            after: None,
            ..filter.clone()
        };
        Chip {
            label: chip_text(state).to_owned(),
            href: href(path, &narrowed),
            active,
        }
    });
    let states = of_contract.into_iter().chain(states);
    states.chain(of_manager(path, filter, me)).collect()
}

/// The reader's own invoices; those of somebody else where the address names him.
fn of_manager(path: &str, filter: &InvoiceFilter, me: Option<UserId>) -> Option<Chip> {
    let active = filter.manager.is_some();
    let mine = filter.manager.is_none() || filter.manager == me;
    let narrowed = InvoiceFilter {
        manager: me.filter(|_| !active),
        after: None,
        ..filter.clone()
    };
    let label = if mine {
        tr!(invoices.chip_mine)
    } else {
        tr!(invoices.chip_of_manager)
    };
    (active || me.is_some()).then(|| Chip {
        label: label.to_owned(),
        href: href(path, &narrowed),
        active,
    })
}

/// How far they are closed: beside the states, so that both can be asked at once.
fn queues(path: &str, filter: &InvoiceFilter) -> Vec<Chip> {
    let chip = |queue: ClosingQueue| {
        let active = filter.closing == Some(queue);
        let narrowed = InvoiceFilter {
            closing: (!active).then_some(queue),
            after: None,
            ..filter.clone()
        };
        Chip {
            label: queue_text(queue).to_owned(),
            href: href(path, &narrowed),
            active,
        }
    };
    [
        ClosingQueue::Unclosed,
        ClosingQueue::PaidNotClosed,
        ClosingQueue::ClosedNotPaid,
    ]
    .map(chip)
    .into()
}

/// Which invoices went out by e-mail, and how far they have come: a menu, for the choice of states is long already.
#[component]
fn MailFilter(path: String, filter: Memo<InvoiceFilter>) -> impl IntoView {
    let chosen = move || filter.with(|filter| filter.dispatch);
    let label = move || match chosen() {
        Some(dispatch) => format!("{}: {}", tr!(invoices.chip_mail), dispatch_text(dispatch)),
        None => tr!(invoices.chip_mail).to_owned(),
    };
    let choices = move || {
        let choice = |dispatch: Option<Dispatch>| {
            let narrowed = InvoiceFilter {
                dispatch,
                after: None,
                ..filter.get()
            };
            let text = dispatch.map_or(tr!(invoices.mail_any), dispatch_text);
            let current = (chosen() == dispatch).then_some("true");
            view! { <li><a href=href(&path, &narrowed) aria-current=current>{text}</a></li> }
        };
        let all = std::iter::once(None).chain(Dispatch::ALL.iter().copied().map(Some));
        all.map(choice).collect_view()
    };
    view! {
        <details class="menu-of">
            <summary class="chip" aria-current=move || chosen().is_some().then_some("true")>{label}</summary>
            <ul class="pop-menu menu-list">{choices}</ul>
        </details>
    }
    .into_any()
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn invoice_columns(with_client: bool) -> Vec<Column<InvoiceRow>> {
    let today = use_context::<Viewer>().map(|viewer| viewer.today).unwrap_or_default();
    let date = |date: Date| short_date(lang(), date);
    let mut columns = vec![
        Column::new(tr!(invoices.number), |row: &InvoiceRow| {
            let number = match &row.number {
                Some(number) => tr!(invoices.numbered, number = number.clone()),
                None => tr!(invoices.state_draft).to_owned(),
            };
            span("nowrap", number)
        })
        .value(|row: &InvoiceRow| row.number.clone())
        .sorted_by(InvoiceSort::Number.as_str()),
        Column::new(tr!(invoices.date), move |row: &InvoiceRow| date(row.issue_date))
            .value(|row: &InvoiceRow| row.issue_date)
            .roomy()
            .sorted_by(InvoiceSort::Date.as_str()),
    ];
    if with_client {
        columns.push(
            Column::new(tr!(invoices.client), |row: &InvoiceRow| {
                span("name-lines", row.client_name.clone())
            })
            .keyed("client"),
        );
    }
    columns.extend([
        Column::new(tr!(invoices.due), move |row: &InvoiceRow| {
            let class = row.days_overdue(today).map(|_| "is-bad");
            span(class.unwrap_or_default(), date(row.due_date))
        })
        .value(|row: &InvoiceRow| row.due_date)
        .roomy()
        .sorted_by(InvoiceSort::Due.as_str()),
        Column::new(tr!(invoices.total), |row: &InvoiceRow| {
            money_cell(Money::new(row.total, row.currency))
        })
        .value(|row: &InvoiceRow| Money::new(row.total, row.currency))
        .numeric()
        .sorted_by(InvoiceSort::Total.as_str()),
        Column::new(tr!(invoices.balance), balance_cell)
            .keyed("balance")
            .roomy()
            .value(|row: &InvoiceRow| row.balance().map(|balance| Money::new(balance, row.currency)))
            .numeric(),
        Column::exported(tr!(invoices.currency), |row: &InvoiceRow| row.currency.code()),
        Column::new(tr!(invoices.state), move |row: &InvoiceRow| {
            state_cell(row.stage, row.settlement, row.days_overdue(today))
        })
        .keyed("state"),
        Column::new(tr!(invoices.mail), |row: &InvoiceRow| dispatch_cell(row.dispatch))
            .keyed("mail")
            .roomy(),
    ]);
    if sees_closing() {
        columns.push(
            Column::new(tr!(invoices.closing_state), |row: &InvoiceRow| {
                closing_cell(row.closing)
            })
            .value(|row: &InvoiceRow| closing_text(row.closing).to_owned())
            .keyed("closing")
            .roomy(),
        );
    }
    columns
}

fn balance_cell(row: &InvoiceRow) -> impl Piece + use<> {
    let class = if row.settlement == Settlement::Paid {
        "muted"
    } else {
        ""
    };
    let currency = row.currency;
    row.balance()
        .map(|balance| span(class, money_cell(Money::new(balance, currency))))
}

fn empty(filter: &InvoiceFilter, new_path: String) -> AnyView {
    if filter.is_whole() {
        let new = new_button(new_path);
        view! { <EmptyState title=tr!(invoices.none) text=tr!(invoices.none_text)>{new}</EmptyState> }.into_any()
    } else {
        view! { <EmptyState title=tr!(invoices.none_found) text=tr!(invoices.none_found_text) /> }.into_any()
    }
}

/// What a list sums up to: the issued ones, unless it shows another state. Drafts and cancelled ones are owed by nobody.
fn totals_bar(rows: Vec<InvoiceTotalsRow>, state: Option<InvoiceState>) -> Option<AnyView> {
    let owed = !matches!(state, Some(InvoiceState::Draft | InvoiceState::Cancelled));
    totals(rows, |row| {
        let count = if state.is_some() {
            tr!(invoices.count, count = row.invoices)
        } else {
            tr!(invoices.count_issued, count = row.invoices)
        };
        let balance = owed.then(|| {
            let balance = Money::new(row.balance(), row.currency);
            view! { <span>{tr!(invoices.sum_balance)} " " <b><MoneyText money=balance /></b></span> }
        });
        view! {
            <span>{count}</span>
            <span>{tr!(invoices.sum_total)} " " <b><MoneyText money=Money::new(row.total, row.currency) /></b></span>
            {balance}
        }
        .into_any()
    })
}
