//! Accounts and what is said of their banks.

use std::ops::Range;

use super::labels::Span;
use super::names;
use super::numbers::{Number, Of, Prefer, number};
use super::reading::{LINE, Reading};
use crate::kernel::requisites::{
    Checked, Control, FormatError, TypedAccount, check_iban, check_ru_account, check_ru_bic, check_swift,
};

/// What is said of one account.
#[derive(Default)]
pub(super) struct Block {
    number: String,
    /// The number is neither an IBAN nor one of 20 digits.
    is_plain: bool,
    pub(super) bank: String,
    pub(super) bic: String,
    pub(super) mfo: String,
    swift: String,
    pub(super) correspondent: String,
    currency: String,
    pub(super) places: Vec<Range<usize>>,
}

/// An account of another country, or an old Ukrainian one: digits.
fn plain_account(text: &str) -> Result<Checked, FormatError> {
    if (6..=18).contains(&text.len()) {
        Ok(Checked {
            normalized: text.to_owned(),
            control: Control::NotJudged,
        })
    } else {
        Err(FormatError::WrongLength)
    }
}

impl Reading {
    pub(super) fn account(&mut self, span: Span, from: usize, to: usize) -> Option<usize> {
        let sheet = &self.sheet;
        let iban = || number(sheet, from, to, Of::Latin, Prefer::Shortest, check_iban);
        let russian = || {
            number(sheet, from, to, Of::Digits, Prefer::Shortest, |text| {
                check_ru_account(text, "")
            })
        };
        let plain = || number(sheet, from, to, Of::Digits, Prefer::Longest, plain_account);
        let (found, is_plain) = iban()
            .or_else(russian)
            .map(|found| (found, false))
            .or_else(|| plain().map(|found| (found, true)))?;
        let currency = self.currency_beside(span.start, &found);
        let Number { value, mut place } = found;
        place.end = self.remark_end(place.end);
        let end = place.end;
        if self.blocks.iter().any(|block| block.number == value) {
            return Some(self.taken(place));
        }
        let block = self.block(|block| !block.number.is_empty());
        block.number = value;
        block.is_plain = is_plain;
        block.currency = currency;
        block.places.push(place);
        // «р/с … в ПАО Сбербанк»
        let Some((bank, place)) = self.bank_behind(end, to) else {
            return Some(end);
        };
        let end = place.end;
        let block = self.block(|block| !block.bank.is_empty());
        block.bank = bank;
        block.places.push(place);
        Some(end)
    }

    /// Where a currency in brackets behind a number ends.
    fn remark_end(&self, from: usize) -> usize {
        let open = self.sheet.skip(from, from + 3, |c| c == ' ');
        let close = self
            .sheet
            .until(open, open + 16, |c| c == ')' || c == '\n' || c.is_ascii_digit());
        let is_remark = self.sheet.at(open) == Some('(') && self.sheet.at(close) == Some(')');
        if is_remark { close + 1 } else { from }
    }

    /// The last account that is spoken of, or a new one where the last has such a value.
    pub(super) fn block(&mut self, is_full: impl Fn(&Block) -> bool) -> &mut Block {
        if self.blocks.last().is_none_or(is_full) {
            self.blocks.push(Block::default());
        }
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }

    pub(super) fn of_bank(&mut self, found: Number, field: impl Fn(&mut Block) -> &mut String) -> usize {
        let Number { value, place } = found;
        let end = place.end;
        let is_other = self.blocks.last_mut().is_none_or(|block| {
            let stored = field(block);
            !stored.is_empty() && *stored != value
        });
        if is_other {
            self.blocks.push(Block::default());
        }
        if let Some(block) = self.blocks.last_mut() {
            *field(block) = value;
            block.places.push(place);
        }
        end
    }

    /// A SWIFT code; a Russian БИК is called BIC as well.
    pub(super) fn swift(&mut self, from: usize, to: usize) -> Option<usize> {
        if let Some(found) = number(&self.sheet, from, to, Of::Digits, Prefer::Shortest, check_ru_bic) {
            return Some(self.of_bank(found, |block| &mut block.bic));
        }
        let found = number(&self.sheet, from, to, Of::Latin, Prefer::Shortest, check_swift)?;
        let is_spelled_in_capitals = !self.sheet.slice(found.place.clone()).contains(char::is_lowercase);
        is_spelled_in_capitals.then(|| self.of_bank(found, |block| &mut block.swift))
    }

