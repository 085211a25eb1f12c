//! Lists of contracts and their sums.

use jiff::ToSpan;

use super::{end_of, value_of, visible};
use crate::documents::contracts::model::{
    ContractFilter, ContractRow, ContractSort, ContractState, ContractTotalsRow, Signature,
};
use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::folding::{contains_pattern, fold};
use crate::kernel::ids::ContractId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, SortColumn, Sql};

impl FromRow for ContractRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let parent: Option<ContractId> = row.get("parent_id")?;
        let type_name: Option<String> = row.get("type_name")?;
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            date: row.get("date")?,
            subject: row.get("subject")?,
            type_name: type_name.unwrap_or_default(),
            client: row.get("client_id")?,
            client_name: row.get("client_name")?,
            organization_name: row.get("organization_name")?,
            stage: row.code("lifecycle")?,
            signature: row.code("signature")?,
            start: row.get("starts")?,
            end: end_of(row)?,
            currency: row.code("currency")?,
            value: value_of(row)?,
            is_annex: parent.is_some(),
            added: false,
        })
    }
}

const ROW: &str = "SELECT a.id, a.number, a.date, a.subject, t.name AS type_name, a.client_id, c.name AS client_name, \
     o.name AS organization_name, a.lifecycle, a.signature, a.starts, a.ends, a.currency, a.value, a.parent_id \
     FROM contracts a JOIN clients c ON c.id = a.client_id JOIN organizations o ON o.id = a.organization_id \
     LEFT JOIN contract_types t ON t.id = a.type_id WHERE 1 = 1";

/// A contract as a list shows it.
pub(in crate::documents::contracts) async fn row(
    conn: &mut Conn,
    id: ContractId,
    scope: Scope,
) -> DbResult<Option<ContractRow>> {
    visible(Sql::new(ROW).push_with("AND a.id = ?", [id.into()]), scope)
        .optional(conn)
        .await
}

/// One page of a list and one row more.
pub(crate) fn list(filter: &ContractFilter, scope: Scope, today: Date) -> Sql {
    let (sort, descending) = filter.sorting();
    let column = match sort {
        ContractSort::Date => SortColumn::date("a.date"),
        ContractSort::End => SortColumn::date("a.ends"),
        ContractSort::Number => SortColumn::text("a.number"),
        ContractSort::Value => SortColumn::int("a.value"),
    };
    narrowed(Sql::new(ROW), filter, scope, today).page(column, "a.id", descending, filter.after.as_ref())
}

/// The sums of a list by currency: of what is or was in force, unless the filter asks for drafts or cancelled ones.
pub(crate) fn totals(filter: &ContractFilter, scope: Scope, today: Date) -> Sql {
    const CONCLUDED: &str = "a.lifecycle IN ('issued', 'terminated')";
    let sql = Sql::new(
        "SELECT a.currency, COUNT(*) AS contracts, CAST(SUM(a.value) AS BIGINT) AS value FROM contracts a WHERE 1 = 1",
    );
    let concluded = filter.state.is_none() && filter.expiring.is_none();
    narrowed(sql, filter, scope, today)
        .and_choosing(concluded, !is_of_few(filter), CONCLUDED)
        .push("GROUP BY a.currency ORDER BY a.currency")
}

fn narrowed(sql: Sql, filter: &ContractFilter, scope: Scope, today: Date) -> Sql {
    let text = filter.text();
    let few = is_of_few(filter);
    // What is in force has an index in the order of the last days; so a state is no other one's business.
    let running = filter.expiring.is_some() || filter.state == Some(ContractState::Expired);
    let by_date = filter.sorting().0 == ContractSort::Date && !few && !running;
    let chooses = |here: bool| by_date && here;
    let (by_state, by_company, by_kind) = (
        chooses(filter.state.is_some()),
        chooses(filter.state.is_none() && filter.organization.is_some()),
        chooses(filter.state.is_none() && filter.organization.is_none() && filter.kind.is_some()),
    );
    let by_signature = chooses(
        filter.state.is_none() && filter.organization.is_none() && filter.kind.is_none() && filter.signature.is_some(),
    );
    let sql = visible(sql, scope)
        .and_if("a.client_id = ?", filter.client)
        .and_if("a.parent_id = ?", filter.parent)
        .and_if_choosing(by_company, "a.organization_id = ?", filter.organization)
        .and_if_choosing(by_kind, "a.type_id = ?", filter.kind)
        .and_if_choosing(by_signature, "a.signature = ?", filter.signature.map(Signature::as_str))
        .and_if("a.date >= ?", filter.from)
        .and_if("a.date <= ?", filter.until);
    let sql = match filter.state {
        Some(state) => sql.and_choosing(true, by_state || (running && !few), in_state(state)),
        None => sql,
    };
    let sql = sql.and_if(
        "a.ends < ?",
        (filter.state == Some(ContractState::Expired)).then_some(today),
    );
    let sql = match filter.days() {
        Some(days) => {
            let last = today.saturating_add(days.days());
            sql.and_choosing(true, !few, "a.lifecycle = 'issued'")
                .push_with("AND a.ends >= ? AND a.ends <= ?", [today.into(), last.into()])
        }
        None => sql,
    };
    if text.is_empty() { sql } else { holding(sql, text) }
}

/// The contracts of a client, the annexes of one, and those that hold a text are few: nothing else chooses an index beside them.
fn is_of_few(filter: &ContractFilter) -> bool {
    filter.client.is_some() || filter.parent.is_some() || !filter.text().is_empty()
}

const fn in_state(state: ContractState) -> &'static str {
    match state {
        ContractState::Draft => "a.lifecycle = 'draft'",
        ContractState::Issued | ContractState::Expired => "a.lifecycle = 'issued'",
        ContractState::Terminated => "a.lifecycle = 'terminated'",
        ContractState::Cancelled => "a.lifecycle = 'cancelled'",
    }
}

/// Contracts whose number, subject or client holds a text. The clients are named within: of a join with them, SQLite would go through the contracts
/// and look up the client of each.
fn holding(sql: Sql, text: &str) -> Sql {
    if fold(text).is_empty() {
        // Nothing that names are made of: it is contained in no name, and not in every one.
        return sql.push("AND 1 = 0");
    }
    let pattern = contains_pattern(text);
    sql.push_with(
        "AND a.id IN (SELECT id FROM contracts WHERE client_id IN (SELECT id FROM clients WHERE search LIKE ? ESCAPE '\\') \
         UNION ALL SELECT id FROM contracts WHERE search LIKE ? ESCAPE '\\')",
        [pattern.clone().into(), pattern.into()],
    )
}

/// Contracts that a few typed characters may mean: those whose number or subject holds them, the newest first.
pub(crate) fn suggested(text: &str, scope: Scope, most: i64) -> Sql {
    visible(Sql::new(ROW), scope).push_with(
        "AND a.search LIKE ? ESCAPE '\\' ORDER BY a.date DESC, a.id DESC LIMIT ?",
        [contains_pattern(text).into(), most.into()],
    )
}

impl FromRow for ContractTotalsRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            currency: row.code("currency")?,
            contracts: row.get("contracts")?,
            value: row.get("value")?,
        })
    }
}
