//! The papers, and the letter they go with.

use super::parties::{client, company, consignee, say};
use super::tables::{allocations, entries, lines};
use super::{Sheet, about};
use crate::documents::templates::model::Group;
use crate::documents::templates::views::{
    BasisView, ClosingView, ContractView, InvoiceView, MailView, PaperView, PartyView, PaymentView, PersonView,
    StatementView,
};
use crate::kernel::date::{Date, short_date};
use crate::kernel::format;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::tax::PriceMode;
use crate::kernel::words::Hryvnia;

pub(super) const fn hryvnia(paper: &PaperView) -> Hryvnia {
    match paper {
        PaperView::Invoice(view) => view.hryvnia,
        PaperView::Act(view) | PaperView::DeliveryNote(view) => view.hryvnia,
        PaperView::Contract(view) => view.hryvnia,
        PaperView::PaymentConfirmation(view) => view.hryvnia,
        PaperView::Statement(view) | PaperView::ReconciliationAct(view) => view.hryvnia,
    }
}

pub(super) fn paper(sheet: &mut Sheet, paper: &PaperView) {
    match paper {
        PaperView::Invoice(view) => invoice(sheet, view),
        PaperView::Act(view) => act(sheet, view),
        PaperView::DeliveryNote(view) => note(sheet, view),
        PaperView::Contract(view) => whole_contract(sheet, view),
        PaperView::PaymentConfirmation(view) => payment(sheet, view),
        PaperView::Statement(view) | PaperView::ReconciliationAct(view) => statement(sheet, view),
    }
}

fn parties(sheet: &mut Sheet, seller: &PartyView, buyer: &PartyView) {
    company(sheet, seller);
    client(sheet, buyer);
}

fn today(sheet: &mut Sheet, today: Option<Date>, date: Date) {
    sheet.under(Group::Dates, "");
    sheet.date("today", about!(today), today.unwrap_or(date));
}

/// The contract a paper goes back to.
fn contract(sheet: &mut Sheet, basis: Option<&BasisView>) {
    sheet.under(Group::Contract, "contract");
    let text = |pick: fn(&BasisView) -> &String| basis.map(|basis| pick(basis).clone()).unwrap_or_default();
    let number = sheet.text("number", about!(contract_number), text(|basis| &basis.number));
    number.alias(&["contract_number"]);
    sheet.date("date", about!(contract_date), basis.map(|basis| basis.date));
    let subject = sheet.text("subject", about!(contract_subject), text(|basis| &basis.subject));
    subject.alias(&["contract_subject"]);
}

fn prices(sheet: &mut Sheet, mode: PriceMode) {
    sheet.flag("net_priced", about!(net_priced), mode == PriceMode::Net);
    sheet.flag("gross_priced", about!(gross_priced), mode == PriceMode::Gross);
}

fn invoice(sheet: &mut Sheet, view: &InvoiceView) {
    let currency = view.currency;
    sheet.under(Group::Document, "invoice");
    let number = sheet.text(
        "number",
        about!(invoice_number),
        view.number.clone().unwrap_or_default(),
    );
    number.alias(&["invoice_number"]);
    sheet
        .date("date", about!(invoice_date), view.issue_date)
        .alias(&["invoice_date"]);
    sheet
        .date("due_date", about!(invoice_due_date), view.due_date)
        .alias(&["invoice_duedate"]);
    let revision = usize::try_from(view.revision).unwrap_or(1);
    sheet.count("revision", about!(invoice_revision), revision);
    sheet.flag("is_correction", about!(invoice_is_correction), revision > 1);
    sheet.text("currency", about!(currency), currency.code());
    let subtotal = sheet.money("subtotal", about!(invoice_subtotal), view.subtotal, currency);
    subtotal.alias(&["invoice_subtotal"]);
    sheet.money("discount", about!(invoice_discount), view.discount, currency);
    sheet.money("net", about!(net), view.net, currency);
    sheet.money("vat", about!(vat_sum), view.vat, currency);
    sheet
        .money("total", about!(total), view.total, currency)
        .alias(&["invoice_total"]);
    prices(sheet, view.price_mode);
    sheet.text("purpose", about!(invoice_purpose), purpose(sheet.lang, view));
    sheet
        .text("note", about!(invoice_note), view.note.as_str())
        .alias(&["invoice_clientnote", "client_note"]);
    let seller = PartyView {
        bank: view.account.clone(),
        ..view.seller.clone()
    };
    parties(sheet, &seller, &view.buyer);
    contract(sheet, view.contract.as_ref());
    lines(sheet, &view.lines, &view.groups, currency);
    today(sheet, view.today, view.issue_date);
}

/// The line a payer copies into his payment order; a draft is not to be paid and has none.
#[must_use]
pub fn purpose(lang: Lang, view: &InvoiceView) -> String {
    let Some(number) = view.number.clone() else {
        return String::new();
    };
    if !view.purpose.is_empty() {
        return view.purpose.clone();
    }
    let date = short_date(lang, view.issue_date);
    if view.groups.iter().any(|group| group.rate.category().is_taxable()) {
        let vat = format::amount(lang, view.vat, view.currency);
        say!(lang, purpose_vat, number = number, date = date, vat = vat)
    } else {
        say!(lang, purpose, number = number, date = date)
    }
}

