//! Documents worked by hand. Each case shows its arithmetic; amounts are in the major unit, as on paper.
#![allow(clippy::unwrap_used)]

use super::*;

/// `(quantity, price, discount %, rate)`: a rate is a percentage, or one of the words of [`rate`].
type Line = (&'static str, &'static str, &'static str, &'static str);

fn rate(text: &str) -> VatRate {
    match text {
        "zero" => VatRate::ZERO,
        "exempt" => VatRate::EXEMPT,
        "not subject" => VatRate::NOT_SUBJECT,
        "not payer" => VatRate::NOT_PAYER,
        percent => VatRate::standard(percent.parse().unwrap()).unwrap(),
    }
}

fn lines(lines: &[Line]) -> Vec<LineInput> {
    let input = |(quantity, price, discount, vat): &Line| LineInput {
        quantity: quantity.parse().unwrap(),
        price: price.parse().unwrap(),
        discount: discount.parse().unwrap(),
        vat: rate(vat),
    };
    lines.iter().map(input).collect()
}

fn terms(currency: Currency, price_mode: PriceMode, vat_rounding: VatRounding) -> DocumentTerms {
    DocumentTerms {
        currency,
        price_mode,
        vat_rounding,
        discount: Discount::None,
    }
}

const UAH_NET: DocumentTerms = DocumentTerms {
    currency: Currency::Uah,
    price_mode: PriceMode::Net,
    vat_rounding: VatRounding::Line,
    discount: Discount::None,
};
const UAH_GROSS: DocumentTerms = DocumentTerms {
    price_mode: PriceMode::Gross,
    ..UAH_NET
};

fn percent_off(terms: DocumentTerms, percent: &str) -> DocumentTerms {
    DocumentTerms {
        discount: Discount::Percent(percent.parse().unwrap()),
        ..terms
    }
}

fn amount_off(terms: DocumentTerms, amount: &str) -> DocumentTerms {
    DocumentTerms {
        discount: Discount::Amount(Amount::parse(amount, terms.currency).unwrap()),
        ..terms
    }
}

/// Asserts the foot of the document (`[subtotal, discount, net, VAT, total]`) and the `[net, VAT, gross]` of its lines.
#[track_caller]
fn check(terms: DocumentTerms, input: &[Line], foot: [&str; 5], line_parts: &[[&str; 3]]) -> Totals {
    let result = totals(&terms, &lines(input)).unwrap();
    let plain = |amount: Amount| amount.plain(terms.currency);
    let Totals {
        subtotal,
        discount,
        net,
        vat,
        total,
        ..
    } = result;
    assert_eq!([subtotal, discount, net, vat, total].map(plain), foot);
    let parts: Vec<_> = result
        .lines
        .iter()
        .map(|l| [l.net, l.vat, l.gross].map(plain))
        .collect();
    assert_eq!(parts, line_parts);
    result
}

#[test]
fn vat_is_added_to_net_prices() {
    // 2 × 1500 = 3000; 20 % of it 600.
    let foot = ["3000.00", "0.00", "3000.00", "600.00", "3600.00"];
    check(
        UAH_NET,
        &[("2", "1500", "0", "20")],
        foot,
        &[["3000.00", "600.00", "3600.00"]],
    );
}

#[test]
fn vat_is_taken_out_of_gross_prices() {
    // 1200 × 20 ÷ 120 = 200.
    let foot = ["1200.00", "0.00", "1000.00", "200.00", "1200.00"];
    check(
        UAH_GROSS,
        &[("1", "1200", "0", "20")],
        foot,
        &[["1000.00", "200.00", "1200.00"]],
    );
}

#[test]
fn a_price_finer_than_the_currency_is_rounded_on_the_line() {
    // 3 × 33.335 = 100.005 → 100.01 (half away from zero); 22 % of it 22.0022 → 22.00.
    let terms = terms(Currency::Rub, PriceMode::Net, VatRounding::Line);
    let foot = ["100.01", "0.00", "100.01", "22.00", "122.01"];
    check(
        terms,
        &[("3", "33.335", "0", "22")],
        foot,
        &[["100.01", "22.00", "122.01"]],
    );
}

#[test]
fn a_line_discount_comes_before_rounding() {
    // 7 × 19.99 = 139.93; less 15 %: 118.9405 → 118.94; 20 % of it 23.788 → 23.79.
    let foot = ["118.94", "0.00", "118.94", "23.79", "142.73"];
    check(
        UAH_NET,
        &[("7", "19.99", "15", "20")],
        foot,
        &[["118.94", "23.79", "142.73"]],
    );
}

