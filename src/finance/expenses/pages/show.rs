//! An expense: its data, the invoice it is on, its receipt, what happened.

use leptos::prelude::*;

use super::bill::BillSteps;
use super::words;
use crate::company::payment_modes::pages::words::mode_text;
use crate::error::AppError;
use crate::finance::expenses::api::{DeleteExpense, show_expense};
use crate::finance::expenses::model::{Expense, ExpenseSheet};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::ids::ExpenseId;
use crate::kernel::viewer::Viewer;
use crate::records::activity::pages::History;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{Form, Hidden, Submit};
use crate::ui::load::{Data, Load};
use crate::ui::page::{Beside, Facts, PageHead, Section, impossible};
use crate::ui::query::id_of_address;
use crate::ui::regarding::Regarding;
use crate::ui::steps::StepMenu;

/// `/expenses/<id>`
#[component]
pub fn ExpensePage(beside: Beside) -> impl IntoView {
    let id = id_of_address::<ExpenseId>();
    let sheet = Data::new(
        move || id.get(),
        |id| async move { show_expense(id.ok_or(AppError::NotFound)?).await },
    );
    let changed = Callback::new(move |()| sheet.refetch());
    view! {
        <Load resource=sheet let:sheet>
            <Regarding rights=sheet.rights>
                <Sheet sheet beside changed />
            </Regarding>
        </Load>
    }
    .into_any()
}

#[component]
fn Sheet(sheet: ExpenseSheet, beside: Beside, changed: Callback<()>) -> impl IntoView {
    let facts = facts(&sheet);
    let ExpenseSheet {
        expense,
        client_name,
        drafts,
        events,
        ..
    } = sheet;
    let viewer = expect_context::<Viewer>();
    let badge = expense
        .is_to_bill()
        .then(|| view! { <Badge tone=Tone::Warn text=tr!(expenses.to_bill) /> });
    let client = expense
        .client
        .map(|id| view! { <p class="page-sub"><a href=format!("/clients/{id}")>{client_name}</a></p> });
    let billed = billed(&expense);
    let steps = view! { <Steps expense=expense.clone() /> };
    let may_create = viewer.may(Right::CreateInvoices);
    let bill = (expense.is_to_bill() && (may_create || !drafts.is_empty()))
        .then(|| view! { <BillSteps expense=expense.id drafts may_create /> });
    let note = Some(expense.note.clone()).filter(|note| !note.is_empty());
    let note = note.map(|note| {
        view! {
            <Section title=tr!(expenses.note)>
                <p class="preserve-lines">{note}</p>
            </Section>
        }
    });
    let files = beside(expense.owner(), changed);
    view! {
        <PageHead title=expense.name.clone() beside=move || badge>
            {steps}
            {bill}
        </PageHead>
        {client}
        {billed}
        <div class="with-side">
            <div>
                <Section title=tr!(expenses.expense)>
                    <Facts rows=facts />
                </Section>
                {note}
            </div>
            <aside class="side-column">
                {files}
                <History events words=words::change aside=true />
            </aside>
        </div>
    }
    .into_any()
}

/// The way to the invoice it is on; who may not view invoices hears that there is one.
fn billed(expense: &Expense) -> Option<AnyView> {
    let bill = expense.bill.as_ref()?;
    let told = match bill.invoice {
        Some(id) => {
            let link = view! { <a href=format!("/invoices/{id}")>{words::bill_text(bill)}</a> };
            view! { {tr!(expenses.is_billed)} " " {link} }.into_any()
        }
        None => tr!(expenses.is_billed_somewhere).into_any(),
    };
    Some(view! { <p class="alert" role="note">{told}</p> }.into_any())
}

fn facts(sheet: &ExpenseSheet) -> Vec<(&'static str, String)> {
    let expense = &sheet.expense;
    let money = |amount| format::money(lang(), expense.money(amount));
    let vat = if expense.vat_percent.is_zero() {
        tr!(expenses.without_vat).to_owned()
    } else {
        let percent = format::number(lang(), expense.vat_percent);
        format!("{percent} %: {}", money(expense.vat))
    };
    let billable = if expense.billable { tr!(ui.yes) } else { tr!(ui.no) };
    vec![
        (tr!(expenses.amount), money(expense.amount)),
        (tr!(expenses.vat), vat),
        (tr!(expenses.date), short_date(lang(), expense.date)),
        (tr!(expenses.category), sheet.category.clone()),
        (tr!(expenses.supplier), expense.supplier.clone()),
        (tr!(expenses.reference), expense.reference.clone()),
        (tr!(expenses.mode), mode_text(&sheet.mode)),
        (tr!(expenses.organization), sheet.organization_name.clone()),
        (tr!(expenses.billable), billable.to_owned()),
    ]
}

/// Changing and deleting; what is on an invoice is not deleted.
#[component]
fn Steps(expense: Expense) -> impl IntoView {
    let id = expense.id.to_string();
    let viewer = expect_context::<Viewer>();
    let edit = viewer.may(Right::EditExpenses).then(|| {
        view! { <a class="btn" href=format!("/expenses/{id}/edit") data-key="e">{tr!(expenses.edit)}</a> }
    });
    if !viewer.may(Right::DeleteExpenses) {
        return edit.into_any();
    }
    if expense.bill.is_some() {
        return view! { {edit} {impossible(tr!(expenses.delete), tr!(expenses.delete_billed))} }.into_any();
    }
    let action = ServerAction::<DeleteExpense>::new();
    view! {
        {edit}
        <StepMenu label=tr!(expenses.delete)>
            <Form action argument="" toast=tr!(expenses.deleted)>
                <Hidden name="id" value=id />
                <Submit label=tr!(expenses.delete_for_good) danger=true />
            </Form>
        </StepMenu>
    }
    .into_any()
}
