//! The tables `document_templates` and `document_template_versions`.

use uuid::Uuid;

use super::check::Needs;
use super::model::{Template, TemplateKind, TemplateState, ValidTemplate};
use super::views::TemplateRef;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{Id, OrganizationId, TemplateId, TemplateVersionId};
use crate::kernel::lang::Lang;
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

impl FromRow for Template {
    fn from_row(row: &Row) -> DbResult<Self> {
        let second: String = row.get("second_lang")?;
        Ok(Self {
            id: row.get("id")?,
            kind: row.code("kind")?,
            name: row.get("name")?,
            lang: row.code("lang")?,
            second_lang: if second.is_empty() {
                None
            } else {
                Some(row.code("second_lang")?)
            },
            organization: row.get("organization_id")?,
            state: row.code("state")?,
            published: row.get("published")?,
            newest: row.get("newest")?,
            version: row.get("version")?,
        })
    }
}

/// A version as it is stored.
#[derive(Debug, Clone)]
pub struct StoredVersion {
    pub id: TemplateVersionId,
    pub n: i64,
    pub subject: String,
    pub body: String,
    pub sha256: Vec<u8>,
    pub note: String,
    pub author: String,
    pub was_published: bool,
    pub created_at: Timestamp,
}

impl FromRow for StoredVersion {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            n: row.get("n")?,
            subject: row.get("subject")?,
            body: row.get("body")?,
            sha256: row.get("sha256")?,
            note: row.get("note")?,
            author: row.get("author")?,
            was_published: row.get("was_published")?,
            created_at: row.get("created_at")?,
        })
    }
}

const TEMPLATE: &str = "SELECT id, kind, name, lang, second_lang, organization_id, state, published, newest, version FROM document_templates";
const VERSION: &str =
    "SELECT id, n, subject, body, sha256, note, author, was_published, created_at FROM document_template_versions";

/// A row of the list: a template with its company's name and what is known of its newest version.
pub(super) struct Listed {
    pub template: Template,
    pub organization_name: Option<String>,
    pub newest: TemplateVersionId,
    pub sha256: Vec<u8>,
    pub author: String,
    pub created_at: Timestamp,
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            template: Template::from_row(row)?,
            organization_name: row.get("organization_name")?,
            newest: row.get("version_id")?,
            sha256: row.get("sha256")?,
            author: row.get("author")?,
            created_at: row.get("saved_at")?,
        })
    }
}

/// All templates by kind and name; there are never many.
pub(super) async fn list(conn: &mut Conn) -> DbResult<Vec<Listed>> {
    Sql::new(
        "SELECT t.id, t.kind, t.name, t.lang, t.second_lang, t.organization_id, t.state, t.published, t.newest, t.version, \
         o.name AS organization_name, v.id AS version_id, v.sha256, v.author, v.created_at AS saved_at FROM document_templates t \
         JOIN document_template_versions v ON v.template_id = t.id AND v.n = t.newest \
         LEFT JOIN organizations o ON o.id = t.organization_id ORDER BY t.kind, t.name, t.id",
    )
    .all(conn)
    .await
}

/// Versions with their texts, in any order.
pub(super) async fn texts(
    conn: &mut Conn,
    ids: impl IntoIterator<Item = TemplateVersionId>,
) -> DbResult<Vec<StoredVersion>> {
    Sql::new(VERSION).push("WHERE 1 = 1").among("id", ids).all(conn).await
}

pub(super) async fn count(conn: &mut Conn) -> DbResult<i64> {
    let count: Option<i64> = Sql::new("SELECT COUNT(*) FROM document_templates").scalar(conn).await?;
    Ok(count.unwrap_or_default())
}

/// A template.
pub async fn by_id(conn: &mut Conn, id: TemplateId) -> DbResult<Option<Template>> {
    Sql::new(TEMPLATE)
        .push_with("WHERE id = ?", [id.into()])
        .optional(conn)
        .await
}

/// A template with its row locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, id: TemplateId) -> DbResult<Option<Template>> {
    let sql = Sql::new("UPDATE document_templates SET version = version WHERE id = $1 RETURNING *");
    sql.bind(id).optional(tx).await
}

/// The versions, the newest first, without their texts.
pub(super) async fn versions(conn: &mut Conn, id: TemplateId) -> DbResult<Vec<StoredVersion>> {
    Sql::new(
        "SELECT id, n, '' AS subject, '' AS body, sha256, note, author, was_published, created_at \
         FROM document_template_versions",
    )
    .push_with("WHERE template_id = ?", [id.into()])
    .push("ORDER BY n DESC")
    .all(conn)
    .await
}

