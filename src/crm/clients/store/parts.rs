//! What belongs to a card: the tables `client_tax_ids`, `client_managers`, `client_groups`, `client_group_members` and
//! `client_accounts`. The caller has seen the client within the actor's scope, and locked it for a write.

use std::collections::BTreeSet;

use crate::crm::clients::model::{ClientAccount, ClientGroup, ManagerContact};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientAccountId, ClientGroupId, ClientId, UserId};
use crate::kernel::requisites::{AccountDetails, TaxId, TaxIds};
use crate::platform::db::{Column, Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

/// A tax id with what stands beside a number of no known kind.
struct LabelledTaxId {
    id: TaxId,
    label: String,
    country: String,
}

impl FromRow for LabelledTaxId {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: TaxId {
                kind: row.code("kind")?,
                value: row.get("value")?,
            },
            label: row.get("label")?,
            country: row.get("country")?,
        })
    }
}

/// The tax ids of a client. The caller has checked that the actor may see him.
pub async fn tax_ids(conn: &mut Conn, client: ClientId) -> DbResult<TaxIds> {
    let rows: Vec<LabelledTaxId> =
        Sql::new("SELECT kind, value, label, country FROM client_tax_ids WHERE client_id = $1")
            .bind(client)
            .all(conn)
            .await?;
    let mut ids = TaxIds::default();
    for row in rows {
        ids.add(row.id, &row.label, &row.country);
    }
    Ok(ids)
}

/// Writes all tax ids of a client in place of those before.
pub(in crate::crm::clients) async fn set_tax_ids(tx: &mut Tx, client: ClientId, ids: &TaxIds) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM client_tax_ids WHERE client_id = $1").bind(client);
    sql.execute(tx).await?;
    for (kind, value, label, country) in ids.rows() {
        Sql::new("INSERT INTO client_tax_ids (client_id, kind, value, label, country) VALUES ($1, $2, $3, $4, $5)")
            .bind(client)
            .bind(kind.as_str())
            .bind(value)
            .bind(label)
            .bind(country)
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// An id and the name people know it by.
struct Named<T> {
    id: T,
    name: String,
}

impl<T: Column> FromRow for Named<T> {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
        })
    }
}

async fn named<T: Column>(conn: &mut Conn, sql: Sql) -> DbResult<Vec<(T, String)>> {
    let rows: Vec<Named<T>> = sql.all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

pub(in crate::crm::clients) async fn managers(conn: &mut Conn, client: ClientId) -> DbResult<Vec<(UserId, String)>> {
    let sql = Sql::new(
        "SELECT users.id, users.name FROM client_managers JOIN users ON users.id = client_managers.user_id \
         WHERE client_managers.client_id = $1 ORDER BY users.name, users.id",
    );
    named(conn, sql.bind(client)).await
}

impl FromRow for ManagerContact {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            name: row.get("name")?,
            email: row.get("email")?,
        })
    }
}

/// How those are reached who look after a client now.
pub(in crate::crm::clients) async fn manager_contacts(
    conn: &mut Conn,
    client: ClientId,
) -> DbResult<Vec<ManagerContact>> {
    let sql = Sql::new(
        "SELECT users.name, users.email FROM client_managers JOIN users ON users.id = client_managers.user_id \
         WHERE client_managers.client_id = $1 AND users.active ORDER BY users.name, users.id",
    );
    sql.bind(client).all(conn).await
}

/// Whether somebody of the staff with this id can be made a manager.
pub(in crate::crm::clients) async fn is_active_user(conn: &mut Conn, user: UserId) -> DbResult<bool> {
    let sql = Sql::new("SELECT active FROM users WHERE id = $1").bind(user);
    Ok(sql.scalar::<bool>(conn).await?.unwrap_or(false))
}

/// Assigns exactly these members of the staff.
pub(in crate::crm::clients) async fn set_managers(
    tx: &mut Tx,
    client: ClientId,
    managers: &BTreeSet<UserId>,
) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM client_managers WHERE client_id = $1").bind(client);
    sql.execute(tx).await?;
    for user in managers {
        Sql::new("INSERT INTO client_managers (client_id, user_id) VALUES ($1, $2)")
            .bind(client)
            .bind(*user)
            .execute(tx)
            .await?;
    }
    Ok(())
}

impl FromRow for ClientGroup {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            clients: row.get("clients")?,
            version: row.get("version")?,
        })
    }
}

