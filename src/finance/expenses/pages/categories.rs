//! The directory of categories.

use leptos::prelude::*;

use crate::finance::expenses::api::{
    DeleteExpenseCategory, MoveExpenseCategory, RetireExpenseCategory, SaveExpenseCategory, list_expense_categories,
};
use crate::finance::expenses::{forms, model::ExpenseCategory};
use crate::kernel::actor::Right;
use crate::records::directory::pages::{
    EntryFold, EntryList, OrderedEntry, delete_step, entry_name, name_form, ordered, retire_step,
};
use crate::tr;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::PageHead;

/// `/settings/expense-categories`
#[component]
pub fn ExpenseCategoriesPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><Categories /></Permitted> }.into_any()
}

#[component]
fn Categories() -> impl IntoView {
    let categories = Data::new(|| (), |()| list_expense_categories());
    let again = Callback::new(move |()| categories.refetch());
    view! {
        <PageHead title=tr!(expenses.categories) />
        <p class="page-sub">{tr!(expenses.categories_hint)}</p>
        <Load resource=categories let:categories>
            <EntryList
                entries=folds(categories, again)
                none=(tr!(expenses.categories_none), tr!(expenses.categories_none_text))
                new_title=tr!(expenses.category_new)
            >
                {form(forms::SaveExpenseCategory::default(), again)}
            </EntryList>
        </Load>
    }
    .into_any()
}

fn folds(categories: Vec<ExpenseCategory>, again: Callback<()>) -> Vec<EntryFold> {
    let entry = |one: ExpenseCategory| {
        let id = one.id.to_string();
        let form = form(forms::SaveExpenseCategory::of(one.id, one.version, &one.name), again);
        let retire = retire_step::<RetireExpenseCategory, _>(id.clone(), one.retired, again);
        let delete = delete_step::<DeleteExpenseCategory, _>(id.clone(), again);
        OrderedEntry {
            id,
            summary: entry_name(one.name, one.retired),
            form,
            steps: view! { {retire} {delete} }.into_any(),
        }
    };
    ordered::<MoveExpenseCategory, _>(categories.into_iter().map(entry).collect(), again)
}

fn form(stored: forms::SaveExpenseCategory, again: Callback<()>) -> AnyView {
    name_form::<SaveExpenseCategory, _, _>(stored, 100, again)
}
