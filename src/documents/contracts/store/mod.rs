//! The tables `contracts` and `contract_types`: single contracts here, lists and sums in `lists`, types in `types`.

mod lists;
mod types;

use crate::documents::templates::views::TemplateRef;
use crate::kernel::actor::Scope;
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::folding::fold;
use crate::kernel::ids::{ClientId, ContractId, OrganizationId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, ScopeColumns, Sql, Tx, ensure_one_row};

use super::model::{Contract, ContractChoice, Lifecycle, Signing, Stage};

pub(super) use lists::row;
pub(crate) use lists::{list, suggested, totals};
pub use types::type_name;
pub(super) use types::{all_types, offered_types};

/// How contracts (`a`) are put into a scope.
pub const CONTRACT_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("a.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("a.client_id"),
    document: Some("a.id"),
};

/// What is stored as the last day of a contract that has none.
const OPEN_END: Date = Date::MAX;

/// Narrows a statement with `contracts a` to what the scope can see. A client never sees a draft.
#[must_use]
pub fn visible(sql: Sql, scope: Scope) -> Sql {
    let outside = matches!(scope, Scope::Client(_) | Scope::Document(_));
    sql.within(scope, CONTRACT_SCOPE)
        .and_when(outside, "a.lifecycle <> 'draft'")
}

const CONTRACT: &str = "SELECT a.id, a.organization_id, a.client_id, a.type_id, a.parent_id, a.lifecycle, a.number, a.date, a.subject, \
    a.currency, a.value, a.starts, a.ends, a.city, a.lang, a.second_lang, a.template_version, a.template_builtin, a.template_sha256, \
    a.body, a.second_body, a.note, a.ended_on, a.end_reason, a.signed_by_us, a.signed_by_client, a.refused_on, a.refusal_reason, a.original_received, \
    a.is_named, a.version FROM contracts a";

/// The last day, if it has one.
fn end_of(row: &Row) -> DbResult<Option<Date>> {
    let end: Date = row.get("ends")?;
    Ok((end < OPEN_END).then_some(end))
}

/// The value, if it was agreed.
fn value_of(row: &Row) -> DbResult<Option<Amount>> {
    let value: Amount = row.get("value")?;
    Ok(value.is_positive().then_some(value))
}

fn second_lang(row: &Row) -> DbResult<Option<Lang>> {
    let second: String = row.get("second_lang")?;
    if second.is_empty() {
        Ok(None)
    } else {
        row.code("second_lang").map(Some)
    }
}

impl FromRow for Contract {
    fn from_row(row: &Row) -> DbResult<Self> {
        let ended = || -> DbResult<(Date, String)> {
            let on: Option<Date> = row.get("ended_on")?;
            let on = on.ok_or_else(|| DbError::Decode {
                column: "ended_on".to_owned(),
                reason: "a contract that has ended has a day".to_owned(),
            })?;
            Ok((on, row.get("end_reason")?))
        };
        let lifecycle = match row.code("lifecycle")? {
            Stage::Draft => Lifecycle::Draft,
            Stage::Issued => Lifecycle::Issued,
            Stage::Terminated => {
                let (on, reason) = ended()?;
                Lifecycle::Terminated { on, reason }
            }
            Stage::Cancelled => {
                let (on, reason) = ended()?;
                Lifecycle::Cancelled { on, reason }
            }
        };
        let version: Option<uuid::Uuid> = row.get("template_version")?;
        let builtin: String = row.get("template_builtin")?;
        let sha256 = row.get("template_sha256")?;
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            client: row.get("client_id")?,
            kind: row.get("type_id")?,
            parent: row.get("parent_id")?,
            lifecycle,
            number: row.get("number")?,
            date: row.get("date")?,
            subject: row.get("subject")?,
            currency: row.code("currency")?,
            value: value_of(row)?,
            start: row.get("starts")?,
            end: end_of(row)?,
            city: row.get("city")?,
            lang: row.code("lang")?,
            second_lang: second_lang(row)?,
            template: (version.is_some() || !builtin.is_empty()).then_some(TemplateRef {
                version,
                builtin,
                sha256,
            }),
            body: row.get("body")?,
            second_body: row.get("second_body")?,
            note: row.get("note")?,
            signing: Signing::read(row)?,
            is_named: row.get("is_named")?,
            version: row.get("version")?,
        })
    }
}

