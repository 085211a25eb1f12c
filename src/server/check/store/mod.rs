//! What `akta check` reads. It looks across rooms and writes nothing. Sums of payments and maintained totals are in `sums`, acts and delivery notes
//! in `closing`, expenses in `expenses`, answers to papers in `answers`, requests in
//! `tickets`.

pub mod answers;
pub mod closing;
pub mod expenses;
pub mod sums;
pub mod tickets;

use uuid::Uuid;

use crate::company::organization::model::DocumentKind;
use crate::documents::invoices::model::{Invoice, Line};
use crate::documents::signatures::model::Signing;
use crate::kernel::ids::{ClientId, ContractId, FileId, InvoiceId, SeriesId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// An invoice, or why its row can't be read.
pub struct Invoiced {
    pub id: InvoiceId,
    pub number: String,
    pub invoice: Result<Invoice, String>,
}

impl Invoiced {
    pub fn object(&self) -> String {
        named("invoice", &self.number, self.id)
    }
}

fn named(kind: &str, number: &str, id: impl std::fmt::Display) -> String {
    if number.is_empty() {
        format!("{kind} {id}")
    } else {
        format!("{kind} {number} ({id})")
    }
}

impl FromRow for Invoiced {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            invoice: Invoice::from_row(row).map_err(|error| error.to_string()),
        })
    }
}

/// A slice of all invoices in the order of their ids.
pub async fn invoices(conn: &mut Conn, after: Option<InvoiceId>, most: i64) -> DbResult<Vec<Invoiced>> {
    Sql::new("SELECT * FROM invoices WHERE 1 = 1")
        .and_if("id > ?", after)
        .push_with("ORDER BY id LIMIT ?", [most.into()])
        .all(conn)
        .await
}

/// A line of an invoice, or why its row can't be read.
pub struct LineOf {
    pub invoice: InvoiceId,
    pub line: Result<Line, String>,
}

impl FromRow for LineOf {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            invoice: row.get("invoice_id")?,
            line: Line::from_row(row).map_err(|error| error.to_string()),
        })
    }
}

/// The lines of the invoices after one up to and with another.
pub async fn lines(conn: &mut Conn, after: Option<InvoiceId>, last: InvoiceId) -> DbResult<Vec<LineOf>> {
    Sql::new("SELECT * FROM invoice_lines WHERE invoice_id <= $1")
        .bind(last)
        .and_if("invoice_id > ?", after)
        .push("ORDER BY invoice_id, position")
        .all(conn)
        .await
}

/// A document by kind, number and id.
pub struct Named {
    kind: String,
    number: String,
    id: Uuid,
}

impl Named {
    pub fn object(&self) -> String {
        named(&self.kind, &self.number, self.id)
    }
}

impl FromRow for Named {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            kind: row.get("kind")?,
            number: row.get("number")?,
            id: row.get("id")?,
        })
    }
}

/// A counter with the documents that carry its numbers.
pub struct Counted {
    pub series: SeriesId,
    pub kind: DocumentKind,
    pub period: String,
    pub first: i64,
    pub last: i64,
    pub documents: i64,
    /// Of the documents; 0 if there are none.
    pub lowest: i64,
    pub highest: i64,
}

impl Counted {
    pub fn object(&self) -> String {
        let period = if self.period.is_empty() {
            "all years"
        } else {
            &self.period
        };
        format!("numbers of {}s of {period} (series {})", self.kind, self.series)
    }
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            series: row.get("series_id")?,
            kind: row.code("kind")?,
            period: row.get("period")?,
            first: row.get("first")?,
            last: row.get("last")?,
            documents: row.get("documents")?,
            lowest: row.get("lowest")?,
            highest: row.get("highest")?,
        })
    }
}

