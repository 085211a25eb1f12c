//! What the address of a file asks for, read by name: what can't be understood is told of beside its name, and nothing of it is guessed.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::documents::papers::model::MOST_COPIES;
use crate::error::AppResult;
use crate::kernel::problem::FieldErrors;
use crate::kernel::validate::Reader;

/// No paper has been corrected that often.
const MOST_REVISIONS: i64 = 999;

/// The parameters of an address.
#[derive(Debug, Default)]
pub struct Asked {
    typed: BTreeMap<String, String>,
    read: Reader,
}

impl Asked {
    /// Those behind the question mark.
    pub fn of(query: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        Self {
            typed: pairs.into_owned().collect(),
            read: Reader::default(),
        }
    }

    /// A single one, which came in another way.
    pub fn with(name: &str, typed: &str) -> Self {
        Self {
            typed: BTreeMap::from([(name.to_owned(), typed.to_owned())]),
            read: Reader::default(),
        }
    }

    fn typed(&self, name: &str) -> String {
        self.typed.get(name).cloned().unwrap_or_default()
    }

    /// One of several words, if it is there.
    pub fn choice<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let typed = self.typed(name);
        self.read.optional_choice(name, &typed)
    }

    /// Whether something is wanted: `true`, or `false` like what is not there.
    pub fn tick(&mut self, name: &str) -> bool {
        self.choice(name).unwrap_or_default()
    }

    /// A revision, if one is named.
    pub fn revision(&mut self) -> Option<i64> {
        self.whole("revision", 1..=MOST_REVISIONS)
    }

    /// How often each paper is wanted.
    pub fn copies(&mut self, usual: usize) -> usize {
        let most = i64::try_from(MOST_COPIES).unwrap_or(i64::MAX);
        let copies = self.whole("copies", 1..=most);
        copies.and_then(|copies| copies.try_into().ok()).unwrap_or(usual)
    }

    fn whole(&mut self, name: &str, limits: RangeInclusive<i64>) -> Option<i64> {
        let typed = self.typed(name);
        let is_there = !typed.trim().is_empty();
        is_there.then(|| self.read.whole(name, &typed, limits)).flatten()
    }

    /// What was read.
    ///
    /// # Errors
    /// All problems at once.
    pub fn finish<T>(self, read: T) -> Result<T, FieldErrors> {
        self.read.finish(Some(read))
    }
}

/// A file that is opened to be looked at, or to be saved, as its address asks. Whoever may not see it is told that first, whatever stands in
/// the address.
///
/// # Errors
/// As `open`; beside `inline`.
pub async fn as_asked<T, F>(query: Option<&str>, open: impl FnOnce(bool) -> F) -> AppResult<T>
where
    F: Future<Output = AppResult<T>>,
{
    match inline(query) {
        Ok(inline) => open(inline).await,
        Err(problems) => open(false).await.and(Err(problems.into())),
    }
}

/// Whether a file is to be looked at, and not saved: `?inline=true`.
fn inline(query: Option<&str>) -> Result<bool, FieldErrors> {
    let mut asked = Asked::of(query);
    let inline = asked.tick("inline");
    asked.finish(inline)
}

#[cfg(test)]
mod tests {
    use super::{Asked, inline};
    use crate::documents::papers::model::Rendition;
    use crate::kernel::problem::Problem;

    #[test]
    fn what_is_not_there_is_as_usual() {
        let mut asked = Asked::of(None);
        assert_eq!(asked.choice::<Rendition>("rendition"), None);
        assert_eq!(
            (asked.revision(), asked.copies(2), asked.tick("download")),
            (None, 2, false)
        );
        assert_eq!(asked.finish(()), Ok(()));
        let mut asked = Asked::of(Some("rendition=stamped&revision=3&copies=20&download=true&other=x"));
        assert_eq!(asked.choice("rendition"), Some(Rendition::Stamped));
        assert_eq!(
            (asked.revision(), asked.copies(1), asked.tick("download")),
            (Some(3), 20, true)
        );
        assert_eq!(asked.finish(()), Ok(()));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let mut asked = Asked::of(Some("rendition=x&revision=0&copies=abc&download=perhaps"));
        assert_eq!(asked.choice::<Rendition>("rendition"), None);
        assert_eq!(
            (asked.revision(), asked.copies(1), asked.tick("download")),
            (None, 1, false)
        );
        let problems = asked.finish(()).unwrap_err();
        let told: Vec<_> = problems.iter().collect();
        assert_eq!(
            told,
            [
                ("copies", &Problem::NotANumber),
                ("download", &Problem::UnknownChoice),
                ("rendition", &Problem::UnknownChoice),
                ("revision", &Problem::NotBetween { min: 1, max: 999 }),
            ]
        );
        let mut asked = Asked::of(Some("copies=21"));
        asked.copies(1);
        let problems = asked.finish(()).unwrap_err();
        assert_eq!(problems.get("copies"), Some(&Problem::NotBetween { min: 1, max: 20 }));
        assert!(inline(Some("inline=1")).is_err() && inline(Some("inline=true")) == Ok(true));
    }
}
