//! What is being typed: the one place of the interface with rich state in the browser.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::company::catalog::model::ItemChoice;
use crate::company::organization::model::{BankAccount, OrganizationChoice, StoredVatRate};
use crate::documents::invoices::model::{Corrected, InvoiceEditor, Preview, SaveInvoice, TypedLine, Usual, preview};
use crate::error::{AppError, Conflict};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, parse_date};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::{PriceMode, VatRounding};

/// A line under the hands of a person. The key stays while lines move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditLine {
    pub key: u64,
    pub typed: RwSignal<TypedLine>,
    /// Whether kind and description are shown under it.
    pub open: RwSignal<bool>,
}

/// The keys of lines.
#[derive(Debug, Default)]
struct Keys {
    /// Of the lines that were sent last: the server names lines by their place.
    sent: Vec<u64>,
    next: u64,
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
    /// The name of a client who is just being made.
    pub new_client: RwSignal<Option<String>>,
    pub dirty: RwSignal<bool>,
    keys: StoredValue<Keys>,
    /// Lines made in event handlers live as long as the editor.
    owner: StoredValue<Owner>,
}

impl Editing {
    pub fn open(editor: InvoiceEditor) -> Self {
        let InvoiceEditor {
            form,
            client,
            organizations,
            usual,
            correcting,
        } = editor;
        let usual_head = (form.id.is_none() && client.is_some()).then(|| form.clone());
        let rounding = correcting.as_ref().map(|corrected| corrected.vat_rounding);
        let organizations = StoredValue::new(organizations);
        let head = RwSignal::new(SaveInvoice::default());
        let lines = RwSignal::new(Vec::<EditLine>::new());
        let preview = Memo::new(move |_| sums(&whole(head, lines), organizations, rounding));
        let names = client.map(|client| (client.id.to_string(), client.name));
        let editing = Self {
            head,
            lines,
            organizations,
            clients: StoredValue::new(names.into_iter().collect()),
            discounts: RwSignal::new(form.lines.iter().any(|line| !line.discount.is_empty())),
            preview,
            error: RwSignal::new(None),
            pending: RwSignal::new(false),
            usual: RwSignal::new((usual, usual_head)),
            correcting: StoredValue::new(correcting),
            reason: RwSignal::new(String::new()),
            restored: RwSignal::new(0),
            new_client: RwSignal::new(None),
            dirty: RwSignal::new(false),
            keys: StoredValue::new(Keys::default()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        editing.load(form);
        editing
    }

    /// Puts a whole form in.
    pub fn load(self, mut form: SaveInvoice) {
        let typed = std::mem::take(&mut form.lines);
        self.head.set(form);
        let lines = typed
            .into_iter()
            .map(|line| self.new_line(self.filled_in(line)))
            .collect();
        self.lines.set(lines);
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
        self.head.update(change);
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

    /// A line that is begun sells what the one above sells, at its rate.
    fn filled_in(self, mut line: TypedLine) -> TypedLine {
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
            }
            typed.set(field, text);
        });
        self.keep_empty_line();
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
                item.price.to_string()
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
        let copy = self.new_line(line.typed.get_untracked());
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

    /// Whether nothing was typed into any line.
    pub fn is_blank(self) -> bool {
        self.lines
            .with(|lines| lines.iter().all(|line| line.typed.with(TypedLine::is_empty)))
    }

    /// Whether a field of the head is otherwise than it usually is for the client.
    pub fn is_unusual(self, field: &str) -> bool {
        let of = |head: &SaveInvoice| match field {
            "organization" => head.organization.clone(),
            "account" => head.account.clone(),
            "currency" => head.currency.clone(),
            "price_mode" => head.price_mode.clone(),
            _ => String::new(),
        };
        let usual = self.usual.with(|(_, head)| head.as_ref().map(of));
        usual.is_some_and(|usual| usual != self.head.with(of))
    }

    /// What is wrong with a field of the head.
    pub fn problem(self, field: &str) -> Option<Problem> {
        let refused = self.error.with(|error| in_field(error.as_ref(), field));
        refused.or_else(|| self.preview.with(|preview| preview.problems.get(field).cloned()))
    }

    /// What is wrong with a cell.
    pub fn cell_problem(self, line: EditLine, field: &str) -> Option<Problem> {
        let sent = self
            .keys
            .with_value(|keys| keys.sent.iter().position(|key| *key == line.key));
        let refused = sent.and_then(|place| {
            let name = format!("lines.{place}.{field}");
            self.error.with(|error| in_field(error.as_ref(), &name))
        });
        refused.or_else(|| {
            let name = format!("lines.{}.{field}", self.place_of(line.key));
            self.preview.with(|preview| preview.problems.get(&name).cloned())
        })
    }

    /// The id of the element that a problem of the server is about.
    pub fn element_of(self, field: &str) -> String {
        let line = field.strip_prefix("lines.").and_then(|rest| rest.split_once('.'));
        let Some((place, name)) = line else {
            return head_id(field);
        };
        let key = place
            .parse()
            .ok()
            .and_then(|place: usize| self.keys.with_value(|keys| keys.sent.get(place).copied()));
        cell_id(key.unwrap_or_default(), name)
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

    pub fn conflict(self) -> Option<Conflict> {
        self.error.with(|error| match error {
            Some(AppError::Conflict(conflict)) => Some(conflict.clone()),
            _ => None,
        })
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
        let date = self.issue_date();
        let rates = self.organization().map(|o| o.rates).unwrap_or_default();
        rates
            .into_iter()
            .filter(|rate| date.is_none_or(|date| rate.is_valid_on(date)))
            .collect()
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

fn in_field(error: Option<&AppError>, field: &str) -> Option<Problem> {
    match error {
        Some(AppError::Invalid(errors)) => FieldErrors::get(errors, field).cloned(),
        _ => None,
    }
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
