//! From bytes to lines, columns and the units a browser counts in.

use std::ops::Range;

use super::super::model::Place;

/// A text in which places are looked up.
pub(super) struct Places<'a> {
    text: &'a str,
}

impl<'a> Places<'a> {
    pub const fn of(text: &'a str) -> Self {
        Self { text }
    }

    pub fn of_range(&self, range: &Range<usize>) -> Place {
        let before = self.upto(range.start);
        let line_from = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            line: before.matches('\n').count() + 1,
            column: before[line_from..].chars().count() + 1,
            start: before.encode_utf16().count(),
            end: self.upto(range.end.max(range.start)).encode_utf16().count(),
        }
    }

    /// The text before a byte, or before the letter the byte belongs to.
    fn upto(&self, at: usize) -> &str {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        &self.text[..at]
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Places};

    #[test]
    fn places_are_counted_in_letters() {
        let places = Places::of("Счёт\n№ 😀 {{ x }}");
        let at = "Счёт\n№ 😀 ".len();
        assert_eq!(
            places.of_range(&(at..at + 7)),
            Place {
                line: 2,
                column: 5,
                start: 10,
                end: 17
            }
        );
        assert_eq!(places.of_range(&(2..3)).column, 2, "inside of a letter");
        assert_eq!(places.of_range(&(900..901)).line, 2, "behind the end");
    }
}
