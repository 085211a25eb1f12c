//! What loops go through.

use super::parties::say;
use super::{Sheet, about};
use crate::documents::templates::model::Group;
use crate::documents::templates::views::{AllocationView, BasisView, BySum, EntryView, LineView, VatView};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::fixed::Fixed6;
use crate::kernel::lang::Lang;
use crate::kernel::line_kind::LineKind;
use crate::kernel::money::Amount;
use crate::kernel::tax::VatRate;

/// The lines, and what they have in common.
pub(super) fn lines(sheet: &mut Sheet, lines: &[LineView], groups: &[VatView], currency: Currency) {
    sheet.under(Group::Lines, "");
    let blank = LineView {
        n: 1,
        kind: String::new(),
        code: String::new(),
        name: String::new(),
        description: String::new(),
        quantity: Fixed6::ZERO,
        unit: String::new(),
        period: String::new(),
        unit_code: String::new(),
        by_sum: None,
        price: Fixed6::ZERO,
        discount: Fixed6::ZERO,
        vat_rate: VatRate::ZERO,
        amount: Amount::ZERO,
        discount_share: Amount::ZERO,
        net: Amount::ZERO,
        vat: Amount::ZERO,
        gross: Amount::ZERO,
    };
    let rows: Vec<(LineView, Currency)> = lines.iter().map(|line| (line.clone(), currency)).collect();
    sheet.rows("lines", about!(lines), &rows, &(blank, currency), line);
    sheet.count("lines_count", about!(lines_count), lines.len());
    let discounts = lines.iter().any(|line| !line.discount.is_zero());
    sheet.flag("has_discounts", about!(has_discounts), discounts);
    sheet.flag("has_rates", about!(has_rates), groups.len() > 1);
    sheet.flag(
        "has_codes",
        about!(has_codes),
        lines.iter().any(|line| !line.code.is_empty()),
    );
    sheet.flag(
        "has_periods",
        about!(has_periods),
        lines.iter().any(|line| !line.period.is_empty()),
    );
    vat(sheet, groups, currency);
}

fn line(sheet: &mut Sheet, _: usize, (line, currency): &(LineView, Currency)) {
    let currency = *currency;
    let (unit, unit_code) = unit(sheet.lang, line);
    sheet.count("n", about!(line_n), line.n);
    sheet.text("code", about!(line_code), line.code.as_str());
    sheet.text("name", about!(line_name), line.name.as_str());
    sheet.text("description", about!(line_description), description(sheet.lang, line));
    sheet.text("period", about!(line_period), line.period.as_str());
    sheet.number("quantity", about!(line_quantity), line.quantity);
    sheet.text("unit", about!(line_unit), unit);
    sheet.text("unit_code", about!(line_unit_code), unit_code);
    sheet.price("price", about!(line_price), line.price, currency);
    sheet.number("discount", about!(line_discount), line.discount);
    sheet.rate("vat_rate", about!(line_vat_rate), line.vat_rate);
    sheet.money("amount", about!(line_amount), line.amount, currency);
    sheet.money("net", about!(line_net), line.net, currency);
    sheet.money("vat", about!(line_vat), line.vat, currency);
    sheet.money("gross", about!(line_gross), line.gross, currency);
}

/// The unit and its code. What is closed by its sum is one service or one work, and not a month or an hour of it; of goods nothing is measured then.
fn unit(lang: Lang, line: &LineView) -> (String, &str) {
    if line.by_sum.is_none() {
        return (line.unit.clone(), &line.unit_code);
    }
    let unit = match line.kind.parse() {
        Ok(LineKind::Service) => say!(lang, unit_service).to_owned(),
        Ok(LineKind::Work) => say!(lang, unit_work).to_owned(),
        Ok(LineKind::Goods) | Err(_) => String::new(),
    };
    (unit, "")
}

/// What is said under the name, and whether only a part of the sum is meant.
fn description(lang: Lang, line: &LineView) -> String {
    if line.by_sum != Some(BySum::Part) {
        return line.description.clone();
    }
    let part = say!(lang, part_of_sum);
    if line.description.is_empty() {
        part.to_owned()
    } else {
        format!("{}\n{part}", line.description)
    }
}

fn vat(sheet: &mut Sheet, groups: &[VatView], currency: Currency) {
    sheet.under(Group::Vat, "");
    let blank = VatView {
        rate: VatRate::ZERO,
        ground: String::new(),
        net: Amount::ZERO,
        vat: Amount::ZERO,
        gross: Amount::ZERO,
    };
    let rows: Vec<(VatView, Currency)> = groups.iter().map(|group| (group.clone(), currency)).collect();
    sheet.rows(
        "vat",
        about!(vat),
        &rows,
        &(blank, currency),
        |sheet, _, (group, currency)| {
            sheet.rate("rate", about!(vat_rate), group.rate);
            sheet.flag("is_taxed", about!(vat_is_taxed), group.rate.category().is_taxable());
            sheet.text("ground", about!(vat_ground), group.ground.as_str());
            sheet.money("base", about!(vat_base), group.net, *currency);
            sheet.money("amount", about!(vat_amount), group.vat, *currency);
            sheet.money("gross", about!(vat_gross), group.gross, *currency);
        },
    );
    let taxed = groups.iter().any(|group| group.rate.category().is_taxable());
    sheet.flag("has_vat", about!(has_vat), taxed);
}

/// What a payment closes.
pub(super) fn allocations(sheet: &mut Sheet, allocations: &[AllocationView], currency: Currency) {
    sheet.under(Group::Lines, "");
    let blank = AllocationView {
        invoice: BasisView::default(),
        amount: Amount::ZERO,
        closed: Amount::ZERO,
        currency,
    };
    let rows: Vec<(AllocationView, Currency)> = allocations.iter().map(|row| (row.clone(), currency)).collect();
    sheet.rows(
        "allocations",
        about!(allocations),
        &rows,
        &(blank, currency),
        |sheet, n, (row, currency)| {
            sheet.count("n", about!(line_n), n);
            sheet.text(
                "invoice_number",
                about!(allocation_invoice_number),
                row.invoice.number.as_str(),
            );
            sheet.date("invoice_date", about!(allocation_invoice_date), row.invoice.date);
            sheet.money("amount", about!(allocation_amount), row.amount, *currency);
            sheet.money("closed", about!(allocation_closed), row.closed, row.currency);
        },
    );
}

/// What happened in the time of a statement.
pub(super) fn entries(sheet: &mut Sheet, entries: &[EntryView], currency: Currency) {
    sheet.under(Group::Lines, "");
    let blank = EntryView {
        date: Date::default(),
        document: String::new(),
        debit: Amount::ZERO,
        credit: Amount::ZERO,
        balance: Amount::ZERO,
    };
    let some = |amount: Amount| (!amount.is_zero()).then_some(amount);
    let rows: Vec<_> = entries
        .iter()
        .map(|row| (row.clone(), currency, some(row.debit), some(row.credit)))
        .collect();
    sheet.rows(
        "entries",
        about!(entries),
        &rows,
        &(blank, currency, None, None),
        |sheet, n, (row, currency, debit, credit)| {
            sheet.count("n", about!(line_n), n);
            sheet.date("date", about!(entry_date), row.date);
            sheet.text("document", about!(entry_document), row.document.as_str());
            sheet.optional_money("debit", about!(entry_debit), *debit, *currency);
            sheet.optional_money("credit", about!(entry_credit), *credit, *currency);
            sheet.money("balance", about!(entry_balance), row.balance, *currency);
        },
    );
}
