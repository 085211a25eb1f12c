//! A phrase, and how it is asked for.

use serde::{Deserialize, Serialize};

use crate::kernel::folding::fold;
use crate::kernel::ids::{PhraseId, RequestKey};
use crate::kernel::problem::FieldErrors;
use crate::kernel::validate::Reader;
use crate::records::directory::model::Entry;

/// The longest phrase, in letters.
const LONGEST: usize = 600;

/// A text ready to be put into a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    pub id: PhraseId,
    pub text: String,
    pub version: i64,
}

/// A phrase, new or changed: a text of several lines.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavePhrase {
    /// Of a new phrase: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new phrase.
    pub id: Option<PhraseId>,
    pub version: i64,
    pub text: String,
}

impl SavePhrase {
    /// A stored phrase as the form spells it.
    #[must_use]
    pub fn of(stored: &Phrase) -> Self {
        Self {
            request: None,
            id: Some(stored.id),
            version: stored.version,
            text: stored.text.clone(),
        }
    }

    /// # Errors
    /// What is wrong with the text.
    pub fn validated(&self) -> Result<Entry<PhraseId>, FieldErrors> {
        let mut form = Reader::default();
        let text = form.lines("text", &self.text, LONGEST);
        form.finish(Some(Entry {
            request: self.request,
            id: self.id,
            version: self.version,
            folded: fold(&text),
            text,
        }))
    }
}

/// A place in a text where a phrase is asked for: a slash that begins a word, and what was typed after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Where the slash stands, in bytes.
    pub at: usize,
    /// What the phrase shall contain.
    pub words: &'a str,
}

/// What is asked for at the end of `text`, which is a note up to the cursor.
#[must_use]
pub fn asked(text: &str) -> Option<Asked<'_>> {
    let at = text.rfind('/')?;
    let begins = text[..at].chars().next_back().is_none_or(char::is_whitespace);
    let words = &text[at + 1..];
    // A slash with a blank behind it stands between two words.
    let asks = begins && !words.contains('\n') && !words.starts_with(char::is_whitespace);
    asks.then_some(Asked { at, words })
}

/// The phrases that hold all the words, in any writing.
pub fn offered<'a>(phrases: &'a [Phrase], words: &str) -> impl Iterator<Item = &'a Phrase> {
    let words = fold(words);
    phrases.iter().filter(move |phrase| {
        let text = fold(&phrase.text);
        words.split_whitespace().all(|word| text.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::{Asked, Phrase, asked, offered};

    #[test]
    fn a_slash_that_begins_a_word_asks() {
        assert_eq!(asked("/"), Some(Asked { at: 0, words: "" }));
        assert_eq!(
            asked("Дякуємо.\n/опл"),
            Some(Asked {
                at: 16, words: "опл"
            })
        );
        assert_eq!(asked("see /pay in"), Some(Asked { at: 4, words: "pay in" }));
        assert_eq!(asked("24/7"), None);
        assert_eq!(asked("Рахунок / договір"), None);
        assert_eq!(asked("/a\nb"), None, "another line");
        assert_eq!(asked("nothing"), None);
    }

    #[test]
    fn phrases_are_found_by_their_words() {
        let phrase = |text: &str| Phrase {
            id: uuid::Uuid::nil().into(),
            text: text.to_owned(),
            version: 1,
        };
        let all = [phrase("Оплата протягом 5 днів"), phrase("Дякуємо за замовлення")];
        let found = |words| {
            offered(&all, words)
                .map(|phrase| phrase.text.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(found("ДНІВ опл"), ["Оплата протягом 5 днів"]);
        assert_eq!(found("").len(), 2);
        assert_eq!(found("x").len(), 0);
    }
}
