//! Month end: the invoices of a month of which something is open, each closed by a paper of its own. What can't be closed so stands first, with the
//! reason. Without JavaScript the table leads to the form of each.

mod work;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use self::work::{Row, Work, is_made};
use super::many::reason;
use super::{new_path, new_text, numbered_text};
use crate::documents::closing::api::list_invoices_for;
use crate::documents::closing::model::{ClosedInvoice, ClosingKind, MOST_AT_ONCE, TriedInvoice};
use crate::documents::closing::words::kinds_text;
use crate::documents::invoices::model::{ClosingQueue, InvoiceFilter, InvoiceRow, InvoiceSort};
use crate::error::AppResult;
use crate::kernel::date::{Date, month_and_year, short_date};
use crate::kernel::ids::ClosingId;
use crate::kernel::money::Money;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::may;
use crate::ui::money::MoneyText;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::picks::all_box;
use crate::ui::query::{UrlFilter, use_url_filter};
use crate::ui::toast::use_toasts;

/// What the address says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Batch {
    /// `2026-11`; the month that is being closed if it is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    month: String,
}

impl UrlFilter for Batch {}

impl Batch {
    fn first_day(&self, today: Date) -> Date {
        let day = format!("{}-01", self.month).parse::<Date>();
        day.unwrap_or_else(|_| usual_month(today))
    }
}

/// So far into a month the papers of the last one are still being made: by then they have to be in the books, and only afterwards is there
/// enough in the new month to be closed.
const LAST_MONTH_UNTIL: i8 = 15;

/// The first day of the month that is closed on a day, where nobody has said which.
fn usual_month(today: Date) -> Date {
    let this = today.first_of_month();
    match this.yesterday() {
        Ok(before) if today.day() <= LAST_MONTH_UNTIL => before.first_of_month(),
        _ => this,
    }
}

/// `/acts/batch`, `/delivery-notes/batch`
#[component]
pub fn BatchPage(kind: ClosingKind) -> impl IntoView {
    view! { <Permitted right=kind.create()><Month kind /></Permitted> }.into_any()
}

#[component]
fn Month(kind: ClosingKind) -> impl IntoView {
    let filter = use_url_filter::<Batch>();
    let today = expect_context::<Viewer>().today;
    let month = Memo::new(move |_| filter.with(|filter| filter.first_day(today)));
    let rows = Data::new(move || month.get(), move |first| of_month(kind, first));
    let value = move || month.get().strftime("%Y-%m").to_string();
    view! {
        <PageHead title=tr!(closing.batch_title, name = kinds_text(kind)) />
        <p class="page-sub">{tr!(closing.batch_text)}</p>
        <form class="toolbar" method="get" action=format!("{}/batch", kind.path())>
            <label>
                <span class="muted">{tr!(closing.month)}</span>
                " "
                <input class="input input-sm" type="month" name="month" value=value />
            </label>
            <button class="btn btn-sm" type="submit">{tr!(ui.show)}</button>
        </form>
        <Load resource=rows let:rows>
            {if rows.is_empty() {
                let text = tr!(closing.batch_none_text, month = month_and_year(lang(), month.get_untracked()));
                view! { <EmptyState title=tr!(closing.nothing_open) text /> }.into_any()
            } else {
                view! { <Table kind rows /> }.into_any()
            }}
        </Load>
    }
    .into_any()
}

/// The invoices of a month of which something is open, the oldest first; as many as are taken at once.
async fn of_month(kind: ClosingKind, first: Date) -> AppResult<Vec<InvoiceRow>> {
    let mut filter = InvoiceFilter {
        closing: Some(ClosingQueue::Unclosed),
        from: Some(first),
        until: Some(first.last_of_month()),
        sort: Some(InvoiceSort::Date),
        ..InvoiceFilter::default()
    };
    let mut rows = Vec::new();
    loop {
        let page = list_invoices_for(kind, filter.clone()).await?;
        rows.extend(page.rows);
        match page.next {
            Some(next) if rows.len() < MOST_AT_ONCE => filter.after = Some(next),
            _ => {
                rows.truncate(MOST_AT_ONCE);
                return Ok(rows);
            }
        }
    }
}

