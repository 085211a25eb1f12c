//! The state of a page that lives in its address: filter, sort, page, tab, an open drawer.

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a page reads out of its address.
///
/// Every field needs a default (`#[serde(default)]` on the struct). A field whose default is not empty must not be an
/// `Option`: an address leaves out what equals the default and what is empty.
///
/// ```ignore
/// #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
/// #[serde(default)]
/// pub struct InvoiceFilter { pub q: String, pub state: Option<Lifecycle>, pub sort: Sort, pub desc: bool, pub at: Option<Cursor> }
///
/// impl UrlFilter for InvoiceFilter {}
///
/// let filter = use_url_filter::<InvoiceFilter>();
/// let rows = Data::new(move || filter.get(), list_invoices);
/// ```
pub trait UrlFilter: Serialize + DeserializeOwned + Default + Clone + PartialEq + Send + Sync + 'static {}

/// A filter of a list: what the search box, the heads of columns and the pager of a [`super::table::DataTable`] change.
/// `Display` and `FromStr` of the sort column are the room's own.
pub trait ListFilter: UrlFilter {
    /// What the search box holds.
    fn search(&self) -> &str;
    /// The same list searched for something else, from its first page.
    #[must_use]
    fn searched(self, text: String) -> Self;
    /// The column sorted by, as [`super::table::Column::sortable`] names it, and whether the largest comes first.
    fn order(&self) -> (&'static str, bool);
    /// The same list in another order, from its first page.
    #[must_use]
    fn ordered(self, column: &'static str, descending: bool) -> Self;
    /// The same list at another page.
    #[must_use]
    fn at(self, cursor: Option<crate::kernel::paging::Cursor>) -> Self;
    /// The same list, shown in the way the other one is: what of a filter decides nothing of what the list holds.
    #[must_use]
    fn shown_as(self, _other: &Self) -> Self {
        self
    }
}

/// [`ListFilter`] of a struct with the fields `q`, `sort`, `desc` and `after`. Its `sort` is an enum and `after` an
/// `Option<Cursor>`; or both are texts as the address spells them, with the enum named after `spelled`.
///
/// ```ignore
/// list_filter!(PaymentFilter);
/// list_filter!(ClientFilter, spelled ClientSort);
/// ```
///
/// Of a list that is a tab of a client's card too, where a drawer adds to it, the filter also has `new` and `added`: every way through the
/// list closes the drawer and takes the mark away.
///
/// ```ignore
/// list_filter!(PaymentFilter, with a drawer);
/// ```
macro_rules! list_filter {
    ($filter:ty) => {
        $crate::ui::query::list_filter!(@whole $filter,
            |filter| (filter.sort.as_str(), filter.desc),
            |column| column.parse().unwrap_or_default(),
            |cursor| cursor);
    };
    ($filter:ty, spelled $sort:ty) => {
        $crate::ui::query::list_filter!(@whole $filter,
            |filter| (filter.sort.parse::<$sort>().unwrap_or_default().as_str(), filter.desc),
            |column| if column == <$sort>::default().as_str() { String::new() } else { column.to_owned() },
            |cursor| cursor.map(|cursor| cursor.to_string()).unwrap_or_default());
    };
    ($filter:ty, with a drawer) => {
        impl $filter {
            /// The first page, with nothing open and nothing marked.
            pub(super) fn at_first(self) -> Self {
                Self { after: None, new: false, added: None, ..self }
            }
        }

        impl $crate::ui::query::UrlFilter for $filter {}

        impl $crate::ui::query::ListFilter for $filter {
            fn search(&self) -> &str {
                &self.q
            }

            fn searched(self, text: String) -> Self {
                Self { q: text, ..self.at_first() }
            }

            fn order(&self) -> (&'static str, bool) {
                (self.sort.as_str(), self.desc)
            }

            fn ordered(self, column: &'static str, descending: bool) -> Self {
                Self { sort: column.parse().unwrap_or_default(), desc: descending, ..self.at_first() }
            }

            fn at(self, cursor: Option<$crate::kernel::paging::Cursor>) -> Self {
                Self { after: cursor, ..self.at_first() }
            }
        }
    };
    (@whole $filter:ty, |$this:ident| $order:expr, |$column:ident| $sort:expr, |$cursor:ident| $after:expr) => {
        impl $crate::ui::query::UrlFilter for $filter {}

        impl $crate::ui::query::ListFilter for $filter {
            fn search(&self) -> &str {
                &self.q
            }

            fn searched(self, text: String) -> Self {
                Self { q: text, after: Default::default(), ..self }
            }

            fn order(&self) -> (&'static str, bool) {
                let $this = self;
                $order
            }

            fn ordered(self, $column: &'static str, descending: bool) -> Self {
                Self { sort: $sort, desc: descending, after: Default::default(), ..self }
            }

            fn at(self, $cursor: Option<$crate::kernel::paging::Cursor>) -> Self {
                Self { after: $after, ..self }
            }
        }
    };
}
pub(crate) use list_filter;

/// The `<id>` in the address of an object's page; none if it is spelled as no such id.
pub fn id_of_address<I: FromStr + PartialEq + Send + Sync + 'static>() -> Memo<Option<I>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok()))
}

/// The filter of the current address, updated when the address changes.
pub fn use_url_filter<F: UrlFilter>() -> Memo<F> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|search| parse(search)))
}

