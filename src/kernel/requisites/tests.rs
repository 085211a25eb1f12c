//! Golden numbers of every kind. Those of companies and banks are public; computed ones say so.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

type Judge = fn(&str) -> Result<Checked, FormatError>;

#[track_caller]
fn right(judge: Judge, numbers: &[&str]) {
    for number in numbers {
        let checked = Checked {
            normalized: (*number).to_owned(),
            control: Control::Right,
        };
        assert_eq!(judge(number), Ok(checked), "{number}");
    }
}

#[track_caller]
fn unjudged_as(judge: Judge, numbers: &[(&str, &str)]) {
    for (number, normalized) in numbers {
        let checked = Checked {
            normalized: (*normalized).to_owned(),
            control: Control::NotJudged,
        };
        assert_eq!(judge(number), Ok(checked), "{number}");
    }
}

#[track_caller]
fn warns(judge: Judge, numbers: &[&str]) {
    for number in numbers {
        assert_eq!(
            judge(number).map(|checked| checked.control),
            Ok(Control::Wrong),
            "{number}"
        );
    }
}

#[track_caller]
fn refused(judge: Judge, numbers: &[(&str, FormatError)]) {
    for (number, error) in numbers {
        assert_eq!(judge(number), Err(*error), "{number}");
    }
}

use FormatError::{Empty, UnknownCountry, WrongCharacter, WrongLength};

#[test]
fn inn() {
    let judge: Judge = |text| check(TaxIdKind::RuInn, text);
    // Sberbank, Gazprom; persons (examples in wide use).
    right(judge, &["7707083893", "7736050003", "500100732259", "784806113663"]);
    // Computed: Σ mod 11 is 10, so the digit is 0.
    right(judge, &["7701000080"]);
    warns(
        judge,
        &[
            "7707083894",
            "7736050013",
            "500100732258",
            "500100732269",
            "0000000000",
            "000000000000",
        ],
    );
    refused(
        judge,
        &[
            ("", Empty),
            (" ", Empty),
            ("770708389", WrongLength),
            ("77070838930", WrongLength),
            ("77O7083893", WrongCharacter),
            ("٧٧٠٧٠٨٣٨٩٣", WrongCharacter),
        ],
    );
    assert_eq!(judge(" 77 0708-3893\u{a0}").unwrap().normalized, "7707083893");
}

#[test]
fn kpp() {
    let judge: Judge = |text| check(TaxIdKind::RuKpp, text);
    // Sberbank, Gazprom, and letters in the fifth and sixth place.
    unjudged_as(
        judge,
        &[
            ("773601001", "773601001"),
            ("781401001", "781401001"),
            ("7736AB001", "7736AB001"),
            ("7736z1001", "7736Z1001"),
        ],
    );
    refused(
        judge,
        &[
            ("", Empty),
            ("77360100", WrongLength),
            ("7736010011", WrongLength),
            ("A73601001", WrongCharacter),
            ("773601A01", WrongCharacter),
            ("7736АВ001", WrongCharacter), // Cyrillic
        ],
    );
}

#[test]
fn ogrn() {
    let judge: Judge = |text| check(TaxIdKind::RuOgrn, text);
    // Sberbank, Gazprom.
    right(judge, &["1027700132195", "1027700070518"]);
    warns(judge, &["1027700132196", "1027700070508", "0000000000000"]);
    refused(
        judge,
        &[
            ("102770013219", WrongLength),
            ("304500116000157", WrongLength),
            ("10277O0132195", WrongCharacter),
        ],
    );
}

#[test]
fn ogrnip() {
    let judge: Judge = |text| check(TaxIdKind::RuOgrnip, text);
    // An example in wide use; then computed ones, whose remainders are 10, 11 and 12: the last digit of each counts.
    right(
        judge,
        &[
            "304500116000157",
            "304770000000020",
            "304770000000031",
            "304770000000042",
        ],
    );
    warns(judge, &["304500116000151", "304770000000021", "304770000000030"]);
    refused(
        judge,
        &[
            ("1027700132195", WrongLength),
            ("", Empty),
            ("30450011600015X", WrongCharacter),
        ],
    );
}

#[test]
fn edrpou() {
    let judge: Judge = |text| check(TaxIdKind::UaEdrpou, text);
    // Oschadbank, PrivatBank, Naftogaz; between 30 and 60 million Ukrzaliznytsia and Nova Poshta.
    right(judge, &["00032129", "14360570", "20077720", "40075815", "31316718"]);
    // Computed: the second set of weights in both ranges, and a second remainder of 10.
    right(judge, &["20000154", "32000185", "45000092", "20000090", "32000510"]);
    warns(judge, &["00032128", "14360571", "40075816", "00000000"]);
    refused(
        judge,
        &[
            ("0032129", WrongLength),
            ("000321290", WrongLength),
            ("0003212А", WrongCharacter),
            ("", Empty),
        ],
    );
}