    /// The bank that stands behind its account without a label of its own.
    fn bank_behind(&self, from: usize, to: usize) -> Option<(String, Range<usize>)> {
        let sheet = &self.sheet;
        let mut start = sheet.skip(from, to, |c| " ,.;–—-".contains(c));
        if sheet.at(start) == Some('\n') {
            start = sheet.skip(start + 1, to, |c| c == ' ');
        }
        let word_end = sheet.skip(start, to, char::is_alphabetic);
        let word = sheet.folded_slice(start..word_end);
        let begin = if matches!(word.as_str(), "в" | "у" | "при" | "in" | "at" | "with" | "bei") {
            word_end
        } else {
            start
        };
        let end = sheet.until(begin, to, |c| "\n\t;".contains(c));
        let text = sheet.slice(begin..end);
        (names::is_bank(&text) && text.chars().count() <= LINE).then_some((text, start..end))
    }

    /// The currency of an account: what its number says, else a word beside it.
    fn currency_beside(&self, label: usize, found: &Number) -> String {
        if found.value.len() == 20 {
            let code = match found.value.get(5..8) {
                Some("810" | "643") => "RUB",
                Some("840") => "USD",
                Some("978") => "EUR",
                Some("980") => "UAH",
                Some("156") => "CNY",
                _ => "",
            };
            return code.to_owned();
        }
        let line_end = self
            .sheet
            .until(found.place.end, found.place.end + 20, |c| c == '\n' || c == '\t');
        let before = self.sheet.folded_slice(label..found.place.start);
        let behind = self.sheet.folded_slice(found.place.end..line_end);
        let mut words = before
            .split(|c: char| !c.is_alphabetic())
            .chain(behind.split(|c: char| !c.is_alphabetic()));
        let code = words.find_map(|word| match word {
            "uah" | "грн" | "гривня" | "гривні" | "гривнях" => Some("UAH"),
            "usd" | "долар" | "доллары" | "долларах" => Some("USD"),
            "eur" | "євро" | "евро" => Some("EUR"),
            "rub" | "rur" | "руб" | "рублях" => Some("RUB"),
            "pln" => Some("PLN"),
            "gbp" => Some("GBP"),
            _ => None,
        });
        code.unwrap_or_default().to_owned()
    }

    /// The accounts of the card, each with its bank. What is said of a bank without an account is left.
    pub(super) fn settle_accounts(&mut self) {
        let is_russian = self.blocks.iter().any(|block| !block.bic.is_empty());
        let is_old_ukrainian = self.blocks.iter().any(|block| !block.mfo.is_empty());
        let of_a_bank = self
            .blocks
            .iter()
            .filter(|block| !block.bank.is_empty() || !block.code().is_empty());
        let banks: Vec<&Block> = of_a_bank.collect();
        // Accounts of one bank, which is named once.
        let only = match banks.as_slice() {
            [bank] => Some((bank.bank.clone(), bank.code(), bank.correspondent.clone())),
            _ => None,
        };
        let mut places = Vec::new();
        for block in std::mem::take(&mut self.blocks) {
            let fits = !block.is_plain || (!is_russian && (is_old_ukrainian || !self.is_ukrainian));
            if block.number.is_empty() || !fits {
                continue;
            }
            let mut account = TypedAccount {
                bic: block.code(),
                bank: block.bank,
                number: block.number,
                correspondent: block.correspondent,
                currency: block.currency,
            };
            if account.bank.is_empty()
                && account.bic.is_empty()
                && let Some((bank, code, correspondent)) = &only
            {
                account.bank.clone_from(bank);
                account.bic.clone_from(code);
                account.correspondent.clone_from(correspondent);
            }
            places.extend(block.places);
            self.card.accounts.push(account);
        }
        for place in places {
            self.sheet.take(place);
        }
        self.is_ukrainian |= !is_russian
            && self
                .card
                .accounts
                .iter()
                .any(|account| account.number.starts_with("UA"));
    }
}

impl Block {
    /// The bank's code: БИК, МФО or SWIFT.
    fn code(&self) -> String {
        let codes = [&self.bic, &self.mfo, &self.swift];
        codes
            .into_iter()
            .find(|code| !code.is_empty())
            .cloned()
            .unwrap_or_default()
    }
}
