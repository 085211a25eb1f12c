//! The rows of one own company and currency, between what was owed before and what is owed after.

use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::finance::statements::model::{Account, Entry, StatementRow};
use crate::kernel::date::{Date, Period, short_date};
use crate::kernel::format;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::text::{lang, locale_of};
use crate::tr;
use crate::ui::html::{Html, Piece, link, span};

/// About what a row takes.
const ROW_BYTES: usize = 420;

/// The address of the paper that a row stands for, if the reader can open it.
pub type PaperOf = fn(&StatementRow) -> Option<String>;

/// The rows; `paper` says where each leads to.
#[must_use]
pub fn account_view(account: &Account, days: Period, paper: PaperOf) -> AnyView {
    let money = |amount: Amount| format::amount(lang(), amount, account.currency);
    let mut rows = Html::with_capacity((account.rows.len() + 3) * ROW_BYTES);
    line(
        &mut rows,
        "statement-sum",
        [tr!(statements.opening).to_owned(), day(days.from)],
        [String::new(), String::new(), money(account.opening)],
    );
    for row in &account.rows {
        rows.element("tr", &[], |html| entry(html, row, paper, &money));
    }
    line(
        &mut rows,
        "statement-sum",
        [tr!(statements.turnover).to_owned(), String::new()],
        [money(account.debit), money(account.credit), String::new()],
    );
    line(
        &mut rows,
        "statement-sum is-last",
        [tr!(statements.closing).to_owned(), day(days.until)],
        [String::new(), String::new(), money(account.closing)],
    );
    view! {
        <div class="table-wrap">
            <table class="data-table statement-table">
                <caption class="visually-hidden">{account.organization_name.clone()} " " {account.currency.code()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(statements.document)}</th>
                        <th scope="col">{tr!(statements.date)}</th>
                        <th scope="col" class="num">{tr!(statements.debit)}</th>
                        <th scope="col" class="num">{tr!(statements.credit)}</th>
                        <th scope="col" class="num">{tr!(statements.balance)}</th>
                    </tr>
                </thead>
                <tbody inner_html=rows.into_string()></tbody>
            </table>
        </div>
    }
    .into_any()
}

fn day(date: Option<Date>) -> String {
    date.map(|date| short_date(lang(), date)).unwrap_or_default()
}

/// A line that is no entry.
fn line(html: &mut Html, class: &str, [name, date]: [String; 2], sums: [String; 3]) {
    html.element("tr", &[("class", class)], |html| {
        html.element("th", &[("scope", "row")], |html| html.text(&name));
        cell(html, tr!(statements.date), "", date);
        let labels = [tr!(statements.debit), tr!(statements.credit), tr!(statements.balance)];
        for (label, sum) in labels.into_iter().zip(sums) {
            cell(html, label, "num", sum);
        }
    });
}

fn entry(html: &mut Html, row: &StatementRow, paper: PaperOf, money: &impl Fn(Amount) -> String) {
    html.element("td", &[], |html| document(row, paper(row)).write(html));
    cell(html, tr!(statements.date), "nowrap", short_date(lang(), row.date));
    let filled = |amount: Amount| if amount.is_zero() { String::new() } else { money(amount) };
    // An invoice over nothing says so.
    let debit = if row.entry == Entry::Invoice {
        money(row.debit)
    } else {
        filled(row.debit)
    };
    cell(html, tr!(statements.debit), "num", debit);
    cell(html, tr!(statements.credit), "num", filled(row.credit));
    cell(html, tr!(statements.balance), "num", money(row.balance));
}

fn cell(html: &mut Html, label: &'static str, class: &str, text: String) {
    html.element("td", &[("class", class), ("data-label", label)], |html| {
        html.text(&text);
    });
}

/// Where the staff finds the paper of a row.
pub(super) fn paper_of(row: &StatementRow) -> Option<String> {
    match row.entry {
        Entry::StartBalance => None,
        Entry::Invoice | Entry::MovedOut | Entry::WriteOff => Some(format!("/invoices/{}", row.paper)),
        Entry::Payment | Entry::MovedIn | Entry::Refund => Some(format!("/payments/{}", row.paper)),
    }
}

/// What the row stands for, leading to its paper.
fn document(row: &StatementRow, href: Option<String>) -> impl Piece + use<> {
    let text = entry_text(lang(), row.entry, &row.number);
    let other = row
        .other
        .map(|other| span("muted", (" (", format::money(lang(), other), ")")));
    let words = match href {
        Some(href) => (Some(link(href, text)), None),
        None => (None, Some(text)),
    };
    (words, other)
}

/// `Invoice № 00126`, in a language: that of the reader, or that of a paper.
#[must_use]
pub fn entry_text(lang: Lang, entry: Entry, number: &str) -> String {
    let (locale, number) = (locale_of(lang), number.to_owned());
    match entry {
        Entry::StartBalance => td_string!(locale, statements.start_balance).to_owned(),
        Entry::Invoice => td_string!(locale, statements.invoice, number),
        Entry::Payment => td_string!(locale, statements.payment, number),
        Entry::MovedOut => td_string!(locale, statements.moved_out, number),
        Entry::MovedIn => td_string!(locale, statements.moved_in, number),
        Entry::WriteOff => td_string!(locale, statements.write_off, number),
        Entry::Refund => td_string!(locale, statements.refund, number),
    }
}
