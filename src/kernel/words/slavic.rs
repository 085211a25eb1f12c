//! Numerals of Russian and Ukrainian: the same grammar, two sets of words.

use super::{Count, Gender, groups, word};
use crate::kernel::lang::Lang;

/// The words of a language.
pub(super) struct Words {
    lang: Lang,
    zero: &'static str,
    /// From 1 to 19, masculine.
    small: [&'static str; 20],
    /// 1 and 2, feminine.
    feminine: [&'static str; 3],
    tens: [&'static str; 10],
    hundreds: [&'static str; 10],
    /// Powers of a thousand: one, few, many. The thousand is feminine, all others masculine. Amounts end among the quintillions.
    scales: [[&'static str; 3]; 7],
}

pub(super) const RUSSIAN: Words = Words {
    lang: Lang::Ru,
    zero: "ноль",
    small: [
        "",
        "один",
        "два",
        "три",
        "четыре",
        "пять",
        "шесть",
        "семь",
        "восемь",
        "девять",
        "десять",
        "одиннадцать",
        "двенадцать",
        "тринадцать",
        "четырнадцать",
        "пятнадцать",
        "шестнадцать",
        "семнадцать",
        "восемнадцать",
        "девятнадцать",
    ],
    feminine: ["", "одна", "две"],
    tens: [
        "",
        "",
        "двадцать",
        "тридцать",
        "сорок",
        "пятьдесят",
        "шестьдесят",
        "семьдесят",
        "восемьдесят",
        "девяносто",
    ],
    hundreds: [
        "",
        "сто",
        "двести",
        "триста",
        "четыреста",
        "пятьсот",
        "шестьсот",
        "семьсот",
        "восемьсот",
        "девятьсот",
    ],
    scales: [
        ["", "", ""],
        ["тысяча", "тысячи", "тысяч"],
        ["миллион", "миллиона", "миллионов"],
        ["миллиард", "миллиарда", "миллиардов"],
        ["триллион", "триллиона", "триллионов"],
        ["квадриллион", "квадриллиона", "квадриллионов"],
        ["квинтиллион", "квинтиллиона", "квинтиллионов"],
    ],
};

/// With one apostrophe, U+2019.
pub(super) const UKRAINIAN: Words = Words {
    lang: Lang::Uk,
    zero: "нуль",
    small: [
        "",
        "один",
        "два",
        "три",
        "чотири",
        "п’ять",
        "шість",
        "сім",
        "вісім",
        "дев’ять",
        "десять",
        "одинадцять",
        "дванадцять",
        "тринадцять",
        "чотирнадцять",
        "п’ятнадцять",
        "шістнадцять",
        "сімнадцять",
        "вісімнадцять",
        "дев’ятнадцять",
    ],
    feminine: ["", "одна", "дві"],
    tens: [
        "",
        "",
        "двадцять",
        "тридцять",
        "сорок",
        "п’ятдесят",
        "шістдесят",
        "сімдесят",
        "вісімдесят",
        "дев’яносто",
    ],
    hundreds: [
        "",
        "сто",
        "двісті",
        "триста",
        "чотириста",
        "п’ятсот",
        "шістсот",
        "сімсот",
        "вісімсот",
        "дев’ятсот",
    ],
    scales: [
        ["", "", ""],
        ["тисяча", "тисячі", "тисяч"],
        ["мільйон", "мільйони", "мільйонів"],
        ["мільярд", "мільярди", "мільярдів"],
        ["трильйон", "трильйони", "трильйонів"],
        ["квадрильйон", "квадрильйони", "квадрильйонів"],
        ["квінтильйон", "квінтильйони", "квінтильйонів"],
    ],
};

/// The number, in the gender of the noun it counts.
pub(super) fn numeral(words: &Words, n: u64, gender: Gender) -> String {
    if n == 0 {
        return words.zero.to_owned();
    }
    let mut out: Vec<&str> = Vec::new();
    for (place, group) in groups(n).into_iter().rev() {
        let gender = match place {
            0 => gender,
            1 => Gender::Feminine,
            _ => Gender::Masculine,
        };
        hundreds(words, &mut out, group, gender);
        if let Some([one, few, many]) = words.scales.get(place).filter(|_| place > 0) {
            out.push(match Count::of(words.lang, group) {
                Count::One => one,
                Count::Few => few,
                Count::Many => many,
            });
        }
    }
    out.join(" ")
}

/// A number below a thousand.
fn hundreds(words: &Words, out: &mut Vec<&'static str>, n: u64, gender: Gender) {
    let rest = if n % 100 < 20 { n % 100 } else { n % 10 };
    let unit = match (gender, rest) {
        (Gender::Feminine, 1 | 2) => word(&words.feminine, rest),
        _ => word(&words.small, rest),
    };
    let parts = [word(&words.hundreds, n / 100), word(&words.tens, n % 100 / 10), unit];
    out.extend(parts.into_iter().filter(|part| !part.is_empty()));
}
