//! The table `contacts`.

use super::forms::ValidContact;
use super::model::{Contact, ContactFilter, ContactRow, ContactSort, full_name};
use crate::kernel::actor::Scope;
use crate::kernel::date::Timestamp;
use crate::kernel::folding::fold;
use crate::kernel::ids::{ClientId, ContactId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, SortColumn, Sql, Tx, ensure_one_row};

/// How contacts (`k`, joined with their clients `c`) are put into a scope.
const CONTACT_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("k.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("k.client_id"),
    document: None,
};

impl FromRow for Contact {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            client: row.get("client_id")?,
            first_name: row.get("first_name")?,
            last_name: row.get("last_name")?,
            position: row.get("position")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            lang: row.code("lang")?,
            primary: row.get("is_primary")?,
            active: row.get("active")?,
            mail: row.code("mail")?,
            version: row.get("version")?,
        })
    }
}

const CONTACT: &str = "SELECT k.id, k.client_id, k.first_name, k.last_name, k.position, k.email, k.phone, k.lang, k.is_primary, k.active, \
     k.mail, k.version FROM contacts k JOIN clients c ON c.id = k.client_id";

/// A contact within the scope.
pub async fn by_id(conn: &mut Conn, id: ContactId, scope: Scope) -> DbResult<Option<Contact>> {
    Sql::new(CONTACT)
        .push_with("WHERE k.id = ?", [id.into()])
        .within(scope, CONTACT_SCOPE)
        .optional(conn)
        .await
}

/// Whom people at a client turn to first. The caller has seen the client within the actor's scope.
pub async fn primary(conn: &mut Conn, client: ClientId) -> DbResult<Option<Contact>> {
    Sql::new(CONTACT)
        .push_with("WHERE k.client_id = ? AND k.is_primary", [client.into()])
        .optional(conn)
        .await
}

/// The active contacts of a client who can be written to, whom people turn to first in front. The caller has seen the client within the
/// actor's scope.
pub async fn with_address(conn: &mut Conn, client: ClientId, most: i64) -> DbResult<Vec<Contact>> {
    Sql::new(CONTACT)
        .push_with(
            "WHERE k.client_id = ? AND k.active = ? AND k.email <> '' ORDER BY k.is_primary DESC, k.sort_name, k.id LIMIT ?",
            [client.into(), true.into(), most.into()],
        )
        .all(conn)
        .await
}

/// Whether a client has a contact with this e-mail. The caller has seen the client within the actor's scope.
pub async fn has_address(conn: &mut Conn, client: ClientId, email: &str) -> DbResult<bool> {
    let sql =
        Sql::new("SELECT CAST(COUNT(*) AS BIGINT) FROM contacts WHERE client_id = $1 AND email = $2 AND email <> ''");
    let found: Option<i64> = sql.bind(client).bind(email).scalar(conn).await?;
    Ok(found.unwrap_or_default() > 0)
}

/// Contacts of a client beside this one: all of them, and the active ones.
pub(super) async fn others(conn: &mut Conn, contact: &Contact) -> DbResult<Others> {
    let sql = Sql::new(
        "SELECT COUNT(*) AS present, CAST(COALESCE(SUM(CASE WHEN active THEN 1 ELSE 0 END), 0) AS BIGINT) AS active \
         FROM contacts WHERE client_id = $1 AND id <> $2",
    );
    let found = sql.bind(contact.client).bind(contact.id).optional(conn).await?;
    Ok(found.unwrap_or_default())
}

/// How many contacts a client has beside one.
#[derive(Debug, Default)]
pub(super) struct Others {
    pub all: i64,
    pub active: i64,
}

