//! The table `clients`.

use super::forms::ValidClient;
use super::model::{Balance, Client, ClientChoice, ClientRow, ClientSort};
use crate::kernel::actor::Scope;
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::folding::{contains_pattern, fold};
use crate::kernel::ids::{ClientId, UserId};
use crate::kernel::paging::{Cursor, Direction};
use crate::kernel::requisites::TaxId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, SortColumn, Sql, Tx, ensure_one_row};

/// How the table `clients` is put into a scope: the manager's own clients; a contact's own client.
pub const CLIENT_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("clients.manager_id = ?"),
    client: Some("clients.id"),
    document: None,
};

/// What a picker offers at most.
const MOST_CHOICES: i64 = 20;

impl FromRow for Client {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.code("kind")?,
            name: row.get("name")?,
            legal_name: row.get("legal_name")?,
            tax_id: tax_id(row)?,
            address: row.get("address")?,
            phone: row.get("phone")?,
            email: row.get("email")?,
            currency: row.code("currency")?,
            lang: row.code("lang")?,
            payment_days: row.get("payment_days")?,
            manager: row.get("manager_id")?,
            notes: row.get("notes")?,
            archived: row.get("archived")?,
            version: row.get("version")?,
        })
    }
}

fn tax_id(row: &Row) -> DbResult<Option<TaxId>> {
    let value: String = row.get("tax_id")?;
    if value.is_empty() {
        return Ok(None);
    }
    Ok(Some(TaxId {
        kind: row.code("tax_id_kind")?,
        value,
    }))
}

/// A client within the scope.
pub async fn by_id(conn: &mut Conn, id: ClientId, scope: Scope) -> DbResult<Option<Client>> {
    let sql = Sql::new(
        "SELECT id, kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, manager_id, \
         notes, archived, version FROM clients WHERE clients.id = $1",
    );
    sql.bind(id).within(scope, CLIENT_SCOPE).optional(conn).await
}

/// A client within the scope, with its row locked until the transaction ends.
pub async fn locked(tx: &mut Tx, id: ClientId, scope: Scope) -> DbResult<Option<Client>> {
    let sql = Sql::new("UPDATE clients SET version = version WHERE clients.id = $1").bind(id);
    let sql = sql.within(scope, CLIENT_SCOPE).push(
        "RETURNING id, kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, manager_id, \
         notes, archived, version",
    );
    sql.optional(tx).await
}