/// All counters: a row for each series and period. Numbers of contracts are only proposed by theirs.
pub async fn counters(conn: &mut Conn) -> DbResult<Vec<Counted>> {
    Sql::new(
        "SELECT c.series_id, s.kind, c.period, c.first, c.last, COUNT(d.n) AS documents, \
         COALESCE(MIN(d.n), 0) AS lowest, COALESCE(MAX(d.n), 0) AS highest \
         FROM number_counters c JOIN number_series s ON s.id = c.series_id AND s.kind <> 'contract' LEFT JOIN (\
         SELECT 'invoice' AS kind, series_id, series_period, n FROM invoices WHERE n IS NOT NULL UNION ALL \
         SELECT 'payment', series_id, series_period, n FROM payments UNION ALL \
         SELECT kind, series_id, series_period, n FROM closings WHERE n IS NOT NULL) d \
         ON d.series_id = c.series_id AND d.series_period = c.period AND d.kind = s.kind \
         GROUP BY c.series_id, s.kind, c.period, c.first, c.last ORDER BY c.series_id, c.period",
    )
    .all(conn)
    .await
}

/// A slice of a counter's numbers of invoices from `n` on.
pub async fn invoice_numbers(conn: &mut Conn, counter: &Counted, n: i64, most: i64) -> DbResult<Vec<i64>> {
    Sql::new("SELECT n FROM invoices WHERE series_id = $1 AND series_period = $2 AND n >= $3 ORDER BY n LIMIT $4")
        .bind(counter.series)
        .bind(counter.period.as_str())
        .bind(n)
        .bind(most)
        .scalars(conn)
        .await
}

/// A slice of a counter's numbers of payments from `n` on.
pub async fn payment_numbers(conn: &mut Conn, counter: &Counted, n: i64, most: i64) -> DbResult<Vec<i64>> {
    Sql::new("SELECT n FROM payments WHERE series_id = $1 AND series_period = $2 AND n >= $3 ORDER BY n LIMIT $4")
        .bind(counter.series)
        .bind(counter.period.as_str())
        .bind(n)
        .bind(most)
        .scalars(conn)
        .await
}

