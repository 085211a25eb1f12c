//! Checked by hand, not computed: all six currencies in all three languages, at the places where forms change.

use super::{Hryvnia, in_words};
use crate::kernel::currency::Currency;
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};

fn words(lang: Lang, minor: i64, currency: Currency) -> String {
    in_words(lang, Money::new(Amount::from_minor(minor), currency), Hryvnia::Grivna)
}

fn holds(lang: Lang, currency: Currency, table: &[(i64, &str)]) {
    for (minor, text) in table {
        assert_eq!(words(lang, *minor, currency), *text, "{minor} {currency} {lang}");
    }
}

#[test]
fn hryvnias() {
    holds(
        Lang::Ru,
        Currency::Uah,
        &[
            (2_110_205, "Двадцать одна тысяча сто две гривны 05 копеек"),
            (0, "Ноль гривен 00 копеек"),
            (101, "Одна гривна 01 копейка"),
            (222, "Две гривны 22 копейки"),
            (511, "Пять гривен 11 копеек"),
            (1_112, "Одиннадцать гривен 12 копеек"),
            (2_114, "Двадцать одна гривна 14 копеек"),
            (100_000_000, "Один миллион гривен 00 копеек"),
            (-501, "Минус пять гривен 01 копейка"),
        ],
    );
    holds(
        Lang::Uk,
        Currency::Uah,
        &[
            (2_110_205, "Двадцять одна тисяча сто дві гривні 05 копійок"),
            (0, "Нуль гривень 00 копійок"),
            (101, "Одна гривня 01 копійка"),
            (222, "Дві гривні 22 копійки"),
            (515, "П’ять гривень 15 копійок"),
            (95_903, "Дев’ятсот п’ятдесят дев’ять гривень 03 копійки"),
            (200_000_000_000, "Два мільярди гривень 00 копійок"),
            (-44_444, "Мінус чотириста сорок чотири гривні 44 копійки"),
        ],
    );
    holds(
        Lang::En,
        Currency::Uah,
        &[
            (2_110_205, "Twenty-one thousand one hundred two hryvnias 05 kopiykas"),
            (0, "Zero hryvnias 00 kopiykas"),
            (101, "One hryvnia 01 kopiyka"),
            (10_121, "One hundred one hryvnias 21 kopiykas"),
            (-1_901, "Minus nineteen hryvnias 01 kopiyka"),
        ],
    );
}

#[test]
fn the_hryvnia_of_ukraine_in_russian() {
    let words = |minor| {
        in_words(
            Lang::Ru,
            Money::new(Amount::from_minor(minor), Currency::Uah),
            Hryvnia::Grivnya,
        )
    };
    assert_eq!(words(100), "Одна гривня 00 копеек");
    assert_eq!(words(2_110_205), "Двадцать одна тысяча сто две гривни 05 копеек");
    assert_eq!(words(1_100), "Одиннадцать гривень 00 копеек");
}

#[test]
fn roubles() {
    holds(
        Lang::Ru,
        Currency::Rub,
        &[
            (101, "Один рубль 01 копейка"),
            (203, "Два рубля 03 копейки"),
            (1_300, "Тринадцать рублей 00 копеек"),
            (
                123_456_789,
                "Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 89 копеек",
            ),
            (20_020_000, "Двести тысяч двести рублей 00 копеек"),
            (-100, "Минус один рубль 00 копеек"),
        ],
    );
    holds(
        Lang::Uk,
        Currency::Rub,
        &[
            (101, "Один рубль 01 копійка"),
            (402, "Чотири рублі 02 копійки"),
            (9_000, "Дев’яносто рублів 00 копійок"),
        ],
    );
    holds(
        Lang::En,
        Currency::Rub,
        &[
            (101, "One rouble 01 kopeck"),
            (4_250, "Forty-two roubles 50 kopecks"),
            (0, "Zero roubles 00 kopecks"),
        ],
    );
}