#[test]
fn rnokpp() {
    let judge: Judge = |text| check(TaxIdKind::UaRnokpp, text);
    // Examples in wide use; computed: Σ mod 11 is 10, so the digit is 0.
    right(judge, &["1234567899", "3184710691", "1759013776", "3214710780"]);
    warns(judge, &["1234567890", "3184710692", "0000000000"]);
    refused(
        judge,
        &[
            ("123456789", WrongLength),
            ("12345678990", WrongLength),
            ("12345б7899", WrongCharacter),
        ],
    );
}

#[test]
fn ukrainian_passport() {
    let judge: Judge = |text| check(TaxIdKind::UaPassport, text);
    unjudged_as(
        judge,
        &[
            ("СН 123456", "СН123456"),
            ("сн123456", "СН123456"),
            ("CH123456", "СН123456"), // typed in Latin
            ("ЇЄ123456", "ЇЄ123456"),
            ("001234567", "001234567"),
        ],
    );
    refused(
        judge,
        &[
            ("", Empty),
            ("С123456", WrongLength),
            ("СН12345", WrongLength),
            ("12345678", WrongLength),
            ("ZZ123456", WrongCharacter),
            ("СН12345Х", WrongCharacter),
        ],
    );
}

#[test]
fn ipn() {
    let judge: Judge = |text| check(TaxIdKind::UaIpn, text);
    // Two companies; a sole proprietor, who uses his РНОКПП.
    unjudged_as(
        judge,
        &[
            ("143605704021", "143605704021"),
            ("200777226552", "200777226552"),
            ("31 8471 0691", "3184710691"),
        ],
    );
    refused(
        judge,
        &[
            ("14360570402", WrongLength),
            ("1436057040211", WrongLength),
            ("14360570402x", WrongCharacter),
        ],
    );
}

#[test]
fn eu_vat_ids() {
    let judge: Judge = |text| check(TaxIdKind::EuVat, text);
    unjudged_as(
        judge,
        &[
            ("DE 811 128 135", "DE811128135"),
            ("pl 526-000-12-46", "PL5260001246"),
            ("ATU12345678", "ATU12345678"),
            ("BE0.123.456.789", "BE0123456789"),
            ("ESB12345678", "ESB12345678"),
            ("FRXX123456789", "FRXX123456789"),
            ("GR123456789", "EL123456789"),
            ("IE1234567WA", "IE1234567WA"),
            ("IE1+23456W", "IE1+23456W"),
            ("NL123456789B01", "NL123456789B01"),
            ("RO1234567890", "RO1234567890"),
            ("XIGD123", "XIGD123"),
        ],
    );
    refused(
        judge,
        &[
            ("", Empty),
            ("D", UnknownCountry),
            ("123456789", UnknownCountry),
            ("US123456789", UnknownCountry),
            ("ĐĐ123456789", UnknownCountry),
            ("DE12345678", WrongLength),
            ("DE12345678A", WrongCharacter),
            ("AT123456789", WrongCharacter),
        ],
    );
}

#[test]
fn other_ids() {
    let judge: Judge = |text| check(TaxIdKind::Other, text);
    unjudged_as(
        judge,
        &[
            (" БИН 123 456 ", "БИН 123 456"),
            ("CHE-116.281.710 MWST", "CHE-116.281.710 MWST"),
        ],
    );
    refused(judge, &[(" ", Empty), ("12\n3", WrongCharacter)]);
    assert_eq!(judge(&"1".repeat(MAX_OTHER_LENGTH + 1)), Err(WrongLength));
}

#[test]
fn russian_accounts() {
    let control = |account, bic| check_ru_account(account, bic).map(|checked| checked.control);
    for (account, bic) in [
        // The examples of the Bank of Russia's letter № 515: a client of a bank, a bank, a client of an office of the
        // Bank of Russia, a clearing currency (its B counts as 1).
        ("40602810700000000025", "049805746"),
        ("30101810800000000746", "049805000"),
        ("40102810100000010001", "040305000"),
        ("30114B84600000000501", "044541312"),
        ("30114В84600000000501", "044541312"), // the same with a Cyrillic letter
        // Sberbank's correspondent account: kept by the Bank of Russia, although the БИК is Sberbank's own.
        ("30101810400000000225", "044525225"),
        // The single treasury account of Moscow.
        ("40102810545370000003", "004525988"),
        ("4010 2810 5453 7000 0003", "004525988"),
    ] {
        assert_eq!(control(account, bic), Ok(Control::Right), "{account} {bic}");
    }
    for (account, bic) in [
        ("40602810800000000025", "049805746"),
        ("40602810700000000025", "049805747"),
        ("30101810400000000225", "044530225"),
        ("30114C84600000000501", "044541312"),
    ] {
        assert_eq!(control(account, bic), Ok(Control::Wrong), "{account} {bic}");
    }
    // Treasury accounts follow another rule; an account alone can't be judged.
    assert_eq!(control("03100643000000017300", "004525988"), Ok(Control::NotJudged));
    assert_eq!(control("40602810700000000025", " "), Ok(Control::NotJudged));
    for (account, bic, error) in [
        ("", "044525225", Empty),
        ("4060281070000000002", "044525225", WrongLength),
        ("406028107000000000255", "044525225", WrongLength),
        ("4060281070000000002A", "044525225", WrongCharacter),
        ("40602D10700000000025", "044525225", WrongCharacter),
        ("40602810700000000025", "04452522", WrongLength),
        ("40602810700000000025", "04452522x", WrongCharacter),
    ] {
        assert_eq!(control(account, bic), Err(error), "{account} {bic}");
    }
    unjudged_as(
        check_ru_bic,
        &[("044525225", "044525225"), ("04 4525 974", "044525974")],
    );
    refused(
        check_ru_bic,
        &[("", Empty), ("44525225", WrongLength), ("0445252Z5", WrongCharacter)],
    );
}

