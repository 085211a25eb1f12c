//! What of a payment goes to which invoices: a field for each, which the sum fills from the top. Without scripts the fields stay
//! empty, and the server fills them in the same way.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

use crate::finance::payments::model::{Offered, OpenInvoice, is_nothing, rate};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, short_date};
use crate::kernel::expression::evaluate_amount;
use crate::kernel::format;
use crate::kernel::ids::InvoiceId;
use crate::kernel::money::{Amount, Money};
use crate::text::lang;
use crate::tr;
use crate::ui::form::{FormState, Place};
use crate::ui::money::MoneyText;

/// Who decides what an invoice gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// The sum, in the order of the rows.
    Auto,
    /// The sum, before the others: it was ticked.
    Ticked,
    /// Nothing: the tick was taken away.
    Left,
    /// Somebody has typed it.
    Typed,
}

/// A row as it is being typed.
#[derive(Clone, Copy)]
struct Row {
    at: usize,
    id: InvoiceId,
    currency: Currency,
    balance: Amount,
    mark: RwSignal<Mark>,
    amount: RwSignal<String>,
    closes: RwSignal<String>,
}

/// All rows, with what there is to be spread over them.
#[derive(Clone, Copy)]
struct Parts {
    rows: StoredValue<Vec<Row>>,
    currency: Signal<Currency>,
    sum: Signal<Option<Amount>>,
}

impl Row {
    /// What stands in the field, in the payment's currency.
    fn paid(self, currency: Currency) -> Amount {
        self.amount.with(|text| read(text, currency))
    }
}

fn read(text: &str, currency: Currency) -> Amount {
    if is_nothing(text) {
        return Amount::ZERO;
    }
    evaluate_amount(text, currency).unwrap_or_default()
}

/// A sum as a field holds it; nothing for none.
fn typed(amount: Amount, currency: Currency) -> String {
    if amount.is_positive() {
        format::typed(lang(), &amount.plain(currency))
    } else {
        String::new()
    }
}

impl Parts {
    /// Lets the sum fill the rows: what was typed stays, then the ticked ones, then the others, each from the top.
    fn refill(self) {
        let currency = self.currency.get_untracked();
        let mut left = self.sum.get_untracked().unwrap_or_default();
        let rows = self.rows.get_value();
        let is_own = |row: &Row| row.currency == currency;
        for row in rows.iter().filter(|row| row.mark.get_untracked() == Mark::Typed) {
            left = left.checked_sub(row.paid(currency)).unwrap_or_default();
        }
        // What somebody ticked is meant: only where nothing is left for it do those give way that nobody chose.
        let (own, own_auto, foreign) = ((Mark::Ticked, true), (Mark::Auto, true), (Mark::Ticked, false));
        if !self.fill(left, [own, own_auto, foreign]) {
            self.fill(left, [own, foreign, own_auto]);
        }
        let emptied = |row: &&Row| match row.mark.get_untracked() {
            Mark::Left => true,
            Mark::Auto => !is_own(row),
            Mark::Ticked | Mark::Typed => false,
        };
        for row in rows.iter().filter(emptied) {
            row.amount.set(String::new());
            row.closes.set(String::new());
        }
    }

    /// Fills the rows of one mark after the other, those in the payment's currency or those in another one. Tells whether whatever was
    /// ticked in another currency got something.
    fn fill(self, mut left: Amount, order: [(Mark, bool); 3]) -> bool {
        let currency = self.currency.get_untracked();
        let rows = self.rows.get_value();
        let mut all = true;
        for (mark, is_own) in order {
            let wanted = |row: &&Row| row.mark.get_untracked() == mark && (row.currency == currency) == is_own;
            for row in rows.iter().filter(wanted) {
                let most = left.max(Amount::ZERO);
                let part = if is_own {
                    most.min(row.balance)
                } else {
                    // At which rate, only a person knows: all that is left closes all that is owed, until he says more.
                    row.closes.set(typed(row.balance, row.currency));
                    all &= most.is_positive();
                    most
                };
                left = left.checked_sub(part).unwrap_or_default();
                row.amount.set(typed(part, currency));
            }
        }
        all
    }