#[component]
fn Table(kind: ClosingKind, rows: Vec<InvoiceRow>) -> impl IntoView {
    let rows: Vec<Row> = rows.into_iter().map(Row::new).collect();
    let work = Work {
        kind,
        order: RwSignal::new(rows.clone()),
        rows: StoredValue::new(rows),
        progress: RwSignal::new(None),
        toasts: use_toasts(),
    };
    Effect::new(move || spawn_local(work.try_all()));
    let all_dates = move |event: Event| {
        let date = event_target_value(&event);
        for row in work.rows.get_value() {
            row.date.set(date.clone());
            work.try_again(row);
        }
    };
    let busy = move || work.progress.with(Option::is_some);
    let nothing = Memo::new(move |_| !busy() && work.wanted().is_empty());
    let none = move || nothing.get();
    let may_issue = may(kind.issue());
    let issue = may_issue.then(|| {
        view! {
            <button type="button" class="btn btn-primary" hidden=none disabled=busy on:click=move |_| work.run(true)>
                {move || tr!(closing.issue_many, count = work.wanted().len())}
            </button>
        }
    });
    let progress = move || {
        work.progress.get().map(|(made, all)| {
            view! {
                <div role="status" class="closing-progress">
                    <progress class="progress" value=made max=all></progress>
                    <span class="muted">{tr!(invoices.papers_made, made = made, all = all)}</span>
                </div>
            }
        })
    };
    let head = [
        ("", tr!(closing.invoice)),
        ("", tr!(invoices.client)),
        ("num", tr!(closing.total_of_invoice)),
        ("", tr!(closing.date)),
        ("num", tr!(closing.total_of_paper)),
        ("", tr!(closing.state)),
    ]
    .map(|(class, text)| view! { <th scope="col" class=class>{text}</th> });
    view! {
        <div class="toolbar only-alive closing-batch-bar">
            <label>
                <span class="muted">{tr!(closing.date_of_all)}</span>
                " "
                <input class="input input-sm" type="date" on:change=all_dates />
            </label>
            {issue}
            <button type="button" class="btn" hidden=none disabled=busy on:click=move |_| work.run(false)>
                {move || tr!(closing.make_drafts, count = work.wanted().len())}
            </button>
            <span class="muted" hidden=move || !none()>{tr!(closing.nothing_ticked)}</span>
            {progress}
        </div>
        <Outcomes work />
        <div class="table-wrap">
            <table class="data-table closing-batch">
                <caption class="visually-hidden">{tr!(closing.batch)}</caption>
                <thead><tr>{head_box(work)} {head}</tr></thead>
                <tbody>{move || work.order.get().into_iter().map(|row| row_view(work, row)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The box that takes all of them that are not done.
fn head_box(work: Work) -> AnyView {
    // Rows with a draft can't be ticked: all are those without one.
    let open = |row: &&Row| row.draft().is_none();
    let some = move || work.order.with(|rows| rows.iter().any(|row| row.chosen.get()));
    let all = move || {
        let all_open = |rows: &Vec<Row>| rows.iter().filter(open).all(|row| row.chosen.get());
        some() && work.order.with(all_open)
    };
    let choose = move |chosen: bool| {
        for row in work.rows.get_value() {
            row.chosen.set(chosen && untrack(|| row.draft().is_none()));
        }
    };
    all_box(all, some, choose)
}

fn row_view(work: Work, row: Row) -> AnyView {
    let invoice = row.invoice.get_value();
    let number = tr!(invoices.numbered, number = invoice.number.clone().unwrap_or_default());
    let to = format!("/invoices/{}", row.id);
    let made = move || is_made(row);
    let closed = move || made() || row.draft().is_some();
    let date = move || {
        let typed = row.date.get();
        if !typed.is_empty() {
            return typed;
        }
        let tried = row.tried.with(|tried| tried.as_ref().and_then(|tried| tried.date));
        tried.map(|date| date.to_string()).unwrap_or_default()
    };
    let total = move || {
        let total = row.tried.with(|tried| tried.as_ref().and_then(|tried| tried.total));
        total.map(|money| view! { <MoneyText money /> })
    };
    let label = tr!(ui.choose_row, name = number.clone());
    let date_label = format!("{}: {number}", tr!(closing.date));
    let money = Money::new(invoice.total, invoice.currency);
    view! {
        <tr class:row-muted=made>
            <td class="col-check">
                <input
                    type="checkbox"
                    class="checkbox only-alive"
                    aria-label=label
                    prop:checked=move || row.chosen.get()
                    disabled=closed
                    on:change=move |event| row.chosen.set(event_target_checked(&event))
                />
            </td>
            <td>
                <a href=to>{number}</a>
                " "
                <span class="muted">{short_date(lang(), invoice.issue_date)}</span>
            </td>
            <td data-label=tr!(invoices.client)>{invoice.client_name}</td>
            <td class="num" data-label=tr!(closing.total_of_invoice)><MoneyText money /></td>
            <td data-label=tr!(closing.date)>
                <input
                    class="input input-sm only-alive"
                    type="date"
                    aria-label=date_label
                    prop:value=date
                    disabled=closed
                    on:change=move |event| {
                        let typed = event_target_value(&event);
                        let emptied = typed.is_empty();
                        row.date.set(typed);
                        if emptied {
                            // It is made on its usual date then, which is to be seen.
                            event_target::<leptos::web_sys::HtmlInputElement>(&event).set_value(&date());
                        }
                        work.try_again(row);
                    }
                />
            </td>
            <td class="num" data-label=tr!(closing.total_of_paper)>{total}</td>
            <td data-label=tr!(closing.state)>{move || state(work.kind, row)}</td>
        </tr>
    }
    .into_any()
}

/// What became of it, or what stands in the way.
fn state(kind: ClosingKind, row: Row) -> AnyView {
    if let Some(done) = row.done.get() {
        return outcome(kind, &done);
    }
    let form = format!("{}?invoice={}", new_path(kind), row.id);
    let form = view! { <a href=form>{new_text(kind)}</a> };
    match row.tried.get() {
        Some(TriedInvoice { draft: Some(id), .. }) => {
            view! { <a href=format!("{}/{id}", kind.path())>{tr!(closing.draft_exists)}</a> }.into_any()
        }
        Some(TriedInvoice {
            refused: Some(error), ..
        }) => view! { <span class="is-bad">{reason(&error)}</span> " " {form} }.into_any(),
        Some(_) => view! { <span class="muted">{tr!(closing.ready)}</span> }.into_any(),
        None => form.into_any(),
    }
}

fn outcome(kind: ClosingKind, done: &ClosedInvoice) -> AnyView {
    match (done.made, &done.refused) {
        (Some(id), _) => {
            let name = match &done.number {
                Some(number) => numbered_text(kind, number),
                None => tr!(closing.state_draft).to_owned(),
            };
            view! { <a href=format!("{}/{id}", kind.path())>{name}</a> }.into_any()
        }
        (None, Some(error)) => view! { <span class="is-bad">{reason(error)}</span> }.into_any(),
        (None, None) => ().into_any(),
    }
}

/// What was made, with one file of all issued ones; what was not, with the reason.
#[component]
fn Outcomes(work: Work) -> impl IntoView {
    let done = Memo::new(move |_| {
        let all = work.rows.with_value(Clone::clone);
        all.iter()
            .filter_map(|row| row.done.get())
            .collect::<Vec<ClosedInvoice>>()
    });
    move || {
        let done = done.get();
        if done.is_empty() || work.progress.with(Option::is_some) {
            return None;
        }
        let kind = work.kind;
        let made = done.iter().filter(|one| one.made.is_some()).count();
        let issued: Vec<ClosingId> = done
            .iter()
            .filter(|one| one.number.is_some())
            .filter_map(|one| one.made)
            .collect();
        let file = (!issued.is_empty()).then(|| {
            let ids: Vec<String> = issued.iter().map(ToString::to_string).collect();
            view! {
                <form method="post" action=format!("{}/papers", kind.path())>
                    <input type="hidden" name="ids" value=ids.join(",") />
                    <input type="hidden" name="as" value="pdf" />
                    <input type="hidden" name="copies" value="2" />
                    <button type="submit" class="btn btn-primary">{tr!(closing.one_pdf)}</button>
                </form>
            }
        });
        let failed: Vec<_> = done
            .iter()
            .filter_map(|one| {
                let why = reason(one.refused.as_ref()?);
                let to = format!("{}?invoice={}", new_path(kind), one.invoice);
                let name = tr!(invoices.numbered, number = one.invoice_number.clone());
                Some(view! { <li><a href=to>{name}</a> ": " {why}</li> })
            })
            .collect();
        let failed = (!failed.is_empty()).then(|| {
            let count = failed.len();
            view! {
                <div class="form-errors" role="alert">
                    <p>{tr!(closing.batch_failed, count = count)}</p>
                    <ul>{failed}</ul>
                </div>
            }
        });
        Some(
            view! {
                <section class="closing-result" aria-label=tr!(closing.result)>
                    <p role="status"><b>{tr!(closing.batch_done, count = made)}</b></p>
                    {file}
                    {failed}
                </section>
            }
            .into_any(),
        )
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Batch;

    #[test]
    fn early_in_a_month_the_last_one_is_closed() {
        let first = |month: &str, today| {
            let month = month.to_owned();
            Batch { month }.first_day(today)
        };
        assert_eq!(first("", date(2026, 12, 1)), date(2026, 11, 1));
        assert_eq!(first("", date(2026, 12, 15)), date(2026, 11, 1));
        assert_eq!(first("", date(2026, 12, 16)), date(2026, 12, 1));
        assert_eq!(first("", date(2027, 1, 5)), date(2026, 12, 1));
        assert_eq!(first("2026-02", date(2026, 12, 31)), date(2026, 2, 1));
        assert_eq!(first("2026-13", date(2026, 12, 31)), date(2026, 12, 1));
    }
}
