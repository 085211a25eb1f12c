//! The tables: letters, their papers and files here; the queue and the states of papers in files of their own.

pub mod dispatches;
pub mod queue;

use std::collections::BTreeSet;

use uuid::Uuid;

use super::letter::{Attachment, Content, NewLetter, Person};
use super::model::{LetterLine, OutboxFilter, OutboxState};
use crate::kernel::actor::Scope;
use crate::kernel::date::Timestamp;
use crate::kernel::folding::fold;
use crate::kernel::ids::{ClientId, LetterId, OrganizationId, OutboxId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, ScopeColumns, Sql, Tx};

/// How letters (`l`) are put into a scope: one of nobody's client is seen by who sees everything.
const LETTER_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("l.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("l.client_id"),
    document: None,
};

/// The same for whoever sees all clients, but of what is theirs only that of his own: letters to nobody's clients are seen by him.
const WHOLE_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("(l.client_id IS NULL OR l.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?))"),
    ..LETTER_SCOPE
};

/// A stored letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub id: LetterId,
    pub organization: Option<OrganizationId>,
    pub client: Option<ClientId>,
    pub lang: Lang,
    pub subject: String,
    pub html: String,
    pub plain: String,
    pub to: Vec<Person>,
    pub cc: Vec<Person>,
    pub message_id: String,
    pub created_at: Timestamp,
    pub sealed: Option<Vec<u8>>,
}

impl FromRow for Letter {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            client: row.get("client_id")?,
            lang: row.code("lang")?,
            subject: row.get("subject")?,
            html: row.get("html")?,
            plain: row.get("plain")?,
            to: people(row, "line_to")?,
            cc: people(row, "line_cc")?,
            message_id: row.get("message_id")?,
            created_at: row.get("created_at")?,
            sealed: row.get("sealed")?,
        })
    }
}

fn people(row: &Row, column: &str) -> DbResult<Vec<Person>> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| DbError::Decode {
        column: column.to_owned(),
        reason: error.to_string(),
    })
}

fn line(people: &[Person]) -> DbResult<String> {
    serde_json::to_string(people).map_err(|error| DbError::Decode {
        column: "line_to".to_owned(),
        reason: error.to_string(),
    })
}

/// What a letter is written down with.
pub(super) struct Written<'a> {
    pub id: LetterId,
    pub plain: &'a str,
    pub message_id: &'a str,
    pub author: &'a str,
    pub at: Timestamp,
}