/// All groups by name, with how many clients are in each.
pub(in crate::crm::clients) async fn groups(conn: &mut Conn) -> DbResult<Vec<ClientGroup>> {
    Sql::new(
        "SELECT client_groups.id, client_groups.name, client_groups.version, \
         (SELECT COUNT(*) FROM client_group_members WHERE client_group_members.group_id = client_groups.id) AS clients \
         FROM client_groups ORDER BY client_groups.sort_name",
    )
    .all(conn)
    .await
}

pub(in crate::crm::clients) async fn groups_of(
    conn: &mut Conn,
    client: ClientId,
) -> DbResult<Vec<(ClientGroupId, String)>> {
    let sql = Sql::new(
        "SELECT client_groups.id, client_groups.name FROM client_group_members \
         JOIN client_groups ON client_groups.id = client_group_members.group_id \
         WHERE client_group_members.client_id = $1 ORDER BY client_groups.sort_name",
    );
    named(conn, sql.bind(client)).await
}

/// Puts a client into exactly these groups.
pub(in crate::crm::clients) async fn set_groups(
    tx: &mut Tx,
    client: ClientId,
    groups: &BTreeSet<ClientGroupId>,
) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM client_group_members WHERE client_id = $1").bind(client);
    sql.execute(tx).await?;
    for group in groups {
        Sql::new("INSERT INTO client_group_members (client_id, group_id) VALUES ($1, $2)")
            .bind(client)
            .bind(*group)
            .execute(tx)
            .await?;
    }
    Ok(())
}

impl FromRow for ClientAccount {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            details: AccountDetails {
                bank: row.get("bank")?,
                number: row.get("number")?,
                bic: row.get("bic")?,
                correspondent: row.get("correspondent")?,
                currency: row.code("currency")?,
            },
            is_default: row.get("is_default")?,
            version: row.get("version")?,
        })
    }
}

const ACCOUNT: &str = "SELECT id, bank, number, bic, correspondent, currency, is_default, version FROM client_accounts";

/// The accounts of a client, defaults first.
pub async fn accounts(conn: &mut Conn, client: ClientId) -> DbResult<Vec<ClientAccount>> {
    Sql::new(ACCOUNT)
        .push_with("WHERE client_id = ?", [client.into()])
        .push("ORDER BY is_default DESC, currency, id")
        .all(conn)
        .await
}

/// One account of a client.
pub(in crate::crm::clients) async fn account(
    conn: &mut Conn,
    client: ClientId,
    id: ClientAccountId,
) -> DbResult<Option<ClientAccount>> {
    Sql::new(ACCOUNT)
        .push_with("WHERE client_id = ? AND id = ?", [client.into(), id.into()])
        .optional(conn)
        .await
}

/// The account that papers in a currency name.
pub(in crate::crm::clients) async fn default_account(
    conn: &mut Conn,
    client: ClientId,
    currency: Currency,
) -> DbResult<Option<ClientAccount>> {
    Sql::new(ACCOUNT)
        .push_with(
            "WHERE client_id = ? AND currency = ?",
            [client.into(), currency.as_str().into()],
        )
        .push("ORDER BY is_default DESC, id LIMIT 1")
        .optional(conn)
        .await
}

pub(in crate::crm::clients) async fn insert_account(
    tx: &mut Tx,
    id: ClientAccountId,
    client: ClientId,
    new: &AccountDetails,
    is_default: bool,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO client_accounts (id, client_id, bank, number, bic, correspondent, currency, is_default, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
    )
    .bind(id)
    .bind(client)
    .bind(new.bank.as_str())
    .bind(new.number.as_str())
    .bind(new.bic.as_str())
    .bind(new.correspondent.as_str())
    .bind(new.currency.as_str())
    .bind(is_default)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(in crate::crm::clients) async fn update_account(
    tx: &mut Tx,
    id: ClientAccountId,
    save: &AccountDetails,
    is_default: bool,
) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE client_accounts SET bank = $1, number = $2, bic = $3, correspondent = $4, currency = $5, is_default = $6, \
         version = version + 1 WHERE id = $7",
    )
    .bind(save.bank.as_str())
    .bind(save.number.as_str())
    .bind(save.bic.as_str())
    .bind(save.correspondent.as_str())
    .bind(save.currency.as_str())
    .bind(is_default)
    .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Takes the default of a currency away from its account, so that another one can become it.
pub(in crate::crm::clients) async fn clear_default(tx: &mut Tx, client: ClientId, currency: Currency) -> DbResult<()> {
    Sql::new("UPDATE client_accounts SET is_default = $1 WHERE client_id = $2 AND currency = $3 AND is_default")
        .bind(false)
        .bind(client)
        .bind(currency.as_str())
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::crm::clients) async fn delete_account(tx: &mut Tx, id: ClientAccountId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM client_accounts WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}
