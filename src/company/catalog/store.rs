//! The tables `catalog_items`, `catalog_words`.

use std::collections::BTreeSet;

use super::forms::{ValidItem, code_key};
use super::model::{CatalogItem, ItemChoice, ItemRow, ItemSort};
use crate::kernel::date::Timestamp;
use crate::kernel::fixed::Percent;
use crate::kernel::folding::{contains_pattern, end_of_prefix, fold};
use crate::kernel::ids::CatalogItemId;
use crate::kernel::line_kind::LineKind;
use crate::kernel::paging::Cursor;
use crate::kernel::tax::VatRate;
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, SortColumn, Sql, Tx, ensure_one_row};

/// Words of a search beyond this many are ignored.
const MOST_WORDS: usize = 8;
/// What an editor is offered at most.
pub const MOST_CHOICES: usize = 10;
/// Rows that are read for those: an item has a row for each of its words that begins as the typed one does.
const MOST_ROWS: i64 = 30;

impl FromRow for CatalogItem {
    fn from_row(row: &Row) -> DbResult<Self> {
        let percent: Percent = row.get("vat_percent")?;
        Ok(Self {
            id: row.get("id")?,
            code: row.get("code")?,
            name: row.get("name")?,
            description: row.get("description")?,
            kind: row.code("kind")?,
            unit: row.get("unit")?,
            unit_code: row.get("unit_code")?,
            price: row.get("price")?,
            currency: row.code("currency")?,
            vat: VatRate::new(row.code("vat_category")?, percent).map_err(|error| DbError::Decode {
                column: "vat_percent".to_owned(),
                reason: error.to_string(),
            })?,
            archived: row.get("archived")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for ItemRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            item: CatalogItem::from_row(row)?,
            sort_name: row.get("sort_name")?,
            code_key: row.get("code_key")?,
        })
    }
}

impl FromRow for ItemChoice {
    fn from_row(row: &Row) -> DbResult<Self> {
        let item = CatalogItem::from_row(row)?;
        Ok(Self {
            id: item.id,
            code: item.code,
            name: item.name,
            description: item.description,
            kind: item.kind,
            unit: item.unit,
            unit_code: item.unit_code,
            price: item.price,
            currency: item.currency,
            vat: item.vat,
        })
    }
}

const ITEM: &str = "SELECT i.id, i.code, i.name, i.description, i.kind, i.unit, i.unit_code, i.price, i.currency, i.vat_category, \
     i.vat_percent, i.archived, i.version, i.sort_name, i.code_key FROM catalog_items i";

/// An item.
pub async fn by_id(conn: &mut Conn, id: CatalogItemId) -> DbResult<Option<CatalogItem>> {
    Sql::new(ITEM)
        .push_with("WHERE i.id = ?", [id.into()])
        .optional(conn)
        .await
}

/// Those of the items that there are, archived ones too.
pub async fn by_ids(conn: &mut Conn, ids: &BTreeSet<CatalogItemId>) -> DbResult<Vec<CatalogItem>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(ITEM).push("WHERE i.id IN (");
    for (n, id) in ids.iter().enumerate() {
        sql = sql.push_with(if n == 0 { "?" } else { ", ?" }, [(*id).into()]);
    }
    sql.push(")").all(conn).await
}

/// An item, with its row locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, id: CatalogItemId) -> DbResult<Option<CatalogItem>> {
    let sql = Sql::new("UPDATE catalog_items SET version = version WHERE id = $1 RETURNING *").bind(id);
    sql.optional(tx).await
}

pub(super) async fn insert(tx: &mut Tx, id: CatalogItemId, new: &ValidItem, at: Timestamp) -> DbResult<()> {
    Sql::new(
        "INSERT INTO catalog_items (id, code, code_key, name, description, kind, unit, unit_code, price, currency, vat_category, \
         vat_percent, archived, sort_name, search, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16)",
    )
    .bind(id)
    .bind(new.code.as_str())
    .bind(code_key(&new.code))
    .bind(new.name.as_str())
    .bind(new.description.as_str())
    .bind(new.kind.as_str())
    .bind(new.unit.as_str())
    .bind(new.unit_code.as_str())
    .bind(new.price)
    .bind(new.currency.as_str())
    .bind(new.vat.category().as_str())
    .bind(new.vat.percent())
    .bind(false)
    .bind(fold(&new.name))
    .bind(search_text(&new.code, &new.name))
    .bind(at)
    .execute(tx)
    .await?;
    insert_words(tx, id, &new.name).await
}

/// Writes an item under the next version. The row is locked and its version was compared.
pub(super) async fn update(tx: &mut Tx, old: &CatalogItem, save: &ValidItem) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE catalog_items SET code = $1, code_key = $2, name = $3, description = $4, kind = $5, unit = $6, unit_code = $7, \
         price = $8, currency = $9, vat_category = $10, vat_percent = $11, sort_name = $12, search = $13, version = version + 1 \
         WHERE id = $14",
    )
    .bind(save.code.as_str())
    .bind(code_key(&save.code))
    .bind(save.name.as_str())
    .bind(save.description.as_str())
    .bind(save.kind.as_str())
    .bind(save.unit.as_str())
    .bind(save.unit_code.as_str())
    .bind(save.price)
    .bind(save.currency.as_str())
    .bind(save.vat.category().as_str())
    .bind(save.vat.percent())
    .bind(fold(&save.name))
    .bind(search_text(&save.code, &save.name))
    .bind(old.id);
    ensure_one_row(sql.execute(tx).await?)?;
    if !old.archived && old.name != save.name {
        delete_words(tx, old.id).await?;
        insert_words(tx, old.id, &save.name).await?;
    }
    Ok(())
}

