//! Putting an expense on an invoice: on a new draft, or on one of the client's.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::documents::invoices::api::ChargeExpense;
use crate::documents::invoices::model::DraftChoice;
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::ids::ExpenseId;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, RequestKeyField, SelectField, Submit, came_back};
use crate::ui::steps::StepMenu;

/// A press where there is no draft yet, else a menu that asks which one.
#[component]
pub(super) fn BillSteps(
    expense: ExpenseId,
    drafts: Vec<DraftChoice>,
    /// Whether a new draft is among the choices.
    may_create: bool,
) -> impl IntoView {
    let bill = ServerAction::<ChargeExpense>::new();
    let id = expense.to_string();
    if drafts.is_empty() {
        return view! {
            <Form action=bill toast=tr!(expenses.put_on_toast)>
                <RequestKeyField />
                <Hidden name="expense" value=id />
                <Submit label=tr!(expenses.put_on) />
            </Form>
        }
        .into_any();
    }
    let first = drafts.first().map(|draft| draft.id.to_string()).unwrap_or_default();
    let options = drafts.iter().map(|draft| (draft.id.to_string(), draft_text(draft)));
    let options: Vec<_> = options
        .chain(may_create.then(|| (String::new(), tr!(expenses.new_draft).to_owned())))
        .collect();
    view! {
        <StepMenu label=tr!(expenses.put_on) open=came_back(ChargeExpense::PATH, "")>
            <Form action=bill toast=tr!(expenses.put_on_toast) class="menu-form">
                <RequestKeyField />
                <Hidden name="expense" value=id />
                <SelectField name="invoice" label=tr!(expenses.on_which) options value=first required=true />
                <FormActions>
                    <Submit label=tr!(expenses.put_on_go) />
                </FormActions>
            </Form>
        </StepMenu>
    }
    .into_any()
}

fn draft_text(draft: &DraftChoice) -> String {
    let (date, total) = (short_date(lang(), draft.date), format::money(lang(), draft.total));
    tr!(expenses.draft_of, date = date, total = total)
}
