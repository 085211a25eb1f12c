//! The paper of an invoice as HTML, in the language of the paper and not of its reader. Printing the page leaves only this.

use leptos::prelude::*;

use crate::documents::templates::views::{AccountView, InvoiceView, LineView, PartyView, TaxIdView};
use crate::kernel::date::long_date;
use crate::kernel::format;
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};
use crate::kernel::tax::{PriceMode, VatCategory, VatRate};

/// A text in the language of a paper.
macro_rules! say {
    ($lang:expr, $($tokens:tt)*) => {
        ::leptos_i18n::td_string!($crate::text::locale_of($lang), $($tokens)*)
    };
}

/// What is written across a paper that is not to be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Draft,
    Cancelled,
    /// There is a later revision.
    Replaced,
}

/// The sheet.
#[component]
pub fn InvoicePaper(paper: InvoiceView, mark: Option<Mark>) -> impl IntoView {
    let lang = paper.lang;
    let mark = mark.map(|mark| match mark {
        Mark::Draft => say!(lang, invoices.mark_draft),
        Mark::Cancelled => say!(lang, invoices.mark_cancelled),
        Mark::Replaced => say!(lang, invoices.mark_replaced),
    });
    let title = title(&paper);
    let label = title.clone();
    view! {
        <div class="paper-stage">
            <article class="paper" lang=lang.as_str() aria-label=label>
                {mark.map(|text| view! { <div class="paper-mark" data-text=text aria-hidden="true"></div> })}
                {bank_block(&paper)}
                <h2>{title}</h2>
                {revision(&paper)}
                <div class="paper-parties">
                    <div><span>{say!(lang, invoices.supplier)}</span><span>{party(lang, &paper.seller)}</span></div>
                    <div><span>{say!(lang, invoices.buyer)}</span><span>{party(lang, &paper.buyer)}</span></div>
                </div>
                {lines(&paper)}
                {sums(&paper)}
                {closing(&paper)}
            </article>
        </div>
    }
    .into_any()
}

fn title(paper: &InvoiceView) -> String {
    let date = long_date(paper.lang, paper.issue_date);
    if let Some(number) = &paper.number {
        say!(paper.lang, invoices.paper_title, number = number.clone(), date = date)
    } else {
        say!(paper.lang, invoices.paper_title_draft, date = date)
    }
}

/// That it takes the place of what was sent before.
fn revision(paper: &InvoiceView) -> Option<AnyView> {
    let text = || say!(paper.lang, invoices.paper_revision, n = paper.revision);
    (paper.revision > 1).then(|| view! { <p>{text()}</p> }.into_any())
}

fn sum(paper: &InvoiceView, amount: Amount) -> String {
    format::amount(paper.lang, amount, paper.currency)
}

/// Who is paid, and where.
fn bank_block(paper: &InvoiceView) -> AnyView {
    let (lang, account) = (paper.lang, &paper.account);
    let seller_id = bank_ids(lang, &paper.seller);
    if is_russian(account) {
        return view! {
            <table class="paper-bank">
                <tbody>
                    <tr><td rowspan="2">{account.bank.clone()}<br/><small>{say!(lang, invoices.bank)}</small></td><td>{say!(lang, invoices.bank_bic)}</td><td>{account.bic.clone()}</td></tr>
                    <tr><td>{say!(lang, invoices.bank_account)}</td><td>{account.correspondent.clone()}</td></tr>
                    <tr><td>{seller_id}</td><td rowspan="2">{say!(lang, invoices.bank_account)}</td><td rowspan="2">{account.number.clone()}</td></tr>
                    <tr><td>{paper.seller.name.clone()}<br/><small>{say!(lang, invoices.payee)}</small></td></tr>
                </tbody>
            </table>
        }
        .into_any();
    }
    let rows = [
        (
            say!(lang, invoices.payee).to_owned(),
            joined(&[&paper.seller.name, &seller_id]),
        ),
        (say!(lang, invoices.bank_account).to_owned(), account.number.clone()),
        (say!(lang, invoices.bank).to_owned(), account.bank.clone()),
        (say!(lang, invoices.bank_bic).to_owned(), account.bic.clone()),
        (
            say!(lang, invoices.bank_correspondent).to_owned(),
            account.correspondent.clone(),
        ),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| view! { <tr><th scope="row">{label}</th><td>{value}</td></tr> })
        .collect();
    view! { <table class="paper-bank"><tbody>{rows}</tbody></table> }.into_any()
}

