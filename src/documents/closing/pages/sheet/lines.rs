//! The lines of the invoice: what was invoiced, what is closed, what this paper closes, what is left then. A line is closed by quantity or by sum:
//! whichever field something is typed into, the other one shows what it comes to.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

use super::keep;
use super::live::{Live, Row};
use crate::documents::closing::model::{BasisLine, ClosingEditor, ClosingKind};
use crate::documents::invoices::pages::words::price_mode_text;
use crate::kernel::expression::evaluate;
use crate::kernel::fixed::Quantity;
use crate::kernel::format;
use crate::kernel::money::Amount;
use crate::kernel::totals::closing::Share;
use crate::text::lang;
use crate::tr;
use crate::ui::form::Place;
use crate::ui::problem_text;

/// Minor units of a whole that shares in percent are taken of.
const WHOLE: i64 = 100_000_000;

#[component]
pub(super) fn Lines(editor: ClosingEditor, live: Live) -> impl IntoView {
    let mode = editor.basis.terms.price_mode;
    let rows: Vec<_> = live.rows.with_value(|rows| {
        let closed = editor.basis.lines.iter().filter(|one| one.open.is_closed());
        let closed: Vec<_> = closed.map(|one| closed_view(live, one)).collect();
        let open: Vec<_> = rows
            .iter()
            .filter_map(|row| editor.basis.lines.get(row.of).map(|one| row_view(live, *row, one)))
            .collect();
        open.into_iter().chain(closed).collect()
    });
    let others = editor
        .basis
        .lines
        .iter()
        .any(|one| !one.open.is_closed() && ClosingKind::of_line(one.line.kind) != live.kind);
    let hint = others.then(|| match live.kind {
        ClosingKind::Act => tr!(closing.goods_hint),
        ClosingKind::DeliveryNote => tr!(closing.services_hint),
    });
    let place = Place::of("lines".to_owned(), tr!(closing.lines));
    let (id, told) = (place.id.clone(), place.clone());
    let problem = move || told.problem().map(|text| view! { <p class="field-error">{text}</p> });
    view! {
        <section class="form-section closing-lines-section" id=id tabindex="-1">
            <div class="section-head">
                <h2>{tr!(closing.lines)}</h2>
                <Fill editor=editor.clone() live />
            </div>
            {problem}
            <div class="closing-lines" role="group" aria-label=tr!(closing.lines)>
                <div class="closing-line closing-line-head" aria-hidden="true">
                    <span class="closing-name">{tr!(closing.line_of_invoice)}</span>
                    <span class="num">{tr!(closing.invoiced)}</span>
                    <span class="num">{tr!(closing.closed)}</span>
                    <span class="num">{tr!(closing.now_quantity)}</span>
                    <span class="num">{tr!(closing.now_amount)}</span>
                    <span class="num">{tr!(closing.rest)}</span>
                </div>
                {rows}
            </div>
            <p class="field-hint">{tr!(closing.sums_are, mode = price_mode_text(mode))}</p>
            {hint.map(|hint| view! { <p class="field-hint">{hint}</p> })}
        </section>
    }
    .into_any()
}

/// *All the rest*, *Paid part*, *Share %*.
#[component]
fn Fill(editor: ClosingEditor, live: Live) -> impl IntoView {
    let mode = editor.basis.terms.price_mode;
    let (paid, total) = (editor.invoice.paid, editor.invoice.total);
    let all = move |_| live.set_usual(|one| one.open.all_the_rest(mode));
    let of_paid = (paid.is_positive() && total.is_positive()).then(|| {
        let press = move |_| live.set_usual(|one| one.open.share(mode, paid, total));
        view! { <button type="button" class="btn btn-sm" on:click=press>{tr!(closing.paid_part)}</button> }
    });
    let percent = RwSignal::new("50".to_owned());
    let share = move |_| {
        let Ok(percent) = percent.with_untracked(|text| evaluate(text)) else {
            return;
        };
        // Six places of a percent, in hundredths of the whole.
        let part = Amount::from_minor(percent.scaled());
        if part.is_positive() {
            live.set_usual(|one| one.open.share(mode, part, Amount::from_minor(WHOLE)));
        }
    };
    view! {
        <div class="closing-fill only-alive">
            <button type="button" class="btn btn-sm" on:click=all>{tr!(closing.all_the_rest)}</button>
            {of_paid}
            <span class="closing-share">
                <span class="affix">
                    <input
                        class="input input-sm num"
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        aria-label=tr!(closing.share)
                        value=percent.get_untracked()
                        on:input=move |event| percent.set(event_target_value(&event))
                    />
                    <span class="affix-text">"%"</span>
                </span>
                <button type="button" class="btn btn-sm" on:click=share>{tr!(closing.take_share)}</button>
            </span>
        </div>
    }
    .into_any()
}

fn sum(live: Live, amount: Amount) -> String {
    format::amount(lang(), amount, live.currency)
}

/// A share as people read it: its sum, and under it its quantity where that says something.
fn share_text(live: Live, share: Share, unit: &str, by_amount: bool) -> AnyView {
    let mode = live.basis.with_value(|basis| basis.terms.price_mode);
    let quantity = (!by_amount && !share.quantity.is_zero()).then(|| {
        let text = format!("{} {unit}", format::number(lang(), share.quantity));
        view! { <small class="muted">{text}</small> }
    });
    let text = if share.is_nothing() {
        "—".to_owned()
    } else {
        sum(live, share.base(mode))
    };
    view! { <span>{text}</span> {quantity} }.into_any()
}