/// The address of a page with a filter; parameters that equal the default are left out.
///
/// ```ignore
/// href("/invoices", &InvoiceFilter { state: Some(Lifecycle::Draft), ..filter })  // "/invoices?state=draft"
/// ```
#[must_use]
pub fn href<F: UrlFilter>(path: &str, filter: &F) -> String {
    let query = parameters(filter)
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("&");
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// Adds one parameter to an address of ours, in place of an earlier one of that name.
#[must_use]
pub fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept = pairs(query)
        .filter(|(n, _)| *n != name)
        .map(|(n, v)| format!("{n}={v}"));
    let added = (!value.is_empty()).then(|| format!("{name}={}", encode(value)));
    let query = kept.chain(added).collect::<Vec<_>>().join("&");
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// Where to go on with what was made: at its form, for who may change it, else at its page.
#[must_use]
pub fn page_of_new(page: String, may_edit: bool) -> String {
    if may_edit { page + "/edit" } else { page }
}

/// The parameters of a filter as decoded names and values, for the hidden fields of a GET form.
#[must_use]
pub fn fields<F: UrlFilter>(filter: &F) -> Vec<(String, String)> {
    parameters(filter)
        .into_iter()
        .map(|(name, value)| (decode(&name), decode(&value)))
        .collect()
}

/// Encoded parameters that say something.
fn parameters<F: UrlFilter>(filter: &F) -> Vec<(String, String)> {
    let all = serde_qs::to_string(filter).unwrap_or_default();
    let default = serde_qs::to_string(&F::default()).unwrap_or_default();
    let default: Vec<_> = pairs(&default).collect();
    pairs(&all)
        .filter(|pair| !pair.1.is_empty() && !default.contains(pair))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Reads a filter; a parameter that is unknown, empty or can't be read is left out.
#[must_use]
pub fn parse<F: UrlFilter>(search: &str) -> F {
    let said: Vec<String> = pairs(search.trim_start_matches('?'))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let read = |pairs: &[String]| {
        serde_qs::Config::new()
            .use_form_encoding(true)
            .deserialize_str::<F>(&pairs.join("&"))
            .ok()
    };
    if let Some(filter) = read(&said) {
        return filter;
    }
    let mut good = Vec::new();
    let mut filter = F::default();
    for pair in said {
        good.push(pair);
        match read(&good) {
            Some(better) => filter = better,
            None => {
                good.pop();
            }
        }
    }
    filter
}

/// A parameter as the address spells it, without its encoding; empty where it says nothing.
#[must_use]
pub fn parameter(search: &str, wanted: &str) -> String {
    let found = pairs(search.trim_start_matches('?')).find(|(name, value)| *name == wanted && !value.is_empty());
    found.map(|(_, value)| decode(value)).unwrap_or_default()
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Percent-encodes a value of a query (RFC 3986: everything but unreserved characters).
#[must_use]
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(
                    char::from_digit(u32::from(half), 16)
                        .unwrap_or('0')
                        .to_ascii_uppercase(),
                );
            }
        }
    }
    out
}

/// The opposite, reading `+` as a space as forms write it; broken sequences stay as they are.
#[must_use]
pub fn decode(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&byte) = bytes.get(i) {
        let half = |at: usize| {
            bytes
                .get(at)
                .and_then(|b| char::from(*b).to_digit(16))
                .and_then(|digit| u8::try_from(digit).ok())
        };
        match (byte, half(i + 1), half(i + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high << 4) | low);
                i += 3;
            }
            (b'+', ..) => {
                out.push(b' ');
                i += 1;
            }
            _ => {
                out.push(byte);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::{UrlFilter, decode, encode, fields, href, parse, with_parameter};

    #[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Sort {
        #[default]
        Number,
        Date,
    }

    #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
    #[serde(default)]
    struct Filter {
        q: String,
        state: Option<Sort>,
        sort: Sort,
        desc: bool,
        page: Option<u32>,
    }

    impl UrlFilter for Filter {}

    #[test]
    fn a_filter_survives_the_address_bar() {
        let filter = Filter {
            q: "ООО «Ромашка» & 100%+1".into(),
            state: Some(Sort::Date),
            sort: Sort::Date,
            desc: true,
            page: Some(3),
        };
        let address = href("/list", &filter);
        assert_eq!(parse::<Filter>(address.split_once('?').unwrap().1), filter, "{address}");
        assert_eq!(href("/list", &Filter::default()), "/list");
        assert!(fields(&filter).contains(&("q".into(), "ООО «Ромашка» & 100%+1".into())));
    }

    #[test]
    fn what_cannot_be_read_is_left_out_alone() {
        let read = parse::<Filter>("?q=a+b&state=nonsense&desc=true&page=-1&unknown[x]=1&flash=7&sort=");
        let expected = Filter {
            q: "a b".into(),
            desc: true,
            ..Filter::default()
        };
        assert_eq!(read, expected);
        for broken in [
            "",
            "?",
            "&&&",
            "=",
            "q",
            "q[a][b]=1",
            "%",
            "q=%FF",
            "page=99999999999999",
        ] {
            let _: Filter = parse(broken);
        }
    }

    #[test]
    fn one_parameter_is_replaced() {
        assert_eq!(with_parameter("/a?b=1&c=2", "b", "х y"), "/a?c=2&b=%D1%85%20y");
        assert_eq!(with_parameter("/a?b=1", "b", ""), "/a");
        assert_eq!(decode(&encode("я +&%/?")), "я +&%/?");
        assert_eq!(decode("100%+x%zz"), "100% x%zz");
    }
}
