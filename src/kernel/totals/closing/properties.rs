//! Random invoices, closed in one to seven documents by quantity and by amount: nothing is lost, and nothing is closed twice.
#![allow(clippy::unwrap_used)]

use super::tests::open;
use super::*;
use crate::kernel::totals::oracle::Random;
use crate::kernel::totals::totals;

const INVOICES: usize = 3_000;

/// Some of what is left of a line, or nothing.
fn some(random: &mut Random, line: &OpenLine, mode: PriceMode) -> Option<Measure> {
    let rest = line.rest().unwrap();
    let (quantity, money) = (rest.quantity.scaled(), rest.base(mode).minor());
    // What is closed by amount is printed as the price of one, which has six places.
    let by_amount = (1..9_000_000_000_000).contains(&money) && (quantity == 0 || random.below(2) == 0);
    let left = if by_amount { money } else { quantity };
    if left == 0 || random.below(4) == 0 {
        return None;
    }
    let part = match random.below(5) {
        0 => left,
        1 => (left / 2).max(1),
        2 => (left / 3).max(1),
        // As small as it can be.
        3 => 1,
        _ => 1 + random.below(left),
    };
    Some(if by_amount {
        Measure::Amount(Amount::from_minor(part))
    } else {
        Measure::Quantity(Quantity::from_scaled(part))
    })
}

fn close(terms: &ClosingTerms, lines: &mut [OpenLine], parts: &[(usize, Measure)]) -> ClosingTotals {
    let wanted: Vec<Wanted> = parts
        .iter()
        .map(|(index, measure)| Wanted {
            line: lines[*index],
            measure: *measure,
            new_rate: None,
        })
        .collect();
    let document = closing(terms, &wanted).unwrap();
    for ((index, measure), part) in parts.iter().zip(&document.lines) {
        let line = &mut lines[*index];
        line.closed = line.closed.checked_add(part.taken).unwrap();
        line.by_amount |= matches!(measure, Measure::Amount(_));
        assert!(!line.rest().unwrap().is_below_zero(), "{terms:?} {line:?} {measure:?}");
        assert!(!part.taken.is_below_zero(), "{terms:?} {line:?} {measure:?}");
        assert_eq!(part.is_last, line.is_closed());
        let sums = part.totals;
        assert_eq!(
            (sums.net, sums.vat, sums.gross),
            (part.taken.net, part.taken.vat, part.taken.gross)
        );
        assert_eq!(sums.net.checked_add(sums.vat), Ok(sums.gross));
        assert_eq!(sums.amount, part.taken.base(terms.price_mode));
    }
    let groups = document.groups.iter();
    assert_eq!(Amount::sum(groups.clone().map(|group| group.net)), Ok(document.net));
    assert_eq!(Amount::sum(groups.clone().map(|group| group.vat)), Ok(document.vat));
    assert_eq!(Amount::sum(groups.map(|group| group.gross)), Ok(document.total));
    assert_eq!(document.net.checked_add(document.vat), Ok(document.total));
    document
}

#[test]
fn whatever_the_parts_they_come_to_the_invoice() {
    let mut random = Random(20_260_131);
    let (mut invoices, mut documents, mut refused) = (0, 0, 0);
    while invoices < INVOICES {
        let (document, inputs) = random.document();
        let Ok(sums) = totals(&document, &inputs) else { continue };
        let terms = ClosingTerms {
            currency: document.currency,
            price_mode: document.price_mode,
            vat_rounding: document.vat_rounding,
        };
        invoices += 1;
        let mut lines = open(&terms, document.discount, &inputs);
        let mut made = Vec::new();
        for _ in 0..random.below(7) {
            let parts: Vec<(usize, Measure)> = (0..lines.len())
                .filter_map(|index| Some((index, some(&mut random, &lines[index], terms.price_mode)?)))
                .collect();
            // More than is left is never closed.
            if let Some((index, _)) = parts.first() {
                let rest = lines[*index].rest().unwrap();
                let more = Measure::Quantity(Quantity::from_scaled(rest.quantity.scaled() + 1));
                let wanted = Wanted {
                    line: lines[*index],
                    measure: more,
                    new_rate: None,
                };
                refused += usize::from(closing(&terms, &[wanted]).is_err());
                made.push(close(&terms, &mut lines, &parts));
            }
        }
        // All the rest, as a page says it; twice, since a quantity may be left that is worth nothing any more.
        for _ in 0..2 {
            let parts: Vec<(usize, Measure)> = (0..lines.len())
                .filter_map(|index| Some((index, lines[index].all_the_rest(terms.price_mode)?)))
                .collect();
            if !parts.is_empty() {
                made.push(close(&terms, &mut lines, &parts));
            }
        }
        assert!(lines.iter().all(OpenLine::is_closed), "{terms:?} {inputs:?}");
        assert_eq!(Amount::sum(made.iter().map(|made| made.net)), Ok(sums.net));
        assert_eq!(Amount::sum(made.iter().map(|made| made.vat)), Ok(sums.vat));
        assert_eq!(Amount::sum(made.iter().map(|made| made.total)), Ok(sums.total));
        documents += made.len();
    }
    assert!(
        documents > 2 * INVOICES && refused > INVOICES,
        "{documents} documents, {refused} refusals"
    );
}

#[test]
fn one_document_of_everything_is_the_invoice() {
    let mut random = Random(7);
    for _ in 0..INVOICES {
        let (document, inputs) = random.document();
        let Ok(sums) = totals(&document, &inputs) else { continue };
        let terms = ClosingTerms {
            currency: document.currency,
            price_mode: document.price_mode,
            vat_rounding: document.vat_rounding,
        };
        let mut lines = open(&terms, document.discount, &inputs);
        let parts: Vec<(usize, Measure)> = inputs
            .iter()
            .enumerate()
            .map(|(index, line)| (index, Measure::Quantity(line.quantity)))
            .collect();
        let whole = close(&terms, &mut lines, &parts);
        assert_eq!(whole.groups, sums.groups);
        assert_eq!((whole.net, whole.vat, whole.total), (sums.net, sums.vat, sums.total));
    }
}
