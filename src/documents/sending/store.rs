//! The tables `mail_rules`, `mail_rule_texts`, `mail_notices` and `mail_pauses`.

use uuid::Uuid;

use super::model::{Rule, RuleKind, RuleText};
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::ids::{LetterId, MailRuleId};
use crate::kernel::owner::OwnerKind;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

impl FromRow for Rule {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.code("kind")?,
            days: row.get("days")?,
            active: row.get("active")?,
            since: row.get("since")?,
            version: row.get("version")?,
        })
    }
}

const RULES: &str = "SELECT id, kind, days, active, since, version FROM mail_rules";

/// All rules: confirmations, before the day, after it. There are never many.
pub(super) async fn rules(conn: &mut Conn) -> DbResult<Vec<Rule>> {
    let sql = Sql::new(RULES);
    sql.push("ORDER BY CASE kind WHEN 'payment_confirmation' THEN 0 WHEN 'due_soon' THEN 1 ELSE 2 END, days")
        .all(conn)
        .await
}

/// The rule of a step, if there is one.
pub(super) async fn rule_of(conn: &mut Conn, kind: RuleKind, days: i64) -> DbResult<Option<Rule>> {
    let sql = Sql::new(RULES).push_with("WHERE kind = ? AND days = ?", [kind.as_str().into(), days.into()]);
    sql.optional(conn).await
}

/// A rule with its row locked until the transaction ends.
pub(super) async fn locked_rule(tx: &mut Tx, id: MailRuleId) -> DbResult<Option<Rule>> {
    let sql = Sql::new(
        "UPDATE mail_rules SET version = version WHERE id = $1 RETURNING id, kind, days, active, since, version",
    );
    sql.bind(id).optional(tx).await
}

pub(super) async fn insert_rule(tx: &mut Tx, rule: &Rule) -> DbResult<()> {
    Sql::new("INSERT INTO mail_rules (id, kind, days, active, since, version) VALUES ($1, $2, $3, $4, $5, 1)")
        .bind(rule.id)
        .bind(rule.kind.as_str())
        .bind(rule.days)
        .bind(rule.active)
        .bind(rule.since)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn update_rule(tx: &mut Tx, rule: &Rule) -> DbResult<()> {
    let sql = Sql::new("UPDATE mail_rules SET days = $1, active = $2, since = $3, version = version + 1 WHERE id = $4")
        .bind(rule.days)
        .bind(rule.active)
        .bind(rule.since)
        .bind(rule.id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn delete_rule(tx: &mut Tx, id: MailRuleId) -> DbResult<()> {
    delete_texts(tx, id).await?;
    let sql = Sql::new("DELETE FROM mail_rules WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

struct TextOf {
    rule: MailRuleId,
    text: RuleText,
}

impl FromRow for TextOf {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            rule: row.get("rule_id")?,
            text: RuleText {
                lang: row.code("lang")?,
                subject: row.get("subject")?,
                body: row.get("body")?,
            },
        })
    }
}

/// The texts of all rules that have some of their own.
pub(super) async fn texts(conn: &mut Conn) -> DbResult<Vec<(MailRuleId, RuleText)>> {
    let sql = Sql::new("SELECT rule_id, lang, subject, body FROM mail_rule_texts ORDER BY rule_id, lang");
    let texts: Vec<TextOf> = sql.all(conn).await?;
    Ok(texts.into_iter().map(|row| (row.rule, row.text)).collect())
}

/// The text of a rule in a language, if it has one of its own.
pub(super) async fn text(conn: &mut Conn, rule: MailRuleId, lang: &str) -> DbResult<Option<RuleText>> {
    let sql = Sql::new("SELECT rule_id, lang, subject, body FROM mail_rule_texts WHERE rule_id = $1 AND lang = $2");
    let found: Option<TextOf> = sql.bind(rule).bind(lang).optional(conn).await?;
    Ok(found.map(|row| row.text))
}

async fn delete_texts(tx: &mut Tx, rule: MailRuleId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM mail_rule_texts WHERE rule_id = $1");
    sql.bind(rule).execute(tx).await.map(|_| ())
}

/// Puts the texts of a rule in place of the earlier ones.
pub(super) async fn replace_texts(tx: &mut Tx, rule: MailRuleId, texts: &[RuleText]) -> DbResult<()> {
    delete_texts(tx, rule).await?;
    for text in texts {
        Sql::new("INSERT INTO mail_rule_texts (rule_id, lang, subject, body) VALUES ($1, $2, $3, $4)")
            .bind(rule)
            .bind(text.lang.as_str())
            .bind(text.subject.as_str())
            .bind(text.body.as_str())
            .execute(tx)
            .await?;
    }
    Ok(())
}

pub(super) async fn is_paused(conn: &mut Conn, kind: OwnerKind, id: Uuid) -> DbResult<bool> {
    let sql = Sql::new("SELECT owner_kind FROM mail_pauses WHERE owner_kind = $1 AND owner_id = $2");
    let found: Option<String> = sql.bind(kind.as_str()).bind(id).scalar(conn).await?;
    Ok(found.is_some())
}

/// Whether anything has changed.
pub(super) async fn set_paused(tx: &mut Tx, kind: OwnerKind, id: Uuid, paused: bool) -> DbResult<bool> {
    let sql = if paused {
        Sql::new(
            "INSERT INTO mail_pauses (owner_kind, owner_id) VALUES ($1, $2) ON CONFLICT (owner_kind, owner_id) DO NOTHING",
        )
    } else {
        Sql::new("DELETE FROM mail_pauses WHERE owner_kind = $1 AND owner_id = $2")
    };
    Ok(sql.bind(kind.as_str()).bind(id).execute(tx).await? > 0)
}

/// What is to be written about: a step of a rule about an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    pub kind: RuleKind,
    pub step: i64,
    pub object: Uuid,
}

impl FromRow for Notice {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            kind: row.code("kind")?,
            step: row.get("step")?,
            object: row.get("owner_id")?,
        })
    }
}