/// A version by its number.
pub async fn version(conn: &mut Conn, id: TemplateId, n: i64) -> DbResult<Option<StoredVersion>> {
    Sql::new(VERSION)
        .push_with("WHERE template_id = ? AND n = ?", [id.into(), n.into()])
        .optional(conn)
        .await
}

/// A version that a paper names: with kind and languages of its template.
pub struct NamedVersion {
    pub subject: String,
    pub body: String,
    pub lang: Lang,
    pub second_lang: Option<Lang>,
}

impl FromRow for NamedVersion {
    fn from_row(row: &Row) -> DbResult<Self> {
        let second: String = row.get("second_lang")?;
        Ok(Self {
            subject: row.get("subject")?,
            body: row.get("body")?,
            lang: row.code("lang")?,
            second_lang: if second.is_empty() {
                None
            } else {
                Some(row.code("second_lang")?)
            },
        })
    }
}

/// The version that a paper names.
pub async fn named(conn: &mut Conn, id: Uuid) -> DbResult<Option<NamedVersion>> {
    Sql::new(
        "SELECT v.subject, v.body, t.lang, t.second_lang FROM document_template_versions v \
         JOIN document_templates t ON t.id = v.template_id",
    )
    .push_with("WHERE v.id = ?", [TemplateVersionId::from(id).into()])
    .optional(conn)
    .await
}

/// What of a serving version decides about a paper, without its text.
pub struct ServingRow {
    pub version: TemplateVersionId,
    pub sha256: Vec<u8>,
    pub needs: Needs,
}

impl FromRow for ServingRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let needs: String = row.get("needs")?;
        Ok(Self {
            version: row.get("id")?,
            sha256: row.get("sha256")?,
            needs: serde_json::from_str(&needs).map_err(|error| unreadable(&error))?,
        })
    }
}

fn unreadable(error: &serde_json::Error) -> DbError {
    DbError::Decode {
        column: "needs".to_owned(),
        reason: error.to_string(),
    }
}

/// The published template that serves a kind: of the own company before a general one, in both languages before in one.
pub async fn serving(
    conn: &mut Conn,
    kind: TemplateKind,
    organization: OrganizationId,
    lang: Lang,
    second_lang: Option<Lang>,
) -> DbResult<Option<ServingRow>> {
    serving_sql(kind, organization, lang, second_lang).optional(conn).await
}

impl ServingRow {
    /// As a paper names it.
    #[must_use]
    pub fn reference(&self) -> TemplateRef {
        TemplateRef {
            version: Some(self.version.uuid()),
            builtin: String::new(),
            sha256: hex::encode(&self.sha256),
        }
    }
}

/// The published templates of a kind for an own company, by name; there are never many.
pub(super) async fn published(
    conn: &mut Conn,
    kind: TemplateKind,
    organization: OrganizationId,
) -> DbResult<Vec<Template>> {
    Sql::new(TEMPLATE)
        .push_with(
            "WHERE kind = ? AND state = 'published' AND (organization_id IS NULL OR organization_id = ?) ORDER BY name, id",
            [kind.to_string().into(), organization.into()],
        )
        .all(conn)
        .await
}

/// The version of a template that serves, if it is published and of this kind, and the own company can use it.
pub(super) async fn published_version(
    conn: &mut Conn,
    id: TemplateId,
    kind: TemplateKind,
    organization: OrganizationId,
) -> DbResult<Option<ServingRow>> {
    Sql::new(
        "SELECT v.id, v.sha256, v.needs FROM document_templates t \
         JOIN document_template_versions v ON v.template_id = t.id AND v.n = t.published",
    )
    .push_with(
        "WHERE t.id = ? AND t.kind = ? AND t.state = 'published' AND (t.organization_id IS NULL OR t.organization_id = ?)",
        [id.into(), kind.to_string().into(), organization.into()],
    )
    .optional(conn)
    .await
}

/// The statement of [`serving`].
pub fn serving_sql(kind: TemplateKind, organization: OrganizationId, lang: Lang, second_lang: Option<Lang>) -> Sql {
    let second = second_lang.map(Lang::as_str).unwrap_or_default();
    Sql::new(
        "SELECT v.id, v.sha256, v.needs FROM document_templates t \
         JOIN document_template_versions v ON v.template_id = t.id AND v.n = t.published",
    )
    .push_with(
        "WHERE t.kind = ? AND t.lang = ? AND t.state = 'published' AND (t.organization_id IS NULL OR t.organization_id = ?) \
         AND (t.second_lang = '' OR t.second_lang = ?)",
        [
            kind.to_string().into(),
            lang.as_str().into(),
            organization.into(),
            second.into(),
        ],
    )
    .push(
        "ORDER BY CASE WHEN t.second_lang = '' THEN 1 ELSE 0 END, CASE WHEN t.organization_id IS NULL THEN 1 ELSE 0 END, \
         t.created_at DESC, t.id DESC LIMIT 1",
    )
}

