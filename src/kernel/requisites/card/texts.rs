//! Names, addresses, people, and whatever says itself what it is.

use std::ops::Range;

use super::labels::{self, Span, What};
use super::names::{self, Named};
use super::numbers::value_start;
use super::people::{self, Person};
use super::places;
use super::reading::{LINE, Reading};

impl Reading {
    /// Texts: names, addresses, the bank.
    pub(super) fn text(&mut self, span: Span, group: &[Span], from: usize, to: usize) {
        let place = match span.what {
            What::Bank => {
                self.bank_at.get_or_insert(span.start);
                self.bank(from, to)
            }
            What::FullName | What::ShortName | What::Name => self.labelled_name(span.what, from, to),
            what => self.labelled_address(what, from, to),
        };
        if let Some(place) = place {
            for span in group {
                self.sheet.take(span.range());
            }
            self.sheet.take(place);
        }
    }

    fn line(&self, from: usize, to: usize) -> (String, Range<usize>) {
        let start = value_start(&self.sheet, from, to);
        // Quotes and brackets belong to a text.
        let start = (from..start)
            .rev()
            .take_while(|place| self.sheet.at(*place).is_some_and(|c| "«\"„“".contains(c)))
            .last()
            .unwrap_or(start);
        let end = self.sheet.until(start, to, |c| "\n\t;".contains(c));
        (self.sheet.slice(start..end), start..end)
    }

    /// A bank is taken with its account; nothing is taken yet.
    fn bank(&mut self, from: usize, to: usize) -> Option<Range<usize>> {
        let (text, place) = self.line(from, to);
        if !text.chars().any(char::is_alphabetic) || text.chars().count() > LINE {
            return None;
        }
        let start = place.start;
        let block = self.block(|block| !block.bank.is_empty() && block.bank != text);
        block.bank = text;
        block.places.push(place);
        Some(start..start)
    }

    fn labelled_name(&mut self, what: What, from: usize, to: usize) -> Option<Range<usize>> {
        let (_, place) = self.line(from, to);
        let named = names::find(&self.sheet, place.clone(), true).or_else(|| {
            let end = self.sheet.until(place.start, place.end, |c| ",(".contains(c));
            let text = self.sheet.slice(place.start..end);
            let count = text.chars().count();
            ((2..=LINE).contains(&count) && text.chars().any(char::is_alphabetic)).then(|| Named {
                place: place.start..end,
                is_bank: names::is_bank(&text),
                text,
                shortened: String::new(),
                kind: None,
            })
        })?;
        let has_name = self.full.is_some() || self.short.is_some() || self.plain.is_some();
        if what == What::Name && named.is_bank && has_name {
            // «Банк: / Наименование: …» of a second block.
            return self.bank(from, to);
        }
        let place = named.place.clone();
        let slot = match what {
            What::FullName => &mut self.full,
            What::ShortName => &mut self.short,
            _ => &mut self.plain,
        };
        slot.is_none().then(|| *slot = Some(named))?;
        Some(place)
    }

    fn labelled_address(&mut self, what: What, from: usize, to: usize) -> Option<Range<usize>> {
        let (text, place) = places::address(&self.sheet, from, to)?;
        let field = match what {
            What::Legal => &mut self.card.address,
            What::Actual => &mut self.card.actual_address,
            What::Shipping => &mut self.card.shipping_address,
            _ => {
                self.address.is_none().then(|| self.address = Some((text, place)))?;
                return None;
            }
        };
        field.is_empty().then(|| *field = text)?;
        Some(place)
    }