/// A БИК has nine digits: the block then has the shape of a Russian payment order.
fn is_russian(account: &AccountView) -> bool {
    account.bic.len() == 9 && account.bic.bytes().all(|b| b.is_ascii_digit())
}

fn joined(parts: &[&str]) -> String {
    let filled: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    filled.join(", ")
}

fn party(lang: Lang, party: &PartyView) -> AnyView {
    let phone = if party.phone.is_empty() {
        String::new()
    } else {
        say!(lang, invoices.phone, phone = party.phone.clone())
    };
    let rest = joined(&[&tax_ids(lang, party), &party.address, &phone, &party.email]);
    let rest = if rest.is_empty() { rest } else { format!(", {rest}") };
    view! { <b>{party.name.clone()}</b>{rest} }.into_any()
}

/// The ids of a party; on papers from before all of them were kept, the main one.
fn ids_of(party: &PartyView) -> Vec<TaxIdView> {
    if !party.tax_ids.is_empty() || party.tax_id.is_empty() {
        return party.tax_ids.clone();
    }
    vec![TaxIdView {
        kind: party.tax_id_kind.clone(),
        label: String::new(),
        value: party.tax_id.clone(),
    }]
}

/// `ИНН 7707083893, КПП 773601001, ОГРН …`, or nothing.
fn tax_ids(lang: Lang, party: &PartyView) -> String {
    let ids: Vec<String> = ids_of(party).iter().map(|id| tax_id(lang, id)).collect();
    ids.join(", ")
}

/// What a payment order names the payee by: ИНН and КПП, or the one number he is known by.
fn bank_ids(lang: Lang, party: &PartyView) -> String {
    let ids = ids_of(party);
    let of_order = |id: &&TaxIdView| matches!(id.kind.as_str(), "ru_inn" | "ru_kpp");
    let russian: Vec<String> = ids.iter().filter(of_order).map(|id| tax_id(lang, id)).collect();
    if russian.is_empty() {
        let main = ids.iter().find(|id| id.kind == party.tax_id_kind).or(ids.first());
        main.map(|id| tax_id(lang, id)).unwrap_or_default()
    } else {
        russian.join(", ")
    }
}

fn tax_id(lang: Lang, id: &TaxIdView) -> String {
    let label = match id.kind.as_str() {
        "ru_inn" => say!(lang, invoices.id_ru_inn),
        "ru_kpp" => say!(lang, invoices.id_ru_kpp),
        "ru_ogrn" => say!(lang, invoices.id_ru_ogrn),
        "ru_ogrnip" => say!(lang, invoices.id_ru_ogrnip),
        "ua_edrpou" => say!(lang, invoices.id_ua_edrpou),
        "ua_rnokpp" => say!(lang, invoices.id_ua_rnokpp),
        "ua_passport" => say!(lang, invoices.id_ua_passport),
        "ua_ipn" => say!(lang, invoices.id_ua_ipn),
        "eu_vat" => say!(lang, invoices.id_eu_vat),
        _ if id.label.is_empty() => say!(lang, invoices.id_other),
        _ => id.label.as_str(),
    };
    format!("{label} {}", id.value)
}

