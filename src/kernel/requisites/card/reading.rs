//! A whole card, label by label.

use std::ops::Range;

use super::Card;
use super::banks::Block;
use super::labels::{self, Span, What};
use super::names::Named;
use super::numbers::{self, Number, Of, Prefer, number, value_start};
use super::places;
use super::settling::Id;
use super::sheet::Sheet;
use crate::kernel::requisites::{TaxIdKind, check, check_ru_account, check_ru_bic, check_ua_mfo};

/// Most characters of a line of the forms.
pub(super) const LINE: usize = 200;

pub(super) struct Reading {
    pub(super) sheet: Sheet,
    pub(super) card: Card,
    pub(super) ids: Vec<Id>,
    pub(super) blocks: Vec<Block>,
    /// Where the bank is spoken of first: tax ids behind it may be the bank's.
    pub(super) bank_at: Option<usize>,
    pub(super) full: Option<Named>,
    pub(super) short: Option<Named>,
    pub(super) plain: Option<Named>,
    /// An address that does not say which.
    pub(super) address: Option<(String, Range<usize>)>,
    pub(super) is_ukrainian: bool,
}

pub(super) fn read(text: &str) -> Card {
    let sheet = Sheet::new(text);
    let spans = labels::find(&sheet);
    let mut reading = Reading {
        sheet,
        card: Card::default(),
        ids: Vec::new(),
        blocks: Vec::new(),
        bank_at: None,
        full: None,
        short: None,
        plain: None,
        address: None,
        is_ukrainian: false,
    };
    reading.label_by_label(&spans);
    reading.without_labels();
    reading.settle_accounts();
    reading.settle_ids();
    reading.settle_names();
    reading.card.left = reading.sheet.left();
    reading.card
}

impl Reading {
    fn label_by_label(&mut self, spans: &[Span]) {
        let mut group: Vec<Span> = Vec::new();
        for (at, span) in spans.iter().enumerate() {
            let next = spans.get(at + 1);
            let to = next.map_or(self.sheet.len(), |next| next.start);
            group.push(*span);
            // `ИНН/КПП`: the values of both stand behind the second.
            if next.is_none() || !self.joins(span.end, to) {
                self.value(&group, span.end, to);
                group.clear();
            }
        }
    }

    /// Whether two labels stand side by side.
    fn joins(&self, from: usize, to: usize) -> bool {
        let between = self.sheet.folded_slice(from..to);
        let mut words = between.split(|c: char| " /\\,()&:.".contains(c));
        !between.contains(['\n', '\t'])
            && words.all(|word| matches!(word, "" | "и" | "та" | "або" | "или" | "or" | "and"))
    }

    /// What stands behind one label or several joined ones.
    fn value(&mut self, group: &[Span], from: usize, to: usize) {
        let Some(last) = group.last() else { return };
        if last.what.is_text() {
            if let Some(span) = group.iter().find(|span| span.what.is_text()) {
                self.text(*span, group, from, to);
            }
            return;
        }
        let mut place = from;
        let has_position = group.iter().any(|span| matches!(span.what, What::Position(..)));
        for span in group {
            if span.what == What::Person && has_position {
                // `Керівник: директор …`
                continue;
            }
            if matches!(span.what, What::Account | What::Bank | What::Bic | What::Mfo) {
                self.bank_at.get_or_insert(span.start);
            }
            if let Some(end) = self.behind(*span, group, place, to) {
                place = end;
                for span in group {
                    self.sheet.take(span.range());
                }
            }
        }
    }

