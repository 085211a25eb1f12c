//! Whatever is pasted: it is read, soon, and what is found fits.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::recognise;
use crate::kernel::requisites::{TaxIdKind, check, check_iban, check_ru_account};

#[test]
fn large_texts_are_read_in_bounded_time() {
    for piece in [
        "ИНН 7707083893 ",
        "р/с ",
        "директор ",
        "ООО «",
        "a@",
        "UA21 ",
        "\t",
        "+7",
        "1 ",
        "Адрес: г. ",
        "Ltd ",
    ] {
        let card = recognise(&piece.repeat(100_000));
        assert!(card.left.len() <= 20, "{piece}");
    }
}

/// Pieces of cards, so that random texts reach the insides of the reader.
fn pieces() -> impl Strategy<Value = String> {
    let words = vec![
        "ИНН",
        "КПП",
        "/",
        "7707083893",
        "773601001",
        ":",
        "\t",
        "\n",
        ",",
        " ",
        "ООО",
        "«",
        "»",
        "\"",
        "Ромашка",
        "р/с",
        "в",
        "банк",
        "40702810400000000001",
        "БИК",
        "044525225",
        "IBAN",
        "UA21 3223 1300 0002 6007 2335 6600 1",
        "Адрес",
        "г. Москва",
        "тел.",
        "+7 495 000-00-00",
        "доб.",
        "a@b.example",
        "Директор",
        "Иванова А.П.",
        "Иванова",
        "Анна",
        "на основании",
        "Устава",
        "ФОП",
        "паспорт",
        "КВ",
        "№",
        "VAT",
        "DE",
        "123456789",
        "Ltd",
        "GmbH & Co. KG",
        "SWIFT",
        "(",
        ")",
        "www.",
        "ŉ",
        "İ",
        "\u{301}",
        "𝟘",
        "ß",
        "ﬁ",
    ];
    prop::collection::vec(prop::sample::select(words), 0..60).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_and_what_is_found_fits(text in prop_oneof![any::<String>(), pieces()]) {
        let card = recognise(&text);
        for kind in TaxIdKind::ALL {
            let value = card.tax_ids.value(*kind);
            prop_assert!(value.is_empty() || check(*kind, value).is_ok(), "{kind} {value}");
        }
        for account in &card.accounts {
            let number = account.number.as_str();
            let fits = check_iban(number).is_ok() || check_ru_account(number, "").is_ok() || number.bytes().all(|b| b.is_ascii_digit());
            prop_assert!(fits && !number.is_empty(), "{number}");
        }
        for (field, value) in card.fields() {
            prop_assert_eq!(value.trim(), value, "{}", field);
            prop_assert!(!value.chars().any(char::is_control), "{} {:?}", field, value);
            prop_assert!(value.chars().count() <= 1000, "{}", field);
        }
    }
}
