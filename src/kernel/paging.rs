//! Keyset pages: the next page starts after the last row seen, so page 2,000 costs what page 1 costs, and a row that is
//! added meanwhile shifts nothing.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::date::Date;

/// Rows on one page of a list.
pub const PAGE_SIZE: usize = 50;

/// A page of a list with the ways to its neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub previous: Option<Cursor>,
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Cuts a page out of up to `PAGE_SIZE + 1` rows that were read from `cursor` on; the extra row only tells that there
    /// is more. Rows read backwards are turned round.
    #[must_use]
    pub fn cut(mut rows: Vec<T>, cursor: Option<&Cursor>, key: impl Fn(&T) -> (SortKey, Uuid)) -> Self {
        let cursor = cursor.filter(|cursor| rows.first().is_none_or(|row| key(row).0.is_like(&cursor.key)));
        let more = rows.len() > PAGE_SIZE;
        rows.truncate(PAGE_SIZE);
        let backward = cursor.is_some_and(|c| c.direction == Direction::Backward);
        if backward {
            rows.reverse();
        }
        let at = |row: Option<&T>, direction| {
            row.map(|row| {
                let (key, id) = key(row);
                Cursor { direction, key, id }
            })
        };
        let (before, after) = if backward {
            (more, true)
        } else {
            (cursor.is_some(), more)
        };
        let previous = if before {
            at(rows.first(), Direction::Backward)
        } else {
            None
        };
        let next = if after {
            at(rows.last(), Direction::Forward)
        } else {
            None
        };
        Self { rows, previous, next }
    }
}

/// To which side of its row a cursor points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Forward,
    Backward,
}

/// The value of the sorted column in the cursor's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortKey {
    Int(i64),
    Text(String),
    Date(Date),
}

impl SortKey {
    /// Whether the other key is a value of the same type: what a cursor of this column can carry.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// The longest text of a cursor in bytes; sorted columns hold names of up to 500 characters.
const LONGEST_KEY: usize = 2_000;

/// A row's place in a sorted list, as the address of a page carries it: `f.<id>.t<text>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub direction: Direction,
    pub key: SortKey,
    pub id: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = if self.direction == Direction::Forward { 'f' } else { 'b' };
        write!(f, "{direction}.{}.", self.id.simple())?;
        match &self.key {
            SortKey::Int(n) => write!(f, "i{n}"),
            SortKey::Text(text) => write!(f, "t{text}"),
            SortKey::Date(date) => write!(f, "d{date}"),
        }
    }
}

/// The text is no cursor, for example an address cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct NotACursor;

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut pieces = text.splitn(3, '.');
        let direction = match pieces.next() {
            Some("f") => Direction::Forward,
            Some("b") => Direction::Backward,
            _ => return Err(NotACursor),
        };
        let id = pieces.next().and_then(|id| Uuid::from_str(id).ok()).ok_or(NotACursor)?;
        let rest = pieces.next().ok_or(NotACursor)?;
        let key = match rest.split_at_checked(1).ok_or(NotACursor)? {
            ("i", n) => SortKey::Int(n.parse().map_err(|_| NotACursor)?),
            ("t", text) if text.len() <= LONGEST_KEY && !text.contains(char::is_control) => {
                SortKey::Text(text.to_owned())
            }
            ("d", date) => SortKey::Date(date.parse().map_err(|_| NotACursor)?),
            _ => return Err(NotACursor),
        };
        Ok(Self { direction, key, id })
    }
}

impl Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Direction, PAGE_SIZE, Page, SortKey, Uuid};

    #[test]
    fn a_cursor_survives_the_address_bar() {
        for key in [
            SortKey::Int(-5),
            SortKey::Text("ромашка. б".into()),
            SortKey::Date(jiff::civil::date(2026, 1, 31)),
        ] {
            let cursor = Cursor {
                direction: Direction::Backward,
                key,
                id: Uuid::from_u128(7),
            };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for text in [
            "",
            "f",
            "f.x.i1",
            "x.00000000000000000000000000000007.i1",
            "f.00000000000000000000000000000007.",
            "f.00000000000000000000000000000007.i",
            "f.00000000000000000000000000000007.ta\0b",
        ] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_page_knows_its_neighbours() {
        let key = |n: &i64| (SortKey::Int(*n), Uuid::from_u128(1));
        let many = || (0..).take(PAGE_SIZE + 1).collect::<Vec<i64>>();
        let first = Page::cut(many(), None, key);
        assert!(first.previous.is_none() && first.next.is_some() && first.rows.len() == PAGE_SIZE);
        let last = Page::cut(vec![1, 2], first.next.as_ref(), key);
        assert!(last.previous.is_some() && last.next.is_none());
        let date = SortKey::Date(jiff::civil::date(2026, 1, 31));
        let of_another_order = Cursor {
            direction: Direction::Backward,
            key: date,
            id: Uuid::from_u128(1),
        };
        let first = Page::cut(many(), Some(&of_another_order), key);
        assert!(
            first.previous.is_none() && first.rows.first() == Some(&0),
            "it is read as if there were no cursor"
        );
        let back = Page::cut(many(), last.previous.as_ref(), key);
        assert_eq!(back.rows.first(), Some(&49));
        assert!(back.previous.is_some() && back.next.is_some());
    }
}