/// A contract within the scope.
pub async fn by_id(conn: &mut Conn, id: ContractId, scope: Scope) -> DbResult<Option<Contract>> {
    visible(Sql::new(CONTRACT).push_with("WHERE a.id = ?", [id.into()]), scope)
        .optional(conn)
        .await
}

/// A contract within the scope, locked until the transaction ends.
pub async fn locked(tx: &mut Tx, id: ContractId, scope: Scope) -> DbResult<Option<Contract>> {
    let sql = visible(Sql::new(CONTRACT).push_with("WHERE a.id = ?", [id.into()]), scope);
    sql.locked(tx, "a").optional(tx).await
}

/// How many annexes a contract has, drafts and cancelled ones among them.
pub(super) async fn annexes(conn: &mut Conn, parent: ContractId) -> DbResult<i64> {
    let sql = Sql::new("SELECT COUNT(*) FROM contracts WHERE parent_id = $1").bind(parent);
    Ok(sql.scalar(conn).await?.unwrap_or_default())
}

/// Writes a new draft.
///
/// # Errors
/// [`DbError::Unique`] if own company and client have a contract with this number in the year of its date.
pub(super) async fn insert(tx: &mut Tx, contract: &Contract, by: Option<UserId>, at: Timestamp) -> DbResult<()> {
    let sql = Sql::new(
        "INSERT INTO contracts (organization_id, client_id, type_id, parent_id, number, number_key, date, year, subject, currency, value, \
         starts, ends, city, lang, second_lang, template_version, template_builtin, template_sha256, body, second_body, note, search, id, \
         version, created_by, created_at, lifecycle, end_reason, refusal_reason, signature, is_named) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
         $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, 'draft', '', '', $28, $29)",
    );
    content(sql, contract)
        .bind(contract.id)
        .bind(contract.version)
        .bind(by)
        .bind(at)
        .bind(Signing::default().state().as_str())
        .bind(false)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Writes everything that a person can type of a draft.
///
/// # Errors
/// As [`insert`].
pub(super) async fn update_content(tx: &mut Tx, contract: &Contract) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE contracts SET organization_id = $1, client_id = $2, type_id = $3, parent_id = $4, number = $5, number_key = $6, date = $7, \
         year = $8, subject = $9, currency = $10, value = $11, starts = $12, ends = $13, city = $14, lang = $15, second_lang = $16, \
         template_version = $17, template_builtin = $18, template_sha256 = $19, body = $20, second_body = $21, note = $22, search = $23, \
         version = version + 1 WHERE id = $24 AND lifecycle = 'draft'",
    );
    ensure_one_row(content(sql, contract).bind(contract.id).execute(tx).await?)
}

/// By what a number is told from others.
#[must_use]
pub fn number_key(number: &str) -> String {
    number.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The first twenty-three parameters of both.
fn content(sql: Sql, contract: &Contract) -> Sql {
    let template = contract.template.as_ref();
    let text = |of: fn(&TemplateRef) -> &String| template.map(of).cloned().unwrap_or_default();
    sql.bind(contract.organization)
        .bind(contract.client)
        .bind(contract.kind)
        .bind(contract.parent)
        .bind(contract.number.as_str())
        .bind(number_key(&contract.number))
        .bind(contract.date)
        .bind(i64::from(contract.date.year()))
        .bind(contract.subject.as_str())
        .bind(contract.currency.code())
        .bind(contract.value.unwrap_or(Amount::ZERO))
        .bind(contract.start)
        .bind(contract.end.unwrap_or(OPEN_END))
        .bind(contract.city.as_str())
        .bind(contract.lang.as_str())
        .bind(contract.second_lang.map(Lang::as_str).unwrap_or_default())
        .bind(template.and_then(|template| template.version))
        .bind(text(|template| &template.builtin))
        .bind(text(|template| &template.sha256))
        .bind(contract.body.as_str())
        .bind(contract.second_body.as_str())
        .bind(contract.note.as_str())
        .bind(fold(&format!("{} {}", contract.number, contract.subject)))
}

/// Removes a draft.
///
/// # Errors
/// [`DbError::ForeignKey`] while an invoice names it.
pub(super) async fn delete_draft(tx: &mut Tx, id: ContractId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM contracts WHERE id = $1 AND lifecycle = 'draft'").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Writes that a draft was issued.
pub(super) async fn mark_issued(tx: &mut Tx, id: ContractId) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE contracts SET lifecycle = 'issued', version = version + 1 WHERE id = $1 AND lifecycle = 'draft'",
    );
    ensure_one_row(sql.bind(id).execute(tx).await?)
}