/// What the template is called that a version belongs to.
pub(super) async fn name_of(conn: &mut Conn, version: Uuid) -> DbResult<Option<String>> {
    let sql = Sql::new(
        "SELECT t.name FROM document_template_versions v JOIN document_templates t ON t.id = v.template_id WHERE v.id = $1",
    );
    sql.bind(version).scalar(conn).await
}

/// Whether a kind has a published template for an own company.
pub(super) async fn has_published(conn: &mut Conn, kind: TemplateKind, organization: OrganizationId) -> DbResult<bool> {
    let found: Option<TemplateId> = Sql::new("SELECT id FROM document_templates")
        .push_with(
            "WHERE kind = ? AND state = 'published' AND (organization_id IS NULL OR organization_id = ?) LIMIT 1",
            [kind.to_string().into(), organization.into()],
        )
        .scalar(conn)
        .await?;
    Ok(found.is_some())
}

pub(super) async fn insert(tx: &mut Tx, id: TemplateId, new: &ValidTemplate, at: Timestamp) -> DbResult<()> {
    Sql::new(
        "INSERT INTO document_templates (id, kind, name, lang, second_lang, organization_id, state, published, newest, created_at, \
         version) VALUES ($1, $2, $3, $4, $5, $6, 'draft', NULL, 1, $7, 1)",
    )
    .bind(id)
    .bind(new.kind.to_string())
    .bind(new.name.as_str())
    .bind(new.lang.as_str())
    .bind(new.second_lang.map(Lang::as_str).unwrap_or_default())
    .bind(new.organization)
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes what of a template is no version. The row is locked.
pub(super) async fn update(tx: &mut Tx, template: &Template) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE document_templates SET name = $1, lang = $2, second_lang = $3, organization_id = $4, state = $5, published = $6, \
         newest = $7, version = version + 1 WHERE id = $8",
    )
    .bind(template.name.as_str())
    .bind(template.lang.as_str())
    .bind(template.second_lang.map(Lang::as_str).unwrap_or_default())
    .bind(template.organization)
    .bind(template.state.as_str())
    .bind(template.published)
    .bind(template.newest)
    .bind(template.id);
    ensure_one_row(sql.execute(tx).await?)
}

/// The text of a version, with what follows from it.
pub(super) struct Content {
    pub subject: String,
    pub body: String,
    pub needs: Needs,
    pub sha256: Vec<u8>,
}

impl Content {
    fn needs(&self) -> DbResult<String> {
        serde_json::to_string(&self.needs).map_err(|error| unreadable(&error))
    }
}

pub(super) struct NewVersion<'a> {
    pub id: TemplateVersionId,
    pub template: TemplateId,
    pub n: i64,
    pub content: &'a Content,
    pub note: &'a str,
    pub author: &'a str,
    pub at: Timestamp,
}

pub(super) async fn insert_version(tx: &mut Tx, new: NewVersion<'_>) -> DbResult<()> {
    Sql::new(
        "INSERT INTO document_template_versions (id, template_id, n, subject, body, needs, sha256, note, author, was_published, \
         created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(new.id)
    .bind(new.template)
    .bind(new.n)
    .bind(new.content.subject.as_str())
    .bind(new.content.body.as_str())
    .bind(new.content.needs()?)
    .bind(new.content.sha256.clone())
    .bind(new.note)
    .bind(new.author)
    .bind(false)
    .bind(new.at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes the text of a version that has not served yet.
pub(super) async fn update_version(
    tx: &mut Tx,
    id: TemplateVersionId,
    content: &Content,
    at: Timestamp,
) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE document_template_versions SET subject = $1, body = $2, needs = $3, sha256 = $4, created_at = $5 \
         WHERE id = $6 AND was_published = $7",
    )
    .bind(content.subject.as_str())
    .bind(content.body.as_str())
    .bind(content.needs()?)
    .bind(content.sha256.clone())
    .bind(at)
    .bind(id)
    .bind(false);
    ensure_one_row(sql.execute(tx).await?)
}

/// From now on the version stays as it is.
pub(super) async fn mark_published(tx: &mut Tx, id: TemplateVersionId) -> DbResult<()> {
    let sql = Sql::new("UPDATE document_template_versions SET was_published = $1 WHERE id = $2")
        .bind(true)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// A version for the check of hashes.
pub(super) async fn all_versions(conn: &mut Conn) -> DbResult<Vec<StoredVersion>> {
    Sql::new(VERSION).push("ORDER BY id").all(conn).await
}

impl TemplateState {
    /// Whether papers are made with it.
    #[must_use]
    pub const fn serves(self) -> bool {
        matches!(self, Self::Published)
    }
}
