//! The directory of categories.

use leptos::prelude::*;

use crate::finance::expenses::api::{
    DeleteExpenseCategory, MoveExpenseCategory, RetireExpenseCategory, SaveExpenseCategory, list_expense_categories,
};
use crate::finance::expenses::forms::{self, CATEGORY_NAME};
use crate::finance::expenses::model::ExpenseCategory;
use crate::kernel::actor::Right;
use crate::records::directory::pages::{EntryFold, EntryList, name_form, named_entry, ordered};
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
                {name_form::<SaveExpenseCategory, _, _>(forms::SaveExpenseCategory::default(), CATEGORY_NAME, again)}
            </EntryList>
        </Load>
    }
    .into_any()
}

fn folds(categories: Vec<ExpenseCategory>, again: Callback<()>) -> Vec<EntryFold> {
    let entry = |one: ExpenseCategory| {
        let stored = forms::SaveExpenseCategory::of(one.id, one.version, &one.name);
        named_entry::<SaveExpenseCategory, RetireExpenseCategory, DeleteExpenseCategory, _, _>(
            stored,
            one.retired,
            CATEGORY_NAME,
            again,
        )
    };
    ordered::<MoveExpenseCategory, _>(categories.into_iter().map(entry).collect(), again)
}