/// Columns that say nothing are left out: discounts where there are none, VAT where all lines have the same.
fn lines(paper: &InvoiceView) -> AnyView {
    let lang = paper.lang;
    let discounts = paper.lines.iter().any(|line| !line.discount.is_zero());
    let rates = paper.groups.len() > 1;
    let rows: Vec<_> = paper
        .lines
        .iter()
        .map(|line| line_row(paper, line, discounts, rates))
        .collect();
    let discount_head =
        discounts.then(|| view! { <th scope="col" class="num">{say!(lang, invoices.line_discount)}</th> });
    let vat_head = rates.then(|| view! { <th scope="col" class="num">{say!(lang, invoices.line_vat)}</th> });
    view! {
        <div class="paper-scroll" tabindex="0" role="region" aria-label=say!(lang, invoices.paper_lines)>
            <table>
                <thead>
                    <tr>
                        <th scope="col" class="num">"№"</th>
                        <th scope="col">{say!(lang, invoices.line_name)}</th>
                        <th scope="col" class="num">{say!(lang, invoices.line_quantity)}</th>
                        <th scope="col">{say!(lang, invoices.line_unit)}</th>
                        <th scope="col" class="num">{say!(lang, invoices.line_price)}</th>
                        {discount_head}
                        {vat_head}
                        <th scope="col" class="num">{say!(lang, invoices.line_sum)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line_row(paper: &InvoiceView, line: &LineView, discounts: bool, rates: bool) -> AnyView {
    let lang = paper.lang;
    let discount = discounts.then(|| {
        let percent = if line.discount.is_zero() {
            String::new()
        } else {
            format::number(lang, line.discount)
        };
        view! { <td class="num">{percent}</td> }
    });
    let vat = rates.then(|| view! { <td class="num">{short_rate(lang, line.vat_rate)}</td> });
    let code = (!line.code.is_empty()).then(|| view! { <small class="paper-code">{line.code.clone()}</small> " " });
    let description = (!line.description.is_empty())
        .then(|| view! { <br/><small class="paper-description">{line.description.clone()}</small> });
    view! {
        <tr>
            <td class="num">{line.n}</td>
            <td>{code}{line.name.clone()}{description}</td>
            <td class="num">{format::number(lang, line.quantity)}</td>
            <td>{line.unit.clone()}</td>
            <td class="num">{format::number(lang, line.price)}</td>
            {discount}
            {vat}
            <td class="num">{sum(paper, line.amount)}</td>
        </tr>
    }
    .into_any()
}

fn short_rate(lang: Lang, rate: VatRate) -> String {
    match rate.category() {
        VatCategory::Standard | VatCategory::Zero => format!("{} %", format::number(lang, rate.percent())),
        VatCategory::Exempt | VatCategory::NotSubject | VatCategory::NotPayer => {
            say!(lang, invoices.without_vat).to_owned()
        }
    }
}

/// Net-priced: subtotal, discount, VAT by rate, total. Gross-priced: total, of which VAT. Grounds where there is no tax.
fn sums(paper: &InvoiceView) -> AnyView {
    let lang = paper.lang;
    let mut rows: Vec<(String, String)> = Vec::new();
    let added = paper.price_mode == PriceMode::Net;
    if !paper.discount.is_zero() || added {
        rows.push((say!(lang, invoices.subtotal).to_owned(), sum(paper, paper.subtotal)));
    }
    if !paper.discount.is_zero() {
        let less = paper.discount.checked_neg().unwrap_or_default();
        rows.push((say!(lang, invoices.discount).to_owned(), sum(paper, less)));
    }
    let vat: Vec<_> = paper
        .groups
        .iter()
        .map(|group| {
            let rate = format::number(lang, group.rate.percent());
            match (group.rate.category().is_taxable(), added) {
                (true, true) => (say!(lang, invoices.vat_rate, rate = rate), sum(paper, group.vat)),
                (true, false) => (say!(lang, invoices.vat_of_which, rate = rate), sum(paper, group.vat)),
                (false, _) if group.ground.is_empty() => {
                    (say!(lang, invoices.without_vat).to_owned(), sum(paper, group.gross))
                }
                (false, _) => (
                    say!(lang, invoices.without_vat_because, ground = group.ground.clone()),
                    sum(paper, group.gross),
                ),
            }
        })
        .collect();
    let total = (
        say!(lang, invoices.to_pay).to_owned(),
        format::money(lang, Money::new(paper.total, paper.currency)),
    );
    let row =
        |(label, value): (String, String)| view! { <div class="totals-row"><dt>{label}</dt><dd>{value}</dd></div> };
    let final_row = view! { <div class="totals-row totals-final"><dt>{total.0}</dt><dd>{total.1}</dd></div> };
    let before: Vec<_> = rows.into_iter().map(row).collect();
    let taxes: Vec<_> = vat.into_iter().map(row).collect();
    if added {
        view! { <dl class="totals">{before}{taxes}{final_row}</dl> }.into_any()
    } else {
        view! { <dl class="totals">{before}{final_row}{taxes}</dl> }.into_any()
    }
}

/// The sentences under the sums.
fn closing(paper: &InvoiceView) -> AnyView {
    let lang = paper.lang;
    let total = format::money(lang, Money::new(paper.total, paper.currency));
    let positions = say!(lang, invoices.positions, count = paper.lines.len(), sum = total);
    let due = say!(lang, invoices.pay_until, date = long_date(lang, paper.due_date));
    let purpose = purpose(paper).map(
        |text| view! { <p>{say!(lang, invoices.purpose_label)} ": " <span class="paper-purpose">{text}</span></p> },
    );
    let note = (!paper.note.is_empty()).then(|| view! { <p class="paper-note">{paper.note.clone()}</p> });
    view! {
        <p>{positions}</p>
        <p><b>{due}</b></p>
        {purpose}
        {note}
        <div class="paper-signatures">{signatures(paper)}</div>
    }
    .into_any()
}

/// Who signs: a Russian company's head and accountant, a sole proprietor alone, whoever wrote it out in Ukraine; elsewhere the
/// signatory with his position.
fn signatures(paper: &InvoiceView) -> Vec<AnyView> {
    let (lang, seller) = (paper.lang, &paper.seller);
    let (russian, ukrainian) = (
        seller.tax_id_kind.starts_with("ru_"),
        seller.tax_id_kind.starts_with("ua_"),
    );
    let position = seller.signatory.position.as_str();
    let label = match (seller.kind.as_str(), position) {
        ("sole_proprietor", _) => say!(lang, invoices.sole_proprietor),
        _ if ukrainian => say!(lang, invoices.written_by),
        ("company", "") if russian => say!(lang, invoices.head),
        (_, "") => say!(lang, invoices.signature),
        (_, position) => position,
    };
    let mut lines = vec![(label, seller.signatory.name.as_str())];
    if russian && !seller.accountant.is_empty() {
        lines.push((say!(lang, invoices.accountant), seller.accountant.as_str()));
    }
    let line = |(label, name): (&str, &str)| {
        let name = if name.is_empty() {
            String::new()
        } else {
            format!(" / {name} /")
        };
        view! { <div>{format!("{label} ____________________{name}")}</div> }.into_any()
    };
    lines.into_iter().map(line).collect()
}

/// The line a payer copies into his payment order; a draft is not to be paid and has none.
#[must_use]
pub fn purpose(paper: &InvoiceView) -> Option<String> {
    let lang = paper.lang;
    let number = paper.number.clone()?;
    let date = crate::kernel::date::short_date(lang, paper.issue_date);
    let taxed = paper.groups.iter().any(|group| group.rate.category().is_taxable());
    Some(if taxed {
        say!(
            lang,
            invoices.purpose_vat,
            number = number,
            date = date,
            vat = sum(paper, paper.vat)
        )
    } else {
        say!(lang, invoices.purpose, number = number, date = date)
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
