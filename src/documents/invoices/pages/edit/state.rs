//! What is being typed: the one place of the interface with rich state in the browser.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::contract::StoredContract;
use crate::company::catalog::model::ItemChoice;
use crate::company::organization::model::{BankAccount, OrganizationChoice, StoredVatRate};
use crate::documents::contracts::model::ContractChoice;
use crate::documents::invoices::model::{
    Corrected, ExpenseChoice, InvoiceEditor, Preview, SaveInvoice, TypedLine, Usual, preview,
};
use crate::error::AppError;
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, parse_date};
use crate::kernel::expression::evaluate;
use crate::kernel::fixed::Fixed6;
use crate::kernel::format;
use crate::kernel::ids::UserId;
use crate::kernel::tax::{PriceMode, VatRounding};
use crate::kernel::term::PaymentTerm;
use crate::text::lang;

/// A line under the hands of a person. The key stays while lines move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditLine {
    pub key: u64,
    pub typed: RwSignal<TypedLine>,
    /// Whether its description is shown under it.
    pub open: RwSignal<bool>,
}

/// The keys of lines.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Of the lines that were sent last: the server names lines by their place.
    pub sent: Vec<u64>,
    next: u64,
}

/// What of the editor is asked for in a few places only.
#[derive(Clone, Copy)]
pub struct Aside {
    /// Whether the column of rates was asked for, and whether some line has another rate than the usual one.
    pub rates_shown: RwSignal<bool>,
    pub rates_differ: Memo<bool>,
    /// The payment term of the client.
    pub term: RwSignal<Option<PaymentTerm>>,
    /// His contracts.
    pub contracts: RwSignal<Vec<ContractChoice>>,
    /// What he pays for beside.
    pub expenses: RwSignal<Vec<ExpenseChoice>>,
    /// What a person has chosen of the head since the client was.
    pub(super) touched: StoredValue<BTreeSet<&'static str>>,
    /// The line that a phone shows by itself.
    pub sheet: RwSignal<Option<u64>>,
    /// Who can look after the invoice.
    pub managers: StoredValue<Vec<(UserId, String)>>,
    /// The name of a client who is just being made.
    pub new_client: RwSignal<Option<String>>,
    /// The contract as it is stored.
    pub(super) stored: StoredValue<Option<StoredContract>>,
}

/// The editor's state; copyable, like a signal.
#[derive(Clone, Copy)]
pub struct Editing {
    /// Everything but the lines.
    pub head: RwSignal<SaveInvoice>,
    pub lines: RwSignal<Vec<EditLine>>,
    pub organizations: StoredValue<Vec<OrganizationChoice>>,
    /// Names of the clients that were chosen, by id.
    pub clients: StoredValue<BTreeMap<String, String>>,
    /// Whether the column of discounts is shown.
    pub discounts: RwSignal<bool>,
    pub preview: Memo<Preview>,
    pub error: RwSignal<Option<AppError>>,
    pub pending: RwSignal<bool>,
    /// What the client got before, and the head that follows from it.
    pub usual: RwSignal<(Usual, Option<SaveInvoice>)>,
    /// The issued invoice that is corrected, and why.
    pub correcting: StoredValue<Option<Corrected>>,
    pub reason: RwSignal<String>,
    /// How often a kept form was put in: what shows a part of it once is shown anew.
    pub restored: RwSignal<u32>,
    pub dirty: RwSignal<bool>,
    pub(super) keys: StoredValue<Keys>,
    aside: StoredValue<Aside>,
    /// Lines made in event handlers live as long as the editor.
    owner: StoredValue<Owner>,
}

