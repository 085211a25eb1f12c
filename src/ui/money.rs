//! Sums of money as pages show them.

use leptos::prelude::*;

use super::html::{Html, Piece, span};
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
    let inner = Html::of(figures(money, bare)).into_string();
    view! { <span class="money" inner_html=inner></span> }.into_any()
}

/// [`MoneyText`] in a cell of a table.
#[must_use]
pub fn money_cell(money: Money) -> impl Piece {
    span("money", figures(money, false))
}

fn figures(money: Money, bare: bool) -> impl Piece {
    let code = (!bare).then(|| span("currency", money.currency.code()));
    (format::amount(lang(), money.amount, money.currency), code)
}
