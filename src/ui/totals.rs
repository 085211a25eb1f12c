//! What a list comes to.

use leptos::prelude::*;

/// A line for each row of sums, as those of each currency, below the table. What comes to nothing has none.
///
/// ```ignore
/// totals(rows, |row: SumsRow| view! { <span>{tr!(invoices.sum_total)} " " <b><MoneyText money=row.total /></b></span> }.into_any())
/// ```
#[must_use]
pub fn totals<T>(rows: Vec<T>, line: impl Fn(T) -> AnyView) -> Option<AnyView> {
    let lines: Vec<_> = rows
        .into_iter()
        .map(|row| view! { <div class="totals-bar">{line(row)}</div> })
        .collect();
    (!lines.is_empty()).then(|| view! { <div class="totals-of-list">{lines}</div> }.into_any())
}
