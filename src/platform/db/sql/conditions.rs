//! What narrows a statement: conditions that choose an index, conditions that stand beside, scopes, searches.

use uuid::Uuid;

use super::super::Value;
use super::Sql;
use crate::kernel::actor::Scope;
use crate::kernel::folding::{contains_pattern, fold};

/// Words of a search beyond this many are ignored.
const MOST_WORDS: usize = 8;

/// By what a table's rows are put into a [`Scope`]; `None` where the table has no such thing and the scope therefore sees
/// nothing.
#[derive(Debug, Clone, Copy)]
pub struct ScopeColumns {
    /// A condition with one `?`: the member of the staff is one of those who are assigned.
    pub manager: Option<&'static str>,
    /// The client. Must be paired with a condition that hides drafts.
    pub client: Option<&'static str>,
    /// The document itself.
    pub document: Option<&'static str>,
}

impl Sql {
    /// `AND <condition>` if there is a value; the condition has one `?`.
    #[must_use]
    pub fn and_if(self, condition: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.push("AND").push_with(condition, [value.into()]),
            None => self,
        }
    }

    /// `AND <condition>` if it holds.
    #[must_use]
    pub fn and_when(self, holds: bool, condition: &'static str) -> Self {
        if holds { self.push("AND").push(condition) } else { self }
    }

    /// `AND <condition>` if it holds: a condition that chooses no index. Where another one finds few rows, or rows in the
    /// order that is wanted, the engine would at times take the index of this one all the same; asked whether it is true, it can't.
    #[must_use]
    pub fn and_aside(self, holds: bool, condition: &'static str) -> Self {
        if holds {
            self.push("AND (").push(condition).push(") IS TRUE")
        } else {
            self
        }
    }

    /// [`Sql::and_if`] as [`Sql::and_aside`].
    #[must_use]
    pub fn and_if_aside(self, condition: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self
                .push("AND (")
                .push_with(condition, [value.into()])
                .push(") IS TRUE"),
            None => self,
        }
    }

    /// `AND <condition>` if it holds: as [`Sql::and_when`] where it may choose the index, as [`Sql::and_aside`] where something else does.
    #[must_use]
    pub fn and_choosing(self, holds: bool, chooses: bool, condition: &'static str) -> Self {
        self.and_when(holds && chooses, condition)
            .and_aside(holds && !chooses, condition)
    }

    /// [`Sql::and_if`] as [`Sql::and_choosing`].
    #[must_use]
    pub fn and_if_choosing(self, chooses: bool, condition: &'static str, value: Option<impl Into<Value>>) -> Self {
        if chooses {
            self.and_if(condition, value)
        } else {
            self.and_if_aside(condition, value)
        }
    }

    /// Narrows the statement (which has a WHERE) to what the scope can see.
    #[must_use]
    pub fn within(self, scope: Scope, columns: ScopeColumns) -> Self {
        let (column, id): (_, Uuid) = match scope {
            Scope::All => return self,
            Scope::Nothing => return self.push("AND 1 = 0"),
            Scope::OwnedBy(user) => {
                return match columns.manager {
                    Some(condition) => self.push("AND").push_with(condition, [user.into()]),
                    None => self.push("AND 1 = 0"),
                };
            }
            Scope::Client(client) => (columns.client, crate::kernel::ids::Id::uuid(client)),
            Scope::Document(document) => (columns.document, document),
        };
        match column {
            Some(column) => self.push("AND").push(column).push_with("= ?", [Value::Id(id)]),
            None => self.push("AND 1 = 0"),
        }
    }

    /// Narrows the statement (which has a WHERE) to rows in whose folded column each word of a search is found.
    #[must_use]
    pub fn containing(self, column: &'static str, q: &str) -> Self {
        let words = fold(q);
        words.split_whitespace().take(MOST_WORDS).fold(self, |sql, word| {
            sql.push("AND")
                .push(column)
                .push_with(r"LIKE ? ESCAPE '\'", [contains_pattern(word).into()])
        })
    }

    /// `AND <column> IN (…)`; with no values nothing is found.
    #[must_use]
    pub fn among<T: Into<Value>>(self, column: &'static str, values: impl IntoIterator<Item = T>) -> Self {
        let mut sql = self.push("AND").push(column).push("IN (");
        let mut none = true;
        for value in values {
            sql = sql.push_with(if none { "?" } else { ", ?" }, [value.into()]);
            none = false;
        }
        sql.push(if none { "NULL)" } else { ")" })
    }
}
