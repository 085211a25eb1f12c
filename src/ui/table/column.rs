//! A column of a list: its head, what it shows of a row, what an export gets of it.

use std::sync::Arc;

use crate::kernel::sheet::Value;
use crate::ui::html::{Html, Piece};

/// What a column shows of a row.
pub type Cell<T> = Arc<dyn Fn(&T, &mut Html) + Send + Sync>;

/// What an export gets of a row.
type Exported<T> = Arc<dyn Fn(&T) -> Value + Send + Sync>;

/// Where a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Always,
    /// Not where a document stands beside the list.
    WithRoom,
    InExports,
}

/// A column.
pub struct Column<T> {
    pub label: &'static str,
    /// The filter's name for sorting by it.
    pub sortable: Option<&'static str>,
    /// By this a reader's browser remembers that he has put it away; a sorted column is known by the name of its order.
    pub(super) key: Option<&'static str>,
    /// Whether it is away until he asks for it, which is then remembered by the key.
    pub(super) away: bool,
    /// Right-aligned, figures equally wide.
    pub numeric: bool,
    /// Whether the first press on its head puts the largest, or the newest, first.
    pub largest_first: bool,
    pub cell: Cell<T>,
    /// What an export gets; the words of the cell, where nothing is said.
    value: Option<Exported<T>>,
    pub(super) stands: Stands,
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self {
            label: self.label,
            sortable: self.sortable,
            key: self.key,
            away: self.away,
            numeric: self.numeric,
            largest_first: self.largest_first,
            cell: Arc::clone(&self.cell),
            value: self.value.clone(),
            stands: self.stands,
        }
    }
}

impl<T> Column<T> {
    /// A column.
    ///
    /// ```ignore
    /// Column::new(tr!(clients.name), |row: &ClientRow| row.name.clone()).sorted_by("name")
    /// ```
    pub fn new<P: Piece>(label: &'static str, cell: impl Fn(&T) -> P + Send + Sync + 'static) -> Self {
        Self {
            label,
            sortable: None,
            key: None,
            away: false,
            numeric: false,
            largest_first: false,
            cell: Arc::new(move |row, html| cell(row).write(html)),
            value: None,
            stands: Stands::Always,
        }
    }

    /// Can be put away by the reader.
    #[must_use]
    pub fn keyed(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    /// Put away until the reader asks for it: what few of them look at. The key says that he did.
    #[must_use]
    pub fn keyed_away(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self.away = true;
        self
    }

    /// Stands there whatever the reader has put away or not asked for: the list goes by it.
    #[must_use]
    pub fn needed_if(mut self, needed: bool) -> Self {
        if needed {
            self.key = None;
            self.away = false;
        }
        self
    }

    /// A column of exports alone, for what a table says in passing: the currency of its sums.
    pub fn exported<V: Into<Value>>(label: &'static str, value: impl Fn(&T) -> V + Send + Sync + 'static) -> Self {
        Self {
            stands: Stands::InExports,
            ..Self::new(label, |_| ()).value(value)
        }
    }

    /// What an export gets: a date, a number, a text without badges.
    #[must_use]
    pub fn value<V: Into<Value>>(mut self, value: impl Fn(&T) -> V + Send + Sync + 'static) -> Self {
        self.value = Some(Arc::new(move |row| value(row).into()));
        self
    }

    /// Left to the exports where the table is narrow.
    #[must_use]
    pub fn shown_if(mut self, shown: bool) -> Self {
        if !shown {
            self.stands = Stands::InExports;
        }
        self
    }

    /// Left out where a document stands beside the list.
    #[must_use]
    pub fn roomy(mut self) -> Self {
        self.stands = Stands::WithRoom;
        self
    }

    /// A column of numbers; sorted by it the largest come first.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self.largest_first = true;
        self
    }

    /// Sorted by it the newest come first.
    #[must_use]
    pub fn newest_first(mut self) -> Self {
        self.largest_first = true;
        self
    }

    /// Its head sorts the list.
    #[must_use]
    pub fn sorted_by(mut self, key: &'static str) -> Self {
        self.sortable = Some(key);
        self.key = self.key.or(Some(key));
        self
    }
}

/// The heads of an exported list.
#[must_use]
pub fn heads<T>(columns: &[Column<T>]) -> Vec<&'static str> {
    columns.iter().map(|column| column.label).collect()
}

/// A row of an exported list.
#[must_use]
pub fn values<T>(columns: &[Column<T>], row: &T) -> Vec<Value> {
    let value = |column: &Column<T>| match &column.value {
        Some(value) => value(row),
        None => Html::words(|html| (column.cell)(row, html)).into(),
    };
    columns.iter().map(value).collect()
}
