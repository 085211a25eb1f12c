//! Start balances with the names of their clients.

use super::model::BalanceRow;
use crate::company::organization::model::StartBalance;
use crate::crm::clients::CLIENT_SCOPE;
use crate::kernel::actor::Scope;
use crate::kernel::folding::{contains_pattern, fold};
use crate::kernel::ids::OrganizationId;
use crate::kernel::paging::Cursor;
use crate::platform::db::{DbResult, FromRow, Row, SortColumn, Sql};

/// Words of a search beyond this many are ignored.
const MOST_WORDS: usize = 8;

impl FromRow for BalanceRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            balance: StartBalance::from_row(row)?,
            client_name: row.get("client_name")?,
        })
    }
}

/// One page and one row more, the newest day first.
pub(crate) fn start_balances(scope: Scope, organization: OrganizationId, q: &str, cursor: Option<&Cursor>) -> Sql {
    let mut sql = Sql::new(
        "SELECT b.id, b.organization_id, b.client_id, b.currency, b.as_of, b.amount, b.version, clients.name AS client_name \
         FROM start_balances b JOIN clients ON clients.id = b.client_id",
    )
    .push_with("WHERE b.organization_id = ?", [organization.into()])
    .within(scope, CLIENT_SCOPE);
    for word in fold(q).split_whitespace().take(MOST_WORDS) {
        sql = sql.push_with("AND clients.search LIKE ? ESCAPE '\\'", [contains_pattern(word).into()]);
    }
    sql.page(SortColumn::date("b.as_of"), "b.id", true, cursor)
}
