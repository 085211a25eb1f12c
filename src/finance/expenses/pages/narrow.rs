//! What narrows the list beside chips, own company and period: category and mode.

use leptos::prelude::*;

use crate::company::payment_modes::api::offered_payment_modes;
use crate::company::payment_modes::model::NamedMode;
use crate::company::payment_modes::pages::words::mode_choices;
use crate::finance::expenses::api::offered_expense_categories;
use crate::finance::expenses::model::{ExpenseCategory, ExpenseFilter};
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::narrow::{NarrowForm, narrow_choice};
use crate::ui::query::fields;

#[component]
pub(super) fn Narrow(#[prop(into)] path: String, filter: Memo<ExpenseFilter>) -> impl IntoView {
    let categories = Data::new(|| (), |()| offered_expense_categories());
    let modes = Data::new(|| (), |()| offered_payment_modes());
    let narrowed = Signal::derive(move || filter.with(|f| f.category.is_some() || f.mode.is_some()));
    let kept = Signal::derive(move || {
        fields(&ExpenseFilter {
            category: None,
            mode: None,
            ..filter.get().at_first()
        })
    });
    view! {
        <NarrowForm path label=tr!(expenses.narrow) narrowed kept>
            <Load resource=categories aside=true fallback=|| () let:categories>{of_category(categories, filter)}</Load>
            <Load resource=modes aside=true fallback=|| () let:modes>{by_mode(&modes, filter)}</Load>
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

fn by_mode(modes: &[NamedMode], filter: Memo<ExpenseFilter>) -> Option<AnyView> {
    let chosen = Memo::new(move |_| filter.with(|filter| filter.mode.map(|mode| mode.to_string()).unwrap_or_default()));
    narrow_choice(
        "mode",
        tr!(expenses.mode),
        tr!(expenses.all),
        mode_choices(modes),
        chosen,
    )
}
