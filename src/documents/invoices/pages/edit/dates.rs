//! The dates of the invoice: its own, with what is to be said of numbers that would not follow it, and the day it is due.

use jiff::Span;
use leptos::prelude::*;

use super::fields::framed;
use super::state::{Editing, head_id};
use crate::crm::clients::pages::words::term_text;
use crate::documents::invoices::api::preview_number;
use crate::documents::invoices::model::{NextNumber, SaveInvoice};
use crate::kernel::date::{parse_date, short_date};
use crate::kernel::term::{PaymentTerm, TermUnit};
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};

/// The number the invoice would get, and whether it would follow the dates. Without an answer nothing is said of either; a correction keeps its
/// number.
pub(super) fn next_number(editing: Editing) -> Data<Option<NextNumber>> {
    let asked = Memo::new(move |_| {
        let organization = editing.organization().filter(|_| !editing.is_correction())?;
        Some((organization.id, editing.issue_date()?))
    });
    Data::new(
        move || asked.get(),
        |asked| async move {
            match asked {
                Some((organization, date)) => Ok(preview_number(organization, date).await.ok()),
                None => Ok(None),
            }
        },
    )
}

/// The date of the invoice; what it would break where an invoice of a later day has its number already is said beside it.
pub(super) fn issue_date(editing: Editing, next: Data<Option<NextNumber>>) -> AnyView {
    let change = move |text| change_issue_date(editing, text);
    let input = date_input(editing, "issue_date", |head| &head.issue_date, change);
    let late = view! { <Load resource=next aside=true fallback=|| () children=earlier_warning /> };
    framed(
        editing,
        "issue_date",
        tr!(invoices.date),
        view! { {input} {late} }.into_any(),
    )
}

fn earlier_warning(next: Option<NextNumber>) -> AnyView {
    let Some(newest) = next.and_then(|next| next.newest) else {
        return ().into_any();
    };
    let text = tr!(invoices.earlier_warning, date = short_date(lang(), newest));
    view! { <div class="field-warning">{text}</div> }.into_any()
}

fn date_input(
    editing: Editing,
    field: &'static str,
    of: fn(&SaveInvoice) -> &String,
    change: impl Fn(String) + 'static,
) -> AnyView {
    let value = move || editing.head.with(|head| of(head).clone());
    view! {
        <input
            id=head_id(field)
            class="input"
            type="date"
            aria-invalid=move || editing.problem(field).is_some().then_some("true")
            value=untrack(value)
            prop:value=value
            on:change=move |event| {
                editing.touch(field);
                change(event_target_value(&event));
            }
        />
    }
    .into_any()
}

/// The due date, and under it how far it is from the invoice's. Where it is not as the client's term has it, a press puts the date of the term.
pub(super) fn due(editing: Editing) -> AnyView {
    let put = move |date: String| editing.change(|head| head.due_date = date);
    let input = date_input(editing, "due_date", |head| &head.due_date, put);
    let so_far = move || {
        let text = format!("+ {}", term_text(distance(editing)?));
        Some(view! { <div class="field-hint">{text}</div> })
    };
    let by_term = move || {
        let (term, due) = (editing.aside().term.get()?, editing.due_by_term()?);
        let take = move |_| {
            editing.touch("due_date");
            put(due.to_string());
        };
        (!editing.is_due_by_term()).then(|| {
            let text = tr!(invoices.term_of_client, term = term_text(term));
            view! {
                <button type="button" class="quiet-choice field-hint" title=tr!(invoices.by_term) on:click=take>{text}</button>
            }
        })
    };
    framed(
        editing,
        "due_date",
        tr!(invoices.due),
        view! { {input} {so_far} {by_term} }.into_any(),
    )
}

/// How far the due date is from the invoice's: the client's term where that makes it, else so many days. `None` while one of them is no date, or
/// the due one comes first.
fn distance(editing: Editing) -> Option<PaymentTerm> {
    if editing.is_due_by_term() {
        return editing.aside().term.get();
    }
    let days = i64::from(editing.head.with(between)?.get_days());
    (days >= 0).then_some(PaymentTerm {
        days,
        unit: TermUnit::Calendar,
    })
}

/// From the date of the invoice to the due one, backwards where that comes first.
fn between(head: &SaveInvoice) -> Option<Span> {
    Some(parse_date(&head.due_date).ok()? - parse_date(&head.issue_date).ok()?)
}

/// The due date follows the client's term, or keeps the distance that somebody gave it.
fn change_issue_date(editing: Editing, text: String) {
    let term = untrack(|| editing.aside().term.get().filter(|_| editing.is_due_by_term()));
    editing.change(|head| {
        if let Ok(date) = parse_date(&text) {
            let due = match term {
                Some(term) => Some(term.due(date)),
                None => between(head).map(|span| date.saturating_add(span)),
            };
            if let Some(due) = due {
                head.due_date = due.to_string();
            }
        }
        head.issue_date = text;
    });
}