/// Documents whose number is of no counter, or of a series of another company or kind.
pub async fn numbered_astray(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT d.kind, d.number, d.id FROM (\
         SELECT 'invoice' AS kind, id, number, organization_id, series_id, series_period FROM invoices WHERE series_id IS NOT NULL \
         UNION ALL SELECT 'payment', id, number, organization_id, series_id, series_period FROM payments \
         UNION ALL SELECT kind, id, number, organization_id, series_id, series_period FROM closings WHERE series_id IS NOT NULL) d \
         LEFT JOIN number_series s ON s.id = d.series_id LEFT JOIN number_counters c ON c.series_id = d.series_id AND c.period = d.series_period \
         WHERE c.series_id IS NULL OR s.organization_id <> d.organization_id OR s.kind <> d.kind ORDER BY d.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Documents of a company and kind that have the number of another one of the same year.
pub async fn numbered_twice(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT kind, number, id FROM (\
         SELECT kind, number, id, COUNT(*) OVER (PARTITION BY organization_id, kind, number, SUBSTR(CAST(date AS TEXT), 1, 4)) AS times FROM (\
         SELECT 'invoice' AS kind, id, number, organization_id, issue_date AS date FROM invoices WHERE number <> '' \
         UNION ALL SELECT 'payment', id, number, organization_id, date FROM payments \
         UNION ALL SELECT kind, id, number, organization_id, date FROM closings WHERE number <> '') d) n WHERE times > 1 ORDER BY id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Drafts with a number and issued papers without one. The table's own constraints say the same, as long as they are there.
pub async fn numbered_wrongly(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'invoice' AS kind, number, id FROM invoices WHERE (lifecycle = 'draft') <> (number = '') OR (lifecycle = 'draft') <> (n IS NULL) \
         UNION ALL SELECT kind, number, id FROM closings WHERE (lifecycle = 'draft') <> (number = '') \
         OR (lifecycle = 'draft') <> (n IS NULL AND suffix IS NULL) ORDER BY id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Issued papers without the snapshot of their revision.
pub async fn issued_without_snapshot(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT d.kind, d.number, d.id FROM (\
         SELECT 'invoice' AS kind, id, number, revision FROM invoices WHERE lifecycle <> 'draft' UNION ALL \
         SELECT 'contract', id, number, 1 FROM contracts WHERE lifecycle <> 'draft' UNION ALL \
         SELECT kind, id, number, revision FROM closings WHERE lifecycle <> 'draft') d WHERE NOT EXISTS (\
         SELECT 1 FROM snapshots s WHERE s.owner_kind = d.kind AND s.owner_id = d.id AND s.revision = d.revision) \
         ORDER BY d.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Invoices, contracts, payments, acts, delivery notes, leads, expenses and requests of which no event tells that they were made.
pub async fn without_events(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT d.kind, d.number, d.id FROM (SELECT 'invoice' AS kind, id, number FROM invoices UNION ALL \
         SELECT 'contract', id, number FROM contracts UNION ALL SELECT kind, id, number FROM closings UNION ALL \
         SELECT 'payment', id, number FROM payments UNION ALL SELECT 'lead', id, name FROM leads \
         UNION ALL SELECT 'expense', id, name FROM expenses \
         UNION ALL SELECT 'ticket', id, CAST(number AS TEXT) FROM tickets) d WHERE NOT EXISTS (\
         SELECT 1 FROM activity e WHERE e.owner_kind = d.kind AND e.owner_id = d.id AND e.seq = 1) ORDER BY d.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Contracts whose state of signatures is not what their facts say; the facts come along.
pub async fn signed(conn: &mut Conn, after: Option<ContractId>, most: i64) -> DbResult<Vec<Signed>> {
    Sql::new(
        "SELECT id, number, signature, signed_by_us, signed_by_client, refused_on, refusal_reason, original_received FROM contracts WHERE 1 = 1",
    )
    .and_if("id > ?", after)
    .push_with("ORDER BY id LIMIT ?", [most.into()])
    .all(conn)
    .await
}

/// A contract with what was recorded of signatures.
pub struct Signed {
    pub id: ContractId,
    number: String,
    pub signature: String,
    pub facts: Signing,
}

impl Signed {
    pub fn object(&self) -> String {
        named("contract", &self.number, self.id)
    }
}

impl FromRow for Signed {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            signature: row.get("signature")?,
            facts: Signing::read(row)?,
        })
    }
}

/// Contracts that have the number of another one of the same parties and year; the table's constraint says the same, as long as it is there.
pub async fn contracts_numbered_twice(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT kind, number, id FROM (SELECT 'contract' AS kind, number, id, \
         COUNT(*) OVER (PARTITION BY organization_id, client_id, SUBSTR(CAST(date AS TEXT), 1, 4), number_key) AS times FROM contracts) n \
         WHERE times > 1 ORDER BY id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Annexes to a contract of other parties, to a draft, or to another annex.
pub async fn astray_annexes(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'contract' AS kind, a.number, a.id FROM contracts a JOIN contracts p ON p.id = a.parent_id WHERE p.client_id <> a.client_id \
         OR p.organization_id <> a.organization_id OR p.lifecycle = 'draft' OR p.parent_id IS NOT NULL ORDER BY a.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Invoices that go back to a contract of another client or own company.
pub async fn based_astray(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'invoice' AS kind, i.number, i.id FROM invoices i JOIN contracts a ON a.id = i.contract_id WHERE a.client_id <> i.client_id \
         OR a.organization_id <> i.organization_id ORDER BY i.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Clients with contacts of whom none or several are primary, or the primary one is out of use while another is not.
pub async fn without_one_primary(conn: &mut Conn) -> DbResult<Vec<ClientId>> {
    Sql::new(
        "SELECT client_id FROM contacts GROUP BY client_id HAVING SUM(CASE WHEN is_primary THEN 1 ELSE 0 END) <> 1 \
         OR (SUM(CASE WHEN active THEN 1 ELSE 0 END) > 0 AND SUM(CASE WHEN is_primary AND active THEN 1 ELSE 0 END) <> 1) \
         ORDER BY client_id LIMIT 1000",
    )
    .scalars(conn)
    .await
}

/// How many of the offered modes of payments are what new ones begin with.
pub async fn modes_to_begin_with(conn: &mut Conn) -> DbResult<i64> {
    let sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) FROM payment_modes WHERE is_default AND NOT retired");
    Ok(sql.scalar(conn).await?.unwrap_or_default())
}

/// Leads with an entry of the wrong directory, and converted ones with files: those have gone along to the client.
pub async fn leads_astray(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'lead' AS kind, l.name AS number, l.id FROM leads l LEFT JOIN lead_choices s ON s.id = l.source_id \
         LEFT JOIN lead_choices t ON t.id = l.status_id WHERE s.kind = 'status' OR t.kind = 'source' \
         OR (l.client_id IS NOT NULL AND EXISTS (SELECT 1 FROM files f WHERE f.owner_kind = 'lead' AND f.owner_id = l.id)) \
         ORDER BY l.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Files whose owner is not there or of another client. What was deleted may have lost its owner.
pub async fn files_astray(conn: &mut Conn) -> DbResult<Vec<FileId>> {
    Sql::new(
        "SELECT f.id FROM files f LEFT JOIN invoices i ON f.owner_kind = 'invoice' AND i.id = f.owner_id \
         LEFT JOIN leads l ON f.owner_kind = 'lead' AND l.id = f.owner_id \
         LEFT JOIN expenses x ON f.owner_kind = 'expense' AND x.id = f.owner_id \
         LEFT JOIN tickets q ON f.owner_kind = 'ticket' AND q.id = f.owner_id \
         WHERE f.deleted_at IS NULL AND ((f.owner_kind = 'ticket' AND (q.id IS NULL OR f.client_id IS DISTINCT FROM q.client_id)) OR (f.owner_kind = 'expense' AND (x.id IS NULL OR f.client_id IS DISTINCT FROM x.client_id)) OR (f.owner_kind = 'lead' AND (l.id IS NULL OR f.client_id IS NOT NULL)) OR (f.owner_kind = 'client' AND (f.client_id IS NULL OR f.client_id <> f.owner_id)) \
         OR (f.owner_kind = 'invoice' AND (i.id IS NULL OR f.client_id IS NULL OR f.client_id <> i.client_id))) ORDER BY f.id LIMIT 1000",
    )
    .scalars(conn)
    .await
}

/// A row of `SQLite` with a reference that leads nowhere.
pub struct Dangling {
    table: String,
    row: Option<i64>,
    pub parent: String,
}

impl Dangling {
    pub fn object(&self) -> String {
        match self.row {
            Some(row) => format!("row {row} of {}", self.table),
            None => format!("a row of {}", self.table),
        }
    }
}

impl FromRow for Dangling {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            table: row.get("table")?,
            row: row.get("rowid")?,
            parent: row.get("parent")?,
        })
    }
}

/// `SQLite` only.
pub async fn dangling_references(conn: &mut Conn) -> DbResult<Vec<Dangling>> {
    Sql::new("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 1000")
        .all(conn)
        .await
}

/// `PostgreSQL` only: foreign keys that were added without a look at the rows, or whose triggers are switched off.
pub async fn unchecked_constraints(conn: &mut Conn) -> DbResult<Vec<String>> {
    Sql::new(
        "SELECT DISTINCT c.conname::text AS name FROM pg_constraint c LEFT JOIN pg_trigger t ON t.tgconstraint = c.oid \
         WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND (NOT c.convalidated OR t.tgenabled <> 'O') \
         ORDER BY name",
    )
    .scalars(conn)
    .await
}
