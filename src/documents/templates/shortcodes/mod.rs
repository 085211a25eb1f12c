//! The closed list of shortcodes, with their values.
//!
//! A view is written down on a [`Sheet`] once, each entry with its name, its type, what it means, its other spellings and its
//! value. From the same sheet come the values a template is rendered with, the names and types the check knows, the list of the editor
//! and the page of reference: nothing else is known to a template, and nothing here is unknown to any of them. Which entries there are
//! does not depend on the data: a paper without a contract has the entry `contract.number` too, and it is empty.
//!
//! To add a shortcode: a line in the file of its kind, its meaning in `locales/*/shortcodes.json`.
//!
//! | file | what it holds |
//! |---|---|
//! | `parties` | own company and client |
//! | `tables` | lines, VAT, allocations, entries of a statement |
//! | `kinds` | the papers, and the letter |
//! | `value` | values, how they print, when they are empty |
//! | `list` | the list as people choose from it |
//! | `aliases` | other spellings, and a body in them brought into ours |

pub mod aliases;
mod kinds;
pub mod list;
mod parties;
mod tables;
pub mod value;

pub use self::kinds::purpose;
use self::value::Val;
use super::model::{Group, ValueType};
use super::views::{MailView, PaperView};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::Fixed6;
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};
use crate::kernel::tax::VatRate;
use crate::kernel::words::Hryvnia;

/// What a shortcode means, in a language.
pub type About = fn(Lang) -> &'static str;

/// `about!(invoice_number)`: the text of `locales/*/shortcodes.json`.
macro_rules! about {
    ($key:ident) => {
        |lang| ::leptos_i18n::td_string!($crate::text::locale_of(lang), shortcodes.$key)
    };
}
pub(super) use about;

/// A shortcode with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// `client.bank.account`
    pub name: String,
    pub group: Group,
    pub about: About,
    pub required: bool,
    /// Of other programs, without their braces.
    pub aliases: &'static [&'static str],
    pub value: Val,
}

impl Entry {
    /// It must not be empty on an issued paper that prints it.
    pub(super) const fn required(&mut self) -> &mut Self {
        self.required = true;
        self
    }

    pub(super) const fn alias(&mut self, aliases: &'static [&'static str]) -> &mut Self {
        self.aliases = aliases;
        self
    }

    #[must_use]
    pub const fn value_type(&self) -> ValueType {
        self.value.value_type()
    }
}

/// The entries of a view, in the order in which they are listed.
#[derive(Debug)]
pub struct Sheet {
    /// The language in which texts made here are written: labels of tax ids, the purpose of a payment.
    lang: Lang,
    hryvnia: Hryvnia,
    group: Group,
    prefix: String,
    entries: Vec<Entry>,
}

impl Sheet {
    const fn new(lang: Lang, hryvnia: Hryvnia) -> Self {
        Self {
            lang,
            hryvnia,
            group: Group::Document,
            prefix: String::new(),
            entries: Vec::new(),
        }
    }

    /// What a paper prints, in a language: mostly that of the paper, and the other one where it has two.
    #[must_use]
    pub fn of(paper: &PaperView, lang: Lang) -> Self {
        let mut sheet = Self::new(lang, kinds::hryvnia(paper));
        kinds::paper(&mut sheet, paper);
        sheet
    }

    /// What the letter with a paper prints.
    #[must_use]
    pub fn of_mail(mail: &MailView, lang: Lang) -> Self {
        let mut sheet = Self::of(&mail.paper, lang);
        kinds::letter(&mut sheet, mail);
        sheet
    }

    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    #[must_use]
    pub const fn hryvnia(&self) -> Hryvnia {
        self.hryvnia
    }

    /// The entries that follow belong to another group and begin with another name.
    fn under(&mut self, group: Group, prefix: &str) {
        self.group = group;
        prefix.clone_into(&mut self.prefix);
    }

    fn put(&mut self, name: &str, about: About, value: Val) -> &mut Entry {
        let name = if self.prefix.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.prefix)
        };
        self.entries.push(Entry {
            name,
            group: self.group,
            about,
            required: false,
            aliases: &[],
            value,
        });
        let last = self.entries.len() - 1;
        &mut self.entries[last]
    }

    fn text(&mut self, name: &str, about: About, value: impl Into<String>) -> &mut Entry {
        self.put(name, about, Val::Text(value.into()))
    }

    fn flag(&mut self, name: &str, about: About, value: bool) -> &mut Entry {
        self.put(name, about, Val::Flag(value))
    }

    fn count(&mut self, name: &str, about: About, value: usize) -> &mut Entry {
        self.put(name, about, Val::Count(value))
    }

    fn number(&mut self, name: &str, about: About, value: Fixed6) -> &mut Entry {
        self.put(name, about, Val::Number(value))
    }

    fn price(&mut self, name: &str, about: About, value: Fixed6, currency: Currency) -> &mut Entry {
        self.put(name, about, Val::Price(value, currency))
    }

    fn money(&mut self, name: &str, about: About, value: Amount, currency: Currency) -> &mut Entry {
        self.put(name, about, Val::Money(Some(Money::new(value, currency))))
    }

    fn optional_money(&mut self, name: &str, about: About, value: Option<Amount>, currency: Currency) -> &mut Entry {
        self.put(name, about, Val::Money(value.map(|value| Money::new(value, currency))))
    }

    fn date(&mut self, name: &str, about: About, value: impl Into<Option<Date>>) -> &mut Entry {
        self.put(name, about, Val::Date(value.into()))
    }

    fn rate(&mut self, name: &str, about: About, value: VatRate) -> &mut Entry {
        self.put(name, about, Val::Rate(value))
    }

    /// A list to go through. `blank` is a row from which its fields are known where there are no rows.
    fn rows<R>(
        &mut self,
        name: &str,
        about: About,
        rows: &[R],
        blank: &R,
        fields: fn(&mut Self, usize, &R),
    ) -> &mut Entry {
        let (lang, hryvnia, group) = (self.lang, self.hryvnia, self.group);
        let row = |n: usize, row: &R| {
            let mut sheet = Self::new(lang, hryvnia);
            sheet.group = group;
            fields(&mut sheet, n, row);
            sheet.entries
        };
        let value = Val::Rows {
            fields: row(1, blank),
            rows: (1..).zip(rows).map(|(n, entry)| row(n, entry)).collect(),
        };
        self.put(name, about, value)
    }
}