pub(super) async fn insert(tx: &mut Tx, id: ClientId, new: &ValidClient, at: Timestamp) -> DbResult<()> {
    let (kind, tax_id) = tax_id_columns(new.tax_id.as_ref());
    Sql::new(
        "INSERT INTO clients (id, kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, \
         manager_id, notes, archived, sort_name, search, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1, $18)",
    )
    .bind(id)
    .bind(new.kind.as_str())
    .bind(new.name.as_str())
    .bind(new.legal_name.as_str())
    .bind(kind)
    .bind(tax_id)
    .bind(new.address.as_str())
    .bind(new.phone.as_str())
    .bind(new.email.as_str())
    .bind(new.currency.as_str())
    .bind(new.lang.as_str())
    .bind(new.payment_days)
    .bind(new.manager)
    .bind(new.notes.as_str())
    .bind(false)
    .bind(fold(&new.name))
    .bind(search_text(new))
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes the card under the next version. The row is locked and its version was compared.
pub(super) async fn update(tx: &mut Tx, id: ClientId, save: &ValidClient) -> DbResult<()> {
    let (kind, tax_id) = tax_id_columns(save.tax_id.as_ref());
    let sql = Sql::new(
        "UPDATE clients SET kind = $1, name = $2, legal_name = $3, tax_id_kind = $4, tax_id = $5, address = $6, phone = $7, email = $8, \
         currency = $9, lang = $10, payment_days = $11, manager_id = $12, notes = $13, sort_name = $14, search = $15, \
         version = version + 1 WHERE id = $16",
    )
    .bind(save.kind.as_str())
    .bind(save.name.as_str())
    .bind(save.legal_name.as_str())
    .bind(kind)
    .bind(tax_id)
    .bind(save.address.as_str())
    .bind(save.phone.as_str())
    .bind(save.email.as_str())
    .bind(save.currency.as_str())
    .bind(save.lang.as_str())
    .bind(save.payment_days)
    .bind(save.manager)
    .bind(save.notes.as_str())
    .bind(fold(&save.name))
    .bind(search_text(save))
    .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn set_archived(tx: &mut Tx, id: ClientId, archived: bool) -> DbResult<()> {
    let sql = Sql::new("UPDATE clients SET archived = $1, version = version + 1 WHERE id = $2")
        .bind(archived)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

fn tax_id_columns(tax_id: Option<&TaxId>) -> (&'static str, String) {
    tax_id.map_or_else(|| ("", String::new()), |id| (id.kind.as_str(), id.value.clone()))
}

/// Everything people look for a client by, folded; the phone also without what its digits are set off with.
fn search_text(client: &ValidClient) -> String {
    let tax_id = client.tax_id.as_ref().map(|id| id.value.as_str()).unwrap_or_default();
    let digits: String = client.phone.chars().filter(char::is_ascii_digit).collect();
    let parts = [
        &client.name,
        &client.legal_name,
        tax_id,
        &client.email,
        &client.phone,
        &digits,
    ];
    parts.map(fold).join(" ")
}

/// What the list is narrowed to.
pub(super) struct ListFilter<'a> {
    pub q: &'a str,
    pub archived: bool,
    pub manager: Option<UserId>,
    pub sort: ClientSort,
    pub descending: bool,
    pub cursor: Option<&'a Cursor>,
    /// The day by which an invoice is overdue.
    pub today: Date,
}

/// One page of the list and one row more, with what each client owes: one statement.
pub(super) async fn list(conn: &mut Conn, scope: Scope, filter: &ListFilter<'_>) -> DbResult<Vec<ClientRow>> {
    let rows: Vec<ListRow> = list_sql(scope, filter).all(conn).await?;
    Ok(grouped(rows))
}

pub(super) fn list_sql(scope: Scope, filter: &ListFilter<'_>) -> Sql {
    let backward = filter.cursor.is_some_and(|c| c.direction == Direction::Backward);
    let down = filter.descending != backward;
    let page = Sql::new(
        "WITH page AS (SELECT clients.id, clients.kind, clients.name, clients.tax_id_kind, clients.tax_id, clients.email, clients.phone, \
         clients.manager_id, clients.archived, clients.sort_name FROM clients WHERE clients.archived = $1",
    )
    .bind(filter.archived)
    .within(scope, CLIENT_SCOPE)
    .and_if("clients.manager_id = ?", filter.manager)
    .containing("clients.search", filter.q);
    let page = match filter.sort {
        ClientSort::Name => page.page(
            SortColumn::text("clients.sort_name"),
            "clients.id",
            filter.descending,
            filter.cursor,
        ),
        ClientSort::Created => page.page_by_id("clients.id", filter.descending, filter.cursor),
    };
    // Overdue is a matter of the day, and so never stored: summed for the rows of this page only.
    page.push_with(
        ") SELECT page.id, page.kind, page.name, page.tax_id_kind, page.tax_id, page.email, page.phone, page.archived, page.sort_name, \
         users.name AS manager, owed.currency, owed.total - owed.paid AS owed, \
         (SELECT CAST(SUM(invoices.total - invoices.paid) AS BIGINT) FROM invoices WHERE invoices.client_id = page.id \
          AND invoices.currency = owed.currency AND invoices.settlement IN ('unpaid', 'partially_paid') AND invoices.due_date < ?) AS overdue \
         FROM page LEFT JOIN users ON users.id = page.manager_id \
         LEFT JOIN invoice_balances owed ON owed.client_id = page.id AND owed.total <> owed.paid",
        [filter.today.into()],
    )
    .push(match (filter.sort, down) {
        (ClientSort::Name, false) => "ORDER BY page.sort_name, page.id, owed.currency",
        (ClientSort::Name, true) => "ORDER BY page.sort_name DESC, page.id DESC, owed.currency",
        (ClientSort::Created, false) => "ORDER BY page.id, owed.currency",
        (ClientSort::Created, true) => "ORDER BY page.id DESC, owed.currency",
    })
}

/// A client and one of its balances, if it has one.
struct ListRow {
    client: ClientRow,
    balance: Option<Balance>,
}

impl FromRow for ListRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            client: ClientRow {
                id: row.get("id")?,
                kind: row.code("kind")?,
                name: row.get("name")?,
                tax_id: tax_id(row)?,
                email: row.get("email")?,
                phone: row.get("phone")?,
                manager: row.get::<Option<String>>("manager")?.unwrap_or_default(),
                archived: row.get("archived")?,
                sort_name: row.get("sort_name")?,
                balances: Vec::new(),
            },
            balance: balance(row)?,
        })
    }
}

fn balance(row: &Row) -> DbResult<Option<Balance>> {
    let Some(currency) = row.optional_code("currency")? else {
        return Ok(None);
    };
    Ok(Some(Balance {
        currency,
        owed: row.get("owed")?,
        overdue: row.get::<Option<_>>("overdue")?.unwrap_or_default(),
    }))
}

