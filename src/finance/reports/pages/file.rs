//! The columns of the report as a file: a line for each group of each currency.

use rust_decimal::Decimal;

use super::groups::group_text;
use crate::finance::reports::model::{Group, ReceivedLine};
use crate::kernel::money::{Amount, Money};
use crate::kernel::sheet::Value;
use crate::tr;
use crate::ui::table::Column;

#[must_use]
pub fn received_columns() -> Vec<Column<ReceivedLine>> {
    let money = |line: &ReceivedLine, amount: Amount| Money::new(amount, line.currency);
    vec![
        Column::exported(tr!(reports.currency), |line: &ReceivedLine| line.currency.code()),
        Column::exported(tr!(reports.group), |line: &ReceivedLine| match &line.group {
            Group::Day(day) | Group::Month(day) => Value::Date(*day),
            group => Value::Text(group_text(group)),
        }),
        Column::exported(tr!(reports.payments), |line: &ReceivedLine| {
            Decimal::from(line.sums.payments)
        }),
        Column::exported(tr!(reports.came_in), move |line: &ReceivedLine| {
            money(line, line.sums.received)
        }),
        Column::exported(tr!(reports.refunds), |line: &ReceivedLine| {
            Decimal::from(line.sums.refunds)
        }),
        Column::exported(tr!(reports.given_back), move |line: &ReceivedLine| {
            money(line, line.sums.refunded)
        }),
        Column::exported(tr!(reports.net), move |line: &ReceivedLine| {
            money(line, line.sums.net().unwrap_or_default())
        }),
    ]
}
