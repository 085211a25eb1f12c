//! The tables `cabinet_access` and `cabinet_passwords`, and who holds a session of the cabinet; `requisites_requests` in a file of its
//! own.

pub mod requests;

use super::model::Entrance;
use crate::company::accounts::model::narrowed;
use crate::company::accounts::store::links::CONTACT;
use crate::company::accounts::store::sessions::StoredSession;
use crate::company::organization::store::FIRST_LOGO;
use crate::crm::contacts::model::full_name;
use crate::kernel::actor::{Rights, Scope};
use crate::kernel::cabinet::CabinetRights;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{ClientId, ContactId, OrganizationId, SessionId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::module::Module;
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, Sql, Tx};

/// How contacts (`k`) are put into a scope.
const CONTACT_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("k.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("k.client_id"),
    document: None,
};

/// Who holds an open session: all that a request needs to know, in one look.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub session: SessionId,
    pub last_seen: Timestamp,
    pub expires_at: Timestamp,
    pub contact: ContactId,
    pub client: ClientId,
    pub client_name: String,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    pub rights: CabinetRights,
    /// At how many clients the same person is let in.
    pub entrances: i64,
    /// The member of the staff who looks as the contact, with the rights that he has now for this client.
    pub shown_to: Option<(UserId, Rights)>,
    /// Of the first own company; absent before the set-up.
    pub time_zone: Option<String>,
    /// The modules that are switched off, as a number (`Module::of_bits`).
    pub modules_off: i64,
    /// The company whose logo stands over the pages, and its hash in hexadecimal.
    pub logo: Option<(OrganizationId, String)>,
}

impl FromRow for Visit {
    fn from_row(row: &Row) -> DbResult<Self> {
        let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
        let looker: Option<UserId> = row.get("shown_to")?;
        let modules_off: i64 = row.get("modules_off")?;
        let lookers_rights = Rights::of_bits(row.get("lookers_rights")?)
            .seeing_own_bits(row.get("lookers_own")?)
            .without(Module::of_bits(modules_off));
        let lookers_rights = narrowed(lookers_rights, row.get("lookers_own_only")?);
        let is_his = row.get::<i64>("looks_after")? > 0;
        let lookers_rights = if is_his {
            lookers_rights
        } else {
            lookers_rights.for_clients_of_others()
        };
        let logo: Option<Vec<u8>> = row.get("logo_sha256")?;
        Ok(Self {
            session: row.get("session_id")?,
            last_seen: row.get("last_seen")?,
            expires_at: row.get("expires_at")?,
            contact: row.get("contact_id")?,
            client: row.get("client_id")?,
            client_name: row.get("client_name")?,
            name: full_name(&first, &last),
            email: row.get("email")?,
            lang: row.code("lang")?,
            rights: CabinetRights::of_bits(row.get("rights")?),
            entrances: row.get("entrances")?,
            shown_to: looker.map(|user| (user, lookers_rights)),
            time_zone: row.get("time_zone")?,
            modules_off,
            logo: row.get::<Option<OrganizationId>>("logo_of")?.zip(logo.map(hex::encode)),
        })
    }
}

/// The contact of a session that was seen after `seen_after` and has not expired: as long as he is let in. Whether somebody may go on
/// looking as him, his rights say.
pub(super) async fn visit(
    conn: &mut Conn,
    token_hash: &[u8],
    now: Timestamp,
    seen_after: Timestamp,
) -> DbResult<Option<Visit>> {
    visit_sql(token_hash, now, seen_after).optional(conn).await
}