impl Editing {
    pub fn open(editor: InvoiceEditor) -> Self {
        let InvoiceEditor {
            form,
            client,
            contracts,
            expenses,
            organizations,
            managers,
            usual,
            correcting,
        } = editor;
        let usual_head = (form.id.is_none() && client.is_some()).then(|| form.clone());
        let rounding = correcting.as_ref().map(|corrected| corrected.vat_rounding);
        let organizations = StoredValue::new(organizations);
        let head = RwSignal::new(SaveInvoice::default());
        let lines = RwSignal::new(Vec::<EditLine>::new());
        let preview = Memo::new(move |_| sums(&whole(head, lines), organizations, rounding));
        let rates_differ = Memo::new(move |_| has_other_rates(head, lines, organizations));
        let term = client.as_ref().map(|client| client.term);
        let names = client.map(|client| (client.id.to_string(), client.name));
        let aside = Aside {
            rates_shown: RwSignal::new(false),
            rates_differ,
            term: RwSignal::new(term),
            contracts: RwSignal::new(contracts),
            expenses: RwSignal::new(expenses),
            touched: StoredValue::new(BTreeSet::new()),
            sheet: RwSignal::new(None),
            managers: StoredValue::new(managers),
            new_client: RwSignal::new(None),
            stored: StoredValue::new(StoredContract::of(&form)),
        };
        let editing = Self {
            aside: StoredValue::new(aside),
            head,
            lines,
            organizations,
            clients: StoredValue::new(names.into_iter().collect()),
            discounts: RwSignal::new(false),
            preview,
            error: RwSignal::new(None),
            pending: RwSignal::new(false),
            usual: RwSignal::new((usual, usual_head)),
            correcting: StoredValue::new(correcting),
            reason: RwSignal::new(String::new()),
            restored: RwSignal::new(0),
            dirty: RwSignal::new(false),
            keys: StoredValue::new(Keys::default()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        editing.load(form);
        editing
    }

    /// What is asked for in a few places only.
    pub fn aside(self) -> Aside {
        self.aside.get_value()
    }

    /// Puts a whole form in.
    pub fn load(self, mut form: SaveInvoice) {
        let typed = std::mem::take(&mut form.lines);
        self.discounts
            .update(|shown| *shown |= typed.iter().any(|line| !line.discount.is_empty()));
        form.discount = format::typed(lang(), &form.discount);
        self.head.set(form);
        let shown = |line| self.new_line(self.filled_in(line));
        self.lines.set(typed.into_iter().map(shown).collect());
        self.keep_empty_line();
    }

    /// What would be sent now. Tracks everything that is typed.
    pub fn form(self) -> SaveInvoice {
        whole(self.head, self.lines)
    }

    /// The form for sending, remembering which line stands where.
    pub fn send(self) -> SaveInvoice {
        let sent = self
            .lines
            .with_untracked(|lines| lines.iter().map(|line| line.key).collect());
        self.keys.update_value(|keys| keys.sent = sent);
        untrack(|| self.form())
    }

    /// Changes a field of the head.
    pub fn change(self, change: impl FnOnce(&mut SaveInvoice)) {
        self.dirty.set(true);
        let before = self.was_refused().then(|| self.head.get_untracked());
        self.head.update(change);
        if let Some(before) = before {
            let now = self.head.with_untracked(SaveInvoice::flattened);
            let changed = before
                .flattened()
                .into_iter()
                .filter(|(field, value)| now.get(field) != Some(value));
            changed.for_each(|(field, _)| self.typed_anew(&field));
        }
    }

    fn new_line(self, typed: TypedLine) -> EditLine {
        let key = self.keys.with_value(|keys| keys.next);
        self.keys.update_value(|keys| keys.next = key + 1);
        let open = !typed.description.is_empty();
        self.owner.with_value(|owner| {
            owner.with(|| EditLine {
                key,
                typed: RwSignal::new(typed),
                open: RwSignal::new(open),
            })
        })
    }

    /// A line that is begun sells what the one above sells, at its rate. Numbers stand in it as the reader writes them.
    fn filled_in(self, mut line: TypedLine) -> TypedLine {
        for number in [&mut line.quantity, &mut line.price, &mut line.discount] {
            *number = format::typed(lang(), number);
        }
        if line.vat.is_empty() {
            line.vat = untrack(|| self.rates())
                .first()
                .map(|rate| rate.id.to_string())
                .unwrap_or_default();
        }
        line
    }

    fn next_after(self, last: Option<EditLine>) -> EditLine {
        let like = last.map(|last| last.typed.get_untracked()).unwrap_or_default();
        let empty = TypedLine {
            kind: like.kind,
            unit: like.unit,
            vat: like.vat,
            ..TypedLine::default()
        };
        self.new_line(self.filled_in(empty))
    }

    /// There is always an empty line at the end to go on with.
    fn keep_empty_line(self) {
        let last = self.lines.with_untracked(|lines| lines.last().copied());
        if last.is_none_or(|last| !last.typed.with_untracked(TypedLine::is_empty)) {
            let line = self.next_after(last);
            self.lines.update(|lines| lines.push(line));
        }
    }

    /// Types into a cell.
    pub fn type_into(self, line: EditLine, field: &str, text: String) {
        self.dirty.set(true);
        line.typed.update(|typed| {
            if field == "name" && text.trim().is_empty() {
                // Whatever is typed next is something else.
                typed.item.clear();
                typed.expense.clear();
            }
            typed.set(field, text);
        });
        self.line_typed_anew(line, field);
        self.keep_empty_line();
    }

    /// Puts the value of what was calculated into a cell, when it is left.
    pub fn calculate(self, line: EditLine, field: &str) {
        let text = line.typed.with_untracked(|typed| typed.text(field).to_owned());
        let calculated = Fixed6::parse(&text).is_err().then(|| evaluate(&text).ok()).flatten();
        if let Some(value) = calculated {
            self.type_into(line, field, format::typed(lang(), &value.to_string()));
        }
    }

    /// Puts an item of the catalogue into a line, at the rate of the own company that fits it.
    pub fn take_item(self, line: EditLine, item: ItemChoice) {
        let (organization, date, currency) = untrack(|| (self.organization(), self.issue_date(), self.currency()));
        let rate = organization
            .zip(date)
            .and_then(|(o, date)| o.rate_like(item.vat, date).map(|rate| rate.id.to_string()));
        self.dirty.set(true);
        line.open.update(|open| *open = *open || !item.description.is_empty());
        line.typed.update(|typed| {
            typed.item = item.id.to_string();
            typed.kind = item.kind.to_string();
            typed.name = item.name;
            typed.description = item.description;
            typed.unit = item.unit;
            // In another currency its price says nothing.
            typed.price = if currency == Some(item.currency) {
                format::typed(lang(), &item.price.to_string())
            } else {
                String::new()
            };
            if typed.quantity.trim().is_empty() {
                "1".clone_into(&mut typed.quantity);
            }
            if let Some(rate) = rate {
                typed.vat = rate;
            }
        });
        for (field, _) in TypedLine::default().fields() {
            self.line_typed_anew(line, field);
        }
        self.keep_empty_line();
    }

    pub fn place_of(self, key: u64) -> usize {
        self.lines
            .with(|lines| lines.iter().position(|line| line.key == key))
            .unwrap_or_default()
    }

    /// The line `step` below (above, when negative).
    pub fn neighbour(self, key: u64, step: isize) -> Option<EditLine> {
        let place = untrack(|| self.place_of(key)).checked_add_signed(step)?;
        self.lines.with_untracked(|lines| lines.get(place).copied())
    }

    /// Puts a copy of a line under it.
    pub fn copy_line(self, line: EditLine) -> EditLine {
        let copy = self.new_line(line.typed.get_untracked().again());
        let place = untrack(|| self.place_of(line.key));
        self.dirty.set(true);
        self.lines.update(|lines| lines.insert(place + 1, copy));
        self.keep_empty_line();
        copy
    }

    /// Moves a line by one place.
    pub fn move_line(self, line: EditLine, step: isize) {
        let from = untrack(|| self.place_of(line.key));
        let count = self.lines.with_untracked(Vec::len);
        if let Some(to) = from.checked_add_signed(step).filter(|to| *to < count) {
            self.dirty.set(true);
            self.lines.update(|lines| lines.swap(from, to));
            self.keep_empty_line();
        }
    }

    /// Puts a line before another one, or after it.
    pub fn put_beside(self, dragged: u64, target: u64, after: bool) {
        let moved = self.lines.with_untracked(|lines| {
            let line = *lines.iter().find(|line| line.key == dragged)?;
            let mut others: Vec<EditLine> = lines.iter().filter(|line| line.key != dragged).copied().collect();
            let place = others.iter().position(|line| line.key == target)?;
            others.insert(place + usize::from(after), line);
            Some(others)
        });
        if let Some(lines) = moved {
            self.dirty.set(true);
            self.lines.set(lines);
            self.keep_empty_line();
        }
    }

    /// Takes a line out and tells where it was.
    pub fn delete_line(self, line: EditLine) -> usize {
        let place = untrack(|| self.place_of(line.key));
        self.dirty.set(true);
        self.aside().sheet.set(None);
        self.lines.update(|lines| lines.retain(|other| other.key != line.key));
        self.keep_empty_line();
        place
    }

    /// Puts a deleted line back.
    pub fn restore_line(self, line: EditLine, place: usize) {
        self.lines.update(|lines| {
            let place = place.min(lines.len());
            lines.insert(place, line);
        });
    }

    /// Puts pasted lines in at the place of a line, which goes if it is empty.
    pub fn insert_lines(self, at: u64, typed: Vec<TypedLine>) {
        let place = untrack(|| self.place_of(at));
        let new: Vec<EditLine> = typed
            .into_iter()
            .map(|line| self.new_line(self.filled_in(line)))
            .collect();
        self.dirty.set(true);
        self.lines.update(|lines| {
            let empty = lines
                .get(place)
                .is_some_and(|line| line.typed.with_untracked(TypedLine::is_empty));
            let end = if empty { place + 1 } else { place };
            lines.splice(place..end, new);
        });
        self.keep_empty_line();
    }

    /// How VAT is rounded: as the own company does, or as the corrected invoice does.
    pub fn rounding(self) -> VatRounding {
        let corrected = self
            .correcting
            .with_value(|corrected| corrected.as_ref().map(|corrected| corrected.vat_rounding));
        let usual = || self.organization().map_or(VatRounding::Line, |o| o.vat_rounding);
        corrected.unwrap_or_else(usual)
    }

    pub fn is_correction(self) -> bool {
        self.correcting.with_value(Option::is_some)
    }

    pub fn organization(self) -> Option<OrganizationChoice> {
        let id = self.head.with(|head| head.organization.clone());
        self.organizations
            .with_value(|all| all.iter().find(|o| o.id.to_string() == id).cloned())
    }

    pub fn issue_date(self) -> Option<Date> {
        self.head.with(|head| parse_date(&head.issue_date).ok())
    }

    pub fn currency(self) -> Option<Currency> {
        self.head.with(|head| head.currency.parse().ok())
    }

    pub fn price_mode(self) -> PriceMode {
        self.head.with(|head| head.price_mode.parse().unwrap_or(PriceMode::Net))
    }

    /// The rates in force on the invoice's date; all of them while there is no date.
    pub fn rates(self) -> Vec<StoredVatRate> {
        self.head.with(|head| rates_in_force(head, self.organizations))
    }

    /// The accounts of the own company in the invoice's currency.
    pub fn accounts(self) -> Vec<BankAccount> {
        let currency = self.currency();
        let accounts = self.organization().map(|o| o.accounts).unwrap_or_default();
        accounts
            .into_iter()
            .filter(|account| currency.is_none_or(|currency| account.currency == currency))
            .collect()
    }
}

fn whole(head: RwSignal<SaveInvoice>, lines: RwSignal<Vec<EditLine>>) -> SaveInvoice {
    let mut form = head.get();
    form.lines = lines.with(|lines| lines.iter().map(|line| line.typed.get()).collect());
    form
}

fn rates_in_force(form: &SaveInvoice, organizations: StoredValue<Vec<OrganizationChoice>>) -> Vec<StoredVatRate> {
    let date = parse_date(&form.issue_date).ok();
    organizations.with_value(|all| {
        let organization = all.iter().find(|o| o.id.to_string() == form.organization);
        let rates = organization.map(|o| o.rates.as_slice()).unwrap_or_default();
        let in_force = rates
            .iter()
            .filter(|rate| date.is_none_or(|date| rate.is_valid_on(date)));
        in_force.cloned().collect()
    })
}

/// Whether a line has another rate than the one that lines begin with: the first one in force.
fn has_other_rates(
    head: RwSignal<SaveInvoice>,
    lines: RwSignal<Vec<EditLine>>,
    organizations: StoredValue<Vec<OrganizationChoice>>,
) -> bool {
    let usual = head.with(|head| rates_in_force(head, organizations));
    let usual = usual.first().map(|rate| rate.id.to_string());
    lines.with(|lines| {
        lines.iter().any(|line| {
            line.typed
                .with(|typed| !typed.is_empty() && usual.as_ref() != Some(&typed.vat))
        })
    })
}

fn sums(
    form: &SaveInvoice,
    organizations: StoredValue<Vec<OrganizationChoice>>,
    rounding: Option<VatRounding>,
) -> Preview {
    organizations.with_value(|all| {
        let organization = all.iter().find(|o| o.id.to_string() == form.organization);
        let usual = organization.map_or(VatRounding::Line, |o| o.vat_rounding);
        let rounding = rounding.unwrap_or(usual);
        preview(form, rounding, |vat| {
            let rates = organization.map(|o| o.rates.as_slice()).unwrap_or_default();
            rates
                .iter()
                .find(|rate| rate.id.to_string() == vat)
                .map(|rate| rate.rate)
        })
    })
}

/// The id of a field of the head.
pub fn head_id(field: &str) -> String {
    match field {
        "client" => "field-client".to_owned(),
        other => format!("invoice-{other}"),
    }
}

/// The id of a cell.
pub fn cell_id(key: u64, field: &str) -> String {
    // A sum has no field of its own: its price has.
    let field = if field == "amount" { "price" } else { field };
    format!("line-{key}-{field}")
}
