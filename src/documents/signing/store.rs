//! The tables `answers` here, `signing_agreements` in `agreements`, and whom of the staff an answer is told to.

pub mod agreements;

use super::model::{Agreement, Answer, Given, Outcome, Side};
use crate::kernel::date::{Date, Timestamp, local_time};
use crate::kernel::ids::{AnswerId, ClientId, ContactId, OrganizationId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::platform::ctx::viewer_zone;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

/// The answers of a paper that a page shows; hardly one has more.
const MOST: i64 = 50;

impl FromRow for Answer {
    fn from_row(row: &Row) -> DbResult<Self> {
        let sha256: Vec<u8> = row.get("sha256")?;
        let at: Timestamp = row.get("answered_at")?;
        Ok(Self {
            side: row.code("side")?,
            outcome: row.code("outcome")?,
            revision: row.get("revision")?,
            name: row.get("name")?,
            position: row.get("position")?,
            basis: row.get("basis")?,
            consent: row.get("consent")?,
            reason: row.get("reason")?,
            agreement: Agreement {
                kind: row.code("agreement_kind")?,
                clause: row.get("agreement_clause")?,
                number: row.get("agreement_number")?,
                date: row.get("agreement_date")?,
            },
            sha256: hex::encode(sha256),
            address: row.get("address")?,
            user_agent: row.get("user_agent")?,
            at: local_time(at, &viewer_zone()),
        })
    }
}

/// What was answered to a paper, to one revision or to all, the newest first. The caller has checked that the actor may see the paper.
pub(super) async fn of_paper(conn: &mut Conn, paper: &Owner, revision: Option<i64>) -> DbResult<Vec<Answer>> {
    Sql::new(
        "SELECT side, outcome, revision, name, position, basis, consent, reason, agreement_kind, agreement_clause, agreement_number, \
         agreement_date, sha256, address, user_agent, answered_at FROM answers",
    )
    .push_with(
        "WHERE owner_kind = ? AND owner_id = ?",
        [paper.kind.as_str().into(), paper.id.into()],
    )
    .and_if("revision = ?", revision)
    .push_with("ORDER BY answered_at DESC, id DESC LIMIT ?", [MOST.into()])
    .all(conn)
    .await
}

impl FromRow for Given {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            side: row.code("side")?,
            outcome: row.code("outcome")?,
            date: row.get("date")?,
        })
    }
}

/// What was answered to a revision, by whom and when. The paper's row is locked.
pub(super) async fn given(conn: &mut Conn, paper: &Owner, revision: i64) -> DbResult<Vec<Given>> {
    Sql::new("SELECT side, outcome, date FROM answers")
        .push_with(
            "WHERE owner_kind = ? AND owner_id = ? AND revision = ? ORDER BY answered_at",
            [paper.kind.as_str().into(), paper.id.into(), revision.into()],
        )
        .all(conn)
        .await
}

/// An answer that is being given.
pub(super) struct NewAnswer<'a> {
    pub id: AnswerId,
    pub paper: Owner,
    pub revision: i64,
    pub organization: OrganizationId,
    pub client: ClientId,
    pub side: Side,
    pub contact: Option<ContactId>,
    pub user: Option<UserId>,
    pub outcome: Outcome,
    pub name: &'a str,
    pub position: &'a str,
    pub basis: &'a str,
    pub consent: &'a str,
    pub reason: &'a str,
    pub agreement: &'a Agreement,
    pub sha256: Vec<u8>,
    pub address: String,
    pub user_agent: String,
    pub date: Date,
    pub at: Timestamp,
}

/// Writes an answer. It is never changed.
///
/// # Errors
/// [`crate::platform::db::DbError::Unique`] if the side has signed this revision.
pub(super) async fn insert(tx: &mut Tx, answer: NewAnswer<'_>) -> DbResult<()> {
    Sql::new(
        "INSERT INTO answers (id, owner_kind, owner_id, revision, organization_id, client_id, side, contact_id, user_id, outcome, name, position, \
         basis, consent, reason, agreement_kind, agreement_clause, agreement_number, agreement_date, sha256, address, user_agent, date, answered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)",
    )
    .bind(answer.id)
    .bind(answer.paper.kind.as_str())
    .bind(answer.paper.id)
    .bind(answer.revision)
    .bind(answer.organization)
    .bind(answer.client)
    .bind(answer.side.as_str())
    .bind(answer.contact)
    .bind(answer.user)
    .bind(answer.outcome.as_str())
    .bind(answer.name)
    .bind(answer.position)
    .bind(answer.basis)
    .bind(answer.consent)
    .bind(answer.reason)
    .bind(answer.agreement.kind.as_str())
    .bind(answer.agreement.clause.as_str())
    .bind(answer.agreement.number.as_str())
    .bind(answer.agreement.date)
    .bind(answer.sha256)
    .bind(answer.address)
    .bind(answer.user_agent)
    .bind(answer.date)
    .bind(answer.at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Somebody of the staff who is told of an answer.
pub(super) struct Reader {
    pub name: String,
    pub email: String,
    pub lang: Lang,
}

impl FromRow for Reader {
    fn from_row(row: &Row) -> DbResult<Self> {
        // Whoever has chosen no language yet reads the usual one.
        let lang: String = row.get("lang")?;
        Ok(Self {
            name: row.get("name")?,
            email: row.get("email")?,
            lang: lang.parse().unwrap_or_default(),
        })
    }
}

/// The managers of a client who may sign in.
pub(super) async fn managers(conn: &mut Conn, client: ClientId) -> DbResult<Vec<Reader>> {
    Sql::new(
        "SELECT users.name, users.email, users.lang FROM client_managers JOIN users ON users.id = client_managers.user_id \
         WHERE client_managers.client_id = $1 AND users.active = $2 ORDER BY users.id",
    )
    .bind(client)
    .bind(true)
    .all(conn)
    .await
}
