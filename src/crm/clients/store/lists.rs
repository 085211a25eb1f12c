//! Lists, pickers, clients that look alike, what is owed.

use super::{CLIENT_SCOPE, main_tax_id};
use crate::crm::clients::model::{Balance, ClientChoice, ClientRow, ClientSort, SimilarClient};
use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::folding::contains_pattern;
use crate::kernel::ids::{ClientGroupId, ClientId, UserId};
use crate::kernel::paging::{Cursor, Direction};
use crate::kernel::requisites::{TaxIdKind, TaxIds};
use crate::kernel::rights::Object;
use crate::kernel::term::PaymentTerm;
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, SortColumn, Sql};

/// What a picker offers at most.
const MOST_CHOICES: i64 = 20;

/// Whose client has asked in the cabinet to have other requisites on the card, and waits for a decision: few, by their own index.
const ASKS: &str = "clients.id IN (SELECT client_id FROM requisites_requests WHERE state = 'open')";

/// What the list is narrowed to.
#[expect(clippy::struct_excessive_bools, reason = "each narrows or orders by itself")]
pub(in crate::crm::clients) struct ListFilter<'a> {
    pub q: &'a str,
    pub archived: bool,
    pub manager: Option<UserId>,
    pub group: Option<ClientGroupId>,
    pub to_check: bool,
    /// As [`asking`] counts them.
    pub asks: bool,
    pub sort: ClientSort,
    pub descending: bool,
    pub cursor: Option<&'a Cursor>,
    /// The day by which an invoice is overdue.
    pub today: Date,
}

/// One page of the list and one row more, with what each client owes whose invoices are seen: one statement.
pub(in crate::crm::clients) async fn list(
    conn: &mut Conn,
    scope_of: impl Fn(Object) -> Scope,
    filter: &ListFilter<'_>,
) -> DbResult<Vec<ClientRow>> {
    let sql = list_sql(scope_of(Object::Clients), scope_of(Object::Invoices), filter);
    let rows: Vec<ListRow> = sql.all(conn).await?;
    Ok(grouped(rows))
}

/// How balances are put into the scope of invoices.
const OWED_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("owed.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("owed.client_id"),
    document: None,
};

fn list_sql(scope: Scope, of_invoices: Scope, filter: &ListFilter<'_>) -> Sql {
    let backward = filter.cursor.is_some_and(|c| c.direction == Direction::Backward);
    let down = filter.descending != backward;
    let page = Sql::new(
        "WITH page AS (SELECT clients.id, clients.kind, clients.name, clients.tax_id_kind, clients.tax_id, clients.email, clients.phone, \
         clients.to_check, clients.archived, clients.sort_name FROM clients WHERE clients.archived = $1",
    )
    .bind(filter.archived)
    .and_if("clients.to_check = ?", filter.to_check.then_some(true))
    .and_when(filter.asks, ASKS)
    .within(scope, CLIENT_SCOPE)
    .and_if(
        "clients.id IN (SELECT client_id FROM client_managers WHERE user_id = ?)",
        filter.manager,
    )
    .and_if(
        "clients.id IN (SELECT client_id FROM client_group_members WHERE group_id = ?)",
        filter.group,
    )
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
        ") SELECT page.id, page.kind, page.name, page.tax_id_kind, page.tax_id, page.email, page.phone, page.to_check, page.archived, \
         page.sort_name, (SELECT string_agg(users.name, ', ' ORDER BY users.name) FROM client_managers JOIN users ON users.id = client_managers.user_id \
          WHERE client_managers.client_id = page.id) AS managers, owed.currency, owed.total - owed.paid AS owed, \
         (SELECT CAST(SUM(invoices.total - invoices.paid) AS BIGINT) FROM invoices WHERE invoices.client_id = page.id \
          AND invoices.currency = owed.currency AND invoices.settlement <> 'none' AND invoices.settlement <> 'paid' \
          AND invoices.due_date < ?) AS overdue \
         FROM page \
         LEFT JOIN invoice_balances owed ON owed.client_id = page.id AND owed.total <> owed.paid",
        [filter.today.into()],
    )
    .within(of_invoices, OWED_SCOPE)
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
                tax_id: main_tax_id(row)?,
                email: row.get("email")?,
                phone: row.get("phone")?,
                managers: row.get::<Option<String>>("managers")?.unwrap_or_default(),
                to_check: row.get("to_check")?,
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

/// How many clients ask for other requisites and wait for a decision.
pub(in crate::crm::clients) async fn asking(conn: &mut Conn, scope: Scope) -> DbResult<i64> {
    // The first page asks: it begins with the few requests, and not with all clients that are not archived.
    let count = Sql::new("SELECT COUNT(*) FROM clients WHERE")
        .push(ASKS)
        .and_if_aside("clients.archived = ?", Some(false))
        .within(scope, CLIENT_SCOPE)
        .scalar(conn)
        .await?;
    Ok(count.unwrap_or_default())
}

/// What one client owes. The caller has seen the client within the actor's scope.
pub async fn balances(conn: &mut Conn, client: ClientId, today: Date) -> DbResult<Vec<Balance>> {
    let sql = Sql::new(
        "SELECT owed.currency, owed.total - owed.paid AS owed, \
         (SELECT CAST(SUM(invoices.total - invoices.paid) AS BIGINT) FROM invoices WHERE invoices.client_id = owed.client_id \
          AND invoices.currency = owed.currency AND invoices.settlement <> 'none' AND invoices.settlement <> 'paid' \
          AND invoices.due_date < $1) AS overdue \
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
            term: PaymentTerm {
                days: row.get("payment_days")?,
                unit: row.code("term_unit")?,
            },
        })
    }
}

const CHOICE: &str = "SELECT clients.id, clients.name, clients.tax_id, clients.currency, clients.payment_days, clients.term_unit FROM clients";