    /// What is left of the sum; below zero when more is meant for invoices than there is.
    fn rest(self) -> Option<Money> {
        let currency = self.currency.get();
        let rows = self.rows.get_value();
        let parts = Amount::sum(rows.iter().map(|row| row.paid(currency))).ok()?;
        let rest = self.sum.get()?.checked_sub(parts).ok()?;
        Some(Money::new(rest, currency))
    }
}

/// The fields `parts.<n>.…` of a form.
#[component]
pub(super) fn PartsFields(
    offered: Vec<Offered>,
    /// That of the payment.
    #[prop(into)]
    currency: Signal<Currency>,
    /// What there is for the invoices.
    #[prop(into)]
    sum: Signal<Option<Amount>>,
    today: Date,
    /// The invoice a new payment is meant for. Of a stored payment what it settles stands in the fields.
    #[prop(optional_no_strip)]
    first: Option<InvoiceId>,
    #[prop(optional)] stored: bool,
) -> impl IntoView {
    let form = expect_context::<FormState>();
    let begun = currency.get_untracked();
    let row = |at: usize, offered: &Offered| {
        let value = |name: &str, amount: Amount, currency: Currency| {
            let kept = if stored { typed(amount, currency) } else { String::new() };
            RwSignal::new(form.beginning(&format!("parts.{at}.{name}"), kept))
        };
        let amount = value("amount", offered.share.paid, begun);
        let mark = if amount.with_untracked(|text| !text.trim().is_empty()) {
            Mark::Typed
        } else if stored {
            Mark::Left
        } else if first == Some(offered.invoice.id) {
            Mark::Ticked
        } else {
            Mark::Auto
        };
        Row {
            at,
            id: offered.invoice.id,
            currency: offered.invoice.currency,
            balance: offered.invoice.balance,
            mark: RwSignal::new(mark),
            closes: value("closes", offered.share.settled, offered.invoice.currency),
            amount,
        }
    };
    let rows: Vec<Row> = offered.iter().enumerate().map(|(at, one)| row(at, one)).collect();
    let came_back = rows.iter().any(|row| row.mark.get_untracked() == Mark::Typed);
    let parts = Parts {
        rows: StoredValue::new(rows.clone()),
        currency,
        sum,
    };
    // The sum fills the rows when it or its currency changes, and once when the page has come alive.
    Effect::new(move |before: Option<(Option<Amount>, Currency)>| {
        let now = (sum.get(), currency.get());
        match before {
            None if stored || came_back => {}
            Some(before) if before == now => {}
            None | Some(_) => parts.refill(),
        }
        now
    });
    // Without scripts the server fills them; with scripts what stands there is meant.
    let spread = (!stored).then(|| {
        let by_server = RwSignal::new(true);
        Effect::new(move || by_server.set(false));
        let place = Place::of("spread".to_owned(), "");
        view! { <input type="hidden" name=place.wire value=move || by_server.get().to_string() /> }
    });
    let rows: Vec<_> = rows
        .into_iter()
        .zip(offered)
        .map(|(row, offered)| row_view(parts, row, offered.invoice, today))
        .collect();
    view! {
        {spread}
        <div class="parts" role="group" aria-label=tr!(payments.invoices)>
            {rows}
        </div>
        {rest_line(parts)}
    }
    .into_any()
}

fn row_view(parts: Parts, row: Row, invoice: OpenInvoice, today: Date) -> AnyView {
    let (at, number) = (row.at, invoice.number.clone());
    let money = invoice.money();
    let late = invoice.due_date < today;
    let tick = move |event: Event| {
        let ticked = input(&event).is_some_and(|input| input.checked());
        row.mark.set(if ticked { Mark::Ticked } else { Mark::Left });
        parts.refill();
    };
    let label = tr!(payments.pays_invoice, number = number.clone());
    let ticked = move || !is_nothing(&row.amount.get());
    let invoice_field = Place::of(format!("parts.{at}.invoice"), "");
    view! {
        <div class="part" class:is-on=ticked>
            <input type="hidden" name=invoice_field.wire value=row.id.to_string() />
            <input
                type="checkbox"
                class="checkbox only-alive part-tick"
                aria-label=label.clone()
                prop:checked=ticked
                on:change=tick
            />
            <span class="part-name">
                <a href=format!("/invoices/{}", row.id) target="_blank" rel="noopener">{number.clone()}</a>
                " "
                <span class="muted" class:is-bad=late>{tr!(payments.due, date = short_date(lang(), invoice.due_date))}</span>
            </span>
            <span class="part-balance num"><MoneyText money /></span>
            {sum_field(parts, row, label)}
            {closes_field(parts, row, &number)}
        </div>
    }
    .into_any()
}