/// Notes that something is to be written about an object, unless it was noted before.
pub(super) async fn note(tx: &mut Tx, notice: Notice, at: Timestamp) -> DbResult<()> {
    Sql::new(
        "INSERT INTO mail_notices (kind, step, owner_id, state, reason, due_at, holder, letter_id) \
         VALUES ($1, $2, $3, 'due', '', $4, NULL, NULL) ON CONFLICT (kind, owner_id, step) DO NOTHING",
    )
    .bind(notice.kind.as_str())
    .bind(notice.step)
    .bind(notice.object)
    .bind(at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// The days of the invoices that a step of a rule concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDays {
    pub first: Date,
    pub last: Date,
    /// Invoices of this day or later are too new to be reminded of.
    pub issued_before: Date,
}

/// Notes all open invoices that a step of a rule concerns, unless it or a later step was noted before, or they are paused.
pub(super) async fn note_invoices(tx: &mut Tx, rule: &Rule, days: DueDays, at: Timestamp) -> DbResult<u64> {
    note_invoices_sql(rule, days, at).execute(tx).await
}

fn note_invoices_sql(rule: &Rule, days: DueDays, at: Timestamp) -> Sql {
    // Before the day a smaller number of days comes later, after it a larger one.
    let later = match rule.kind {
        RuleKind::DueSoon => "n.step <= ?",
        RuleKind::Overdue | RuleKind::PaymentConfirmation => "n.step >= ?",
    };
    Sql::new("INSERT INTO mail_notices (kind, step, owner_id, state, reason, due_at, holder, letter_id)")
        .push_with(
            "SELECT ?, ?, i.id, 'due', '', ?, NULL, NULL FROM invoices i",
            [rule.kind.as_str().into(), rule.days.into(), at.into()],
        )
        .push_with(
            "WHERE i.settlement <> 'none' AND i.settlement <> 'paid' AND i.due_date >= ? AND i.due_date <= ? AND i.issue_date < ?",
            [days.first.into(), days.last.into(), days.issued_before.into()],
        )
        .push_with(
            "AND NOT EXISTS (SELECT 1 FROM mail_notices n WHERE n.owner_id = i.id AND n.kind = ? AND",
            [rule.kind.as_str().into()],
        )
        .push_with(later, [rule.days.into()])
        .push(
            ") AND NOT EXISTS (SELECT 1 FROM mail_pauses p WHERE (p.owner_kind = 'invoice' AND p.owner_id = i.id) \
             OR (p.owner_kind = 'client' AND p.owner_id = i.client_id)) ON CONFLICT (kind, owner_id, step) DO NOTHING",
        )
}

/// Whether there is something to write.
pub(super) async fn is_one_due(conn: &mut Conn, kind: RuleKind, now: Timestamp) -> DbResult<bool> {
    let sql = Sql::new("SELECT owner_id FROM mail_notices WHERE kind = $1 AND state = 'due' AND due_at <= $2 LIMIT 1");
    Ok(sql.bind(kind.as_str()).bind(now).scalar::<Uuid>(conn).await?.is_some())
}

/// Takes a notice of a kind that is due.
pub(super) async fn take(
    tx: &mut Tx,
    kind: RuleKind,
    holder: Uuid,
    now: Timestamp,
    until: Timestamp,
) -> DbResult<Option<Notice>> {
    Sql::new("UPDATE mail_notices SET holder = $1, due_at = $2 WHERE (kind, owner_id, step) IN (SELECT kind, owner_id, step FROM mail_notices")
        .bind(holder)
        .bind(until)
        .push_with(
            "WHERE kind = ? AND state = 'due' AND due_at <= ? ORDER BY due_at LIMIT 1",
            [kind.as_str().into(), now.into()],
        )
        .free_rows_only(tx)
        .push(") RETURNING kind, step, owner_id")
        .optional(tx)
        .await
}

/// Writes down what became of a notice. Whether it still was the holder's.
pub(super) async fn end(
    tx: &mut Tx,
    notice: Notice,
    holder: Uuid,
    letter: Option<LetterId>,
    reason: &str,
) -> DbResult<bool> {
    let sql = Sql::new(
        "UPDATE mail_notices SET state = $1, letter_id = $2, reason = $3, holder = NULL \
         WHERE kind = $4 AND owner_id = $5 AND step = $6 AND holder = $7 AND state = 'due'",
    )
    .bind(if letter.is_some() { "done" } else { "skipped" })
    .bind(letter)
    .bind(reason)
    .bind(notice.kind.as_str())
    .bind(notice.object)
    .bind(notice.step)
    .bind(holder);
    Ok(sql.execute(tx).await? == 1)
}

/// How the engine finds what is to be reminded of, for tests.
#[cfg(test)]
pub async fn note_invoices_plan(db: &crate::platform::db::Db, rule: &Rule, days: DueDays) -> DbResult<String> {
    note_invoices_sql(rule, days, Timestamp::UNIX_EPOCH).plan(db).await
}