/// Archived items have no words: no editor is offered them.
pub(super) async fn set_archived(tx: &mut Tx, item: &CatalogItem, archived: bool) -> DbResult<()> {
    let sql = Sql::new("UPDATE catalog_items SET archived = $1, version = version + 1 WHERE id = $2")
        .bind(archived)
        .bind(item.id);
    ensure_one_row(sql.execute(tx).await?)?;
    if archived {
        delete_words(tx, item.id).await
    } else {
        insert_words(tx, item.id, &item.name).await
    }
}

async fn insert_words(tx: &mut Tx, id: CatalogItemId, name: &str) -> DbResult<()> {
    for word in words(name) {
        Sql::new("INSERT INTO catalog_words (item_id, word) VALUES ($1, $2)")
            .bind(id)
            .bind(word)
            .execute(tx)
            .await?;
    }
    Ok(())
}

async fn delete_words(tx: &mut Tx, id: CatalogItemId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM catalog_words WHERE item_id = $1").bind(id);
    sql.execute(tx).await.map(|_| ())
}

/// The folded words of a name; one with hyphens and the like also by its parts.
fn words(name: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for word in fold(name).split_whitespace() {
        let parts = word
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty());
        words.extend(parts.map(str::to_owned));
        words.insert(word.to_owned());
    }
    words
}

/// What the list is searched by, folded.
fn search_text(code: &str, name: &str) -> String {
    [code, name].map(fold).join(" ")
}

/// Narrows a statement to items in which each of the words is found.
fn searched<'a>(mut sql: Sql, words: impl Iterator<Item = &'a str>) -> Sql {
    for word in words.take(MOST_WORDS) {
        sql = sql.push_with("AND i.search LIKE ? ESCAPE '\\'", [contains_pattern(word).into()]);
    }
    sql
}

/// What the list is narrowed to.
pub(crate) struct ListFilter<'a> {
    pub q: &'a str,
    pub kind: Option<LineKind>,
    pub archived: bool,
    pub sort: ItemSort,
    pub descending: bool,
    pub cursor: Option<&'a Cursor>,
}

/// One page of the list and one row more.
pub(crate) fn list(filter: &ListFilter<'_>) -> Sql {
    let sql = Sql::new(ITEM)
        .push_with("WHERE i.archived = ?", [filter.archived.into()])
        .and_if("i.kind = ?", filter.kind.map(LineKind::as_str));
    let q = fold(filter.q);
    let column = match filter.sort {
        ItemSort::Name => SortColumn::text("i.sort_name"),
        ItemSort::Code => SortColumn::text("i.code_key"),
        ItemSort::Price => SortColumn::int("i.price"),
    };
    searched(sql, q.split_whitespace()).page(column, "i.id", filter.descending, filter.cursor)
}

/// Active items whose code begins as typed.
pub(crate) fn by_code(typed: &str) -> Sql {
    let first = code_key(typed);
    let last = end_of_prefix(&first);
    Sql::new(ITEM)
        .push_with(
            "WHERE i.archived = ? AND i.code_key >= ? AND i.code_key < ?",
            [false.into(), first.into(), last.into()],
        )
        .push_with(
            "ORDER BY i.code_key, i.id LIMIT ?",
            [i64::try_from(MOST_CHOICES).unwrap_or(i64::MAX).into()],
        )
}

/// Active items with all the typed words in code or name, at least the rarest of them as the beginning of a word of the name.
pub(super) async fn by_words(conn: &mut Conn, typed: &str) -> DbResult<Vec<ItemChoice>> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().take(MOST_WORDS).collect();
    let rarest = match words.as_slice() {
        [] => return Ok(Vec::new()),
        [only] => Some(*only),
        many => rarest(conn, many).await?,
    };
    match rarest {
        Some(rarest) => {
            with_word(rarest, words.iter().copied().filter(|word| *word != rarest))
                .all(conn)
                .await
        }
        None => Ok(Vec::new()),
    }
}

/// How often something begins with a word, as far as it matters.
struct Frequency {
    count: i64,
    place: i64,
}

impl FromRow for Frequency {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            count: row.get("found")?,
            place: row.get("place")?,
        })
    }
}

/// The word with which the fewest words of the catalogue begin.
async fn rarest<'a>(conn: &mut Conn, words: &[&'a str]) -> DbResult<Option<&'a str>> {
    let mut sql = Sql::new("");
    for (place, word) in (0_i64..).zip(words) {
        sql = sql.push(if place == 0 { "" } else { "UNION ALL" }).push_with(
            "SELECT ? AS place, (SELECT COUNT(*) FROM (SELECT 1 FROM catalog_words WHERE word >= ? AND word < ? LIMIT 200) AS counted) AS found",
            [place.into(), (*word).into(), end_of_prefix(word).into()],
        );
    }
    let found: Vec<Frequency> = sql.all(conn).await?;
    let least = found.iter().min_by_key(|frequency| (frequency.count, frequency.place));
    let place = least.and_then(|frequency| usize::try_from(frequency.place).ok());
    Ok(place.and_then(|place| words.get(place)).copied())
}

/// Active items with a word in their name that begins so, and with other words anywhere, in the order of the words: an item of
/// exactly that word comes first. The index of words is walked only as far as needed.
pub(crate) fn with_word<'a>(begins: &str, others: impl Iterator<Item = &'a str>) -> Sql {
    let last = end_of_prefix(begins);
    let sql = Sql::new(ITEM).push_with(
        "JOIN catalog_words w ON w.item_id = i.id WHERE w.word >= ? AND w.word < ?",
        [begins.into(), last.into()],
    );
    searched(sql, others).push_with("ORDER BY w.word, w.item_id LIMIT ?", [MOST_ROWS.into()])
}
