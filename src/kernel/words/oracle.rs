//! A second opinion: `end2end/oracle/words.py` asks `num2words` of `PyPI` about the same sums.
//!
//! It is asked only where it is right: Russian and Ukrainian, for roubles, hryvnias, dollars and euros.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::json;

use super::{Hryvnia, in_words};
use crate::kernel::currency::Currency;
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};
use crate::kernel::totals::oracle::Random;

const SUMS: usize = 4_000;

/// The interpreter that `scripts/oracle.sh` has given `num2words`.
fn python() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target")),
        PathBuf::from,
    );
    target.join("tools/python/bin/python3")
}

#[test]
fn num2words_agrees() {
    let python = python();
    if !python.exists() {
        assert_ne!(
            std::env::var("CI").as_deref(),
            Ok("true"),
            "{} is missing: run scripts/oracle.sh",
            python.display()
        );
        println!("skipped: num2words is not installed (scripts/oracle.sh)");
        return;
    }
    let mut random = Random(2026);
    let mut records = String::new();
    for _ in 0..SUMS {
        let (lang, currency) = (
            random.pick(&[Lang::Ru, Lang::Uk]),
            random.pick(&[Currency::Rub, Currency::Uah, Currency::Usd, Currency::Eur]),
        );
        let magnitude = random.pick(&[100, 10_000, 1_000_000, 10_000_000_000, 100_000_000_000_000]);
        let minor = random.below(magnitude);
        let amount = Amount::from_minor(if random.below(10) == 0 { -minor } else { minor });
        let text = in_words(lang, Money::new(amount, currency), Hryvnia::Grivna);
        let record = json!({
            "lang": lang, "currency": currency, "amount": amount.plain(currency), "text": text,
        });
        records.push_str(&record.to_string());
        records.push('\n');
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/end2end/oracle/words.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It stops reading at the first disagreement; its exit status tells.
    let _ = child.stdin.take().unwrap().write_all(records.as_bytes());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(said.trim(), format!("{SUMS} sums agree"));
}
