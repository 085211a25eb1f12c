//! What holds for every document, shown on random ones.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::kernel::tax::VatCategory;

const RATES: [&str; 7] = ["22", "20", "14", "10", "7", "5", "0.5"];
const CURRENCIES: [Currency; 5] = [
    Currency::Uah,
    Currency::Rub,
    Currency::Eur,
    Currency::Jpy,
    Currency::Kwd,
];

fn rate() -> impl Strategy<Value = VatRate> {
    prop_oneof![
        4 => prop::sample::select(&RATES[..]).prop_map(|percent| VatRate::standard(percent.parse().unwrap()).unwrap()),
        1 => (1_i64..=100_000_000).prop_map(|scaled| VatRate::standard(Percent::from_scaled(scaled)).unwrap()),
        1 => prop::sample::select(vec![VatRate::ZERO, VatRate::EXEMPT, VatRate::NOT_SUBJECT, VatRate::NOT_PAYER]),
    ]
}

fn percentage() -> impl Strategy<Value = Percent> {
    prop_oneof![
        3 => Just(Percent::ZERO),
        2 => (0_i64..=100).prop_map(|whole| Percent::from_int(whole).unwrap()),
        1 => (0_i64..=100_000_000).prop_map(Percent::from_scaled),
    ]
}

fn line() -> impl Strategy<Value = LineInput> {
    let quantity = prop_oneof![(1_i64..=50).prop_map(|n| n * 1_000_000), 1_i64..=10_000_000_000];
    let price = prop_oneof![
        (0_i64..=10_000_000).prop_map(|cents| cents * 10_000),
        0_i64..=1_000_000_000_000
    ];
    (quantity, price, percentage(), rate()).prop_map(|(quantity, price, discount, vat)| LineInput {
        quantity: Quantity::from_scaled(quantity),
        price: Price::from_scaled(price),
        discount,
        vat,
    })
}

fn terms() -> impl Strategy<Value = DocumentTerms> {
    let discount = prop_oneof![
        2 => Just(Discount::None),
        2 => percentage().prop_map(Discount::Percent),
        // Larger ones than the subtotal are refused, which `any_input_is_summed_or_refused` looks at.
        1 => (0_i64..=50_000).prop_map(|minor| Discount::Amount(Amount::from_minor(minor))),
    ];
    let mode = prop::sample::select(PriceMode::ALL);
    let rounding = prop::sample::select(VatRounding::ALL);
    (prop::sample::select(&CURRENCIES[..]), mode, rounding, discount).prop_map(
        |(currency, price_mode, vat_rounding, discount)| DocumentTerms {
            currency,
            price_mode,
            vat_rounding,
            discount,
        },
    )
}

fn document() -> impl Strategy<Value = (DocumentTerms, Vec<LineInput>)> {
    (terms(), prop::collection::vec(line(), 0..25))
}

fn sum(amounts: impl Iterator<Item = Amount>) -> Amount {
    Amount::sum(amounts).unwrap()
}

/// Points 2 and 5: what is printed adds up, line by line, group by group and at the foot.
fn assert_adds_up(terms: &DocumentTerms, lines: &[LineInput], result: &Totals) {
    assert_eq!(result.lines.len(), lines.len());
    assert_eq!(sum(result.lines.iter().map(|l| l.amount)), result.subtotal);
    assert_eq!(sum(result.lines.iter().map(|l| l.discount_share)), result.discount);
    assert_eq!(sum(result.lines.iter().map(|l| l.net)), result.net);
    assert_eq!(sum(result.lines.iter().map(|l| l.vat)), result.vat);
    assert_eq!(sum(result.lines.iter().map(|l| l.gross)), result.total);
    assert_eq!(sum(result.groups.iter().map(|g| g.net)), result.net);
    assert_eq!(sum(result.groups.iter().map(|g| g.vat)), result.vat);
    assert_eq!(sum(result.groups.iter().map(|g| g.gross)), result.total);
    assert_eq!(result.net.checked_add(result.vat), Ok(result.total));
    let after_discount = result.subtotal.checked_sub(result.discount);
    match terms.price_mode {
        PriceMode::Net => assert_eq!(after_discount, Ok(result.net)),
        PriceMode::Gross => assert_eq!(after_discount, Ok(result.total)),
        PriceMode::WithoutVat => {
            assert_eq!((after_discount, after_discount), (Ok(result.net), Ok(result.total)));
            assert!(result.vat.is_zero());
        }
    }
    for line in &result.lines {
        assert_eq!(line.net.checked_add(line.vat), Ok(line.gross));
        assert!(!line.net.is_negative() && !line.vat.is_negative() && !line.discount_share.is_negative());
        assert!(line.discount_share <= line.amount);
        let base = if terms.price_mode == PriceMode::Gross {
            line.gross
        } else {
            line.net
        };
        assert_eq!(line.amount.checked_sub(line.discount_share), Ok(base));
    }
}