    /// Reads what is no plain text; tells where it ends, if it was understood.
    fn behind(&mut self, span: Span, group: &[Span], from: usize, to: usize) -> Option<usize> {
        match span.what {
            What::Inn => {
                let end = self.id(from, to, &[TaxIdKind::RuInn], Of::Digits)?;
                let joined = self.sheet.at(end).is_some_and(|c| "/\\".contains(c));
                if joined && !group.iter().any(|span| span.what == What::Kpp) {
                    return self.id(end, to, &[TaxIdKind::RuKpp], Of::Latin).or(Some(end));
                }
                Some(end)
            }
            What::Kpp => self.id(from, to, &[TaxIdKind::RuKpp], Of::Latin),
            What::Ogrn => self.id(from, to, &[TaxIdKind::RuOgrn, TaxIdKind::RuOgrnip], Of::Digits),
            What::UaCode => {
                self.is_ukrainian = true;
                self.id(from, to, &[TaxIdKind::UaEdrpou, TaxIdKind::UaRnokpp], Of::Digits)
            }
            What::Ipn => {
                self.is_ukrainian = true;
                self.id(from, to, &[TaxIdKind::UaIpn], Of::Digits)
            }
            What::Passport => self.id(from, to, &[TaxIdKind::UaPassport], Of::Letters),
            What::Vat => self.vat(from, to).or_else(|| {
                // Of a country outside the Union.
                let found = numbers::other(&self.sheet, from, to, 0)?;
                let prefixed = found.value.chars().take(2).all(|c| c.is_ascii_uppercase());
                prefixed.then(|| self.other(found, "VAT", "")).flatten()
            }),
            What::Other(label, country, digits) => self.vat(from, to).or_else(|| {
                let found = numbers::other(&self.sheet, from, to, digits)?;
                self.other(found, label, country)
            }),
            What::Account => self.account(span, from, to),
            What::Correspondent => {
                let found = number(&self.sheet, from, to, Of::Digits, Prefer::Shortest, |text| {
                    check_ru_account(text, "")
                })?;
                Some(self.of_bank(found, |block| &mut block.correspondent))
            }
            What::Bic => {
                let found = number(&self.sheet, from, to, Of::Digits, Prefer::Shortest, check_ru_bic)?;
                Some(self.of_bank(found, |block| &mut block.bic))
            }
            What::Mfo => {
                let found = number(&self.sheet, from, to, Of::Digits, Prefer::Shortest, check_ua_mfo)?;
                self.is_ukrainian = true;
                Some(self.of_bank(found, |block| &mut block.mfo))
            }
            What::Swift => self.swift(from, to),
            What::Phone => {
                let (text, place) = places::phones(&self.sheet, from, to)?;
                (self.card.phone.is_empty() && text.chars().count() <= 100).then(|| self.card.phone = text)?;
                Some(self.taken(place))
            }
            What::Email => {
                // The address itself is found by its sign; the label goes with it.
                let start = value_start(&self.sheet, from, to);
                let end = self.sheet.until(start, to, char::is_whitespace);
                self.sheet.folded_slice(start..end).contains('@').then_some(start)
            }
            What::Site => {
                let (text, place) = places::site(&self.sheet, from, to)?;
                self.card.website.is_empty().then(|| self.card.website = text)?;
                Some(self.taken(place))
            }
            What::Position(..)
            | What::PositionText
            | What::Person
            | What::PersonGenitive
            | What::Basis
            | What::Accountant => self.person(span, from, to),
            _ => None,
        }
    }

    pub(super) fn taken(&mut self, place: Range<usize>) -> usize {
        let end = place.end;
        self.sheet.take(place);
        end
    }

    /// A tax id of the first of the kinds it fits.
    fn id(&mut self, from: usize, to: usize, kinds: &[TaxIdKind], of: Of) -> Option<usize> {
        let found = kinds.iter().find_map(|kind| {
            let found = number(&self.sheet, from, to, of, Prefer::Shortest, |text| check(*kind, text))?;
            Some((*kind, found))
        });
        let (kind, Number { value, place }) = found?;
        Some(self.keep_id(kind, value, place))
    }

    fn keep_id(&mut self, kind: TaxIdKind, value: String, place: Range<usize>) -> usize {
        let end = place.end;
        match self.ids.iter_mut().find(|id| id.kind == kind && id.value == value) {
            Some(id) => id.places.push(place),
            None => self.ids.push(Id {
                kind,
                value,
                places: vec![place],
            }),
        }
        end
    }

    fn vat(&mut self, from: usize, to: usize) -> Option<usize> {
        let found = number(&self.sheet, from, to, Of::Latin, Prefer::Longest, |text| {
            check(TaxIdKind::EuVat, text)
        })?;
        Some(self.keep_id(TaxIdKind::EuVat, found.value, found.place))
    }

    /// A number of no known kind; the first of them counts.
    fn other(&mut self, found: Number, label: &str, country: &str) -> Option<usize> {
        self.card.tax_ids.other.is_empty().then(|| {
            self.card.tax_ids.other = found.value;
            label.clone_into(&mut self.card.tax_ids.other_label);
            country.clone_into(&mut self.card.tax_ids.other_country);
            self.taken(found.place)
        })
    }
}
