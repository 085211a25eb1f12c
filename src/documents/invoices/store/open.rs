//! Invoices that payments settle.

use std::collections::BTreeSet;

use super::super::model::Invoice;
use super::{INVOICE, visible};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, InvoiceId, OrganizationId};
use crate::platform::db::{Conn, DbResult, Sql, Tx};

/// Those of some invoices that are within the scope, locked in the order of their ids until the transaction ends.
pub async fn locked_all(tx: &mut Tx, ids: &BTreeSet<InvoiceId>, scope: Scope) -> DbResult<Vec<Invoice>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = visible(Sql::new(INVOICE).push("WHERE 1 = 1"), scope).among("i.id", ids.iter().copied());
    sql.push("ORDER BY i.id").locked(tx, "i").all(tx).await
}

/// What a client has to pay to an own company, the oldest due date first. The caller has checked that the actor may see him.
pub async fn open_of(
    conn: &mut Conn,
    client: ClientId,
    organization: OrganizationId,
    currency: Option<Currency>,
    most: i64,
) -> DbResult<Vec<Invoice>> {
    let mut open: Vec<Invoice> = open_statement(client, organization, currency, most).all(conn).await?;
    open.sort_by_key(|invoice| (invoice.due_date, invoice.id));
    Ok(open)
}

/// In the order of the index of what a client owes, so that no other one is taken.
pub(crate) fn open_statement(
    client: ClientId,
    organization: OrganizationId,
    currency: Option<Currency>,
    most: i64,
) -> Sql {
    Sql::new(INVOICE)
        .push_with(
            "WHERE i.client_id = ? AND i.settlement <> 'none' AND i.settlement <> 'paid'",
            [client.into()],
        )
        .and_if("i.currency = ?", currency.map(Currency::code))
        .and_if_aside("i.organization_id = ?", Some(organization))
        .push_with("ORDER BY i.currency, i.due_date LIMIT ?", [most.into()])
}
