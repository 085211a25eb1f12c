//! What is being typed into the form, and what it comes to: computed here by the function the server decides with.

use std::time::Duration;

use leptos::form::FromFormData;
use leptos::html::Div;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FormData, HtmlFormElement};

use crate::documents::closing::api::SendClosing;
use crate::documents::closing::model::{
    Basis, BasisLine, ClosingEditor, ClosingKind, SaveClosing, TypedClosingLine, ValidLine,
};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, parse_date};
use crate::kernel::format;
use crate::kernel::ids::InvoiceId;
use crate::kernel::money::Amount;
use crate::kernel::problem::FieldErrors;
use crate::kernel::totals::closing::{ClosingTotals, Measure, Part};
use crate::text::lang;
use crate::ui::form::FormState;

/// After the last key until the paper is asked for.
const PAUSE: Duration = Duration::from_millis(300);

/// A line of the form as it is being typed.
#[derive(Clone, Copy)]
pub struct Row {
    /// Its place in the form.
    pub at: usize,
    /// Its place in the invoice.
    pub of: usize,
    pub quantity: RwSignal<String>,
    pub amount: RwSignal<String>,
    pub keep: RwSignal<String>,
    pub rate: RwSignal<String>,
    pub told: Memo<Told>,
}

impl Row {
    /// Whether something of the line is closed.
    pub fn is_on(self) -> bool {
        !(self.quantity.with(|text| text.trim().is_empty()) && self.amount.with(|text| text.trim().is_empty()))
    }
}

/// What a line comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    pub part: Option<Part>,
    /// The fields of one line, named as if it were the only one: `lines.0.quantity`.
    pub errors: FieldErrors,
}

