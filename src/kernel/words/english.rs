//! Numerals of English: "twenty-one thousand one hundred two".

use super::{groups, word};

/// From 0 to 19.
const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
/// Powers of a thousand; u64 ends among the quintillions.
const SCALES: [&str; 7] = [
    "",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
];

pub(super) fn numeral(n: u64) -> String {
    if n == 0 {
        return word(&SMALL, 0).to_owned();
    }
    let mut words = Vec::new();
    for (place, group) in groups(n).into_iter().rev() {
        hundreds(&mut words, group);
        if let Some(scale) = SCALES.get(place).filter(|scale| !scale.is_empty()) {
            words.push((*scale).to_owned());
        }
    }
    words.join(" ")
}

/// A number below a thousand.
fn hundreds(words: &mut Vec<String>, n: u64) {
    if n >= 100 {
        words.push(word(&SMALL, n / 100).to_owned());
        words.push("hundred".to_owned());
    }
    match (n % 100, n % 10) {
        (0, _) => {}
        (rest @ 1..20, _) => words.push(word(&SMALL, rest).to_owned()),
        (rest, 0) => words.push(word(&TENS, rest / 10).to_owned()),
        (rest, unit) => words.push(format!("{}-{}", word(&TENS, rest / 10), word(&SMALL, unit))),
    }
}
