//! Expenses of the client that he pays for and that are on no invoice yet: one press makes a line of each.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::Editing;
use crate::documents::invoices::api::expenses_to_bill;
use crate::documents::invoices::model::ExpenseChoice;
use crate::kernel::date::short_date;
use crate::kernel::ids::ClientId;
use crate::text::lang;
use crate::tr;
use crate::ui::money::MoneyText;

/// The offer, while there is something to offer.
#[component]
pub(super) fn Expenses(editing: Editing) -> impl IntoView {
    let offered = Memo::new(move |_| fitting(editing));
    move || {
        let offered = offered.get();
        (!offered.is_empty()).then(|| {
            let count = offered.len();
            let rows: Vec<_> = offered.into_iter().map(|expense| row(editing, expense)).collect();
            view! {
                <details class="side-card expenses-offer" open=true>
                    <summary>{tr!(expenses.offered, count = count)}</summary>
                    <ul class="event-list">{rows}</ul>
                </details>
            }
        })
    }
}

fn row(editing: Editing, expense: ExpenseChoice) -> AnyView {
    let label = tr!(expenses.put_on_named, name = expense.name.clone());
    let (name, date, money) = (expense.name.clone(), short_date(lang(), expense.date), expense.money());
    view! {
        <li>
            <span class="muted">{date}</span>
            " " {name} " "
            <MoneyText money />
            " "
            <button type="button" class="btn btn-sm" aria-label=label on:click=move |_| take(editing, &expense)>
                {tr!(expenses.put_on_this)}
            </button>
        </li>
    }
    .into_any()
}

/// Those of the chosen own company in the invoice's currency that no line charges.
fn fitting(editing: Editing) -> Vec<ExpenseChoice> {
    let (company, client) = editing
        .head
        .with(|head| (head.organization.clone(), head.client.clone()));
    let currency = editing.currency();
    let charged: Vec<String> = editing.lines.with(|lines| {
        let ids = lines.iter().map(|line| line.typed.with(|typed| typed.expense.clone()));
        ids.filter(|id| !id.is_empty()).collect()
    });
    let mut choices = editing.aside().expenses.get();
    choices.retain(|choice| {
        choice.organization.to_string() == company
            && choice.client.to_string() == client
            && Some(choice.currency) == currency
            && !charged.contains(&choice.id.to_string())
    });
    choices
}

/// Makes a line of an expense, in the place of the empty one at the end.
fn take(editing: Editing, expense: &ExpenseChoice) {
    let line = untrack(|| {
        let date = editing.issue_date().unwrap_or(expense.date);
        expense.line(editing.price_mode(), editing.organization().as_ref(), date)
    });
    let last = editing.lines.with_untracked(|lines| lines.last().map(|line| line.key));
    if let Some(last) = last {
        editing.insert_lines(last, vec![line]);
    }
}

/// The expenses of another client.
pub(super) fn load_expenses(editing: Editing, client: ClientId) {
    let invoice = editing.head.with_untracked(|head| head.id);
    spawn_local(async move {
        // Without an answer there is nothing to offer.
        let choices = expenses_to_bill(client, invoice).await.unwrap_or_default();
        let now = editing
            .head
            .try_with_untracked(|head| head.client == client.to_string());
        if now == Some(true) {
            editing.aside().expenses.set(choices);
        }
    });
}
