//! The three languages of the interface and of the documents.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language people read Akta and its papers in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    Ru,
    Uk,
    #[default]
    En,
}

impl Lang {
    pub const ALL: [Self; 3] = [Self::Ru, Self::Uk, Self::En];

    /// ISO 639-1 code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::Uk => "uk",
            Self::En => "en",
        }
    }

    /// The language's name in itself, for the language switch.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Ru => "Русский",
            Self::Uk => "Українська",
            Self::En => "English",
        }
    }

    /// The best of our languages for an `Accept-Language` header (RFC 9110 §12.5.4), English when none fits.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best: Option<(u32, Self)> = None;
        for part in header.split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or_default();
            let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            let Ok(lang) = Self::from_str(&primary) else { continue };
            let weight = pieces
                .find_map(|p| p.trim().strip_prefix("q="))
                .map_or(1000, thousandths);
            if weight > 0 && best.is_none_or(|(w, _)| weight > w) {
                best = Some((weight, lang));
            }
        }
        best.map_or_else(Self::default, |(_, lang)| lang)
    }
}

/// `0.8` → 800; anything that is no weight counts as nothing.
fn thousandths(q: &str) -> u32 {
    let (whole, fraction) = q.trim().split_once('.').unwrap_or((q.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), digits.parse::<u32>()) {
        (Ok(w), Ok(f)) => (w.min(1) * 1000 + f).min(1000),
        _ => 0,
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is none of our language codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown language")]
pub struct UnknownLang;

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.as_str() == text)
            .ok_or(UnknownLang)
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn accept_language_picks_the_heaviest_known_language() {
        for (header, expected) in [
            ("", Lang::En),
            ("de,fr;q=0.9", Lang::En),
            ("ru-RU,ru;q=0.9,en;q=0.8", Lang::Ru),
            ("en;q=0.2, uk;q=0.85, ru;q=0.8", Lang::Uk),
            ("uk;q=0, ru;q=0.001", Lang::Ru),
            ("*", Lang::En),
            ("UK-ua", Lang::Uk),
        ] {
            assert_eq!(Lang::from_accept_language(header), expected, "{header}");
        }
    }
}
