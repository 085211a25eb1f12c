//! The directory of categories.

use leptos::prelude::*;

use crate::finance::expenses::api::{
    DeleteExpenseCategory, MoveExpenseCategory, RetireExpenseCategory, SaveExpenseCategory, list_expense_categories,
};
use crate::finance::expenses::{forms, model::ExpenseCategory};
use crate::kernel::actor::Right;
use crate::records::directory::pages::{EntryFold, EntryForm, EntryList, EntryStep};
use crate::tr;
use crate::ui::form::TextField;
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
    let last = categories.len().saturating_sub(1);
    let fold = |(n, one): (usize, ExpenseCategory)| {
        let up = (n > 0).then(|| moves(&one, false, again));
        let down = (n < last).then(|| moves(&one, true, again));
        let retired = one
            .retired
            .then(|| view! { " " <span class="muted">{tr!(expenses.category_retired)}</span> });
        let content = view! {
            {form(forms::SaveExpenseCategory::of(one.id, one.version, &one.name), again)}
            <div class="steps-bar">{up} {down} {retire(&one, again)} {delete(&one, again)}</div>
        };
        EntryFold {
            content: content.into_any(),
            summary: view! { <span>{one.name}</span> {retired} }.into_any(),
        }
    };
    categories.into_iter().enumerate().map(fold).collect()
}

fn form(stored: forms::SaveExpenseCategory, again: Callback<()>) -> AnyView {
    let action = ServerAction::<SaveExpenseCategory>::new();
    let id = stored.id.map(|id| id.to_string());
    view! {
        <EntryForm action id version=stored.version toast=tr!(expenses.category_saved) again>
            <div class="form-grid">
                <TextField name="name" label=tr!(expenses.category_name) value=stored.name required=true max=100 />
            </div>
        </EntryForm>
    }
    .into_any()
}

fn moves(one: &ExpenseCategory, down: bool, again: Callback<()>) -> AnyView {
    let action = ServerAction::<MoveExpenseCategory>::new();
    let label = if down {
        tr!(expenses.category_down)
    } else {
        tr!(expenses.category_up)
    };
    view! { <EntryStep action id=one.id.to_string() label with=("down", down) again /> }.into_any()
}

fn retire(one: &ExpenseCategory, again: Callback<()>) -> AnyView {
    let action = ServerAction::<RetireExpenseCategory>::new();
    let label = if one.retired {
        tr!(expenses.category_restore)
    } else {
        tr!(expenses.category_retire)
    };
    let with = ("retired", !one.retired);
    view! { <EntryStep action id=one.id.to_string() label with toast=tr!(expenses.category_retired_toast) again /> }
        .into_any()
}

fn delete(one: &ExpenseCategory, again: Callback<()>) -> AnyView {
    let action = ServerAction::<DeleteExpenseCategory>::new();
    let label = tr!(expenses.category_delete);
    view! { <EntryStep action id=one.id.to_string() label argument="" toast=tr!(expenses.category_deleted) again /> }
        .into_any()
}