/// The statement of [`visit`]: every request of the cabinet runs it.
pub(crate) fn visit_sql(token_hash: &[u8], now: Timestamp, seen_after: Timestamp) -> Sql {
    Sql::new(
        "SELECT s.id AS session_id, s.last_seen, s.expires_at, s.shown_to, k.id AS contact_id, k.client_id, k.first_name, k.last_name, \
         k.email, k.lang, a.rights, l.organization_id AS logo_of, l.sha256 AS logo_sha256, c.name AS client_name, \
         COALESCE(r.rights, 0) AS lookers_rights, COALESCE(r.own, 0) AS lookers_own, COALESCE(u.own_only, FALSE) AS lookers_own_only, \
         (SELECT COUNT(*) FROM client_managers m WHERE m.client_id = k.client_id AND m.user_id = s.shown_to) AS looks_after, \
         (SELECT COUNT(*) FROM contacts k2 JOIN cabinet_access a2 ON a2.contact_id = k2.id AND a2.email = k2.email \
         JOIN clients c2 ON c2.id = k2.client_id \
         WHERE k2.active AND k2.email = k.email AND a2.granted AND NOT c2.archived) AS entrances, \
         (SELECT CAST(COALESCE(SUM(m.bit), 0) AS BIGINT) FROM modules_off m) AS modules_off, \
         (SELECT o.time_zone FROM organizations o ORDER BY o.created_at, o.id LIMIT 1) AS time_zone \
         FROM sessions s JOIN contacts k ON k.id = s.subject_id JOIN clients c ON c.id = k.client_id \
         JOIN cabinet_access a ON a.contact_id = k.id AND a.email = k.email \
         LEFT JOIN users u ON u.id = s.shown_to LEFT JOIN roles r ON r.id = u.role_id LEFT JOIN (",
    )
    .push(FIRST_LOGO)
    .push_with(
        ") AS l ON 1 = 1 \
         WHERE s.token_hash = ? AND s.subject_kind = ? AND s.last_seen > ? AND s.expires_at > ? \
         AND k.active AND a.granted AND NOT c.archived \
         AND (s.shown_to IS NULL OR u.active)",
        [token_hash.to_vec().into(), CONTACT.into(), seen_after.into(), now.into()],
    )
}

impl FromRow for Entrance {
    fn from_row(row: &Row) -> DbResult<Self> {
        let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
        Ok(Self {
            contact: row.get("contact_id")?,
            client: row.get("client_id")?,
            client_name: row.get("client_name")?,
            name: full_name(&first, &last),
            email: row.get("email")?,
            lang: row.code("lang")?,
            rights: CabinetRights::of_bits(row.get("rights")?),
        })
    }
}

/// Active contacts who are let in, of clients that are not archived.
fn entrances() -> Sql {
    Sql::new(
        "SELECT k.id AS contact_id, k.client_id, k.first_name, k.last_name, k.email, k.lang, a.rights, c.name AS client_name \
         FROM contacts k JOIN cabinet_access a ON a.contact_id = k.id AND a.email = k.email JOIN clients c ON c.id = k.client_id \
         WHERE k.active AND a.granted AND NOT c.archived",
    )
}

/// Where the owner of an address is let in, by the clients' names.
pub(super) async fn entrances_of(conn: &mut Conn, email: &str) -> DbResult<Vec<Entrance>> {
    entrances()
        .and_if("k.email = ?", Some(email))
        .push("ORDER BY c.sort_name, k.id")
        .all(conn)
        .await
}

/// Where one contact is let in, if he is.
pub(super) async fn entrance(conn: &mut Conn, contact: ContactId) -> DbResult<Option<Entrance>> {
    entrances().and_if("k.id = ?", Some(contact)).optional(conn).await
}

/// How many contacts of an address are let in within a scope.
pub(super) async fn granted(conn: &mut Conn, email: &str, scope: Scope) -> DbResult<i64> {
    let sql = Sql::new(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM contacts k JOIN cabinet_access a ON a.contact_id = k.id AND a.email = k.email \
         WHERE k.email = $1 AND a.granted",
    );
    let found: Option<i64> = sql.bind(email).within(scope, CONTACT_SCOPE).scalar(conn).await?;
    Ok(found.unwrap_or_default())
}

/// What the staff has granted a contact.
#[derive(Debug, Clone)]
pub(super) struct StoredAccess {
    pub email: String,
    pub granted: bool,
    pub rights: CabinetRights,
    pub version: i64,
}

impl FromRow for StoredAccess {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            email: row.get("email")?,
            granted: row.get("granted")?,
            rights: CabinetRights::of_bits(row.get("rights")?),
            version: row.get("version")?,
        })
    }
}

pub(super) async fn access(conn: &mut Conn, contact: ContactId) -> DbResult<Option<StoredAccess>> {
    Sql::new("SELECT email, granted, rights, version FROM cabinet_access WHERE contact_id = $1")
        .bind(contact)
        .optional(conn)
        .await
}

