//! The columns of a statement as a file.

use super::table::entry_text;
use crate::finance::statements::model::{LineKind, StatementLine};
use crate::kernel::money::{Amount, Money};
use crate::text::lang;
use crate::tr;
use crate::ui::table::Column;

/// A line of the file after another: opening balance, entries, turnover with the closing balance.
#[must_use]
pub fn statement_columns() -> Vec<Column<StatementLine>> {
    let sum = |line: &StatementLine, amount: Option<Amount>| amount.map(|amount| Money::new(amount, line.currency));
    vec![
        Column::exported(tr!(statements.company), |line: &StatementLine| {
            line.organization_name.clone()
        }),
        Column::exported(tr!(statements.currency), |line: &StatementLine| line.currency.code()),
        Column::exported(tr!(statements.date), |line: &StatementLine| line.date),
        Column::exported(tr!(statements.document), |line: &StatementLine| match line.kind {
            LineKind::Opening => tr!(statements.opening).to_owned(),
            LineKind::Closing => tr!(statements.closing).to_owned(),
            LineKind::Entry(entry) => entry_text(lang(), entry, &line.number),
        }),
        Column::exported(tr!(statements.number), |line: &StatementLine| line.number.clone()),
        Column::exported(tr!(statements.debit), move |line: &StatementLine| sum(line, line.debit)),
        Column::exported(tr!(statements.credit), move |line: &StatementLine| {
            sum(line, line.credit)
        }),
        Column::exported(tr!(statements.balance), move |line: &StatementLine| {
            sum(line, Some(line.balance))
        }),
        Column::exported(tr!(statements.other), |line: &StatementLine| line.other),
        Column::exported(tr!(statements.other_currency), |line: &StatementLine| {
            line.other.map(|other| other.currency.code())
        }),
    ]
}
