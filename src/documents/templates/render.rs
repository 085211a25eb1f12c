//! From a body and a sheet to a paper: one pass, and nothing that the sheet does not hold.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use super::markup::Markup;
use super::model::Fault;
use super::shortcodes::value::Val;
use super::shortcodes::{Entry, Sheet};
use crate::kernel::date::{long_date, short_date};
use crate::kernel::format;
use crate::kernel::lang::Lang;
use crate::kernel::money::Money;
use crate::kernel::words::{Hryvnia, in_words};

/// Work a template may cause: about as many steps, or 64 times as many bytes.
const FUEL: u64 = 1_000_000;
/// Bytes a paper may have; a statement of ten thousand rows has two million.
const LARGEST: usize = 8 * 1024 * 1024;
/// Loops and conditions within one another.
const DEEPEST: usize = 64;
/// What [`FUEL`] takes is a small part of it; a machine under load may need more.
const LONGEST: Duration = Duration::from_secs(5);

/// Why nothing came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// More work, bytes or time than a paper may take.
    TooMuch,
    TooDeep,
    /// The engine did not understand the body: the check was not asked before.
    Template {
        line: usize,
        detail: String,
    },
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::TooMuch => Self::TooMuchWork,
            Failure::TooDeep => Self::TooDeep,
            Failure::Template { detail, .. } => Self::Syntax { detail },
        }
    }
}

/// A paper, sanitised. `lang` is the language in which numbers, dates and words are written.
///
/// # Errors
/// [`Failure`]; what a body may hold is known before from the check.
pub fn render(body: &str, sheet: &Sheet, lang: Lang) -> Result<Markup, Failure> {
    let html = expand(&joined(body), sheet, lang, AutoEscape::Html)?;
    Markup::clean(&html).ok_or(Failure::TooDeep)
}