/// The form. Copyable, like a signal.
#[derive(Clone, Copy)]
pub struct Live {
    pub kind: ClosingKind,
    pub invoice: InvoiceId,
    pub currency: Currency,
    pub basis: StoredValue<Basis>,
    pub rows: StoredValue<Vec<Row>>,
    pub date: RwSignal<String>,
    pub from: RwSignal<String>,
    pub until: RwSignal<String>,
    /// What the paper beside the form shows.
    pub asked: RwSignal<SaveClosing>,
    /// The sums of the paper, if every line comes to one.
    pub sums: Memo<Option<ClosingTotals>>,
    form: StoredValue<Option<NodeRef<Div>>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Live {
    /// Begins with what the page came with, or with what was typed before it came back.
    pub fn open(editor: &ClosingEditor, state: FormState) -> Self {
        let (form, invoice) = (&editor.form, &editor.invoice);
        let (kind, currency, id) = (form.kind, invoice.currency, invoice.id);
        let begun = |name: &str, value: &str| RwSignal::new(state.beginning(name, value.to_owned()));
        let (date, basis) = (begun("date", &form.date), StoredValue::new(editor.basis.clone()));
        let open = editor
            .basis
            .lines
            .iter()
            .enumerate()
            .filter(|(_, one)| !one.open.is_closed());
        let row = |(at, (of, one)): (usize, (usize, &BasisLine))| {
            let line = one.line.id.to_string();
            let stored = form
                .lines
                .iter()
                .find(|stored| stored.line == line)
                .cloned()
                .unwrap_or_default();
            let field = |name: &str| format!("lines.{at}.{name}");
            let (quantity, amount) = (
                begun(&field("quantity"), &format::typed(lang(), &stored.quantity)),
                begun(&field("amount"), &format::typed(lang(), &stored.amount)),
            );
            let (keep, rate) = (begun(&field("keep"), &stored.keep), begun(&field("rate"), &stored.rate));
            let told = Memo::new(move |_| {
                let typed = TypedClosingLine {
                    line: line.clone(),
                    quantity: quantity.get(),
                    amount: amount.get(),
                    keep: keep.get(),
                    rate: rate.get(),
                };
                let form = of_lines(kind, id, date.get(), vec![typed]);
                basis.with_value(|basis| told(basis, &form, currency))
            });
            Row {
                at,
                of,
                quantity,
                amount,
                keep,
                rate,
                told,
            }
        };
        let rows: Vec<Row> = open.enumerate().map(row).collect();
        let rows = StoredValue::new(rows);
        let sums = Memo::new(move |_| {
            let form = of_lines(
                kind,
                id,
                date.get(),
                rows.with_value(|rows| rows.iter().map(|row| typed(basis, *row)).collect()),
            );
            let valid = form.validated(currency).ok()?;
            basis.with_value(|basis| Some(basis.compute(&valid.lines, valid.date).ok()?.totals))
        });
        Self {
            kind,
            invoice: id,
            currency,
            basis,
            rows,
            date,
            from: begun("period_from", &form.period_from),
            until: begun("period_until", &form.period_until),
            asked: RwSignal::new(form.clone()),
            sums,
            form: StoredValue::new(None),
            timer: StoredValue::new(None),
        }
    }

    /// The date, if it is one.
    pub fn day(self) -> Option<Date> {
        self.date.with(|text| parse_date(text).ok())
    }

    /// Something of a line of the invoice.
    pub fn line<T>(self, row: Row, read: impl FnOnce(&BasisLine) -> T) -> Option<T> {
        self.basis.with_value(|basis| basis.lines.get(row.of).map(read))
    }

    /// Where the fields are.
    pub fn listen(self, form: NodeRef<Div>) {
        self.form.set_value(Some(form));
    }

    /// The paper follows once nothing has been typed for a while.
    pub fn typed_later(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let read = move || {
            if let Some(form) = self.read() {
                self.asked.try_set(form);
            }
        };
        self.timer.try_set_value(set_timeout_with_handle(read, PAUSE).ok());
    }

    /// What stands in the fields.
    fn read(self) -> Option<SaveClosing> {
        let inside = self.form.try_get_value().flatten()?.try_get_untracked().flatten()?;
        let form: HtmlFormElement = inside.closest("form").ok()??.dyn_into().ok()?;
        let fields = FormData::new_with_form(&form).ok()?;
        Some(SendClosing::from_form_data(&fields).ok()?.input)
    }

    /// Lets a line be closed by so much, or not at all.
    pub fn set(self, row: Row, measure: Option<Measure>) {
        let typed = measure
            .map(|measure| TypedClosingLine::of(None, measure, self.currency))
            .unwrap_or_default();
        row.quantity.set(format::typed(lang(), &typed.quantity));
        row.amount.set(format::typed(lang(), &typed.amount));
        self.typed_later();
    }

    /// Lets every line that usually goes to such a paper, or is ticked, be closed by what `measure` says of it.
    pub fn set_usual(self, measure: impl Fn(&BasisLine) -> Option<Measure>) {
        for row in self.rows.get_value() {
            let wanted = self.line(row, |one| {
                (ClosingKind::of_line(one.line.kind) == self.kind, measure(one))
            });
            if let Some((is_usual, measure)) = wanted
                && (is_usual || untrack(|| row.is_on()))
            {
                self.set(row, measure);
            }
        }
    }

    /// Everything that is left of a line.
    pub fn all_the_rest(self, row: Row) -> Option<Measure> {
        let mode = self.basis.with_value(|basis| basis.terms.price_mode);
        self.line(row, |one| one.open.all_the_rest(mode)).flatten()
    }

    /// What a line would come to with another choice where its rate is not valid.
    pub fn told_with(self, row: Row, keep: &str) -> Told {
        let typed = TypedClosingLine {
            keep: keep.to_owned(),
            ..typed(self.basis, row)
        };
        let form = of_lines(self.kind, self.invoice, self.date.get(), vec![typed]);
        self.basis.with_value(|basis| told(basis, &form, self.currency))
    }

    /// What of the invoice is closed so far, and what of it was invoiced.
    pub fn so_far(self) -> (Amount, Amount) {
        self.basis.with_value(|basis| {
            let sum = |share: fn(&BasisLine) -> Amount| Amount::sum(basis.lines.iter().map(share)).unwrap_or_default();
            (sum(|one| one.open.closed.gross), sum(|one| one.open.invoiced.gross))
        })
    }
}

/// What stands in a line.
fn typed(basis: StoredValue<Basis>, row: Row) -> TypedClosingLine {
    TypedClosingLine {
        line: basis.with_value(|basis| {
            let line = basis.lines.get(row.of);
            line.map(|one| one.line.id.to_string()).unwrap_or_default()
        }),
        quantity: row.quantity.get(),
        amount: row.amount.get(),
        keep: row.keep.get(),
        rate: row.rate.get(),
    }
}

fn of_lines(kind: ClosingKind, invoice: InvoiceId, date: String, lines: Vec<TypedClosingLine>) -> SaveClosing {
    SaveClosing {
        date,
        lines,
        ..SaveClosing::new(kind, invoice)
    }
}

/// What a form of one line comes to.
fn told(basis: &Basis, form: &SaveClosing, currency: Currency) -> Told {
    let computed = form.validated(currency).and_then(|valid| {
        let lines: Vec<ValidLine> = valid.lines;
        let computed = basis.compute(&lines, valid.date)?;
        Ok(computed.lines.first().map(|line| line.part))
    });
    match computed {
        Ok(part) => Told {
            part,
            errors: FieldErrors::default(),
        },
        Err(errors) => Told { part: None, errors },
    }
}
