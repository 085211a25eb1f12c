//! A second opinion: `end2end/oracle/totals.py`, written from the rules and not from this code, computes the same
//! documents with Python's `decimal`.
#![allow(clippy::unwrap_used)]

use std::io::{ErrorKind, Write};
use std::process::{Command, Output, Stdio};

use serde_json::json;

use super::*;

pub const DOCUMENTS: usize = 10_000;

/// `SplitMix64` (Steele, Lea, Flood 2014): the same documents on every machine and in every run.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` up to and with `high`.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low + 1).unwrap()).unwrap()
    }

    /// Below `n`.
    pub fn below(&mut self, n: i64) -> i64 {
        self.between(0, n - 1)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    /// # Panics
    /// If there is nothing to pick from.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let index = self.next() % u64::try_from(from.len()).unwrap();
        from[usize::try_from(index).unwrap()]
    }

    fn percentage(&mut self) -> Percent {
        match self.between(0, 9) {
            0..=3 => Percent::ZERO,
            4..=6 => Percent::from_int(self.between(0, 100)).unwrap(),
            7..=8 => Percent::from_scaled(self.between(0, 100_000_000)),
            // Now and then what must be refused.
            _ if self.one_in(8) => Percent::from_scaled(self.between(-5_000_000, 200_000_000)),
            _ => Percent::HUNDRED,
        }
    }

    fn rate(&mut self) -> VatRate {
        match self.between(0, 9) {
            0 => VatRate::ZERO,
            1 => self.pick(&[VatRate::EXEMPT, VatRate::NOT_SUBJECT, VatRate::NOT_PAYER]),
            2 => VatRate::standard(Percent::from_scaled(self.between(1, 100_000_000))).unwrap(),
            _ => VatRate::standard(Percent::from_int(self.pick(&[22, 20, 14, 10, 7, 5])).unwrap()).unwrap(),
        }
    }

    fn line(&mut self) -> LineInput {
        let quantity = match self.between(0, 9) {
            0..=4 => self.between(1, 100) * 1_000_000,
            5..=8 => self.between(1, 5_000_000_000),
            _ if self.one_in(8) => self.between(-1_000_000, 0),
            _ if self.one_in(8) => self.between(1, i64::MAX / 2),
            _ => self.between(1, 100),
        };
        let price = match self.between(0, 9) {
            0..=4 => self.between(0, 1_000_000) * 10_000,
            5..=8 => self.between(0, 100_000_000_000),
            _ if self.one_in(8) => self.between(-1_000_000, -1),
            _ if self.one_in(8) => self.between(1, i64::MAX / 2),
            // Halves of a minor unit.
            _ => self.between(0, 100_000) * 500 * self.pick(&[1, 10, 1_000]),
        };
        let (quantity, price) = (Quantity::from_scaled(quantity), Price::from_scaled(price));
        LineInput {
            quantity,
            price,
            discount: self.percentage(),
            vat: self.rate(),
        }
    }

    pub fn document(&mut self) -> (DocumentTerms, Vec<LineInput>) {
        let discount = match self.between(0, 3) {
            0 => Discount::None,
            1 | 2 => Discount::Percent(self.percentage()),
            _ => Discount::Amount(Amount::from_minor(self.between(-20, 50_000))),
        };
        let currency = self.pick(&[
            Currency::Uah,
            Currency::Rub,
            Currency::Eur,
            Currency::Jpy,
            Currency::Kwd,
        ]);
        let (price_mode, vat_rounding) = (self.pick(PriceMode::ALL), self.pick(VatRounding::ALL));
        let lines = (0..self.between(0, 12)).map(|_| self.line()).collect();
        (
            DocumentTerms {
                currency,
                price_mode,
                vat_rounding,
                discount,
            },
            lines,
        )
    }
}

/// One document with what [`totals`] made of it, as a line for the oracle.
pub fn record(terms: &DocumentTerms, lines: &[LineInput], result: &Result<Totals, TotalsError>) -> String {
    format!("{}\n", json!({ "terms": terms, "lines": lines, "result": result }))
}

/// Says whether the oracle agrees with every one of the records. Where there is no Python and it may be missing, nobody is asked.
///
/// # Panics
/// If it does not.
#[track_caller]
pub fn oracle_agrees(records: &str, documents: usize) {
    let Some(output) = ask_oracle(records) else { return };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(said.trim(), format!("{documents} documents agree"));
}

/// Pipes the records to the oracle; `None` where there is no Python and it may be missing.
fn ask_oracle(records: &str) -> Option<Output> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/end2end/oracle/totals.py");
    let mut python = Command::new("python3");
    python
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = match python.spawn() {
        Err(error) if error.kind() == ErrorKind::NotFound && std::env::var("CI").as_deref() != Ok("true") => {
            println!("skipped: there is no python3 here");
            return None;
        }
        child => child.unwrap(),
    };
    // The oracle stops reading at the first disagreement; its exit status tells, not the broken pipe.
    let _ = child.stdin.take().unwrap().write_all(records.as_bytes());
    Some(child.wait_with_output().unwrap())
}

#[test]
fn oracle_agrees_on_ten_thousand_documents() {
    let mut random = Random(2026);
    let (mut records, mut summed) = (String::new(), 0);
    for _ in 0..DOCUMENTS {
        let (terms, lines) = random.document();
        let result = totals(&terms, &lines);
        summed += usize::from(result.is_ok());
        records.push_str(&record(&terms, &lines, &result));
    }
    assert!(
        summed > DOCUMENTS * 7 / 10 && summed < DOCUMENTS,
        "{summed} of {DOCUMENTS} have totals, the rest is refused"
    );
    oracle_agrees(&records, DOCUMENTS);
    println!("{DOCUMENTS} documents agree ({summed} with totals, the rest refused for the same reason)");
}

#[test]
fn oracle_notices_one_kopiyka() {
    let terms = DocumentTerms {
        currency: Currency::Uah,
        price_mode: PriceMode::Net,
        vat_rounding: VatRounding::Line,
        discount: Discount::None,
    };
    let vat = VatRate::standard(Percent::from_int(20).unwrap()).unwrap();
    let line = LineInput {
        quantity: Quantity::ONE,
        price: Price::HUNDRED,
        discount: Percent::ZERO,
        vat,
    };
    let right = totals(&terms, &[line]).unwrap();
    let mut wrong = right.clone();
    wrong.lines[0].vat = Amount::from_minor(1_999);
    let records = record(&terms, &[line], &Ok(right)) + &record(&terms, &[line], &Ok(wrong));
    let Some(output) = ask_oracle(&records) else { return };
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("1 documents agree"));
}
