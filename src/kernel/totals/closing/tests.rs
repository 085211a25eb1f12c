//! Hand-checked closings.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::kernel::totals::{Discount, DocumentTerms, LineInput, totals};

const UAH_NET: ClosingTerms = ClosingTerms {
    currency: Currency::Uah,
    price_mode: PriceMode::Net,
    vat_rounding: VatRounding::Line,
};

fn fixed(text: &str) -> Fixed6 {
    text.parse().unwrap()
}

fn percent(text: &str) -> VatRate {
    VatRate::standard(fixed(text)).unwrap()
}

/// The lines of an invoice with quantity, price, discount and VAT rate, of which nothing is closed.
pub(super) fn open(terms: &ClosingTerms, discount: Discount, lines: &[LineInput]) -> Vec<OpenLine> {
    let document = DocumentTerms {
        currency: terms.currency,
        price_mode: terms.price_mode,
        vat_rounding: terms.vat_rounding,
        discount,
    };
    let sums = totals(&document, lines).unwrap();
    let open = lines.iter().zip(&sums.lines).map(|(line, sums)| OpenLine {
        invoiced: Share {
            quantity: line.quantity,
            net: sums.net,
            vat: sums.vat,
            gross: sums.gross,
        },
        closed: Share::default(),
        by_amount: false,
        price: price_after_discounts(line.quantity, line.price, line.discount, sums, terms),
        vat: terms.price_mode.effective_rate(line.vat),
    });
    open.collect()
}

fn line(quantity: &str, price: &str, discount: &str, rate: &str) -> LineInput {
    LineInput {
        quantity: fixed(quantity),
        price: fixed(price),
        discount: fixed(discount),
        vat: percent(rate),
    }
}

fn wanted(line: OpenLine, measure: Measure) -> Wanted {
    Wanted {
        line,
        measure,
        new_rate: None,
    }
}

fn quantity(text: &str) -> Measure {
    Measure::Quantity(fixed(text))
}

fn amount(minor: i64) -> Measure {
    Measure::Amount(Amount::from_minor(minor))
}

/// Closes one line by one part after the other, each a document of its own; net, VAT and gross of each.
fn one_by_one(terms: &ClosingTerms, mut line: OpenLine, measures: &[Measure]) -> (Vec<[i64; 3]>, OpenLine) {
    let mut sums = Vec::new();
    for measure in measures {
        let document = closing(terms, &[wanted(line, *measure)]).unwrap();
        let part = document.lines[0];
        sums.push([document.net.minor(), document.vat.minor(), document.total.minor()]);
        line.closed = line.closed.checked_add(part.taken).unwrap();
        line.by_amount |= matches!(measure, Measure::Amount(_));
        assert_eq!(part.is_last, line.is_closed());
    }
    (sums, line)
}

#[test]
fn the_last_part_takes_the_remainder() {
    // 3 × 33.335 = 100.005 → 100.01, VAT 20 % 20.002 → 20.00. One is 33.335 → 33.34 with 6.668 → 6.67.
    let line = open(&UAH_NET, Discount::None, &[line("3", "33.335", "0", "20")])[0];
    let (sums, line) = one_by_one(&UAH_NET, line, &[quantity("1"), quantity("1"), quantity("1")]);
    assert_eq!(sums, [[3_334, 667, 4_001], [3_334, 667, 4_001], [3_333, 666, 3_999]]);
    assert!(line.is_closed());
}

#[test]
fn prices_are_after_the_discounts() {
    // 2 × 100 less 10 % = 180, less the document's 20 of 180 + 20: the first line bears 18, the second 2.
    let lines = [line("2", "100", "10", "20"), line("1", "20", "0", "20")];
    let discount = Discount::Amount(Amount::from_minor(2_000));
    let open = open(&UAH_NET, discount, &lines);
    assert_eq!(open[0].price, fixed("81"), "162 for two");
    assert_eq!(open[1].price, fixed("18"));
    let document = closing(&UAH_NET, &[wanted(open[0], quantity("1"))]).unwrap();
    assert_eq!((document.net.minor(), document.vat.minor()), (8_100, 1_620));
}