pub(super) async fn insert(tx: &mut Tx, letter: &NewLetter, written: Written<'_>) -> DbResult<()> {
    Sql::new(
        "INSERT INTO mail_letters (id, organization_id, client_id, lang, subject, html, plain, line_to, line_cc, message_id, author, \
         created_at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(written.id)
    .bind(letter.organization)
    .bind(letter.client)
    .bind(letter.lang.as_str())
    .bind(letter.subject.as_str())
    .bind(letter.html.as_str())
    .bind(written.plain)
    .bind(line(&letter.to)?)
    .bind(line(&letter.cc)?)
    .bind(written.message_id)
    .bind(written.author)
    .bind(written.at)
    .bind(letter.sealed.clone())
    .execute(tx)
    .await?;
    for (owner, revision) in &letter.papers {
        Sql::new("INSERT INTO mail_papers (letter_id, owner_kind, owner_id, revision) VALUES ($1, $2, $3, $4)")
            .bind(written.id)
            .bind(owner.kind.as_str())
            .bind(owner.id)
            .bind(*revision)
            .execute(tx)
            .await?;
    }
    for (n, attachment) in (1_i64..).zip(&letter.attachments) {
        insert_attachment(tx, written.id, n, attachment).await?;
    }
    Ok(())
}

async fn insert_attachment(tx: &mut Tx, letter: LetterId, n: i64, attachment: &Attachment) -> DbResult<()> {
    let sql = Sql::new(
        "INSERT INTO mail_attachments (letter_id, n, file_name, media_type, content_id, sha256, owner_kind, owner_id, revision, \
         organization_id, rendition) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(letter)
    .bind(n)
    .bind(attachment.file_name.as_str())
    .bind(attachment.media_type.as_str())
    .bind(attachment.content_id.as_str());
    let sql = match &attachment.content {
        Content::Blob(sha256) => sql
            .bind(Some(sha256.clone()))
            .bind(None::<String>)
            .bind(None::<Uuid>)
            .bind(None::<i64>)
            .bind(None::<Uuid>)
            .bind(None::<String>),
        Content::Rendition {
            owner,
            revision,
            organization,
            rendition,
        } => sql
            .bind(None::<Vec<u8>>)
            .bind(Some(owner.kind.as_str().to_owned()))
            .bind(Some(owner.id))
            .bind(Some(*revision))
            .bind(Some(*organization))
            .bind(Some(rendition.clone())),
    };
    sql.execute(tx).await.map(|_| ())
}

impl FromRow for Attachment {
    fn from_row(row: &Row) -> DbResult<Self> {
        let sha256: Option<Vec<u8>> = row.get("sha256")?;
        let content = match sha256 {
            Some(sha256) => Content::Blob(sha256),
            None => Content::Rendition {
                owner: Owner {
                    kind: row.code("owner_kind")?,
                    id: row.get("owner_id")?,
                    client: None,
                },
                revision: row.get("revision")?,
                organization: row.get("organization_id")?,
                rendition: row.get("rendition")?,
            },
        };
        Ok(Self {
            file_name: row.get("file_name")?,
            media_type: row.get("media_type")?,
            content_id: row.get("content_id")?,
            content,
        })
    }
}

const LETTER: &str = "SELECT l.id, l.organization_id, l.client_id, l.lang, l.subject, l.html, l.plain, l.line_to, l.line_cc, \
     l.message_id, l.created_at, l.sealed FROM mail_letters l WHERE l.id = $1";

/// A letter. The caller has seen one of its rows within the actor's scope, or acts for nobody.
pub(super) async fn letter(conn: &mut Conn, id: LetterId) -> DbResult<Option<Letter>> {
    Sql::new(LETTER).bind(id).optional(conn).await
}

/// A letter within the scope.
pub(super) async fn letter_within(conn: &mut Conn, id: LetterId, scope: Scope) -> DbResult<Option<Letter>> {
    let sql = Sql::new(LETTER).bind(id);
    sql.within(scope, LETTER_SCOPE).optional(conn).await
}

/// Which of some letters go to one of those clients of whom everything is seen, or to nobody's.
pub(super) async fn of_whole_clients(
    conn: &mut Conn,
    letters: &BTreeSet<LetterId>,
    whole: Scope,
) -> DbResult<BTreeSet<LetterId>> {
    let found: Vec<LetterId> = Sql::new("SELECT l.id FROM mail_letters l WHERE 1 = 1")
        .among("l.id", letters.iter().copied())
        .within(whole, WHOLE_SCOPE)
        .scalars(conn)
        .await?;
    Ok(found.into_iter().collect())
}

/// The files that go with a letter, in their order.
pub(super) async fn attachments(conn: &mut Conn, letter: LetterId) -> DbResult<Vec<Attachment>> {
    let sql = Sql::new(
        "SELECT file_name, media_type, content_id, sha256, owner_kind, owner_id, revision, organization_id, rendition \
         FROM mail_attachments WHERE letter_id = $1 ORDER BY n",
    );
    sql.bind(letter).all(conn).await
}

/// Which of some contents go with a letter.
pub async fn named(conn: &mut Conn, hashes: Vec<Vec<u8>>) -> DbResult<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for some in hashes.chunks(100) {
        let sql = some.iter().fold(
            Sql::new("SELECT DISTINCT sha256 FROM mail_attachments WHERE 1 = 0"),
            |sql, hash| sql.push_with("OR sha256 = ?", [hash.clone().into()]),
        );
        found.extend(sql.scalars::<Vec<u8>>(conn).await?);
    }
    Ok(found)
}

/// A row as it is stored, with what pages tell of its letter.
pub(super) struct StoredRow {
    pub id: OutboxId,
    pub letter: LetterId,
    pub client: Option<ClientId>,
    pub name: String,
    pub address: String,
    pub line: LetterLine,
    pub subject: String,
    pub state: OutboxState,
    pub tries: i64,
    pub due_at: Timestamp,
    pub holder: Option<Uuid>,
    pub answer: String,
    pub answered_at: Option<Timestamp>,
    pub author: String,
    pub created_at: Timestamp,
}

impl FromRow for StoredRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            letter: row.get("letter_id")?,
            client: row.get("client_id")?,
            name: row.get("name")?,
            address: row.get("address")?,
            line: row.code("line")?,
            subject: row.get("subject")?,
            state: row.code("state")?,
            tries: row.get("tries")?,
            due_at: row.get("due_at")?,
            holder: row.get("holder")?,
            answer: row.get("answer")?,
            answered_at: row.get("answered_at")?,
            author: row.get("author")?,
            created_at: row.get("created_at")?,
        })
    }
}

