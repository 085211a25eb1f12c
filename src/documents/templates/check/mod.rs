//! The check of a template, on every save, before publishing and before a paper is issued.
//!
//! | file | what it holds |
//! |---|---|
//! | `walk` | goes through the syntax tree: names, types, filters, loops |
//! | `place` | places as people and editors count them |
//! | `needs` | what a template prints, for the check with the data of a paper |

mod needs;
mod place;
#[cfg(test)]
mod tests;
mod walk;

use std::ops::Range;

use minijinja::machinery::{ast, parse};
use minijinja::syntax::SyntaxConfig;

pub use self::needs::Needs;
use self::place::Places;
use self::walk::Walk;
use super::known::{Known, known};
use super::markup::{is_attribute, is_tag, tags};
use super::model::{Fault, Finding, LONGEST_BODY, TemplateKind};
use super::shortcodes::aliases::{Canonical, Kind, canonical, foreign, pieces};

/// Words that may begin a statement.
const STATEMENTS: [&str; 6] = ["if", "elif", "else", "endif", "for", "endfor"];

/// What is wrong in a template as it was typed; places are those of the typed text.
#[must_use]
pub fn check(kind: TemplateKind, subject: &str, body: &str) -> Vec<Finding> {
    let mut findings = check_text(kind, body, false);
    if kind.mail {
        findings.extend(check_text(kind, subject, true));
    }
    findings
}

/// What a template prints; of one with errors, what could be read.
#[must_use]
pub fn needs(kind: TemplateKind, body: &str) -> Needs {
    let known = known(kind);
    let ours = canonical(body, known);
    let mut walk = Walk::new(known);
    if let Ok(tree) = read(&ours.text) {
        walk.template(&tree);
    }
    let places = Places::of(body);
    walk.needs(&|range| places.of_range(&ours.typed(range)))
}

fn read(body: &str) -> Result<ast::Stmt<'_>, minijinja::Error> {
    parse(body, "template", SyntaxConfig::default())
}

fn check_text(kind: TemplateKind, typed: &str, in_subject: bool) -> Vec<Finding> {
    let places = Places::of(typed);
    let at = |fault: Fault, range: &Range<usize>| Finding {
        fault,
        in_subject,
        place: places.of_range(range),
    };
    if typed.len() > LONGEST_BODY * 4 || typed.chars().count() > LONGEST_BODY {
        return vec![at(Fault::TooLong { max: LONGEST_BODY }, &(0..0))];
    }
    let known = known(kind);
    let ours = canonical(typed, known);
    let mut faults = spelling(typed, known);
    faults.extend(statements(&ours));
    match read(&ours.text) {
        Ok(tree) => {
            let mut walk = Walk::new(known);
            walk.template(&tree);
            let found = walk.faults.into_iter();
            faults.extend(found.map(|(fault, range)| (fault, ours.typed(&range))));
        }
        // A statement that is not allowed is the reason already.
        Err(_) if !faults.is_empty() => {}
        Err(error) => {
            let detail = error.detail().unwrap_or_default().to_owned();
            let line = line(&ours.text, error.line().unwrap_or(1));
            faults.push((Fault::Syntax { detail }, ours.typed(&line)));
        }
    }
    if !in_subject {
        faults.extend(html(typed));
    }
    let mut findings: Vec<Finding> = faults.iter().map(|(fault, range)| at(fault.clone(), range)).collect();
    findings.sort_by_key(|finding| finding.place);
    findings.dedup();
    findings
}

/// Spellings of other programs that we don't know.
fn spelling(typed: &str, known: &Known) -> Vec<(Fault, Range<usize>)> {
    let mut faults = Vec::new();
    for (kind, range) in pieces(typed) {
        let text = &typed[range.clone()];
        if kind != Kind::Text {
            continue;
        }
        for found in foreign(text) {
            let name = &text[found.start + 1..found.end - 1];
            if known.alias(name).is_none() && name.contains('_') {
                let fault = Fault::UnknownShortcode {
                    name: text[found.clone()].to_owned(),
                    nearest: None,
                };
                faults.push((fault, range.start + found.start..range.start + found.end));
            }
        }
        // What opens and never closes stays text, and would be printed.
        for open in ["{{", "{%"] {
            if let Some(offset) = text.find(open) {
                let at = range.start + offset;
                let fault = Fault::Syntax {
                    detail: open.to_owned(),
                };
                faults.push((fault, at..at + open.len()));
            }
        }
    }
    faults
}

/// Statements that templates don't have. Some of them the parser would not show: `{% raw %}`.
fn statements(ours: &Canonical) -> Vec<(Fault, Range<usize>)> {
    let mut faults = Vec::new();
    for (kind, range) in pieces(&ours.text) {
        if kind != Kind::Statement {
            continue;
        }
        let inner = ours.text[range.clone()]
            .trim_start_matches("{%")
            .trim_start_matches(['-', '+']);
        let word: String = inner
            .trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if !STATEMENTS.contains(&word.as_str()) {
            faults.push((Fault::NotAllowed { what: word }, ours.typed(&range)));
        }
    }
    faults
}

/// Tags that will be dropped, and shortcodes inside of tags, which are dropped with their attribute.
fn html(typed: &str) -> Vec<(Fault, Range<usize>)> {
    let mut faults = Vec::new();
    let mut plain = String::with_capacity(typed.len());
    let mut inside = false;
    for (kind, range) in pieces(typed) {
        let piece = &typed[range.clone()];
        if kind == Kind::Text {
            for (offset, letter) in piece.char_indices() {
                inside = match letter {
                    '<' => piece[offset + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'),
                    '>' => false,
                    _ => inside,
                };
            }
            plain.push_str(piece);
        } else {
            if inside && kind != Kind::Comment {
                faults.push((Fault::InsideTag, range.clone()));
            }
            // As long as it was, so that offsets hold.
            plain.extend(std::iter::repeat_n(' ', piece.len()));
        }
    }
    for tag in tags(&plain) {
        if !is_tag(&tag.name) {
            faults.push((Fault::ForbiddenTag { tag: tag.name }, tag.range));
            continue;
        }
        for attribute in tag.attributes {
            if !is_attribute(&tag.name, &attribute.to_ascii_lowercase()) {
                let fault = Fault::ForbiddenAttribute {
                    tag: tag.name.clone(),
                    attribute: attribute.to_owned(),
                };
                faults.push((fault, tag.range.clone()));
            }
        }
    }
    faults
}

/// Where a line stands, counted from 1.
fn line(text: &str, n: usize) -> Range<usize> {
    let mut from = 0;
    for (i, line) in text.split('\n').enumerate() {
        if i + 1 == n {
            return from..from + line.len();
        }
        from += line.len() + 1;
    }
    0..0
}
