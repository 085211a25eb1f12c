//! Who may answer a client, as the tables of accounts, roles and clients say it.

use crate::kernel::actor::{Right, Rights};
use crate::kernel::ids::{ClientId, UserId};
use crate::kernel::lang::Lang;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// More people than a client's requests are answered by.
const MOST: i64 = 200;

/// A member of the staff who may answer a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::support::tickets) struct Answerer {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    /// Is one of the client's managers.
    pub assigned: bool,
}

impl FromRow for Answerer {
    fn from_row(row: &Row) -> DbResult<Self> {
        // An account that was never signed in with has no language yet.
        let lang: String = row.get("lang")?;
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            lang: lang.parse().unwrap_or_default(),
            assigned: row.get::<i64>("assigned")? > 0,
        })
    }
}

/// The active members of the staff whose role lets them answer requests, and who see those of the client.
pub(in crate::support::tickets) async fn answerers(conn: &mut Conn, client: ClientId) -> DbResult<Vec<Answerer>> {
    let right: Rights = [Right::EditTickets].into_iter().collect();
    let view: Rights = [Right::ViewTickets].into_iter().collect();
    Sql::new(
        "SELECT u.id, u.name, u.email, u.lang, (SELECT COUNT(*) FROM client_managers m WHERE m.user_id = u.id AND m.client_id = $1) AS assigned \
         FROM users u JOIN roles r ON r.id = u.role_id WHERE u.active AND (r.rights & $2) <> 0 AND ((NOT u.own_only AND (r.own & $3) = 0) \
         OR EXISTS (SELECT 1 FROM client_managers m WHERE m.user_id = u.id AND m.client_id = $1)) ORDER BY u.name, u.id LIMIT $4",
    )
    .bind(client)
    .bind(right.bits())
    .bind(view.bits())
    .bind(MOST)
    .all(conn)
    .await
}