#[test]
fn a_half_is_decided_after_the_discount_and_not_before() {
    // 1 × 0.015 less 50 %: 0.0075 → 0.01. (Rounding first would give 0.02 × ½ = 0.01; 0.025 tells them apart:
    // 0.0125 → 0.01, where rounding first would give 0.03 × ½ = 0.015 → 0.02.)
    let foot = ["0.02", "0.00", "0.02", "0.00", "0.02"];
    let lines = [("1", "0.015", "50", "20"), ("1", "0.025", "50", "20")];
    check(
        UAH_NET,
        &lines,
        foot,
        &[["0.01", "0.00", "0.01"], ["0.01", "0.00", "0.01"]],
    );
}

#[test]
fn line_rounding_adds_up_the_rounded_lines() {
    // 10.03 × 20 % = 2.006 → 2.01 on each of three lines: 6.03.
    let line = ("1", "10.03", "0", "20");
    let foot = ["30.09", "0.00", "30.09", "6.03", "36.12"];
    check(UAH_NET, &[line; 3], foot, &[["10.03", "2.01", "12.04"]; 3]);
}

#[test]
fn group_rounding_spreads_what_is_rounded_once() {
    // 30.09 × 20 % = 6.018 → 6.02; a third is 2.00⅔, cut to 2.00; the two units left go to the first two lines.
    let line = ("1", "10.03", "0", "20");
    let terms = DocumentTerms {
        vat_rounding: VatRounding::Group,
        ..UAH_NET
    };
    let foot = ["30.09", "0.00", "30.09", "6.02", "36.11"];
    let parts = [
        ["10.03", "2.01", "12.04"],
        ["10.03", "2.01", "12.04"],
        ["10.03", "2.00", "12.03"],
    ];
    check(terms, &[line; 3], foot, &parts);
}

#[test]
fn gross_prices_in_line_and_group_rounding() {
    let line = ("1", "10", "0", "22");
    // Line: 10 × 22 ÷ 122 = 1.80328 → 1.80; three of them 5.40.
    let foot = ["30.00", "0.00", "24.60", "5.40", "30.00"];
    check(UAH_GROSS, &[line; 3], foot, &[["8.20", "1.80", "10.00"]; 3]);
    // Group: 30 × 22 ÷ 122 = 5.40984 → 5.41; cut to 1.80 each, one unit left for the first.
    let terms = DocumentTerms {
        vat_rounding: VatRounding::Group,
        ..UAH_GROSS
    };
    let foot = ["30.00", "0.00", "24.59", "5.41", "30.00"];
    check(
        terms,
        &[line; 3],
        foot,
        &[
            ["8.19", "1.81", "10.00"],
            ["8.20", "1.80", "10.00"],
            ["8.20", "1.80", "10.00"],
        ],
    );
}

#[test]
fn a_percentage_off_the_document_is_spread_over_its_lines() {
    // 10 % of 60.01 = 6.001 → 6.00, in proportion 0.99983, 1.99967, 3.00050: cut to 0.99, 1.99, 3.00; the two units
    // left go to the largest remainders (first, second): 1.00, 2.00, 3.00. VAT 1.80, 3.60, 27.01 × 20 % = 5.402 → 5.40.
    let lines = [
        ("1", "10", "0", "20"),
        ("2", "10", "0", "20"),
        ("1", "30.01", "0", "20"),
    ];
    let foot = ["60.01", "6.00", "54.01", "10.80", "64.81"];
    let parts = [
        ["9.00", "1.80", "10.80"],
        ["18.00", "3.60", "21.60"],
        ["27.01", "5.40", "32.41"],
    ];
    check(percent_off(UAH_NET, "10"), &lines, foot, &parts);
}

#[test]
fn an_amount_off_the_document_over_mixed_rates() {
    // 20.00 over 122, 110 and 50 of 282: 8.65248, 7.80142, 3.54610; cut 8.65 + 7.80 + 3.54 = 19.99, the kopiyka left
    // goes to the third. 113.35 × 22 ÷ 122 = 20.44016; 102.20 × 10 ÷ 110 = 9.29091; 46.45 is exempt.
    let lines = [
        ("1", "122", "0", "22"),
        ("1", "110", "0", "10"),
        ("1", "50", "0", "exempt"),
    ];
    let foot = ["282.00", "20.00", "232.27", "29.73", "262.00"];
    let parts = [
        ["92.91", "20.44", "113.35"],
        ["92.91", "9.29", "102.20"],
        ["46.45", "0.00", "46.45"],
    ];
    check(amount_off(UAH_GROSS, "20"), &lines, foot, &parts);
}

