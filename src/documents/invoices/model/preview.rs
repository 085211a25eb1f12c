//! The sums of what is being typed. The same arithmetic as on the server, on whatever is complete so far; what is saved the
//! server computes again.

use crate::kernel::currency::Currency;
use crate::kernel::expression::{evaluate, evaluate_amount};
use crate::kernel::fixed::Fixed6;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};
use crate::kernel::totals::{Discount, DocumentTerms, LineInput, LineTotals, Totals, TotalsError, totals};

use super::{SaveInvoice, TypedLine};

/// Sums and problems of an unfinished form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// One for each line of the form; none where a line is not complete or wrong.
    pub lines: Vec<Option<LineTotals>>,
    pub totals: Totals,
    /// Only what was typed and is wrong; what is still missing is no problem yet.
    pub problems: FieldErrors,
}

/// Computes what the form comes to. `rate_of` finds the rate that a line's `vat` names.
#[must_use]
pub fn preview(form: &SaveInvoice, vat_rounding: VatRounding, rate_of: impl Fn(&str) -> Option<VatRate>) -> Preview {
    let mut problems = FieldErrors::default();
    let Ok(currency) = form.currency.parse::<Currency>() else {
        return Preview {
            lines: vec![None; form.lines.len()],
            ..Preview::default()
        };
    };
    let price_mode = form.price_mode.parse().unwrap_or(PriceMode::Net);
    let mut complete: Vec<(usize, LineInput)> = form
        .lines
        .iter()
        .enumerate()
        .filter_map(|(place, line)| {
            let rate = rate_of(&line.vat).or((price_mode == PriceMode::WithoutVat).then_some(VatRate::NOT_PAYER));
            read(line, place, rate, &mut problems).map(|input| (place, input))
        })
        .collect();
    let mut discount = discount_of(form, currency, &mut problems);
    loop {
        let terms = DocumentTerms {
            currency,
            price_mode,
            vat_rounding,
            discount,
        };
        let inputs: Vec<LineInput> = complete.iter().map(|(_, input)| *input).collect();
        match totals(&terms, &inputs) {
            Ok(totals) => {
                let mut lines = vec![None; form.lines.len()];
                for ((place, _), sums) in complete.iter().zip(&totals.lines) {
                    if let Some(line) = lines.get_mut(*place) {
                        *line = Some(*sums);
                    }
                }
                return Preview {
                    lines,
                    totals,
                    problems,
                };
            }
            // What is wrong is left out, and the rest still adds up.
            Err(TotalsError::Line { index, field, reason }) if index < complete.len() => {
                let (place, _) = complete.remove(index);
                problems.add(format!("lines.{place}.{}", field.as_str()), reason.into());
            }
            Err(TotalsError::Discount(reason)) if discount != Discount::None => {
                problems.add("discount", reason.into());
                discount = Discount::None;
            }
            // Each line can be kept, but not their sum: told beside the line with which it becomes too much.
            Err(_) => {
                if let Some(index) = too_much(terms, &inputs) {
                    let (place, _) = complete.remove(index);
                    problems.add(format!("lines.{place}.amount"), Problem::TooLarge);
                } else {
                    problems.add("discount", Problem::TooLarge);
                    discount = Discount::None;
                }
            }
        }
    }
}

/// The first line with which those above it come to more than a document can hold, whatever is taken off in the end.
fn too_much(terms: DocumentTerms, lines: &[LineInput]) -> Option<usize> {
    let terms = DocumentTerms {
        discount: Discount::None,
        ..terms
    };
    (0..lines.len()).find(|last| totals(&terms, &lines[..=*last]).is_err())
}

fn read(line: &TypedLine, place: usize, rate: Option<VatRate>, problems: &mut FieldErrors) -> Option<LineInput> {
    let mut number = |field: &str, typed: &str, empty: Option<Fixed6>| {
        if typed.trim().is_empty() {
            return empty;
        }
        evaluate(typed)
            .map_err(|error| problems.add(format!("lines.{place}.{field}"), error.into()))
            .ok()
    };
    let quantity = number("quantity", &line.quantity, None);
    let price = number("price", &line.price, None);
    let discount = number("discount", &line.discount, Some(Fixed6::ZERO));
    Some(LineInput {
        quantity: quantity?,
        price: price?,
        discount: discount?,
        vat: rate?,
    })
}

