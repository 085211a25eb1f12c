//! A body as people type, paste and bring it along, made into the body that is stored: entities and curly quotes inside of shortcodes
//! become what they mean, and the spellings of other programs (`{client_company}`) become ours.

use std::ops::Range;

use super::super::known::Known;

/// What a piece of a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What is printed as it is.
    Text,
    /// `{{ … }}`
    Expression,
    /// `{% … %}`
    Statement,
    /// `{# … #}`
    Comment,
}

/// The pieces of a body, in order and without gaps. What is never closed is text.
#[must_use]
pub fn pieces(body: &str) -> Vec<(Kind, Range<usize>)> {
    let mut out = Vec::new();
    let (mut text_from, mut at) = (0, 0);
    while let Some(found) = body[at..].find('{') {
        let start = at + found;
        let (kind, close) = match body[start + 1..].chars().next() {
            Some('{') => (Kind::Expression, "}}"),
            Some('%') => (Kind::Statement, "%}"),
            Some('#') => (Kind::Comment, "#}"),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(end) = closed(body, start + 2, close, kind) else {
            at = start + 2;
            continue;
        };
        if text_from < start {
            out.push((Kind::Text, text_from..start));
        }
        out.push((kind, start..end));
        (text_from, at) = (end, end);
    }
    if text_from < body.len() {
        out.push((Kind::Text, text_from..body.len()));
    }
    out
}

/// Where the piece ends, quotes in it left alone.
fn closed(body: &str, from: usize, close: &str, kind: Kind) -> Option<usize> {
    let mut quote = None;
    for (offset, letter) in body[from..].char_indices() {
        match quote {
            Some(open) if letter == open => quote = None,
            None if kind != Kind::Comment && matches!(letter, '"' | '\'') => quote = Some(letter),
            None if body[from + offset..].starts_with(close) => return Some(from + offset + close.len()),
            _ => {}
        }
    }
    // A lone quote: the nearest end then, so that the mistake stays small.
    body[from..].find(close).map(|offset| from + offset + close.len())
}

/// A body in our spelling that remembers where its pieces were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    pub text: String,
    /// Ours, and as it was typed.
    moved: Vec<(Range<usize>, Range<usize>)>,
}

/// Brings a body into our spelling.
#[must_use]
pub fn canonical(typed: &str, known: &Known) -> Canonical {
    let mut out = Canonical {
        text: String::with_capacity(typed.len()),
        moved: Vec::new(),
    };
    for (kind, range) in pieces(typed) {
        let piece = &typed[range.clone()];
        match kind {
            Kind::Text => out.text_piece(piece, range.start, known),
            Kind::Comment => {}
            Kind::Expression | Kind::Statement => out.put(&decoded(piece), range),
        }
    }
    out
}

impl Canonical {
    fn put(&mut self, text: &str, typed: Range<usize>) {
        let from = self.text.len();
        self.text.push_str(text);
        self.moved.push((from..self.text.len(), typed));
    }

    fn text_piece(&mut self, piece: &str, offset: usize, known: &Known) {
        let mut from = 0;
        for name in foreign(piece) {
            let Some(ours) = known.alias(&piece[name.start + 1..name.end - 1]) else {
                continue;
            };
            self.put(&piece[from..name.start], offset + from..offset + name.start);
            self.put(&format!("{{{{ {ours} }}}}"), offset + name.start..offset + name.end);
            from = name.end;
        }
        self.put(&piece[from..], offset + from..offset + piece.len());
    }

    /// Where a range of ours was typed.
    #[must_use]
    pub fn typed(&self, ours: &Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let holds = |(ours, _): &&(Range<usize>, Range<usize>)| ours.contains(&at) || ours.end == at;
            let Some((ours, typed)) = self.moved.iter().find(holds) else {
                return at;
            };
            typed.start + (at - ours.start).min(typed.len())
        };
        let start = back(ours.start);
        start..back(ours.end).max(start)
    }
}

/// The places of `{names_like_this}` in a text.
pub(in crate::documents::templates) fn foreign(text: &str) -> Vec<Range<usize>> {
    let is_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|offset| at + offset) {
        let name = text[open + 1..].bytes().take_while(|b| is_name(*b)).count();
        let close = open + 1 + name;
        if name > 1 && text.as_bytes().get(close) == Some(&b'}') {
            found.push(open..close + 1);
        }
        at = open + 1;
    }
    found
}

/// A shortcode out of an editor: no entities, no curly quotes, no blanks of another kind.
fn decoded(piece: &str) -> String {
    html_escape::decode_html_entities(piece)
        .chars()
        .map(|letter| match letter {
            '\u{a0}' => ' ',
            '“' | '”' | '„' => '"',
            '‘' | '’' => '\'',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Kind, canonical, pieces};
    use crate::documents::templates::known::known;
    use crate::documents::templates::model::{PaperKind, TemplateKind};

    #[test]
    fn a_body_falls_into_pieces() {
        let body = "a {{ b | f(\"}}\") }} {% if c %} {# d #} {e} {{ open";
        let found: Vec<_> = pieces(body)
            .into_iter()
            .map(|(kind, range)| (kind, &body[range]))
            .collect();
        assert_eq!(
            found,
            [
                (Kind::Text, "a "),
                (Kind::Expression, "{{ b | f(\"}}\") }}"),
                (Kind::Text, " "),
                (Kind::Statement, "{% if c %}"),
                (Kind::Text, " "),
                (Kind::Comment, "{# d #}"),
                (Kind::Text, " {e} {{ open"),
            ]
        );
    }

    #[test]
    fn texts_of_other_programs_are_understood() {
        let known = known(TemplateKind::paper(PaperKind::Invoice));
        let typed =
            "<p>{client_company}: {{&nbsp;invoice.total | in_words(“uk”)&nbsp;}} {unknown_word} {invoice_total}</p>";
        let ours = canonical(typed, known);
        assert_eq!(
            ours.text,
            "<p>{{ client.name }}: {{ invoice.total | in_words(\"uk\") }} {unknown_word} {{ invoice.total }}</p>"
        );
        let at = ours.text.find("invoice.total |").unwrap();
        let back = ours.typed(&(at..at + 7));
        assert!(typed[..back.start].starts_with("<p>{client_company}: {{"), "{back:?}");
        let last = ours.text.rfind("invoice.total").unwrap();
        let back = ours.typed(&(last..last + 13));
        assert!(typed[back].contains("voice_total"), "of the one that was typed");
    }
}
