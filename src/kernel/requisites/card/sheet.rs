//! The pasted text, made ready for reading, and what of it has been understood.

use std::ops::Range;

use super::labels;

/// Most characters that are read: a card is a page of text, and reading stays quick whatever is pasted.
const LONGEST: usize = 20_000;
/// Most pieces that are told to have been left over, and the most characters of each.
const MOST_LEFT: usize = 20;
const LONGEST_LEFT: usize = 160;

/// A text by its characters, each beside its folded twin, so that a place in one is the same place in the other.
pub(super) struct Sheet {
    text: Vec<char>,
    folded: Vec<char>,
    used: Vec<bool>,
}

impl Sheet {
    pub(super) fn new(pasted: &str) -> Self {
        Self::of(&upright(&plain(pasted)))
    }

    /// A text that is ready as it is.
    pub(super) fn of(text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        Self {
            folded: text.iter().copied().map(folded).collect(),
            used: vec![false; text.len()],
            text,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.text.get(place).copied()
    }

    /// In lower case, `ё` as `е`, every apostrophe as `'`.
    pub(super) fn folded(&self, place: usize) -> Option<char> {
        self.folded.get(place).copied()
    }

    /// Whether a letter stands in it that only Ukrainian has.
    pub(super) fn is_ukrainian(&self) -> bool {
        self.folded.iter().any(|c| matches!(c, 'і' | 'ї' | 'є' | 'ґ'))
    }

    /// The character before a place.
    pub(super) fn before(&self, place: usize) -> Option<char> {
        self.at(place.checked_sub(1)?)
    }

    /// Whether a word or a number begins at the place.
    pub(super) fn starts_word(&self, place: usize) -> bool {
        self.at(place).is_some_and(char::is_alphanumeric) && !self.before(place).is_some_and(char::is_alphanumeric)
    }

    /// A part of the text with single blanks, without what only sets it off.
    pub(super) fn slice(&self, range: Range<usize>) -> String {
        let text: String = self.text.get(range).unwrap_or_default().iter().collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        trimmed(&text).to_owned()
    }

    pub(super) fn folded_slice(&self, range: Range<usize>) -> String {
        self.folded.get(range).unwrap_or_default().iter().collect()
    }

    /// The first place from `from` before `to` where `stop` holds, else `to`.
    pub(super) fn until(&self, from: usize, to: usize, stop: impl Fn(char) -> bool) -> usize {
        let to = to.min(self.len());
        (from..to)
            .find(|place| self.at(*place).is_some_and(&stop))
            .unwrap_or(to.max(from))
    }

    /// The place behind all characters from `from` that `pass` lets through.
    pub(super) fn skip(&self, from: usize, to: usize, pass: impl Fn(char) -> bool) -> usize {
        self.until(from, to, |c| !pass(c))
    }

    /// Notes that a part has been understood.
    pub(super) fn take(&mut self, range: Range<usize>) {
        if let Some(part) = self.used.get_mut(range) {
            part.fill(true);
        }
    }

    pub(super) fn is_taken(&self, place: usize) -> bool {
        self.used.get(place).copied().unwrap_or_default()
    }

    /// What has not been understood, a piece each, in the order of the text.
    pub(super) fn left(&self) -> Vec<String> {
        let mut pieces = Vec::new();
        let mut piece = String::new();
        for (c, used) in self.text.iter().zip(&self.used) {
            if *used || matches!(c, '\n' | '\t' | ';') {
                keep(&mut pieces, &mut piece);
            } else {
                piece.push(*c);
            }
        }
        keep(&mut pieces, &mut piece);
        pieces.truncate(MOST_LEFT);
        pieces
    }
}

/// A piece that says something.
fn keep(pieces: &mut Vec<String>, piece: &mut String) {
    let text = std::mem::take(piece);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = trimmed(&text).trim_matches(|c: char| "()/«»\"„“”_".contains(c)).trim();
    let says = text.chars().filter(|c| c.is_alphanumeric()).count() > 2;
    if says && !labels::is_heading(text) {
        pieces.push(text.chars().take(LONGEST_LEFT).collect());
    }
}

/// Without blanks and punctuation around; a full stop stays where it ends an abbreviation.
fn trimmed(text: &str) -> &str {
    let text = text
        .trim_start_matches(|c: char| c.is_whitespace() || ":;,.=|–—-_•*".contains(c))
        .trim_end_matches(|c: char| c.is_whitespace() || ":;,=|–—-_•*".contains(c));
    match text.strip_suffix('.') {
        // `…, оф. 5.` ends a sentence, `Иванова А. П.` and `Sp. z o.o.` end as they should.
        Some(rest) if rest.chars().rev().take_while(|c| c.is_alphanumeric()).count() > 3 => rest,
        Some(rest) if rest.ends_with(|c: char| c.is_ascii_digit() || "»\")”".contains(c)) => rest,
        _ => text,
    }
}

fn folded(c: char) -> char {
    match c.to_lowercase().next().unwrap_or(c) {
        'ё' => 'е',
        '’' | 'ʼ' | '`' | '′' | '‘' => '\'',
        c => c,
    }
}

/// Lines end with `\n`, cells with a tab, every other blank is a blank; what can't be seen is gone.
fn plain(pasted: &str) -> String {
    let read: String = pasted.chars().take(LONGEST).collect();
    let spelled = read.replace("\r\n", "\n");
    spelled
        .chars()
        .filter_map(|c| match c {
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '|' => Some('\t'),
            '\n' | '\t' => Some(c),
            c if c.is_whitespace() => Some(' '),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// A row of labels above a row of values becomes a label and a value in each line.
fn upright(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let heads: Vec<&str> = line.split('\t').map(str::trim).collect();
        let values: Vec<&str> = lines
            .get(at + 1)
            .map(|next| next.split('\t').map(str::trim).collect())
            .unwrap_or_default();
        let is_head = heads.len() > 1
            && heads.len() == values.len()
            && heads.iter().all(|head| labels::is_label(head))
            && !values.iter().any(|value| labels::is_label(value));
        if is_head {
            for (head, value) in heads.iter().zip(&values) {
                out.push_str(head);
                out.push('\t');
                out.push_str(value);
                out.push('\n');
            }
            at += 2;
        } else {
            out.push_str(line);
            out.push('\n');
            at += 1;
        }
    }
    out
}