#[test]
fn a_kopiyka_off_two_equal_lines_comes_off_the_first() {
    let line = ("1", "1", "0", "not payer");
    let foot = ["2.00", "0.01", "1.99", "0.00", "1.99"];
    check(
        amount_off(UAH_NET, "0.01"),
        &[line; 2],
        foot,
        &[["0.99", "0.00", "0.99"], ["1.00", "0.00", "1.00"]],
    );
}

#[test]
fn yen_have_no_minor_unit() {
    // 3 × 333.5 = 1000.5 → 1001; 10 % of it 100.1 → 100.
    let terms = terms(Currency::Jpy, PriceMode::Net, VatRounding::Group);
    check(
        terms,
        &[("3", "333.5", "0", "10")],
        ["1001", "0", "1001", "100", "1101"],
        &[["1001", "100", "1101"]],
    );
}

#[test]
fn dinars_have_three_places() {
    // 1 × 1.2345 → 1.235; 5 % of it 0.06175 → 0.062.
    let terms = terms(Currency::Kwd, PriceMode::Net, VatRounding::Line);
    let foot = ["1.235", "0.000", "1.235", "0.062", "1.297"];
    check(
        terms,
        &[("1", "1.2345", "0", "5")],
        foot,
        &[["1.235", "0.062", "1.297"]],
    );
}

#[test]
fn categories_without_tax_are_groups_of_their_own() {
    let line = |rate| ("1", "100", "0", rate);
    let lines = [
        line("not payer"),
        line("zero"),
        line("20"),
        line("exempt"),
        line("7"),
        line("zero"),
        line("not subject"),
    ];
    let foot = ["700.00", "0.00", "700.00", "27.00", "727.00"];
    let (none, twenty, seven) = (
        ["100.00", "0.00", "100.00"],
        ["100.00", "20.00", "120.00"],
        ["100.00", "7.00", "107.00"],
    );
    let result = check(UAH_NET, &lines, foot, &[none, none, twenty, none, seven, none, none]);
    let groups: Vec<_> = result
        .groups
        .iter()
        .map(|g| (g.rate, g.net.minor(), g.vat.minor()))
        .collect();
    let expected = [
        ("20", 10_000, 2_000),
        ("7", 10_000, 700),
        ("zero", 20_000, 0),
        ("exempt", 10_000, 0),
    ];
    let expected = expected
        .into_iter()
        .chain([("not subject", 10_000, 0), ("not payer", 10_000, 0)]);
    assert_eq!(
        groups,
        expected
            .map(|(text, net, vat)| (rate(text), net, vat))
            .collect::<Vec<_>>()
    );
}

#[test]
fn a_document_without_vat_keeps_only_the_grounds() {
    let terms = terms(Currency::Rub, PriceMode::WithoutVat, VatRounding::Line);
    let lines = [
        ("1", "100", "0", "22"),
        ("1", "50", "0", "exempt"),
        ("1", "10", "0", "zero"),
    ];
    let foot = ["160.00", "0.00", "160.00", "0.00", "160.00"];
    let parts = [
        ["100.00", "0.00", "100.00"],
        ["50.00", "0.00", "50.00"],
        ["10.00", "0.00", "10.00"],
    ];
    let result = check(terms, &lines, foot, &parts);
    let groups: Vec<_> = result.groups.iter().map(|g| (g.rate, g.gross.minor())).collect();
    assert_eq!(groups, [(VatRate::EXEMPT, 5_000), (VatRate::NOT_PAYER, 11_000)]);
}

#[test]
fn everything_may_be_given_away() {
    let lines = [("3", "9.99", "0", "20"), ("1", "5", "100", "20")];
    let foot = ["29.97", "29.97", "0.00", "0.00", "0.00"];
    check(percent_off(UAH_NET, "100"), &lines, foot, &[["0.00"; 3]; 2]);
    check(amount_off(UAH_GROSS, "29.97"), &lines, foot, &[["0.00"; 3]; 2]);
}

#[test]
fn a_line_given_away_takes_no_part_of_the_discount() {
    // Only the first line bears the discount of 1.00; the second is worth nothing already.
    let lines = [("1", "10", "0", "20"), ("1", "5", "100", "20")];
    let foot = ["10.00", "1.00", "9.00", "1.80", "10.80"];
    check(
        amount_off(UAH_NET, "1"),
        &lines,
        foot,
        &[["9.00", "1.80", "10.80"], ["0.00"; 3]],
    );
}

#[test]
fn tiny_quantities_and_prices() {
    // 0.000001 × 1 000 000.000001 = 1.000000000001 → 1.00; 0.000001 × 0.000001 → 0.00; 0.333333 × 300 = 99.9999 → 100.00.
    let lines = [
        ("0.000001", "1000000.000001", "0", "20"),
        ("0.000001", "0.000001", "0", "20"),
        ("0.333333", "300", "0", "20"),
    ];
    let foot = ["101.00", "0.00", "101.00", "20.20", "121.20"];
    check(
        UAH_NET,
        &lines,
        foot,
        &[["1.00", "0.20", "1.20"], ["0.00"; 3], ["100.00", "20.00", "120.00"]],
    );
}