#[test]
fn ibans() {
    // The registry's examples for several countries, and that of the National Bank of Ukraine.
    right(
        check_iban,
        &[
            "UA213223130000026007233566001",
            "UA903052992990004149123456789",
            "DE89370400440532013000",
            "GB29NWBK60161331926819",
            "KZ86125KZT5004100100",
            "PL61109010140000071219812874",
            "NO9386011117947",
            "MT84MALT011000012345MTLCAST001S",
        ],
    );
    assert_eq!(
        check_iban("ua21 3223 1300 0002 6007 2335 6600 1").unwrap().normalized,
        "UA213223130000026007233566001"
    );
    warns(check_iban, &["UA213223130000026007233566002", "DE88370400440532013000"]);
    refused(
        check_iban,
        &[
            ("", Empty),
            ("UA", WrongLength),
            ("UA21322313000002600723356600", WrongLength),
            ("UA2132231300000260072335660011", WrongLength),
            ("UA21322A130000026007233566001", WrongCharacter),
            ("UAX13223130000026007233566001", WrongCharacter),
            ("UA21322313000002600723356600Я", WrongCharacter),
            ("US64SVBKUS6S3300958879", UnknownCountry),
        ],
    );
    assert_eq!(
        ukrainian_bank_code("UA90 3052 9929 9000 4149 1234 5678 9").as_deref(),
        Some("305299")
    );
    assert_eq!(ukrainian_bank_code("DE89370400440532013000"), None);
}

#[test]
fn bank_codes() {
    // Codes of banks in use, PrivatBank and Oschadbank among them.
    right(check_ua_mfo, &["305299", "300465", "322001", "334851", "300335"]);
    warns(check_ua_mfo, &["305298", "000000"]);
    refused(
        check_ua_mfo,
        &[
            ("30529", WrongLength),
            ("3052999", WrongLength),
            ("30529O", WrongCharacter),
            ("", Empty),
        ],
    );
    unjudged_as(
        check_swift,
        &[("PBANUA2X", "PBANUA2X"), ("sabrrumm xxx", "SABRRUMMXXX")],
    );
    refused(
        check_swift,
        &[
            ("PBANUA2", WrongLength),
            ("PBAN1A2X", WrongCharacter),
            ("РВАNUA2X", WrongCharacter),
        ],
    );
}

#[test]
fn spellings_are_one_for_json_and_database() {
    for kind in TaxIdKind::ALL {
        assert_eq!(kind.as_str().parse(), Ok(*kind));
        assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
    }
    for control in Control::ALL {
        assert_eq!(control.as_str().parse(), Ok(*control));
        assert_eq!(serde_json::to_string(control).unwrap(), format!("\"{control}\""));
    }
}

proptest! {
    #[test]
    fn any_text_is_judged_or_refused(text in ".{0,40}|[0-9A-ZА-Я -]{0,34}|UA[0-9]{27}", bic in "[0-9]{9}|.{0,10}") {
        for kind in TaxIdKind::ALL {
            if let Ok(checked) = check(*kind, &text) {
                prop_assert_eq!(check(*kind, &checked.normalized), Ok(checked), "what is stored stays as it is");
            }
        }
        let _ = (check_iban(&text), check_swift(&text), check_ua_mfo(&text), check_ru_bic(&text), check_ru_account(&text, &bic));
    }

    #[test]
    fn one_wrong_digit_of_an_iban_is_always_found(place in 0_usize..25, by in 1_u32..10) {
        // ISO 7064 mod 97-10 finds every single wrong digit.
        let iban = "UA213223130000026007233566001";
        let at = place + 4;
        let digit = iban[at..=at].parse::<u32>().unwrap();
        let changed = format!("{}{}{}", &iban[..at], (digit + by) % 10, &iban[at + 1..]);
        prop_assert_eq!(check_iban(&changed).unwrap().control, Control::Wrong);
    }
}
