//! What narrows the list beside chips, own company and period: category and mode.

use leptos::prelude::*;

use crate::finance::expenses::api::offered_expense_categories;
use crate::finance::expenses::model::{ExpenseCategory, ExpenseFilter};
use crate::finance::payments::pages::modes;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::narrow::{NarrowForm, narrow_choice};
use crate::ui::query::fields;

#[component]
pub(super) fn Narrow(#[prop(into)] path: String, filter: Memo<ExpenseFilter>) -> impl IntoView {
    let categories = Data::new(|| (), |()| offered_expense_categories());
    let narrowed = Signal::derive(move || filter.with(|f| f.category.is_some() || f.mode.is_some()));
    let kept = Signal::derive(move || {
        fields(&ExpenseFilter {
            category: None,
            mode: None,
            ..filter.get().at_first()
        })
    });
    let mode = Memo::new(move |_| filter.with(|filter| filter.mode.map(|mode| mode.to_string()).unwrap_or_default()));
    view! {
        <NarrowForm path label=tr!(expenses.narrow) narrowed kept>
            <Load resource=categories aside=true fallback=|| () let:categories>{of_category(categories, filter)}</Load>
            {narrow_choice("mode", tr!(expenses.mode), tr!(expenses.all), modes(), mode)}
        </NarrowForm>
    }
    .into_any()
}

fn of_category(categories: Vec<ExpenseCategory>, filter: Memo<ExpenseFilter>) -> Option<AnyView> {
    let options = categories
        .into_iter()
        .map(|one| (one.id.to_string(), one.name))
        .collect();
    let chosen = Memo::new(move |_| filter.with(|filter| filter.category.map(|id| id.to_string()).unwrap_or_default()));
    narrow_choice("category", tr!(expenses.category), tr!(expenses.all), options, chosen)
}
