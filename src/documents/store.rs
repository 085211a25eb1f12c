//! What the stores of papers have in common: how a typed text is looked for in their lists.

use crate::kernel::folding::{contains_pattern, fold};
use crate::kernel::money::Amount;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// How a typed text is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Search {
    /// Nothing is looked for.
    Nothing,
    /// As the number of a paper, written out or without its prefix and zeros.
    Number,
    /// As a sum, a part of a client's name, or a part of a number.
    Text,
    /// As [`Search::Text`], but the clients whose names hold it have few papers. What is found is the same.
    Rare,
    /// As [`Search::Text`], but so many papers hold it (a letter, a digit, a frequent word) that looking through the list in its
    /// order finds a page of them at once, while finding all of them first would take long. What is found is the same.
    Common,
}

impl Search {
    /// Whether what is found is so little that the list is led by the ids of it, and by nothing else that narrows it.
    pub(crate) const fn is_led_by_ids(self) -> bool {
        matches!(self, Self::Number | Self::Rare)
    }

    /// The papers of one client, contract or invoice are few, and so are those that a number or a rare text finds: the index of a state would
    /// lead through those of everybody. Of what is found even a client and a kind stand aside, since they may have many, and SQLite holds them
    /// for fewer than a list of ids. A text is not rare for being in few names: a client may have half of all papers, and to look up each of
    /// them takes longer than to go through those of the state.
    pub(crate) const fn is_of_few(self, of_one: bool) -> bool {
        of_one || self.is_led_by_ids()
    }
}

/// Clients, and numbers among the newest papers, that make a text a common one.
const COMMON: i64 = 200;
const COMMON_NUMBERS: i64 = 100;
/// So many papers of the clients who are found are looked up one by one sooner than all those of a state are gone through.
const FEW: i64 = 2_000;
/// The newest papers whose numbers are looked at.
const NEWEST: i64 = 500;
/// Rows of one branch of a suggestion: whoever sees only some of the clients finds theirs among so many.
pub(crate) const MOST_LOOKED_THROUGH: i64 = 300;

/// The sum that a text may be; what is no sum is the sum of none.
pub(crate) fn sum_of(text: &str) -> i64 {
    Amount::searched(text).map_or(-1, Amount::minor)
}

/// Narrows a list to what a text finds. The condition has a `?` each for the sum that it may be, for names of clients and for numbers.
pub(crate) fn finding(sql: Sql, text: &str, condition: &'static str) -> Sql {
    if fold(text).is_empty() {
        // Nothing that names are made of: it is contained in no name, and not in every one.
        return sql.push("AND 1 = 0");
    }
    let pattern = contains_pattern(text);
    sql.push_with(condition, [sum_of(text).into(), pattern.clone().into(), pattern.into()])
}

/// How many clients hold a text, how many papers those have, and how many numbers of the newest papers hold it: each as far as it matters.
struct Holders {
    clients: i64,
    papers: i64,
    numbers: i64,
}

impl FromRow for Holders {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            clients: row.get("clients")?,
            papers: row.get("papers")?,
            numbers: row.get("numbers")?,
        })
    }
}

impl Holders {
    const fn search(&self) -> Search {
        if self.clients > COMMON || self.numbers > COMMON_NUMBERS {
            Search::Common
        } else if self.papers <= FEW {
            Search::Rare
        } else {
            Search::Text
        }
    }
}

/// How a text is looked for that is the number of no paper: by how much it finds. The clients are gone through once for that, and of their
/// papers no more than [`FEW`], in an index. `of_clients` selects the papers of the clients `k`, `newest` the `search` of papers from the
/// newest on.
pub(crate) async fn text_search(
    conn: &mut Conn,
    text: &str,
    of_clients: &'static str,
    newest: impl FnOnce(Sql) -> Sql,
) -> DbResult<Search> {
    if fold(text).is_empty() {
        return Ok(Search::Rare);
    }
    let pattern = contains_pattern(text);
    let sql = Sql::new("WITH k AS MATERIALIZED (SELECT id FROM clients WHERE search LIKE $1 ESCAPE '\\' LIMIT $2)")
        .bind(pattern.clone())
        .bind(COMMON + 1)
        .push("SELECT (SELECT COUNT(*) FROM k) AS clients, (SELECT COUNT(*) FROM (")
        .push(of_clients)
        .push_with("LIMIT ?) AS p) AS papers, (SELECT COUNT(*) FROM (", [(FEW + 1).into()]);
    let holders: Option<Holders> = newest(sql)
        .push_with(
            "LIMIT ?) AS n WHERE n.search LIKE ? ESCAPE '\\') AS numbers",
            [NEWEST.into(), pattern.into()],
        )
        .optional(conn)
        .await?;
    Ok(holders.map_or(Search::Text, |holders| holders.search()))
}