fn discount_of(form: &SaveInvoice, currency: Currency, problems: &mut FieldErrors) -> Discount {
    let typed = form.discount.trim();
    let read = match form.discount_kind.as_str() {
        "percent" if !typed.is_empty() => evaluate(typed).map(Discount::Percent),
        "amount" if !typed.is_empty() => evaluate_amount(typed, currency).map(Discount::Amount),
        _ => return Discount::None,
    };
    read.unwrap_or_else(|error| {
        problems.add("discount", error.into());
        Discount::None
    })
}

#[cfg(test)]
mod tests {
    use super::{Preview, preview};
    use crate::documents::invoices::model::{SaveInvoice, TypedLine};
    use crate::kernel::fixed::Fixed6;
    use crate::kernel::problem::Problem;
    use crate::kernel::tax::{VatRate, VatRounding};

    fn line(quantity: &str, price: &str) -> TypedLine {
        TypedLine {
            quantity: quantity.into(),
            price: price.into(),
            vat: "20".into(),
            ..TypedLine::default()
        }
    }

    fn of(form: &SaveInvoice) -> Preview {
        preview(form, VatRounding::Line, |vat| {
            vat.parse()
                .ok()
                .and_then(|percent: Fixed6| VatRate::standard(percent).ok())
        })
    }

    fn form(lines: Vec<TypedLine>) -> SaveInvoice {
        SaveInvoice {
            currency: "UAH".into(),
            price_mode: "net".into(),
            lines,
            ..SaveInvoice::default()
        }
    }

    #[test]
    fn what_is_complete_is_summed_and_what_is_wrong_is_named() {
        let form = form(vec![
            line("3*4", "1 000,5"),
            line("", "5"),
            line("-1", "5"),
            line("x", "5"),
            line("2", "10"),
        ]);
        let preview = of(&form);
        assert_eq!(preview.totals.net.minor(), 1_202_600);
        assert_eq!(preview.totals.total.minor(), 1_443_120);
        let sums: Vec<_> = preview.lines.iter().map(|l| l.map(|l| l.amount.minor())).collect();
        assert_eq!(sums, [Some(1_200_600), None, None, None, Some(2_000)]);
        let problems: Vec<_> = preview.problems.iter().collect();
        assert_eq!(
            problems,
            [
                ("lines.2.quantity", &Problem::MustBePositive),
                ("lines.3.quantity", &Problem::NotANumber)
            ]
        );
    }

    #[test]
    fn a_wrong_discount_does_not_take_the_sums_away() {
        for (kind, typed, problem) in [
            ("percent", "101", Problem::NotAPercentage),
            ("amount", "20,01", Problem::DiscountTooLarge),
            ("amount", "1e308", Problem::NotANumber),
        ] {
            let form = SaveInvoice {
                discount_kind: kind.into(),
                discount: typed.into(),
                ..form(vec![line("2", "10")])
            };
            let preview = of(&form);
            assert_eq!(preview.totals.total.minor(), 2_400, "{typed}");
            assert_eq!(preview.problems.get("discount"), Some(&problem), "{typed}");
        }
    }

    #[test]
    fn a_sum_that_is_too_much_is_told_beside_the_line_that_makes_it() {
        let huge = || line("8000000000000", "5000");
        let several = of(&form(vec![
            line("2", "10"),
            huge(),
            line("", ""),
            huge(),
            line("1", "5"),
            huge(),
        ]));
        let problems: Vec<_> = several.problems.iter().collect();
        assert_eq!(
            problems,
            [
                ("lines.3.amount", &Problem::TooLarge),
                ("lines.5.amount", &Problem::TooLarge)
            ]
        );
        // The rest still adds up, the line that came before among it.
        let shown: Vec<_> = several.lines.iter().map(Option::is_some).collect();
        assert_eq!(shown, [true, true, false, false, true, false]);
        assert_eq!(several.totals.net.minor(), 4_000_000_000_000_002_500);
        // One line that is too much by itself is told in the same place.
        let alone = of(&form(vec![line("999999999999", "999999999999")]));
        let problems: Vec<_> = alone.problems.iter().collect();
        assert_eq!(problems, [("lines.0.amount", &Problem::TooLarge)]);
    }
}
