//! What samples are about, with the sums of the one arithmetic.

use crate::documents::templates::views::{LineView, VatView};
use crate::kernel::currency::Currency;
use crate::kernel::fixed::{Percent, Price, Quantity};
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};
use crate::kernel::totals::{Discount, DocumentTerms, LineInput, Totals, totals};

/// So many lines, without their sums; by turns with all rates of the country where `rates` is set.
pub(super) fn services(lang: Lang, count: usize, rates: bool) -> Vec<LineView> {
    let names: [&str; 4] = match lang {
        Lang::Ru => [
            "Сопровождение сайта",
            "Разработка и настройка программного обеспечения для учёта заявок, с обучением сотрудников и выездом к заказчику",
            "Консультация",
            "Размещение рекламы",
        ],
        Lang::Uk => [
            "Супровід сайту",
            "Розроблення та налаштування програмного забезпечення для обліку заявок, із навчанням працівників і виїздом до замовника",
            "Консультація",
            "Розміщення реклами",
        ],
        Lang::En => [
            "Maintenance of the web site",
            "Development and configuration of software for keeping track of requests, with training of the staff on site",
            "Consulting",
            "Advertising",
        ],
    };
    let (month, piece, hour) = match lang {
        Lang::Ru => ("мес.", "шт.", "ч"),
        Lang::Uk => ("міс.", "шт.", "год"),
        Lang::En => ("month", "pc.", "h"),
    };
    let percents: [i64; 3] = match lang {
        Lang::Ru => [22, 10, 0],
        Lang::Uk => [20, 7, 14],
        Lang::En => [23, 8, 5],
    };
    let rate = |n: usize| {
        let percent = percents.get(if rates { n % 3 } else { 0 }).copied().unwrap_or_default();
        let standard = Percent::from_int(percent).and_then(|percent| VatRate::standard(percent).ok());
        standard.unwrap_or(VatRate::ZERO)
    };
    (0..count)
        .map(|n| LineView {
            n: n + 1,
            kind: "service".to_owned(),
            code: if n % 4 == 1 {
                format!("SRV-{n:03}")
            } else {
                String::new()
            },
            name: names.get(n % 4).copied().unwrap_or_default().to_owned(),
            description: String::new(),
            quantity: Quantity::from_scaled(if n % 4 == 2 { 2_500_000 } else { 1_000_000 }),
            unit: [month, piece, hour, piece]
                .get(n % 4)
                .copied()
                .unwrap_or_default()
                .to_owned(),
            period: if n % 4 == 0 {
                "01.2026".to_owned()
            } else {
                String::new()
            },
            unit_code: String::new(),
            by_sum: None,
            price: Price::from_scaled(12_345_670_000 + i64::try_from(n).unwrap_or_default() * 1_110_000),
            discount: Percent::ZERO,
            vat_rate: rate(n),
            amount: Amount::ZERO,
            discount_share: Amount::ZERO,
            net: Amount::ZERO,
            vat: Amount::ZERO,
            gross: Amount::ZERO,
        })
        .collect()
}

/// The lines with their sums, as the one arithmetic computes them.
pub(super) fn priced(
    lang: Lang,
    mut lines: Vec<LineView>,
    currency: Currency,
    price_mode: PriceMode,
) -> (Vec<LineView>, Vec<VatView>, Totals) {
    let terms = DocumentTerms {
        currency,
        price_mode,
        vat_rounding: VatRounding::Line,
        discount: Discount::None,
    };
    let inputs: Vec<LineInput> = lines
        .iter()
        .map(|line| LineInput {
            quantity: line.quantity,
            price: line.price,
            discount: line.discount,
            vat: line.vat_rate,
        })
        .collect();
    let sums = totals(&terms, &inputs).unwrap_or_default();
    for (line, sum) in lines.iter_mut().zip(&sums.lines) {
        line.vat_rate = price_mode.effective_rate(line.vat_rate);
        (line.amount, line.discount_share) = (sum.amount, sum.discount_share);
        (line.net, line.vat, line.gross) = (sum.net, sum.vat, sum.gross);
    }
    let ground = match lang {
        Lang::Ru => "ст. 346.11 НК РФ",
        Lang::Uk => "п. 196.1 ПКУ",
        Lang::En => "Art. 113 of the VAT Act",
    };
    let groups = sums
        .groups
        .iter()
        .map(|group| VatView {
            rate: group.rate,
            ground: if group.rate.category().is_taxable() {
                String::new()
            } else {
                ground.to_owned()
            },
            net: group.net,
            vat: group.vat,
            gross: group.gross,
        })
        .collect();
    (lines, groups, sums)
}