#[test]
fn a_price_has_as_many_places_as_it_needs() {
    for (quantity, base, price) in [
        ("3", 10_000, "33.333"),
        ("2", 10_001, "50.005"),
        ("7", 100, "0.143"),
        ("0.5", 1, "0.02"),
        ("1000000", 100_000_000, "1"),
    ] {
        let found = price_of(Amount::from_minor(base), fixed(quantity), Currency::Uah).unwrap();
        assert_eq!(found, fixed(price), "{quantity}: {base}");
        assert_eq!(
            product(fixed(quantity), found, Currency::Uah),
            Some(Amount::from_minor(base))
        );
    }
    let yen = price_of(Amount::from_minor(1_000), fixed("3"), Currency::Jpy);
    assert_eq!(yen, Some(fixed("333")), "3 × 333 = 999");
}

#[test]
fn by_amount_one_is_printed() {
    let line = open(&UAH_NET, Discount::None, &[line("10", "99.99", "0", "20")])[0];
    let document = closing(&UAH_NET, &[wanted(line, amount(33_333))]).unwrap();
    let part = document.lines[0];
    assert_eq!((part.quantity, part.price), (Quantity::ONE, fixed("333.33")));
    assert_eq!((part.totals.net.minor(), part.totals.vat.minor()), (33_333, 6_667));
    // 10 × 333.33 ÷ 999.90 = 3.33363336…
    assert_eq!(part.taken.quantity, fixed("3.333633"));
    // What is left of it nobody would name by quantity.
    let (_, line) = one_by_one(&UAH_NET, line, &[amount(33_333)]);
    assert_eq!(line.all_the_rest(PriceMode::Net), Some(amount(66_657)));
    let (sums, line) = one_by_one(&UAH_NET, line, &[amount(66_657)]);
    assert_eq!(sums, [[66_657, 13_331, 79_988]], "VAT 19 998 − 6 667");
    assert!(line.is_closed());
}

#[test]
fn quantity_and_amount_may_follow_each_other() {
    let line = open(&UAH_NET, Discount::None, &[line("3", "33.335", "0", "20")])[0];
    let (sums, line) = one_by_one(&UAH_NET, line, &[quantity("1"), amount(5_000), quantity("0.000001")]);
    assert_eq!(sums[..2], [[3_334, 667, 4_001], [5_000, 1_000, 6_000]]);
    assert!(!line.is_closed());
    let rest = line.all_the_rest(PriceMode::Net).unwrap();
    let (sums, line) = one_by_one(&UAH_NET, line, &[rest]);
    assert_eq!(sums, [[1_667, 333, 2_000]]);
    assert!(line.is_closed());
}

#[test]
fn more_than_is_left_is_refused() {
    use ClosingReason as R;
    let line = open(&UAH_NET, Discount::None, &[line("3", "33.335", "0", "20")])[0];
    let (_, line) = one_by_one(&UAH_NET, line, &[quantity("2")]);
    let left = fixed("1");
    for (measure, reason) in [
        (quantity("1.000001"), R::MoreThanQuantity { left }),
        (quantity("0"), R::MustBePositive),
        (quantity("-1"), R::MustBePositive),
        (
            amount(3_335),
            R::MoreThanAmount {
                left: Amount::from_minor(3_334),
            },
        ),
        (amount(0), R::MustBePositive),
        (amount(-5), R::MustBePositive),
    ] {
        // 2 × 33.335 = 66.67 of 100.01.
        let refused = closing(&UAH_NET, &[wanted(line, measure)]);
        assert_eq!(refused, Err(ClosingError { index: 0, reason }), "{measure:?}");
    }
    let (_, closed) = one_by_one(&UAH_NET, line, &[quantity("1")]);
    assert_eq!(closed.all_the_rest(PriceMode::Net), None);
    let refused = closing(&UAH_NET, &[wanted(line, quantity("1")), wanted(closed, quantity("1"))]);
    let reason = R::MoreThanQuantity { left: Fixed6::ZERO };
    assert_eq!(refused, Err(ClosingError { index: 1, reason }));
}