const ROW: &str = "SELECT o.id, o.letter_id, l.client_id, o.name, o.address, o.line, l.subject, o.state, o.tries, o.due_at, o.holder, \
     o.answer, o.answered_at, l.author, l.created_at FROM outbox o JOIN mail_letters l ON l.id = o.letter_id";

/// One page of the outbox and one row more, the newest first: of clients within the scope, and of those of whom everything is seen.
pub(super) fn list(filter: &OutboxFilter, scope: Scope, whole: Scope) -> Sql {
    let sql = Sql::new(ROW).push("WHERE 1 = 1").within(scope, LETTER_SCOPE);
    let sql = if whole == scope {
        sql
    } else {
        sql.within(whole, WHOLE_SCOPE)
    };
    sql.and_if("o.state = ?", filter.state.map(OutboxState::as_str))
        .containing("o.search", &filter.q)
        .page_by_id("o.id", true, filter.after.as_ref())
}

/// The rows of the letters that brought a paper, the newest first. The caller has seen the paper within the actor's scope.
pub(super) async fn of_owner(conn: &mut Conn, owner: &Owner, most: i64) -> DbResult<Vec<StoredRow>> {
    Sql::new(ROW)
        .push_with(
            "JOIN mail_papers p ON p.letter_id = o.letter_id WHERE p.owner_kind = ? AND p.owner_id = ?",
            [owner.kind.as_str().into(), owner.id.into()],
        )
        .push_with("ORDER BY o.letter_id DESC, o.line DESC, o.id LIMIT ?", [most.into()])
        .all(conn)
        .await
}

/// The rows of a letter: who stands in *To* (`to`), then those in *Cc* (`cc`).
pub(super) async fn of_letter(conn: &mut Conn, letter: LetterId) -> DbResult<Vec<StoredRow>> {
    let sql = Sql::new(ROW).push_with("WHERE o.letter_id = ? ORDER BY o.line DESC, o.id", [letter.into()]);
    sql.all(conn).await
}

/// A row within the scope, with its letter locked until the transaction ends: whoever decides about a letter decides alone.
pub(super) async fn locked(tx: &mut Tx, id: OutboxId, scope: Scope) -> DbResult<Option<StoredRow>> {
    let row = Sql::new(ROW).push_with("WHERE o.id = ?", [id.into()]);
    let Some(found) = row.within(scope, LETTER_SCOPE).optional::<StoredRow>(tx).await? else {
        return Ok(None);
    };
    queue::lock(tx, id).await?;
    // As it is now that nobody else decides about it.
    let row = Sql::new(ROW).push_with("WHERE o.id = ?", [found.id.into()]);
    row.optional(tx).await
}

/// How many rows wait.
pub async fn waiting(conn: &mut Conn) -> DbResult<i64> {
    let sql = Sql::new("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'");
    Ok(sql.scalar(conn).await?.unwrap_or_default())
}

/// Letters that go to nobody.
pub(super) async fn without_rows(conn: &mut Conn) -> DbResult<Vec<LetterId>> {
    Sql::new(
        "SELECT l.id FROM mail_letters l WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.letter_id = l.id) ORDER BY l.id LIMIT 1000",
    )
    .scalars(conn)
    .await
}

/// Everything a row is found by.
pub(super) fn search_text(person: &Person, subject: &str) -> String {
    [&person.address, &person.name, subject].map(fold).join(" ")
}

/// How the engine reads the list, for tests.
#[cfg(test)]
pub async fn list_plan(db: &crate::platform::db::Db, filter: &OutboxFilter) -> DbResult<String> {
    list(filter, Scope::All, Scope::All).plan(db).await
}