#[test]
fn dollars() {
    holds(
        Lang::Ru,
        Currency::Usd,
        &[
            (101, "Один доллар 01 цент"),
            (202, "Два доллара 02 цента"),
            (100_500, "Одна тысяча пять долларов 00 центов"),
        ],
    );
    holds(
        Lang::Uk,
        Currency::Usd,
        &[
            (101, "Один долар 01 цент"),
            (202, "Два долари 02 центи"),
            (2_000_500, "Двадцять тисяч п’ять доларів 00 центів"),
        ],
    );
    holds(
        Lang::En,
        Currency::Usd,
        &[
            (101, "One dollar 01 cent"),
            (1_200_000_099, "Twelve million dollars 99 cents"),
            (11_111, "One hundred eleven dollars 11 cents"),
        ],
    );
}

#[test]
fn euros() {
    holds(
        Lang::Ru,
        Currency::Eur,
        &[
            (101, "Один евро 01 цент"),
            (202, "Два евро 02 цента"),
            (500, "Пять евро 00 центов"),
        ],
    );
    holds(
        Lang::Uk,
        Currency::Eur,
        &[
            (101, "Один євро 01 цент"),
            (202, "Два євро 02 центи"),
            (70_000, "Сімсот євро 00 центів"),
        ],
    );
    holds(
        Lang::En,
        Currency::Eur,
        &[(101, "One euro 01 cent"), (8_005, "Eighty euros 05 cents")],
    );
}

#[test]
fn tenge() {
    holds(
        Lang::Ru,
        Currency::Kzt,
        &[
            (101, "Один тенге 01 тиын"),
            (202, "Два тенге 02 тиына"),
            (500_005, "Пять тысяч тенге 05 тиынов"),
        ],
    );
    holds(
        Lang::Uk,
        Currency::Kzt,
        &[
            (101, "Один теньге 01 тиїн"),
            (202, "Два теньге 02 тиїни"),
            (500_005, "П’ять тисяч теньге 05 тиїнів"),
        ],
    );
    holds(
        Lang::En,
        Currency::Kzt,
        &[(101, "One tenge 01 tiyn"), (500_005, "Five thousand tenge 05 tiyn")],
    );
}

#[test]
fn zlotys() {
    holds(
        Lang::Ru,
        Currency::Pln,
        &[
            (101, "Один злотый 01 грош"),
            (202, "Два злотых 02 гроша"),
            (500, "Пять злотых 00 грошей"),
        ],
    );
    holds(
        Lang::Uk,
        Currency::Pln,
        &[
            (101, "Один злотий 01 грош"),
            (203, "Два злоті 03 гроші"),
            (500, "П’ять злотих 00 грошів"),
        ],
    );
    holds(
        Lang::En,
        Currency::Pln,
        &[(101, "One zloty 01 grosz"), (202, "Two zlotys 02 groszy")],
    );
}

#[test]
fn other_currencies_keep_their_code() {
    for (lang, minor, currency, text) in [
        (
            Lang::Ru,
            2_110_205,
            Currency::Gbp,
            "Двадцать одна тысяча сто два GBP 05/100",
        ),
        (Lang::Uk, 100, Currency::Chf, "Один CHF 00/100"),
        (Lang::En, 1_500, Currency::Kwd, "One KWD 500/1000"),
        (Lang::En, -1_000, Currency::Jpy, "Minus one thousand JPY"),
    ] {
        assert_eq!(words(lang, minor, currency), text);
    }
}

#[test]
fn the_largest_and_the_smallest_amount_have_words() {
    assert_eq!(
        words(Lang::En, i64::MIN, Currency::Usd),
        "Minus ninety-two quadrillion two hundred thirty-three trillion seven hundred twenty billion three hundred sixty-eight \
         million five hundred forty-seven thousand seven hundred fifty-eight dollars 08 cents"
    );
    assert_eq!(
        words(Lang::Ru, i64::MAX, Currency::Rub),
        "Девяносто два квадриллиона двести тридцать три триллиона семьсот двадцать миллиардов триста шестьдесят восемь миллионов \
         пятьсот сорок семь тысяч семьсот пятьдесят восемь рублей 07 копеек"
    );
    assert_eq!(
        words(Lang::Uk, i64::MAX, Currency::Jpy),
        "Дев’ять квінтильйонів двісті двадцять три квадрильйони триста сімдесят два трильйони тридцять шість мільярдів вісімсот \
         п’ятдесят чотири мільйони сімсот сімдесят п’ять тисяч вісімсот сім JPY"
    );
}
