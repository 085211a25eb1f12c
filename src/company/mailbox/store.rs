//! The tables `mail_server` and `mail_senders`.

use super::model::{SenderView, ValidSender};
use crate::kernel::ids::OrganizationId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};
use crate::records::mail::message::Sender;
use crate::records::mail::model::Security;

/// The server as it is stored.
#[derive(Debug, Clone)]
pub struct StoredServer {
    pub host: String,
    pub port: i64,
    pub security: Security,
    pub user_name: String,
    /// Sealed.
    pub password: Option<Vec<u8>>,
    pub version: i64,
}

impl FromRow for StoredServer {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            host: row.get("host")?,
            port: row.get("port")?,
            security: row.code("security")?,
            user_name: row.get("user_name")?,
            password: row.get("password")?,
            version: row.get("version")?,
        })
    }
}

/// The server, if there is one.
pub(super) async fn server(conn: &mut Conn) -> DbResult<Option<StoredServer>> {
    Sql::new("SELECT host, port, security, user_name, password, version FROM mail_server WHERE id = 1")
        .optional(conn)
        .await
}

/// Writes the server under the next version.
pub(super) async fn save_server(tx: &mut Tx, server: &StoredServer) -> DbResult<()> {
    Sql::new(
        "INSERT INTO mail_server (id, host, port, security, user_name, password, version) VALUES (1, $1, $2, $3, $4, $5, 1) \
         ON CONFLICT (id) DO UPDATE SET host = excluded.host, port = excluded.port, security = excluded.security, \
         user_name = excluded.user_name, password = excluded.password, version = mail_server.version + 1",
    )
    .bind(server.host.as_str())
    .bind(server.port)
    .bind(server.security.as_str())
    .bind(server.user_name.as_str())
    .bind(server.password.clone())
    .execute(tx)
    .await
    .map(|_| ())
}

impl FromRow for SenderView {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            organization: row.get("id")?,
            organization_name: row.get("organization_name")?,
            name: row.get("name")?,
            address: row.get("address")?,
            reply_to: row.get("reply_to")?,
            version: row.get("version")?,
        })
    }
}

const SENDERS: &str = "SELECT g.id, g.name AS organization_name, COALESCE(s.name, '') AS name, COALESCE(s.address, '') AS address, \
     COALESCE(s.reply_to, '') AS reply_to, COALESCE(s.version, 0) AS version FROM organizations g \
     LEFT JOIN mail_senders s ON s.organization_id = g.id";

/// The senders of all own companies, also those that have none.
pub(super) async fn senders(conn: &mut Conn) -> DbResult<Vec<SenderView>> {
    Sql::new(SENDERS).push("ORDER BY g.id").all(conn).await
}

/// The sender of an own company, also if it has none.
pub(super) async fn sender_view(conn: &mut Conn, id: OrganizationId) -> DbResult<Option<SenderView>> {
    Sql::new(SENDERS)
        .push_with("WHERE g.id = ?", [id.into()])
        .optional(conn)
        .await
}

pub(super) async fn save_sender(tx: &mut Tx, id: OrganizationId, sender: &ValidSender) -> DbResult<()> {
    Sql::new(
        "INSERT INTO mail_senders (organization_id, name, address, reply_to, version) VALUES ($1, $2, $3, $4, 1) \
         ON CONFLICT (organization_id) DO UPDATE SET name = excluded.name, address = excluded.address, reply_to = excluded.reply_to, \
         version = mail_senders.version + 1",
    )
    .bind(id)
    .bind(sender.name.as_str())
    .bind(sender.address.as_str())
    .bind(sender.reply_to.as_str())
    .execute(tx)
    .await
    .map(|_| ())
}

impl FromRow for Sender {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            name: row.get("name")?,
            address: row.get("address")?,
            reply_to: row.get("reply_to")?,
        })
    }
}

/// The sender of an own company; of none, that of the first company that has one.
pub(super) async fn sender(conn: &mut Conn, id: Option<OrganizationId>) -> DbResult<Option<Sender>> {
    Sql::new("SELECT name, address, reply_to FROM mail_senders WHERE 1 = 1")
        .and_if("organization_id = ?", id)
        .push("ORDER BY organization_id LIMIT 1")
        .optional(conn)
        .await
}