/// Writes that an issued contract has ended, and how.
pub(super) async fn mark_ended(tx: &mut Tx, id: ContractId, lifecycle: &Lifecycle) -> DbResult<()> {
    let (on, reason) = lifecycle.end().unzip();
    let sql = Sql::new(
        "UPDATE contracts SET lifecycle = $1, ended_on = $2, end_reason = $3, version = version + 1 WHERE id = $4 AND lifecycle = 'issued'",
    )
    .bind(lifecycle.stage().as_str())
    .bind(on)
    .bind(reason.cloned().unwrap_or_default())
    .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Notes that an invoice names it, once. It is no new version: nothing that anybody typed has changed.
pub(super) async fn mark_named(tx: &mut Tx, id: ContractId) -> DbResult<()> {
    Sql::new("UPDATE contracts SET is_named = $1 WHERE id = $2 AND is_named = $3")
        .bind(true)
        .bind(id)
        .bind(false)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Whether another contract of own company and client has the number in the year of a date.
pub(super) async fn is_number_used(conn: &mut Conn, contract: &Contract) -> DbResult<bool> {
    let found: Option<ContractId> = Sql::new("SELECT id FROM contracts WHERE client_id = $1 AND organization_id = $2 AND year = $3 AND number_key = $4 AND id <> $5")
        .bind(contract.client)
        .bind(contract.organization)
        .bind(i64::from(contract.date.year()))
        .bind(number_key(&contract.number))
        .bind(contract.id)
        .scalar(conn)
        .await?;
    Ok(found.is_some())
}

/// The contract a client got last, for the defaults of his next one.
pub(super) async fn last_of_client(conn: &mut Conn, client: ClientId) -> DbResult<Option<Contract>> {
    Sql::new(CONTRACT)
        .push_with("WHERE a.client_id = ?", [client.into()])
        .push("ORDER BY a.date DESC, a.id DESC LIMIT 1")
        .optional(conn)
        .await
}

/// The city that an own company's last contract names.
pub(super) async fn last_city(conn: &mut Conn, organization: OrganizationId) -> DbResult<Option<String>> {
    Sql::new("SELECT city FROM contracts WHERE organization_id = $1 ORDER BY date DESC, id DESC LIMIT 1")
        .bind(organization)
        .scalar(conn)
        .await
}

impl FromRow for ContractChoice {
    fn from_row(row: &Row) -> DbResult<Self> {
        let parent: Option<ContractId> = row.get("parent_id")?;
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            number: row.get("number")?,
            date: row.get("date")?,
            subject: row.get("subject")?,
            stage: row.code("lifecycle")?,
            end: end_of(row)?,
            is_annex: parent.is_some(),
        })
    }
}

/// The contracts of a client that were not cancelled, the newest first. The caller has checked that the actor may see him.
pub(super) async fn choices(conn: &mut Conn, client: ClientId, most: i64) -> DbResult<Vec<ContractChoice>> {
    choices_sql(client, most).all(conn).await
}

/// The statement of [`choices`].
pub(crate) fn choices_sql(client: ClientId, most: i64) -> Sql {
    Sql::new(
        "SELECT a.id, a.organization_id, a.number, a.date, a.subject, a.lifecycle, a.ends, a.parent_id FROM contracts a",
    )
    .push_with("WHERE a.client_id = ?", [client.into()])
    .and_aside(true, "a.lifecycle <> 'cancelled'")
    .push_with("ORDER BY a.date DESC, a.id DESC LIMIT ?", [most.into()])
}