    pub(super) fn person(&mut self, span: Span, from: usize, to: usize) -> Option<usize> {
        let start = value_start(&self.sheet, from, to);
        match span.what {
            What::Position(nominative, genitive) => {
                let found = people::person(&self.sheet, from, to)?;
                self.card
                    .signatory
                    .name
                    .is_empty()
                    .then(|| self.sign(&found, Some((nominative, genitive))))
            }
            What::Person => {
                let position = people::position(&self.sheet, start);
                let after = position.map_or(start, |(.., end)| end);
                let found = people::person(&self.sheet, after, to)?;
                let position = position.map(|(nominative, genitive, _)| (nominative, genitive));
                self.card.signatory.name.is_empty().then(|| self.sign(&found, position))
            }
            What::PersonGenitive => {
                let position = people::position_genitive(&self.sheet, start);
                let after = position.map_or(start, |(.., end)| end);
                let found = people::person(&self.sheet, after, to)?;
                if let Some((nominative, genitive, _)) = position {
                    self.position(nominative, genitive);
                }
                self.card.signatory.name_genitive.clone_from(&found.name);
                self.sheet.take(start..found.end);
                Some(found.end)
            }
            What::PositionText => {
                if let Some((nominative, genitive, end)) = people::position(&self.sheet, start) {
                    self.position(nominative, genitive);
                    return Some(self.taken(start..end));
                }
                let (text, place) = self.line(from, to);
                let fits = text.chars().any(char::is_alphabetic) && text.chars().count() <= LINE;
                (fits && self.card.signatory.position.is_empty()).then(|| self.card.signatory.position = text)?;
                Some(self.taken(place))
            }
            What::Accountant => {
                let found = people::person(&self.sheet, from, to)?;
                self.card
                    .accountant
                    .is_empty()
                    .then(|| self.card.accountant.clone_from(&found.name))?;
                Some(self.taken(found.start..found.end))
            }
            _ => self.basis(start, to),
        }
    }

    fn sign(&mut self, found: &Person, position: Option<(&str, &str)>) -> usize {
        let signatory = &mut self.card.signatory;
        signatory.name.clone_from(&found.name);
        people::gender(&found.name).clone_into(&mut signatory.gender);
        if let Some((nominative, genitive)) = position {
            self.position(nominative, genitive);
        }
        self.sheet.take(found.start..found.end);
        found.end
    }

    fn position(&mut self, nominative: &str, genitive: &str) {
        let signatory = &mut self.card.signatory;
        if signatory.position.is_empty() {
            nominative.clone_into(&mut signatory.position);
            genitive.clone_into(&mut signatory.position_genitive);
        }
    }

    fn basis(&mut self, start: usize, to: usize) -> Option<usize> {
        let end = self.sheet.until(start, to, |c| "\n\t,;)".contains(c));
        let text = self.sheet.slice(start..end);
        let (nominative, genitive) = people::basis(&text);
        // A word of which the case is not known stays out, unless its language has none.
        let is_known = !genitive.is_empty() || text.starts_with(|c: char| c.is_ascii_uppercase());
        let fits = is_known && text.chars().count() <= LINE && self.card.signatory.basis.is_empty();
        fits.then(|| {
            self.card.signatory.basis = nominative;
            self.card.signatory.basis_genitive = genitive;
            self.sheet.take(start..end);
            end
        })
    }

    /// What says itself what it is.
    pub(super) fn without_labels(&mut self) {
        if let Some((text, place)) = places::email(&self.sheet) {
            self.card.email = text;
            self.sheet.take(place);
        }
        if self.card.website.is_empty()
            && let Some((text, place)) = places::unlabelled_site(&self.sheet)
        {
            self.card.website = text;
            self.sheet.take(place);
        }
        if self.card.address.is_empty() {
            let found = self.address.take().or_else(|| places::unlabelled_address(&self.sheet));
            if let Some((text, place)) = found {
                self.card.address = text;
                self.take_with_label(place);
            }
        }
        if self.card.actual_address == self.card.address {
            self.card.actual_address.clear();
        }
        if self.card.phone.is_empty()
            && let Some((text, place)) = places::unlabelled_phone(&self.sheet)
        {
            self.card.phone = text;
            self.sheet.take(place);
        }
    }

    /// Takes a value that was kept for later, and the rest of its line before it: its label.
    fn take_with_label(&mut self, place: Range<usize>) {
        let label = labels::find(&self.sheet)
            .into_iter()
            .rfind(|span| span.end <= place.start);
        if let Some(label) = label.filter(|label| label.what == What::Address) {
            self.sheet.take(label.range());
        }
        self.sheet.take(place);
    }
}