impl FromRow for Others {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            all: row.get("present")?,
            active: row.get("active")?,
        })
    }
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: ContactId,
    client: ClientId,
    new: &ValidContact,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO contacts (id, client_id, first_name, last_name, position, email, phone, lang, is_primary, active, mail, sort_name, \
         search, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14)",
    )
    .bind(id)
    .bind(client)
    .bind(new.first_name.as_str())
    .bind(new.last_name.as_str())
    .bind(new.position.as_str())
    .bind(new.email.as_str())
    .bind(new.phone.as_str())
    .bind(new.lang.as_str())
    .bind(new.primary)
    .bind(true)
    .bind(new.mail.to_string())
    .bind(sort_name(new))
    .bind(search_text(new))
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes the contact under the next version. His client is locked and his version was compared.
pub(super) async fn update(tx: &mut Tx, id: ContactId, save: &ValidContact) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE contacts SET first_name = $1, last_name = $2, position = $3, email = $4, phone = $5, lang = $6, is_primary = $7, \
         mail = $8, sort_name = $9, search = $10, version = version + 1 WHERE id = $11",
    )
    .bind(save.first_name.as_str())
    .bind(save.last_name.as_str())
    .bind(save.position.as_str())
    .bind(save.email.as_str())
    .bind(save.phone.as_str())
    .bind(save.lang.as_str())
    .bind(save.primary)
    .bind(save.mail.to_string())
    .bind(sort_name(save))
    .bind(search_text(save))
    .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn set_primary(tx: &mut Tx, id: ContactId, primary: bool) -> DbResult<()> {
    let sql = Sql::new("UPDATE contacts SET is_primary = $1, version = version + 1 WHERE id = $2")
        .bind(primary)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn set_active(tx: &mut Tx, id: ContactId, active: bool) -> DbResult<()> {
    let sql = Sql::new("UPDATE contacts SET active = $1, version = version + 1 WHERE id = $2")
        .bind(active)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn delete(tx: &mut Tx, id: ContactId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM contacts WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Last name first.
fn sort_name(contact: &ValidContact) -> String {
    fold(&full_name(&contact.last_name, &contact.first_name))
}

/// Everything people look for a contact by, folded; the phone also without what its digits are set off with.
fn search_text(contact: &ValidContact) -> String {
    let digits: String = contact.phone.chars().filter(char::is_ascii_digit).collect();
    let parts = [
        &contact.first_name,
        &contact.last_name,
        &contact.position,
        &contact.email,
        &contact.phone,
        &digits,
    ];
    parts.map(|part| fold(part)).join(" ")
}

impl FromRow for ContactRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
        Ok(Self {
            id: row.get("id")?,
            name: full_name(&first, &last),
            position: row.get("position")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            primary: row.get("is_primary")?,
            active: row.get("active")?,
            mail: row.code("mail")?,
            client: row.get("client_id")?,
            client_name: row.get("client_name")?,
            sort_name: row.get("sort_name")?,
            added: false,
        })
    }
}

/// One page of the list and one row more.
pub(super) async fn list(conn: &mut Conn, scope: Scope, filter: &ContactFilter) -> DbResult<Vec<ContactRow>> {
    list_sql(scope, filter).all(conn).await
}

fn list_sql(scope: Scope, filter: &ContactFilter) -> Sql {
    let sql = Sql::new(
        "SELECT k.id, k.first_name, k.last_name, k.position, k.email, k.phone, k.is_primary, k.active, k.mail, k.client_id, \
         c.name AS client_name, k.sort_name FROM contacts k JOIN clients c ON c.id = k.client_id WHERE k.active = $1",
    )
    .bind(!filter.deactivated)
    .within(scope, CONTACT_SCOPE)
    .and_if("k.client_id = ?", filter.client)
    .and_when(filter.primary, "k.is_primary")
    .containing("k.search", &filter.q);
    let cursor = filter.after.as_ref();
    match filter.sort {
        ContactSort::Name => sql.page(SortColumn::text("k.sort_name"), "k.id", filter.desc, cursor),
        ContactSort::Email => sql.page(SortColumn::text("k.email"), "k.id", filter.desc, cursor),
        ContactSort::Created => sql.page_by_id("k.id", filter.desc, cursor),
    }
}

/// How the engine reads the list, for tests.
#[cfg(test)]
pub async fn list_plan(db: &crate::platform::db::Db, scope: Scope, filter: &ContactFilter) -> DbResult<String> {
    list_sql(scope, filter).plan(db).await
}