/// Rows of one client follow each other: one row with all its balances.
fn grouped(rows: Vec<ListRow>) -> Vec<ClientRow> {
    let mut clients: Vec<ClientRow> = Vec::new();
    for row in rows {
        match clients.last_mut() {
            Some(last) if last.id == row.client.id => last.balances.extend(row.balance),
            _ => clients.push(ClientRow {
                balances: row.balance.into_iter().collect(),
                ..row.client
            }),
        }
    }
    clients
}

impl FromRow for Balance {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            currency: row.code("currency")?,
            owed: row.get("owed")?,
            overdue: row.get::<Option<_>>("overdue")?.unwrap_or_default(),
        })
    }
}

/// What one client owes. The caller has seen the client within the actor's scope.
pub async fn balances(conn: &mut Conn, client: ClientId, today: Date) -> DbResult<Vec<Balance>> {
    let sql = Sql::new(
        "SELECT owed.currency, owed.total - owed.paid AS owed, \
         (SELECT CAST(SUM(invoices.total - invoices.paid) AS BIGINT) FROM invoices WHERE invoices.client_id = owed.client_id \
          AND invoices.currency = owed.currency AND invoices.settlement IN ('unpaid', 'partially_paid') AND invoices.due_date < $1) AS overdue \
         FROM invoice_balances owed WHERE owed.client_id = $2 AND owed.total <> owed.paid ORDER BY owed.currency",
    );
    sql.bind(today).bind(client).all(conn).await
}

impl FromRow for ClientChoice {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            tax_id: row.get("tax_id")?,
            currency: row.code("currency")?,
            payment_days: row.get("payment_days")?,
        })
    }
}

const CHOICE: &str =
    "SELECT clients.id, clients.name, clients.tax_id, clients.currency, clients.payment_days FROM clients";

/// Active clients that a search finds, the one with exactly this tax id first, then those whose name begins with it.
pub(super) async fn find(conn: &mut Conn, scope: Scope, q: &str) -> DbResult<Vec<ClientChoice>> {
    let sql = Sql::new(CHOICE)
        .push_with("WHERE clients.archived = ?", [false.into()])
        .within(scope, CLIENT_SCOPE);
    let exact: String = q.chars().filter(|c| !c.is_whitespace()).collect();
    let pattern = contains_pattern(q);
    let begins = pattern.trim_start_matches('%').to_owned();
    sql.containing("clients.search", q)
        .push_with(
            "ORDER BY CASE WHEN clients.tax_id <> '' AND clients.tax_id = ? THEN 0 WHEN clients.sort_name LIKE ? ESCAPE '\\' THEN 1 ELSE 2 END, \
             clients.sort_name, clients.id LIMIT ?",
            [exact.to_uppercase().into(), begins.into(), MOST_CHOICES.into()],
        )
        .all(conn)
        .await
}

/// Other clients within the scope that carry the same tax id, archived ones too.
pub(super) async fn same_tax_id(
    conn: &mut Conn,
    scope: Scope,
    tax_id: &str,
    but: Option<ClientId>,
) -> DbResult<Vec<ClientChoice>> {
    let sql = Sql::new(CHOICE)
        .push_with("WHERE clients.tax_id = ?", [tax_id.into()])
        .within(scope, CLIENT_SCOPE);
    sql.and_if("clients.id <> ?", but)
        .push_with("ORDER BY clients.sort_name, clients.id LIMIT ?", [MOST_CHOICES.into()])
        .all(conn)
        .await
}

/// Whether somebody of the staff with this id can be made a manager.
pub(super) async fn is_active_user(conn: &mut Conn, user: UserId) -> DbResult<bool> {
    let sql = Sql::new("SELECT active FROM users WHERE id = $1").bind(user);
    Ok(sql.scalar::<bool>(conn).await?.unwrap_or(false))
}

/// The name of a member of the staff; empty if there is none.
pub async fn user_name(conn: &mut Conn, user: UserId) -> DbResult<String> {
    let name: Option<String> = Sql::new("SELECT name FROM users WHERE id = $1")
        .bind(user)
        .scalar(conn)
        .await?;
    Ok(name.unwrap_or_default())
}

/// How the engine reads the second page of the list, for tests.
#[cfg(test)]
pub async fn list_plan(db: &crate::platform::db::Db, scope: Scope, sort: ClientSort) -> DbResult<String> {
    use crate::kernel::paging::SortKey;
    let cursor = Cursor {
        direction: Direction::Forward,
        key: SortKey::Text("a".to_owned()),
        id: uuid::Uuid::from_u128(1),
    };
    let filter = ListFilter {
        q: "",
        archived: false,
        manager: None,
        sort,
        descending: sort == ClientSort::Created,
        cursor: Some(&cursor),
        today: jiff::civil::date(2026, 11, 24),
    };
    list_sql(scope, &filter).plan(db).await
}
