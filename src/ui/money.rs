//! Sums of money as pages show them.

use leptos::prelude::*;

use crate::kernel::format;
use crate::kernel::money::Money;
use crate::text::lang;

/// A sum with its currency's code in grey, figures equally wide. Stands right-aligned in a cell of class `num`.
///
/// ```ignore
/// view! { <td class="num"><MoneyText money=invoice.balance() /></td> }
/// ```
#[component]
pub fn MoneyText(
    money: Money,
    /// Leaves the code out where a column or a heading says it.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let code = (!bare).then(|| view! { <span class="currency">{money.currency.code()}</span> });
    view! { <span class="money">{format::amount(lang(), money.amount, money.currency)} {code}</span> }.into_any()
}