/// What act and delivery note have in common, under the name of the kind.
fn closing(sheet: &mut Sheet, view: &ClosingView) {
    let currency = view.currency;
    sheet.text("number", about!(number), view.number.clone().unwrap_or_default());
    sheet.date("date", about!(date), view.date);
    sheet.text("place", about!(place), view.place.as_str());
    sheet.text("currency", about!(currency), currency.code());
    sheet.money("net", about!(net), view.net, currency);
    sheet.money("vat", about!(vat_sum), view.vat, currency);
    sheet.money("total", about!(total), view.total, currency);
    prices(sheet, view.price_mode);
    sheet.text("note", about!(note), view.note.as_str());
}

fn basis(sheet: &mut Sheet, view: &ClosingView) {
    sheet.under(Group::Document, "invoice");
    sheet
        .text("number", about!(invoice_number), view.invoice.number.as_str())
        .alias(&["invoice_number"]);
    sheet
        .date("date", about!(invoice_date), view.invoice.date)
        .alias(&["invoice_date"]);
    contract(sheet, view.contract.as_ref());
}

fn act(sheet: &mut Sheet, view: &ClosingView) {
    sheet.under(Group::Document, "act");
    closing(sheet, view);
    sheet.date("period_from", about!(period_from), view.period_from);
    sheet.date("period_until", about!(period_until), view.period_until);
    let works = !view.lines.is_empty() && view.lines.iter().all(|line| line.kind == "work");
    sheet.flag("of_works", about!(act_of_works), works);
    parties(sheet, &view.seller, &view.buyer);
    basis(sheet, view);
    lines(sheet, &view.lines, &view.groups, view.currency);
    today(sheet, view.today, view.date);
}

fn note(sheet: &mut Sheet, view: &ClosingView) {
    sheet.under(Group::Document, "note");
    closing(sheet, view);
    let receiver = view.consignee.as_ref().unwrap_or(&view.buyer);
    let addresses = [&view.delivery_address, &receiver.shipping_address, &receiver.address];
    let address = addresses.into_iter().find(|address| !address.is_empty()).cloned();
    sheet.text(
        "delivery_address",
        about!(note_delivery_address),
        address.unwrap_or_default(),
    );
    let power = view.power_of_attorney.clone().unwrap_or_default();
    sheet.text("power_of_attorney.number", about!(power_number), power.number);
    sheet.date("power_of_attorney.date", about!(power_date), power.date);
    sheet.text("power_of_attorney.person", about!(power_person), power.person);
    consignee(sheet, receiver);
    parties(sheet, &view.seller, &view.buyer);
    basis(sheet, view);
    lines(sheet, &view.lines, &view.groups, view.currency);
    today(sheet, view.today, view.date);
}

fn whole_contract(sheet: &mut Sheet, view: &ContractView) {
    sheet.under(Group::Document, "contract");
    let number = sheet.text("number", about!(contract_number), view.number.as_str());
    number.required().alias(&["contract_number"]);
    sheet.date("date", about!(contract_date), view.date);
    sheet.text("city", about!(contract_city), view.city.as_str());
    let subject = sheet.text("subject", about!(contract_subject), view.subject.as_str());
    subject.required().alias(&["contract_subject"]);
    sheet
        .text("type", about!(contract_type), view.type_name.as_str())
        .alias(&["contract_type"]);
    sheet.text("currency", about!(currency), view.currency.code());
    let value = sheet.optional_money("value", about!(contract_value), view.value, view.currency);
    value.alias(&["contract_contract_value", "contract_value"]);
    sheet
        .date("start", about!(contract_start), view.start)
        .alias(&["contract_datestart"]);
    sheet
        .date("end", about!(contract_end), view.end)
        .alias(&["contract_dateend"]);
    let parent = view.parent.as_ref();
    let number = parent.map(|parent| parent.number.clone()).unwrap_or_default();
    sheet.text("parent.number", about!(contract_parent_number), number);
    sheet.date(
        "parent.date",
        about!(contract_parent_date),
        parent.map(|parent| parent.date),
    );
    parties(sheet, &view.seller, &view.buyer);
    today(sheet, view.today, view.date);
}

fn payment(sheet: &mut Sheet, view: &PaymentView) {
    let currency = view.currency;
    sheet.under(Group::Document, "payment");
    sheet
        .text("number", about!(payment_number), view.number.as_str())
        .alias(&["payment_id"]);
    sheet
        .date("date", about!(payment_date), view.date)
        .alias(&["payment_date"]);
    sheet.text("currency", about!(currency), currency.code());
    sheet
        .money("amount", about!(payment_amount), view.amount, currency)
        .alias(&["payment_total"]);
    sheet
        .text("mode", about!(payment_mode), view.mode.as_str())
        .alias(&["payment_mode"]);
    sheet.text(
        "transaction_id",
        about!(payment_transaction),
        view.transaction_id.as_str(),
    );
    sheet.text("purpose", about!(payment_purpose), view.purpose.as_str());
    sheet.money("advance", about!(payment_advance), view.advance, currency);
    parties(sheet, &view.seller, &view.buyer);
    allocations(sheet, &view.allocations, currency);
    today(sheet, view.today, view.date);
}