/// Point 3: one group for each rate in use, in order, and each line in its own.
fn assert_grouped(terms: &DocumentTerms, lines: &[LineInput], result: &Totals) {
    let used: BTreeSet<VatRate> = lines.iter().map(|l| terms.price_mode.effective_rate(l.vat)).collect();
    assert_eq!(
        result.groups.iter().map(|g| g.rate).collect::<Vec<_>>(),
        used.into_iter().collect::<Vec<_>>()
    );
    for group in &result.groups {
        let inside = || {
            (lines.iter().zip(&result.lines))
                .filter(|(line, _)| terms.price_mode.effective_rate(line.vat) == group.rate)
                .map(|(_, totals)| totals)
        };
        assert_eq!(sum(inside().map(|l| l.net)), group.net);
        assert_eq!(sum(inside().map(|l| l.vat)), group.vat);
        assert_eq!(sum(inside().map(|l| l.gross)), group.gross);
        if group.rate.category() != VatCategory::Standard {
            assert!(group.vat.is_zero() && inside().all(|l| l.vat.is_zero()));
        }
    }
}

/// Point 4: the VAT of a group (or of each line) is off the exact one by at most half a minor unit; the VAT of a line
/// under group rounding by less than one and a half.
fn assert_taxed(terms: &DocumentTerms, lines: &[LineInput], result: &Totals) {
    let off_by_halves = |net: Amount, vat: Amount, rate: VatRate| {
        let (net, vat, percent) = (
            i128::from(net.minor()),
            i128::from(vat.minor()),
            i128::from(rate.percent().scaled()),
        );
        let hundred = i128::from(Percent::HUNDRED.scaled());
        match terms.price_mode {
            PriceMode::Gross => (
                2 * (vat * (hundred + percent) - (net + vat) * percent),
                hundred + percent,
            ),
            _ => (2 * (vat * hundred - net * percent), hundred),
        }
    };
    let rounded_once = |net, vat, rate| {
        let (off, unit) = off_by_halves(net, vat, rate);
        // A half is rounded up, so the printed VAT may exceed the exact one by a half, but never fall short by one.
        assert!(-unit < off && off <= unit);
    };
    for (input, line) in lines.iter().zip(&result.lines) {
        let rate = terms.price_mode.effective_rate(input.vat);
        if terms.vat_rounding == VatRounding::Line {
            rounded_once(line.net, line.vat, rate);
        } else {
            let (off, unit) = off_by_halves(line.net, line.vat, rate);
            assert!(off.abs() < 3 * unit);
        }
    }
    if terms.vat_rounding == VatRounding::Group {
        for group in &result.groups {
            rounded_once(group.net, group.vat, group.rate);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn documents_add_up_exactly((terms, lines) in document()) {
        match totals(&terms, &lines) {
            Ok(result) => {
                assert_adds_up(&terms, &lines, &result);
                assert_grouped(&terms, &lines, &result);
                assert_taxed(&terms, &lines, &result);
            }
            Err(error) => prop_assert_eq!(error, TotalsError::Discount(Reason::DiscountTooLarge)),
        }
    }

    #[test]
    fn a_line_is_rounded_once((terms, lines) in document()) {
        let terms = DocumentTerms { discount: Discount::None, ..terms };
        let scale = 10_i128.pow(20 - terms.currency.minor_digits());
        for (input, line) in lines.iter().zip(totals(&terms, &lines).unwrap().lines) {
            let exact = i128::from(input.quantity.scaled()) * i128::from(input.price.scaled())
                * i128::from(100_000_000 - input.discount.scaled());
            let off = 2 * (i128::from(line.amount.minor()) * scale - exact);
            prop_assert!(-scale < off && off <= scale);
        }
    }

    #[test]
    fn any_input_is_summed_or_refused(
        inputs in prop::collection::vec((any::<i64>(), any::<i64>(), any::<i64>(), rate()), 0..6),
        clean: bool,
        terms in terms(),
        discount: i64,
        percent: bool,
    ) {
        let lines: Vec<_> = inputs.into_iter().map(|(quantity, price, discount, vat)| LineInput {
            quantity: Quantity::from_scaled(if clean { quantity.saturating_abs() } else { quantity }),
            price: Price::from_scaled(if clean { price.saturating_abs() / 1_000_000 } else { price }),
            discount: Percent::from_scaled(if clean { discount.rem_euclid(100_000_001) } else { discount }),
            vat,
        }).collect();
        let discount = if percent {
            Discount::Percent(Percent::from_scaled(discount))
        } else {
            Discount::Amount(Amount::from_minor(discount))
        };
        let terms = DocumentTerms { discount, ..terms };
        if let Ok(result) = totals(&terms, &lines) {
            assert_adds_up(&terms, &lines, &result);
        }
    }

    #[test]
    fn totals_survive_json((terms, lines) in document()) {
        let json = serde_json::to_string(&(terms, &lines, totals(&terms, &lines))).unwrap();
        let back: (DocumentTerms, Vec<LineInput>, Result<Totals, TotalsError>) = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(back, (terms, lines.clone(), totals(&terms, &lines)));
    }
}