/// Writes what a contact is granted, under the next version. His client is locked.
pub(super) async fn put_access(
    tx: &mut Tx,
    contact: ContactId,
    email: &str,
    granted: bool,
    rights: CabinetRights,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO cabinet_access (contact_id, email, granted, rights, version) VALUES ($1, $2, $3, $4, 1) \
         ON CONFLICT (contact_id) DO UPDATE SET email = excluded.email, granted = excluded.granted, rights = excluded.rights, \
         version = cabinet_access.version + 1",
    )
    .bind(contact)
    .bind(email)
    .bind(granted)
    .bind(rights.bits())
    .execute(tx)
    .await
    .map(|_| ())
}

/// A contact of a client and whether he is let in, for the client's card.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub contact: ContactId,
    pub name: String,
    pub email: String,
    pub granted: bool,
    pub has_password: bool,
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> DbResult<Self> {
        let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
        Ok(Self {
            contact: row.get("contact_id")?,
            name: full_name(&first, &last),
            email: row.get("email")?,
            granted: row.get("granted")?,
            has_password: row.get::<i64>("passwords")? > 0,
        })
    }
}

/// The active contacts of a client, whom people turn to first in front. The caller has seen the client within the actor's scope.
pub(super) async fn of_client(conn: &mut Conn, client: ClientId, most: i64) -> DbResult<Vec<Listed>> {
    Sql::new(
        "SELECT k.id AS contact_id, k.first_name, k.last_name, k.email, \
         COALESCE(a.granted AND a.email = k.email, FALSE) AS granted, \
         (SELECT COUNT(*) FROM cabinet_passwords p WHERE p.email = k.email) AS passwords \
         FROM contacts k LEFT JOIN cabinet_access a ON a.contact_id = k.id WHERE k.client_id = $1 AND k.active \
         ORDER BY k.is_primary DESC, k.sort_name, k.id LIMIT $2",
    )
    .bind(client)
    .bind(most)
    .all(conn)
    .await
}

pub(super) async fn password_hash(conn: &mut Conn, email: &str) -> DbResult<Option<String>> {
    Sql::new("SELECT password_hash FROM cabinet_passwords WHERE email = $1")
        .bind(email)
        .scalar(conn)
        .await
}

pub(super) async fn set_password(tx: &mut Tx, email: &str, password_hash: &str) -> DbResult<()> {
    Sql::new(
        "INSERT INTO cabinet_passwords (email, password_hash) VALUES ($1, $2) \
         ON CONFLICT (email) DO UPDATE SET password_hash = excluded.password_hash",
    )
    .bind(email)
    .bind(password_hash)
    .execute(tx)
    .await
    .map(|_| ())
}

/// All contacts with an address, let in or not.
pub(super) async fn contacts_of(conn: &mut Conn, email: &str) -> DbResult<Vec<ContactId>> {
    Sql::new("SELECT id FROM contacts WHERE email = $1 AND email <> '' ORDER BY id")
        .bind(email)
        .scalars(conn)
        .await
}

/// The open sessions of an address, the last seen first; those of who looks as its owner are none of his.
pub(super) async fn sessions_of(
    conn: &mut Conn,
    email: &str,
    now: Timestamp,
    seen_after: Timestamp,
) -> DbResult<Vec<StoredSession>> {
    Sql::new(
        "SELECT s.id, s.address, s.user_agent, s.created_at, s.last_seen FROM sessions s JOIN contacts k ON k.id = s.subject_id \
         WHERE s.subject_kind = $1 AND s.shown_to IS NULL AND s.last_seen > $2 AND s.expires_at > $3 AND k.email = $4 \
         ORDER BY s.last_seen DESC, s.id",
    )
    .bind(CONTACT)
    .bind(seen_after)
    .bind(now)
    .bind(email)
    .all(conn)
    .await
}

/// The contact whose session it is, if it is one of the owner of an address.
pub(super) async fn holder(conn: &mut Conn, email: &str, session: SessionId) -> DbResult<Option<ContactId>> {
    Sql::new(
        "SELECT k.id FROM sessions s JOIN contacts k ON k.id = s.subject_id \
         WHERE s.subject_kind = $1 AND s.shown_to IS NULL AND s.id = $2 AND k.email = $3",
    )
    .bind(CONTACT)
    .bind(session)
    .bind(email)
    .scalar(conn)
    .await
}
