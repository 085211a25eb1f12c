//! How the sums come about: a click on a sum opens it.

use leptos::prelude::*;

use super::state::Editing;
use crate::documents::invoices::model::TypedLine;
use crate::kernel::currency::Currency;
use crate::kernel::format;
use crate::kernel::money::Amount;
use crate::kernel::tax::{PriceMode, VatRounding};
use crate::kernel::totals::LineTotals;
use crate::text::lang;
use crate::tr;
use crate::ui::dialog::Dialog;

#[component]
pub fn Explanation(editing: Editing, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=tr!(invoices.explain_title) open=open on_close=move || open.set(false)>
            {move || open.get().then(|| body(editing)).flatten()}
        </Dialog>
    }
    .into_any()
}

/// Line by line: quantity × price less discounts, its base, its VAT; below, what the columns add up to.
fn body(editing: Editing) -> Option<AnyView> {
    let currency = editing.currency()?;
    let preview = editing.preview.get();
    let sum = |amount: Amount| format::amount(lang(), amount, currency);
    let totals = preview.totals;
    let lines = editing.lines.get();
    let rows: Vec<_> = lines
        .iter()
        .zip(&preview.lines)
        .enumerate()
        .filter_map(|(place, (line, sums))| Some(row(editing, place + 1, &line.typed.get(), (*sums)?, currency)))
        .collect();
    let note = match (editing.price_mode(), editing.rounding()) {
        (PriceMode::WithoutVat, _) => tr!(invoices.explain_without_vat),
        (PriceMode::Net, VatRounding::Line) => tr!(invoices.explain_net_line),
        (PriceMode::Net, VatRounding::Group) => tr!(invoices.explain_net_group),
        (PriceMode::Gross, VatRounding::Line) => tr!(invoices.explain_gross_line),
        (PriceMode::Gross, VatRounding::Group) => tr!(invoices.explain_gross_group),
    };
    let head = [
        ("", "№"),
        ("", tr!(invoices.line_name)),
        ("num", tr!(invoices.explain_product)),
        ("num", tr!(invoices.line_sum)),
        ("num", tr!(invoices.discount)),
        ("num", tr!(invoices.explain_net)),
        ("num", tr!(invoices.line_vat)),
        ("num", tr!(invoices.explain_gross)),
    ]
    .map(|(class, text)| view! { <th scope="col" class=class>{text}</th> });
    Some(
        view! {
            <p>{tr!(invoices.explain_text)}</p>
            <p>{note}</p>
            <div class="explain-sums" tabindex="0">
                <table>
                    <thead><tr>{head.into_iter().collect_view()}</tr></thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row" colspan="3">{tr!(invoices.total)}</th>
                            <td class="num">{sum(totals.subtotal)}</td>
                            <td class="num">{sum(totals.discount)}</td>
                            <td class="num">{sum(totals.net)}</td>
                            <td class="num">{sum(totals.vat)}</td>
                            <td class="num"><b>{sum(totals.total)}</b></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        }
        .into_any(),
    )
}

fn row(editing: Editing, n: usize, line: &TypedLine, sums: LineTotals, currency: Currency) -> AnyView {
    let sum = |amount: Amount| format::amount(lang(), amount, currency);
    let discount = match line.discount.trim() {
        "" => String::new(),
        discount => format!(" − {discount} %"),
    };
    let product = format!("{} × {}{discount}", line.quantity.trim(), line.price.trim());
    let rate = editing
        .rates()
        .into_iter()
        .find(|rate| rate.id.to_string() == line.vat)
        .filter(|_| editing.price_mode() != PriceMode::WithoutVat)
        .map(|rate| rate.name);
    view! {
        <tr>
            <td>{n}</td>
            <td>{line.name.clone()}</td>
            <td class="num">{product}</td>
            <td class="num">{sum(sums.amount)}</td>
            <td class="num">{sum(sums.discount_share)}</td>
            <td class="num">{sum(sums.net)}</td>
            <td class="num">{sum(sums.vat)} <br /> <small class="muted">{rate}</small></td>
            <td class="num">{sum(sums.gross)}</td>
        </tr>
    }
    .into_any()
}