#[test]
fn a_rate_may_have_places() {
    // 8.5 % of 200 = 17; out of 217 gross 217 × 8.5 ÷ 108.5 = 17.
    check(
        UAH_NET,
        &[("1", "200", "0", "8.5")],
        ["200.00", "0.00", "200.00", "17.00", "217.00"],
        &[["200.00", "17.00", "217.00"]],
    );
    check(
        UAH_GROSS,
        &[("1", "217", "0", "8.5")],
        ["217.00", "0.00", "200.00", "17.00", "217.00"],
        &[["200.00", "17.00", "217.00"]],
    );
}

#[test]
fn halves_of_vat_go_away_from_zero() {
    // 0.25 × 10 % = 0.025 → 0.03, on each of two lines 0.06; rounded once for both, 0.50 × 10 % = 0.05: 0.03 + 0.02.
    let line = ("1", "0.25", "0", "10");
    check(
        UAH_NET,
        &[line; 2],
        ["0.50", "0.00", "0.50", "0.06", "0.56"],
        &[["0.25", "0.03", "0.28"]; 2],
    );
    let terms = DocumentTerms {
        vat_rounding: VatRounding::Group,
        ..UAH_NET
    };
    let parts = [["0.25", "0.03", "0.28"], ["0.25", "0.02", "0.27"]];
    check(terms, &[line; 2], ["0.50", "0.00", "0.50", "0.05", "0.55"], &parts);
}

#[test]
fn the_largest_quantity_is_exact() {
    // 9 223 372 036 854.775807 × 99.999999 = 922 337 194 462 105.543845224193: 27 digits, and not one is lost on the
    // way to 922 337 194 462 105.54.
    let result = totals(&UAH_NET, &lines(&[("9223372036854.775807", "99.999999", "0", "zero")])).unwrap();
    assert_eq!(result.total.plain(Currency::Uah), "922337194462105.54");
}

#[test]
fn a_document_without_lines_has_zeros() {
    check(UAH_NET, &[], ["0.00"; 5], &[]);
    let refused = totals(&amount_off(UAH_NET, "0.01"), &[]);
    assert_eq!(refused, Err(TotalsError::Discount(Reason::DiscountTooLarge)));
}

#[test]
fn each_refusal_names_its_field() {
    use {LineField as F, Reason as R};
    let good = ("1", "1", "0", "20");
    for (bad, field, reason) in [
        (("0", "1", "0", "20"), F::Quantity, R::MustBePositive),
        (("-1", "1", "0", "20"), F::Quantity, R::MustBePositive),
        (("1", "-0.01", "0", "20"), F::Price, R::MustNotBeNegative),
        (("1", "1", "-1", "20"), F::Discount, R::NotAPercentage),
        (("1", "1", "100.000001", "20"), F::Discount, R::NotAPercentage),
        (("9223372036854", "9223372036854", "0", "20"), F::Amount, R::TooLarge),
    ] {
        let refused = totals(&UAH_NET, &lines(&[good, bad]));
        assert_eq!(
            refused,
            Err(TotalsError::Line {
                index: 1,
                field,
                reason
            }),
            "{bad:?}"
        );
    }
    for (terms, reason) in [
        (percent_off(UAH_NET, "100.5"), R::NotAPercentage),
        (percent_off(UAH_NET, "-1"), R::NotAPercentage),
        (amount_off(UAH_NET, "-0.01"), R::MustNotBeNegative),
        (amount_off(UAH_NET, "1.01"), R::DiscountTooLarge),
    ] {
        assert_eq!(totals(&terms, &lines(&[good])), Err(TotalsError::Discount(reason)));
    }
    // One line of 80 000 000 000 000 000.00 fits, two don't; nor does one with its VAT.
    let huge = ("8000000000000", "10000", "0", "20");
    assert_eq!(totals(&UAH_NET, &lines(&[huge; 2])), Err(TotalsError::Overflow));
    assert_eq!(totals(&UAH_NET, &lines(&[huge])), Err(TotalsError::Overflow));
    assert!(totals(&UAH_GROSS, &lines(&[huge])).is_ok());
}

#[test]
fn a_refusal_reads_as_a_sentence() {
    let error = TotalsError::Line {
        index: 2,
        field: LineField::Price,
        reason: Reason::MustNotBeNegative,
    };
    assert_eq!(error.to_string(), "line 2, price: must not be negative");
}