/// Active clients that a search finds, the one with exactly this tax id first, then those whose name begins with it.
pub(in crate::crm::clients) async fn find(conn: &mut Conn, scope: Scope, q: &str) -> DbResult<Vec<ClientChoice>> {
    let sql = Sql::new(CHOICE)
        .push_with("WHERE clients.archived = ?", [false.into()])
        .within(scope, CLIENT_SCOPE);
    let exact: String = q.chars().filter(|c| !c.is_whitespace()).collect();
    let pattern = contains_pattern(q);
    let begins = pattern.trim_start_matches('%').to_owned();
    sql.containing("clients.search", q)
        .push_with(
            "ORDER BY CASE WHEN clients.id IN (SELECT client_id FROM client_tax_ids WHERE value = ?) THEN 0 WHEN clients.sort_name LIKE ? ESCAPE '\\' THEN 1 ELSE 2 END, \
             clients.sort_name, clients.id LIMIT ?",
            [exact.to_uppercase().into(), begins.into(), MOST_CHOICES.into()],
        )
        .all(conn)
        .await
}

/// What other clients are compared with. What is empty is not compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::crm::clients) struct Compared {
    pub tax_ids: TaxIds,
    /// Folded.
    pub name: String,
    pub email: String,
    /// As `kernel::phone::key` spells it.
    pub phone: String,
}

impl Compared {
    /// The numbers that belong to one client alone. A КПП is that of an inspection, and many share it.
    fn numbers(&self) -> impl Iterator<Item = (TaxIdKind, &str)> {
        let kinds = TaxIdKind::ALL.iter().filter(|kind| **kind != TaxIdKind::RuKpp);
        let values = kinds.map(|kind| (*kind, self.tax_ids.value(*kind)));
        values.filter(|(_, value)| !value.is_empty())
    }

    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.email.is_empty() && self.phone.is_empty() && self.numbers().next().is_none()
    }
}

struct Alike {
    client: SimilarClient,
    sort_name: String,
    email: String,
    phone: String,
}

impl FromRow for Alike {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            client: SimilarClient {
                id: row.get("id")?,
                name: row.get("name")?,
                archived: row.get("archived")?,
                same_tax_id: row.get::<i64>("same_tax_id")? > 0,
                same_name: false,
                same_email: false,
                same_phone: false,
            },
            sort_name: row.get("sort_name")?,
            email: row.get("email")?,
            phone: row.get("phone_key")?,
        })
    }
}

/// Other clients within the scope with the same tax id, name, e-mail or phone, archived ones too.
pub(in crate::crm::clients) async fn similar(
    conn: &mut Conn,
    scope: Scope,
    with: &Compared,
    but: Option<ClientId>,
) -> DbResult<Vec<SimilarClient>> {
    let rows: Vec<Alike> = similar_sql(scope, with, but).all(conn).await?;
    let client = |row: Alike| SimilarClient {
        same_name: !with.name.is_empty() && row.sort_name == with.name,
        same_email: !with.email.is_empty() && row.email == with.email,
        same_phone: !with.phone.is_empty() && row.phone == with.phone,
        ..row.client
    };
    Ok(rows.into_iter().map(client).collect())
}

/// Each branch of the union has its index.
fn similar_sql(scope: Scope, with: &Compared, but: Option<ClientId>) -> Sql {
    let mut sql = Sql::new(
        "SELECT clients.id, clients.name, clients.archived, clients.sort_name, clients.email, clients.phone_key, \
         (SELECT COUNT(*) FROM client_tax_ids same WHERE same.client_id = clients.id AND (1 = 0",
    );
    for (kind, value) in with.numbers() {
        sql = sql.push_with(
            "OR (same.value = ? AND same.kind = ?)",
            [value.into(), kind.as_str().into()],
        );
    }
    sql = sql.push_with(
        ")) AS same_tax_id FROM clients WHERE clients.id IN (SELECT id FROM clients WHERE sort_name = ? AND sort_name <> '' \
         UNION ALL SELECT id FROM clients WHERE email = ? AND email <> '' \
         UNION ALL SELECT id FROM clients WHERE phone_key = ? AND phone_key <> ''",
        [
            with.name.as_str().into(),
            with.email.as_str().into(),
            with.phone.as_str().into(),
        ],
    );
    for (kind, value) in with.numbers() {
        sql = sql.push_with(
            "UNION ALL SELECT client_id FROM client_tax_ids WHERE value = ? AND kind = ?",
            [value.into(), kind.as_str().into()],
        );
    }
    sql.push(")")
        .within(scope, CLIENT_SCOPE)
        .and_if("clients.id <> ?", but)
        .push_with("ORDER BY clients.sort_name, clients.id LIMIT ?", [MOST_CHOICES.into()])
}

/// How the engine reads the second page of the list, for tests.
#[cfg(test)]
pub async fn list_plan(
    db: &crate::platform::db::Db,
    scope: Scope,
    sort: ClientSort,
    to_check: bool,
) -> DbResult<String> {
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
        group: None,
        to_check,
        asks: false,
        sort,
        descending: sort == ClientSort::Created,
        cursor: Some(&cursor),
        today: jiff::civil::date(2026, 11, 24),
    };
    list_sql(scope, scope, &filter).plan(db).await
}

/// How the engine looks for clients that look alike, for tests.
#[cfg(test)]
pub async fn similar_plan(db: &crate::platform::db::Db, tax_ids: TaxIds) -> DbResult<String> {
    let with = Compared {
        tax_ids,
        name: "a".to_owned(),
        email: "a@example.com".to_owned(),
        phone: "501234567".to_owned(),
    };
    similar_sql(Scope::All, &with, None).plan(db).await
}