fn row_view(live: Live, row: Row, basis: &BasisLine) -> AnyView {
    let (invoiced, open) = (&basis.line, basis.open);
    let (name, unit) = (invoiced.name.clone(), invoiced.unit.clone());
    let number = row.at + 1;
    let is_usual = ClosingKind::of_line(invoiced.kind) == live.kind;
    let hidden = Place::of(format!("lines.{}.line", row.at), "");
    let on = move || row.is_on();
    let tick = move |event: Event| {
        let ticked = input(&event).is_some_and(|input| input.checked());
        live.set(row, live.all_the_rest(row).filter(|_| ticked));
    };
    let rest = {
        let unit = unit.clone();
        move || {
            let rest = open.rest().unwrap_or_default();
            let taken = row
                .told
                .with(|told| told.part.map(|part| part.taken))
                .unwrap_or_default();
            let left = rest.checked_sub(taken).unwrap_or_default();
            let by_amount = open.by_amount || row.amount.with(|text| !text.trim().is_empty());
            share_text(live, left, &unit, by_amount)
        }
    };
    let by_amount = open.by_amount;
    let quantity_label = tr!(closing.quantity_of, n = number, name = name.clone());
    let amount_label = tr!(closing.amount_of, n = number, name = name.clone());
    let rest_quantity = open.rest().map(|rest| rest.quantity).unwrap_or_default();
    view! {
        <div class="closing-line" class:is-on=on class:is-unusual=!is_usual>
            <input type="hidden" name=hidden.wire value=invoiced.id.to_string() />
            <span class="closing-name">
                <input
                    type="checkbox"
                    class="checkbox only-alive"
                    aria-label=tr!(closing.take_line, name = name.clone())
                    prop:checked=on
                    on:change=tick
                />
                <span>{name}</span>
            </span>
            <span class="num" data-label=tr!(closing.invoiced)>{share_text(live, open.invoiced, &unit, false)}</span>
            <span class="num" data-label=tr!(closing.closed)>{share_text(live, open.closed, &unit, by_amount)}</span>
            <span class="num" data-label=tr!(closing.now_quantity)>
                {quantity_field(row, quantity_label, rest_quantity, by_amount)}
            </span>
            <span class="num" data-label=tr!(closing.now_amount)>{amount_field(live, row, amount_label)}</span>
            <span class="num" data-label=tr!(closing.rest)>{rest}</span>
            {keep::choice(live, row)}
        </div>
    }
    .into_any()
}

/// A line of which nothing is left.
fn closed_view(live: Live, one: &BasisLine) -> AnyView {
    let (unit, open) = (one.line.unit.clone(), one.open);
    view! {
        <div class="closing-line is-closed">
            <span class="closing-name"><span>{one.line.name.clone()}</span></span>
            <span class="num" data-label=tr!(closing.invoiced)>{share_text(live, open.invoiced, &unit, false)}</span>
            <span class="num" data-label=tr!(closing.closed)>{share_text(live, open.closed, &unit, open.by_amount)}</span>
            <span class="closing-done muted">{tr!(closing.line_closed)}</span>
        </div>
    }
    .into_any()
}

fn quantity_field(row: Row, label: String, rest: Quantity, by_amount: bool) -> AnyView {
    let typing = move |event: Event| {
        let text = event_target_value(&event);
        // One measure at a time.
        if !text.trim().is_empty() {
            row.amount.set(String::new());
        }
        row.quantity.set(text);
    };
    let hint = move || {
        let typed_sum = row.amount.with(|text| !text.trim().is_empty());
        (!by_amount && !typed_sum).then(|| format::typed(lang(), &rest.to_string()))
    };
    field(row, "quantity", label, row.quantity, hint, typing)
}

fn amount_field(live: Live, row: Row, label: String) -> AnyView {
    let typing = move |event: Event| {
        let text = event_target_value(&event);
        if !text.trim().is_empty() {
            row.quantity.set(String::new());
        }
        row.amount.set(text);
    };
    let hint = move || {
        let mode = live.basis.with_value(|basis| basis.terms.price_mode);
        let part = row.told.with(|told| told.part.map(|part| part.totals));
        let shown = match part {
            Some(totals) => Share {
                net: totals.net,
                vat: totals.vat,
                gross: totals.gross,
                ..Share::default()
            },
            None => live.line(row, |one| one.open.rest().ok()).flatten().unwrap_or_default(),
        };
        Some(sum(live, shown.base(mode)))
    };
    field(row, "amount", label, row.amount, hint, typing)
}

/// A small field with its trouble below.
fn field(
    row: Row,
    name: &'static str,
    label: String,
    value: RwSignal<String>,
    hint: impl Fn() -> Option<String> + Send + Sync + 'static,
    typing: impl Fn(Event) + 'static,
) -> AnyView {
    let place = Place::of(format!("lines.{}.{name}", row.at), &label);
    let alone = format!("lines.0.{name}");
    let sent = place.clone();
    // What is typed is judged here; the server may know more, until something else is typed.
    let problem = Memo::new(move |_| {
        let here = row.told.with(|told| told.errors.get(&alone).map(problem_text));
        here.or_else(|| sent.problem())
    });
    let error_id = format!("{}-error", place.id);
    let described = error_id.clone();
    view! {
        <input
            id=place.id.clone()
            name=place.wire.clone()
            class="input input-sm num"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            placeholder=hint
            value=value.get_untracked()
            prop:value=move || value.get()
            aria-label=label
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            aria-describedby=move || problem.with(Option::is_some).then(|| described.clone())
            on:input=typing
        />
        {move || problem.get().map(|text| view! { <span class="field-error" id=error_id.clone()>{text}</span> })}
    }
    .into_any()
}

fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
