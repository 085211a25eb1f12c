//! What is owed, and from which day on it is late: the table `invoice_dues` and the sums of the first page.

use std::collections::BTreeMap;

use super::super::model::{Invoice, Settlement};
use super::visible;
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::kernel::money::Amount;
use crate::platform::db::{DbError, DbResult, Sql, Tx, part_of};

/// What is left to pay of one invoice, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Due {
    place: DuePlace,
    open: Amount,
}

/// Where an invoice is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DuePlace {
    date: Date,
    organization: OrganizationId,
    currency: Currency,
    client: ClientId,
}

/// A row of the table: its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DueRow {
    date: Date,
    organization: OrganizationId,
    currency: Currency,
    part: i64,
}

impl DuePlace {
    fn row(self, tx: &Tx) -> DueRow {
        DueRow {
            date: self.date,
            organization: self.organization,
            currency: self.currency,
            part: part_of(tx, self.client),
        }
    }
}

impl Due {
    /// Nothing is due of a draft, of what is cancelled and of what is paid.
    pub(in super::super) fn of(invoice: &Invoice) -> Option<Self> {
        let open = matches!(invoice.settlement, Settlement::Unpaid | Settlement::PartiallyPaid);
        open.then(|| Self {
            place: DuePlace {
                date: invoice.due_date,
                organization: invoice.organization,
                currency: invoice.currency,
                client: invoice.client,
            },
            open: invoice.balance(),
        })
    }
}

/// Keeps what is due of some invoices when it changes: what was due before is so no more, what is due after comes in its place. The
/// rows are written in one order, so that two transactions never wait for each other.
pub(in super::super) async fn keep_dues(
    tx: &mut Tx,
    changes: impl IntoIterator<Item = (Option<Due>, Option<Due>)>,
) -> DbResult<()> {
    let mut rows: BTreeMap<DueRow, (Vec<Amount>, Vec<Amount>)> = BTreeMap::new();
    for (before, after) in changes {
        if before == after {
            continue;
        }
        if let Some(after) = after {
            rows.entry(after.place.row(tx)).or_default().0.push(after.open);
        }
        if let Some(before) = before {
            rows.entry(before.place.row(tx)).or_default().1.push(before.open);
        }
    }
    for (row, (more, less)) in rows {
        let sum = |amounts| {
            Amount::sum(amounts).map_err(|error| DbError::Decode {
                column: "open".to_owned(),
                reason: error.to_string(),
            })
        };
        add(tx, row, sum(more)?, sum(less)?).await?;
    }
    Ok(())
}

async fn add(tx: &mut Tx, row: DueRow, more: Amount, less: Amount) -> DbResult<()> {
    Sql::new(
        "INSERT INTO invoice_dues (due_date, organization_id, currency, part, open) VALUES ($1, $2, $3, $4, $5 - $6) \
         ON CONFLICT (due_date, organization_id, currency, part) DO UPDATE SET open = invoice_dues.open + excluded.open",
    )
    .bind(row.date)
    .bind(row.organization)
    .bind(row.currency.code())
    .bind(row.part)
    .bind(more)
    .bind(less)
    .later(tx)
    .await
}

/// What the actor's clients owe in all, and what of it is late, per currency. For everybody it comes from the maintained totals:
/// late is what is owed less what falls due today or later, of which there are few days. For the clients of one manager it is
/// added up from the index of what each owes.
pub(crate) fn owed(scope: Scope, today: Date) -> Sql {
    if scope == Scope::All {
        return Sql::new(
            "SELECT currency, CAST(SUM(owed) AS BIGINT) AS owed, CAST(SUM(owed - ahead) AS BIGINT) AS overdue FROM (\
             SELECT currency, total - paid AS owed, 0 AS ahead FROM invoice_totals UNION ALL \
             SELECT currency, 0, open FROM invoice_dues WHERE due_date >= $1) AS sums \
             GROUP BY currency HAVING SUM(owed) <> 0 ORDER BY currency",
        )
        .bind(today);
    }
    let sums = Sql::new(
        "SELECT i.currency, CAST(SUM(i.total - i.paid) AS BIGINT) AS owed, \
         CAST(SUM(CASE WHEN i.due_date < $1 THEN i.total - i.paid ELSE 0 END) AS BIGINT) AS overdue \
         FROM invoices i WHERE i.settlement <> 'none' AND i.settlement <> 'paid'",
    );
    visible(sums.bind(today), scope).push("GROUP BY i.currency ORDER BY i.currency")
}

/// Whether there is an issued invoice or a draft that the actor may see.
pub(in super::super) fn any(scope: Scope) -> Sql {
    visible(Sql::new("SELECT i.id FROM invoices i WHERE 1 = 1"), scope).push("LIMIT 1")
}