#[test]
fn what_is_paid_can_be_closed() {
    let line = open(&UAH_NET, Discount::None, &[line("10", "100", "0", "20")])[0];
    let share = |line: OpenLine, paid| {
        let whole = Amount::from_minor(120_000);
        line.share(PriceMode::Net, Amount::from_minor(paid), whole)
    };
    assert_eq!(share(line, 40_000), Some(amount(33_333)));
    assert_eq!(share(line, 120_000), Some(quantity("10")));
    let (_, line) = one_by_one(&UAH_NET, line, &[amount(33_333)]);
    assert_eq!(share(line, 40_000), None, "that much is closed");
    assert_eq!(share(line, 60_000), Some(amount(16_667)));
    assert_eq!(share(line, 120_000), Some(amount(66_667)));
}

#[test]
fn a_new_rate_keeps_net_or_gross() {
    // 100.00 and 20 % are 120.00; at 22 % either the net stays and 122.00 are to be paid, or the gross: 120 × 22 ÷ 122 = 21.639….
    let line = open(&UAH_NET, Discount::None, &[line("4", "25", "0", "20")])[0];
    let at = |keep| {
        let new_rate = Some(NewRate {
            rate: percent("22"),
            keep,
        });
        let wanted = Wanted {
            new_rate,
            ..wanted(line, quantity("4"))
        };
        closing(&UAH_NET, &[wanted]).unwrap()
    };
    let net = at(Keep::Net);
    assert_eq!(
        (net.net.minor(), net.vat.minor(), net.total.minor()),
        (10_000, 2_200, 12_200)
    );
    assert_eq!(net.lines[0].price, fixed("25"));
    let gross = at(Keep::Gross);
    assert_eq!(
        (gross.net.minor(), gross.vat.minor(), gross.total.minor()),
        (9_836, 2_164, 12_000)
    );
    assert_eq!(gross.lines[0].price, fixed("24.59"));
    for document in [net, gross] {
        assert_eq!(
            document.lines[0].taken, line.invoiced,
            "the invoice is closed all the same"
        );
        assert_eq!(document.groups[0].rate, percent("22"));
    }
}

#[test]
fn vat_of_a_group_is_rounded_once() {
    // Two parts of 0.25 at 10 %: each 0.025 → 0.03, together 0.05.
    let lines = [line("2", "0.25", "0", "10"), line("2", "0.25", "0", "10")];
    for (vat_rounding, vat) in [(VatRounding::Line, 6), (VatRounding::Group, 5)] {
        let terms = ClosingTerms {
            vat_rounding,
            ..UAH_NET
        };
        let open = open(&terms, Discount::None, &lines);
        let parts = [wanted(open[0], quantity("1")), wanted(open[1], quantity("1"))];
        let document = closing(&terms, &parts).unwrap();
        assert_eq!(
            (document.net.minor(), document.vat.minor()),
            (50, vat),
            "{vat_rounding}"
        );
    }
}

#[test]
fn a_line_given_away_is_closed_by_quantity() {
    let line = open(&UAH_NET, Discount::None, &[line("2", "10", "100", "20")])[0];
    assert_eq!(line.all_the_rest(PriceMode::Net), Some(quantity("2")));
    let refused = closing(&UAH_NET, &[wanted(line, amount(1))]);
    let reason = ClosingReason::MoreThanAmount { left: Amount::ZERO };
    assert_eq!(refused, Err(ClosingError { index: 0, reason }));
    let (sums, line) = one_by_one(&UAH_NET, line, &[quantity("1"), quantity("1")]);
    assert_eq!(sums, [[0, 0, 0], [0, 0, 0]]);
    assert!(line.is_closed());
}
