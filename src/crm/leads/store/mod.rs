//! The tables of leads.
//!
//! | file | what it holds |
//! |---|---|
//! | here | the lead itself: `leads` |
//! | `lists` | the list and the board |
//! | `choices` | sources and statuses: `lead_choices` |

mod choices;
mod lists;

use super::forms::ValidLead;
use super::model::{Lead, LeadStage, LeadState};
use crate::kernel::actor::Scope;
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::folding::fold;
use crate::kernel::ids::{LeadChoiceId, LeadId};
use crate::kernel::money::Money;
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, ScopeColumns, Sql, Tx, ensure_one_row};

pub(super) use choices::{
    all_choices, choice, clear_default, insert_choice, locked_choice, neighbour, set_color, set_default, set_position,
};
pub(crate) use lists::{board, list, of_client, values};
#[cfg(test)]
pub use lists::{board_plan, list_plan};

/// How leads (`l`) are put into a scope: whoever sees only his own sees those that are his to look after.
pub const LEAD_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("l.assigned_id = ?"),
    client: None,
    document: None,
};

/// Stands for a lead to whom nobody has spoken, so that lists sort by the day.
const NEVER: Date = jiff::civil::date(1900, 1, 1);

/// The day somebody spoke to it, if that is known.
fn contacted(row: &Row) -> DbResult<Option<Date>> {
    let on: Date = row.get("contacted_on")?;
    Ok((on != NEVER).then_some(on))
}

/// The day by which lists sort.
pub(super) fn contacted_key(on: Option<Date>) -> Date {
    on.unwrap_or(NEVER)
}

impl FromRow for Lead {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            company: row.get("company")?,
            position: row.get("position")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            website: row.get("website")?,
            address: row.get("address")?,
            source: row.get("source_id")?,
            status: row.get("status_id")?,
            state: state(row)?,
            value: value(row)?,
            assigned: row.get("assigned_id")?,
            description: row.get("description")?,
            tags: row.get("tags")?,
            contacted: contacted(row)?,
            notes: row.get("notes")?,
            version: row.get("version")?,
        })
    }
}

fn value(row: &Row) -> DbResult<Money> {
    Ok(Money {
        amount: row.get("value")?,
        currency: row.code("currency")?,
    })
}

fn state(row: &Row) -> DbResult<LeadState> {
    let reason: String = row.get("reason")?;
    Ok(match row.code("stage")? {
        LeadStage::Open => LeadState::Open,
        LeadStage::Lost => LeadState::Lost { reason },
        LeadStage::Junk => LeadState::Junk { reason },
        LeadStage::Customer => LeadState::Customer {
            client: row.get::<Option<_>>("client_id")?.ok_or_else(|| DbError::Decode {
                column: "client_id".to_owned(),
                reason: "a converted lead names its client".to_owned(),
            })?,
        },
    })
}

/// The columns of a [`Lead`].
const COLUMNS: &str = "id, name, company, position, email, phone, website, address, source_id, status_id, stage, reason, client_id, \
     value, currency, assigned_id, description, tags, contacted_on, notes, version";

/// A lead within the scope.
pub async fn by_id(conn: &mut Conn, id: LeadId, scope: Scope) -> DbResult<Option<Lead>> {
    Sql::new("SELECT")
        .push(COLUMNS)
        .push_with("FROM leads l WHERE l.id = ?", [id.into()])
        .within(scope, LEAD_SCOPE)
        .optional(conn)
        .await
}

/// A lead within the scope, with its row locked until the transaction ends.
pub async fn locked(tx: &mut Tx, id: LeadId, scope: Scope) -> DbResult<Option<Lead>> {
    Sql::new("UPDATE leads AS l SET version = version WHERE l.id = $1")
        .bind(id)
        .within(scope, LEAD_SCOPE)
        .push("RETURNING")
        .push(COLUMNS)
        .optional(tx)
        .await
}

pub(super) async fn insert(tx: &mut Tx, id: LeadId, new: &ValidLead, at: Timestamp) -> DbResult<()> {
    Sql::new(
        "INSERT INTO leads (id, name, company, position, email, phone, website, address, stage, reason, value, currency, description, \
         tags, contacted_on, notes, sort_name, search, version, created_at) \
         VALUES ($1, $2, '', '', '', '', '', '', $3, '', 0, $4, '', '', $5, '', $6, '', 0, $7)",
    )
    .bind(id)
    .bind(new.name.as_str())
    .bind(LeadStage::Open.as_str())
    .bind(new.value.currency.as_str())
    .bind(NEVER)
    .bind(fold(&new.name))
    .bind(at)
    .execute(tx)
    .await?;
    update(tx, id, new).await
}

/// Writes a lead under the next version. The row is locked and its version was compared.
pub(super) async fn update(tx: &mut Tx, id: LeadId, save: &ValidLead) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE leads SET name = $1, company = $2, position = $3, email = $4, phone = $5, website = $6, address = $7, source_id = $8, \
         status_id = $9, value = $10, currency = $11, assigned_id = $12, description = $13, tags = $14, contacted_on = $15, \
         sort_name = $16, search = $17, version = version + 1 WHERE id = $18",
    )
    .bind(save.name.as_str())
    .bind(save.company.as_str())
    .bind(save.position.as_str())
    .bind(save.email.as_str())
    .bind(save.phone.as_str())
    .bind(save.website.as_str())
    .bind(save.address.as_str())
    .bind(save.source)
    .bind(save.status)
    .bind(save.value.amount)
    .bind(save.value.currency.as_str())
    .bind(save.assigned)
    .bind(save.description.as_str())
    .bind(save.tags.as_str())
    .bind(contacted_key(save.contacted))
    .bind(fold(&save.name))
    .bind(search_text(save))
    .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn set_status(tx: &mut Tx, id: LeadId, status: Option<LeadChoiceId>) -> DbResult<()> {
    let sql = Sql::new("UPDATE leads SET status_id = $1, version = version + 1 WHERE id = $2")
        .bind(status)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn set_notes(tx: &mut Tx, id: LeadId, notes: &str) -> DbResult<()> {
    let sql = Sql::new("UPDATE leads SET notes = $1, version = version + 1 WHERE id = $2")
        .bind(notes)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn set_state(tx: &mut Tx, id: LeadId, state: &LeadState) -> DbResult<()> {
    let sql = Sql::new("UPDATE leads SET stage = $1, reason = $2, client_id = $3, version = version + 1 WHERE id = $4")
        .bind(state.stage().as_str())
        .bind(state.reason())
        .bind(state.client())
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn delete(tx: &mut Tx, id: LeadId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM leads WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Everything people look for a lead by, folded; the phone also without what its digits are set off with.
fn search_text(lead: &ValidLead) -> String {
    let digits: String = lead.phone.chars().filter(char::is_ascii_digit).collect();
    let parts = [&lead.name, &lead.company, &lead.email, &lead.phone, &digits, &lead.tags];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(|part| fold(part)).collect::<Vec<_>>().join(" ")
}