/// A line of text: the subject of a letter.
///
/// # Errors
/// [`Failure`]
pub fn render_line(subject: &str, sheet: &Sheet, lang: Lang) -> Result<String, Failure> {
    let text = expand(subject, sheet, lang, AutoEscape::None)?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A number stays on the line of the sign before it, where the text itself has both. What a value holds is left as it is: a purpose of payment is
/// pasted into a bank's form.
fn joined(body: &str) -> String {
    ["№", "No."].into_iter().fold(body.to_owned(), |body, sign| {
        body.replace(&format!("{sign} {{"), &format!("{sign}&nbsp;{{"))
    })
}

fn expand(body: &str, sheet: &Sheet, lang: Lang, escape: AutoEscape) -> Result<String, Failure> {
    let mut engine = Environment::empty();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(move |_| escape.clone());
    engine.set_fuel(Some(FUEL));
    engine.set_recursion_limit(DEEPEST);
    engine.add_filter("money", money);
    engine.add_filter("amount", amount);
    engine.add_filter("in_words", words);
    engine.add_filter("long_date", |value: &Value, lang: Option<&str>| {
        dated(value, lang, long_date)
    });
    engine.add_filter("short_date", |value: &Value, lang: Option<&str>| {
        dated(value, lang, short_date)
    });
    engine.add_filter("upper", |text: String| text.to_uppercase());
    engine.add_filter("lower", |text: String| text.to_lowercase());
    engine.add_filter("capitalize", |text: String| capitalized(&text));
    engine.add_filter("lines", |text: String| Value::from_safe_string(broken_lines(&text)));
    engine.add_filter("default", |value: &Value, other: String| {
        let text = value.to_string();
        if text.is_empty() { other } else { text }
    });

    let mut out = Limited {
        bytes: Vec::new(),
        until: Instant::now() + LONGEST,
    };
    let hryvnia = sheet.hryvnia();
    let context = Fields::of(sheet.entries(), &|value| Shown::value(value, lang, hryvnia));
    let template = engine.template_from_str(body).map_err(|error| failure(&error))?;
    template
        .render_captured_to(Value::from_object(context), &mut out)
        .map_err(|error| failure(&error))?;
    String::from_utf8(out.bytes).map_err(|_| Failure::TooMuch)
}

fn failure(error: &Error) -> Failure {
    match error.kind() {
        ErrorKind::OutOfFuel | ErrorKind::WriteFailure => Failure::TooMuch,
        _ => Failure::Template {
            line: error.line().unwrap_or(1),
            detail: error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
        },
    }
}

/// Takes so many bytes and so much time.
struct Limited {
    bytes: Vec<u8>,
    until: Instant,
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LARGEST || Instant::now() > self.until {
            return Err(io::Error::other("a paper takes no more"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Names under a name.
#[derive(Debug, Default)]
struct Fields(BTreeMap<String, Value>);

/// A tree on the way to [`Fields`].
#[derive(Default)]
struct Branch {
    leaves: BTreeMap<String, Value>,
    branches: BTreeMap<String, Branch>,
}

impl Branch {
    fn put(&mut self, name: &str, value: Value) {
        match name.split_once('.') {
            Some((first, rest)) => self.branches.entry(first.to_owned()).or_default().put(rest, value),
            None => {
                self.leaves.insert(name.to_owned(), value);
            }
        }
    }

    fn fields(self) -> Fields {
        let mut all = self.leaves;
        for (name, branch) in self.branches {
            all.insert(name, Value::from_object(branch.fields()));
        }
        Fields(all)
    }
}

impl Fields {
    fn of(entries: &[Entry], shown: &dyn Fn(&Val) -> Value) -> Self {
        let mut root = Branch::default();
        for entry in entries {
            let value = match &entry.value {
                Val::Rows { rows, .. } => {
                    let rows = rows.iter().map(|row| Value::from_object(Self::of(row, shown)));
                    Value::from(rows.collect::<Vec<Value>>())
                }
                other => shown(other),
            };
            root.put(&entry.name, value);
        }
        root.fields()
    }
}

impl Object for Fields {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_str()?).cloned()
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

/// A sum, a date, a number, a rate: printed as its language writes it, and known to the filters as what it is.
#[derive(Debug)]
struct Shown {
    value: Val,
    lang: Lang,
    hryvnia: Hryvnia,
}

impl Shown {
    fn value(value: &Val, lang: Lang, hryvnia: Hryvnia) -> Value {
        match value {
            // Plain text: escaped when it is printed, and never read as a template.
            Val::Text(text) => Value::from(text.as_str()),
            Val::Count(n) => Value::from(*n),
            Val::Flag(flag) => Value::from(*flag),
            other => Value::from_object(Self {
                value: other.clone(),
                lang,
                hryvnia,
            }),
        }
    }
}

impl Object for Shown {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.value.holds()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value.plain(self.lang))
    }
}

fn wrong(detail: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}

fn shown(value: &Value) -> Result<&Shown, Error> {
    value
        .downcast_object_ref::<Shown>()
        .ok_or_else(|| wrong("the filter takes another kind of value"))
}

/// The language in the brackets of a filter, or that of the paper.
fn spoken(shown: &Shown, lang: Option<&str>) -> Result<Lang, Error> {
    match lang {
        None => Ok(shown.lang),
        Some(code) => code.parse().map_err(|_| wrong("no such language")),
    }
}

fn summed(value: &Value, lang: Option<&str>, text: fn(Lang, Money, Hryvnia) -> String) -> Result<String, Error> {
    let shown = shown(value)?;
    let lang = spoken(shown, lang)?;
    match &shown.value {
        Val::Money(Some(money)) => Ok(text(lang, *money, shown.hryvnia)),
        Val::Money(None) => Ok(String::new()),
        _ => Err(wrong("the filter takes a sum of money")),
    }
}

/// `1 250,50 UAH`
fn money(value: &Value, lang: Option<&str>) -> Result<String, Error> {
    summed(value, lang, |lang, money, _| format::money(lang, money))
}

/// `1 250,50`
fn amount(value: &Value, lang: Option<&str>) -> Result<String, Error> {
    summed(value, lang, |lang, money, _| {
        format::amount(lang, money.amount, money.currency)
    })
}

fn words(value: &Value, lang: Option<&str>) -> Result<String, Error> {
    summed(value, lang, in_words)
}

fn dated(
    value: &Value,
    lang: Option<&str>,
    text: fn(Lang, crate::kernel::date::Date) -> String,
) -> Result<String, Error> {
    let shown = shown(value)?;
    let lang = spoken(shown, lang)?;
    match &shown.value {
        Val::Date(Some(date)) => Ok(text(lang, *date)),
        Val::Date(None) => Ok(String::new()),
        _ => Err(wrong("the filter takes a date")),
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Text with its line breaks, safe.
fn broken_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(html_escape::encode_text).collect();
    lines.join("<br>")
}