/// The part of the payment.
fn sum_field(parts: Parts, row: Row, label: String) -> AnyView {
    let changed = move |text: String| {
        row.amount.set(text);
        row.mark.set(Mark::Typed);
        parts.refill();
    };
    let currency = parts.currency;
    part_field(
        &format!("parts.{}.amount", row.at),
        label,
        row.amount,
        move || currency.get().code(),
        suggested(parts, row),
        changed,
    )
}

/// What the server would put there, for whoever has no scripts.
fn suggested(parts: Parts, row: Row) -> Option<String> {
    let currency = parts.currency.get_untracked();
    if row.currency != currency {
        return None;
    }
    let rows = parts.rows.get_value();
    let above = rows
        .iter()
        .filter(|other| other.at < row.at && other.currency == currency);
    let above = Amount::sum(above.map(|other| other.balance)).ok()?;
    let left = parts.sum.get_untracked()?.checked_sub(above).ok()?;
    let part = left.min(row.balance);
    part.is_positive().then(|| typed(part, currency))
}

/// What that closes of an invoice in another currency, and the rate that follows.
fn closes_field(parts: Parts, row: Row, number: &str) -> impl IntoView + use<> {
    let label = tr!(payments.closes_invoice, number = number.to_owned());
    move || {
        let currency = parts.currency.get();
        if currency == row.currency {
            return None;
        }
        let changed = move |text: String| {
            row.closes.set(text);
            row.mark.set(Mark::Typed);
        };
        let code = row.currency.code();
        let field = part_field(
            &format!("parts.{}.closes", row.at),
            label.clone(),
            row.closes,
            move || code,
            Some(typed(row.balance, row.currency)),
            changed,
        );
        let text = move || {
            let settled = row.closes.with(|text| read(text, row.currency));
            let rate = rate(
                Money::new(row.paid(currency), currency),
                Money::new(settled, row.currency),
            )?;
            let rate = format::number(lang(), rate);
            Some(format!("1 {code} = {rate} {}", currency.code()))
        };
        Some(view! {
            <span class="part-closes">
                <span class="muted">{tr!(payments.closes)}</span>
                {field}
                <span class="part-rate muted">{text}</span>
            </span>
        })
    }
}

/// A small field for a sum, with its currency behind it and its trouble below.
fn part_field(
    name: &str,
    label: String,
    value: RwSignal<String>,
    unit: impl Fn() -> &'static str + Send + 'static,
    placeholder: Option<String>,
    changed: impl Fn(String) + 'static,
) -> AnyView {
    let place = Place::of(name.to_owned(), &label);
    let error_id = format!("{}-error", place.id);
    let (invalid, described, told) = (place.clone(), place.clone(), place.clone());
    let error = error_id.clone();
    let typing = move |event: Event| {
        if let Some(input) = input(&event) {
            changed(input.value());
        }
    };
    view! {
        <span class="part-field">
            <span class="affix">
                <input
                    id=place.id.clone()
                    name=place.wire.clone()
                    class="input num"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    placeholder=placeholder
                    value=value.get_untracked()
                    prop:value=move || value.get()
                    aria-label=label
                    aria-invalid=move || invalid.invalid().then_some("true")
                    aria-describedby=move || described.invalid().then(|| error.clone())
                    on:input=typing
                />
                <span class="affix-text">{unit}</span>
            </span>
            {move || told.problem().map(|text| view! { <span class="field-error" id=error_id.clone()>{text}</span> })}
        </span>
    }
    .into_any()
}

/// What is left of the sum.
fn rest_line(parts: Parts) -> AnyView {
    let text = move || {
        let rest = parts.rest()?;
        if rest.amount.is_negative() {
            let more = Money::new(rest.amount.checked_neg().unwrap_or_default(), rest.currency);
            let text = tr!(payments.beyond, sum = format::money(lang(), more));
            return Some(view! { <span class="is-bad">{text}</span> }.into_any());
        }
        let text = tr!(payments.stays_advance, sum = format::money(lang(), rest));
        Some(view! { <span>{text}</span> }.into_any())
    };
    view! { <p class="parts-rest only-alive" aria-live="polite">{text}</p> }.into_any()
}

fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