fn statement(sheet: &mut Sheet, view: &StatementView) {
    let currency = view.currency;
    let size = |amount: Amount| Amount::from_minor(amount.minor().saturating_abs());
    let on_the_side = |amount: Amount, debit: bool| {
        let on_side = if debit {
            amount.is_positive()
        } else {
            amount.is_negative()
        };
        on_side.then(|| size(amount))
    };
    sheet.under(Group::Document, "statement");
    sheet.date("date", about!(date), view.date).alias(&["statement_date"]);
    sheet
        .date("from", about!(statement_from), view.from)
        .alias(&["statement_from"]);
    sheet
        .date("until", about!(statement_until), view.until)
        .alias(&["statement_to"]);
    sheet.text("currency", about!(currency), currency.code());
    sheet.money("opening", about!(statement_opening), view.opening, currency);
    sheet.optional_money(
        "opening_debit",
        about!(statement_opening_debit),
        on_the_side(view.opening, true),
        currency,
    );
    sheet.optional_money(
        "opening_credit",
        about!(statement_opening_credit),
        on_the_side(view.opening, false),
        currency,
    );
    sheet.money("debit", about!(statement_debit), view.debit, currency);
    sheet.money("credit", about!(statement_credit), view.credit, currency);
    let closing = sheet.money("closing", about!(statement_closing), view.closing, currency);
    closing.alias(&["statement_balance_due"]);
    sheet.optional_money(
        "closing_debit",
        about!(statement_closing_debit),
        on_the_side(view.closing, true),
        currency,
    );
    sheet.optional_money(
        "closing_credit",
        about!(statement_closing_credit),
        on_the_side(view.closing, false),
        currency,
    );
    sheet.money("balance", about!(statement_balance), size(view.closing), currency);
    // By the short names: «в пользу ООО «Вектор»» needs no other case.
    let called = |party: &PartyView| {
        let short = party.short_name.clone();
        if short.is_empty() { party.name.clone() } else { short }
    };
    let favour = if view.closing.is_positive() {
        called(&view.seller)
    } else if view.closing.is_negative() {
        called(&view.buyer)
    } else {
        String::new()
    };
    sheet.text("in_favour_of", about!(statement_in_favour_of), favour);
    parties(sheet, &view.seller, &view.buyer);
    contract(sheet, view.contract.as_ref());
    entries(sheet, &view.entries, currency);
    today(sheet, view.today, view.date);
}

/// Who writes to whom, and what is paid by now of an invoice: its paper says what was asked for, its letter what is still asked for.
pub(super) fn letter(sheet: &mut Sheet, mail: &MailView) {
    if let PaperView::Invoice(view) = &mail.paper {
        let balance = view.total.checked_sub(mail.paid).unwrap_or_default();
        let is_paid = !balance.is_positive();
        sheet.under(Group::Document, "invoice");
        let paid = sheet.money("paid", about!(invoice_paid), mail.paid, view.currency);
        paid.alias(&["invoice_amount_paid"]);
        let left = sheet.money("balance", about!(invoice_balance), balance, view.currency);
        left.alias(&["invoice_amount_due"]);
        sheet.flag("is_paid", about!(invoice_is_paid), is_paid);
        let is_partly_paid = mail.paid.is_positive() && !is_paid;
        sheet.flag("is_partly_paid", about!(invoice_is_partly_paid), is_partly_paid);
    }
    sheet.under(Group::Letter, "recipient");
    let to: &PersonView = &mail.recipient;
    sheet
        .text("first_name", about!(recipient_first_name), to.first_name.as_str())
        .alias(&["contact_firstname"]);
    sheet
        .text("last_name", about!(recipient_last_name), to.last_name.as_str())
        .alias(&["contact_lastname"]);
    sheet
        .text("email", about!(recipient_email), to.email.as_str())
        .alias(&["contact_email"]);
    sheet.under(Group::Letter, "sender");
    let from: &PersonView = &mail.sender;
    sheet
        .text("first_name", about!(sender_first_name), from.first_name.as_str())
        .alias(&["staff_firstname"]);
    sheet
        .text("last_name", about!(sender_last_name), from.last_name.as_str())
        .alias(&["staff_lastname"]);
    sheet.text("position", about!(sender_position), from.position.as_str());
    sheet
        .text("email", about!(sender_email), from.email.as_str())
        .alias(&["staff_email"]);
    sheet.text("phone", about!(sender_phone), from.phone.as_str());
    sheet.under(Group::Letter, "letter");
    let link = sheet.text("link", about!(letter_link), mail.link.as_str());
    link.alias(&["invoice_link", "contract_link", "statement_link"]);
}
