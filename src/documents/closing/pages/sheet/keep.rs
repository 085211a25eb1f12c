//! A line whose VAT rate is not valid on the date of the paper: whoever makes it decides what stays as it was invoiced.

use leptos::prelude::*;

use super::live::{Live, Row};
use crate::company::catalog::pages::words::rate_text;
use crate::kernel::date::Date;
use crate::kernel::format;
use crate::kernel::money::Money;
use crate::kernel::problem::Problem;
use crate::kernel::tax::VatRate;
use crate::kernel::totals::closing::Keep;
use crate::text::lang;
use crate::tr;
use crate::ui::form::Place;
use crate::ui::problem_text;

/// The two choices, and which rate counts then; nothing where the rate is valid, or the line is not closed.
pub(super) fn choice(live: Live, row: Row) -> impl IntoView {
    // Both are called by what they decide, also in the list of what is wrong.
    let label = tr!(closing.rate_field, n = row.at + 1);
    let keep = Place::of(format!("lines.{}.keep", row.at), &label);
    let rate = Place::of(format!("lines.{}.rate", row.at), &label);
    let ended = Memo::new(move |_| {
        let date = live.day()?;
        let of = live.line(row, |one| one.line.vat)?;
        let is_valid = live.basis.with_value(|basis| basis.is_rate_valid(of, date));
        (!is_valid && row.is_on()).then_some((of, date))
    });
    move || {
        let (of, date) = ended.get()?;
        let radio = |value: Keep| {
            let (id, name) = (format!("{}-{value}", keep.id), keep.wire.clone());
            // The problem leads to the first one.
            let id = if value == Keep::Gross { keep.id.clone() } else { id };
            let checked = move || row.keep.with(|keep| keep == value.as_str());
            view! {
                <label class="check-line">
                    <input
                        type="radio"
                        class="radio"
                        id=id
                        name=name
                        value=value.as_str()
                        checked=checked
                        prop:checked=checked
                        on:change=move |_| row.keep.set(value.to_string())
                    />
                    <span>{move || kept_text(live, row, value)}</span>
                </label>
            }
        };
        let text = problem_text(&Problem::VatRateEnded { rate: of, date });
        Some(
            view! {
                <div class="closing-keep alert alert-warning" role="group" aria-label=text.clone()>
                    <p>{text.clone()}</p>
                    {radio(Keep::Gross)}
                    {radio(Keep::Net)}
                    {rates(live, row, of, date, &rate)}
                </div>
            }
            .into_any(),
        )
    }
}

/// What the line comes to if that stays.
fn kept_text(live: Live, row: Row, keep: Keep) -> String {
    let label = match keep {
        Keep::Gross => tr!(closing.keep_gross),
        Keep::Net => tr!(closing.keep_net),
    };
    let told = live.told_with(row, keep.as_str());
    let Some(part) = told.part else {
        return label.to_owned();
    };
    let money = |amount| format::money(lang(), Money::new(amount, live.currency));
    tr!(
        closing.keep_sums,
        label = label,
        net = money(part.totals.net),
        total = money(part.totals.gross),
        rate = rate_text(part.vat),
        vat = money(part.totals.vat)
    )
}

/// The rates of the date, where another one than the successor may be meant.
fn rates(live: Live, row: Row, of: VatRate, date: Date, place: &Place) -> AnyView {
    let (usual, rates) = live.basis.with_value(|basis| {
        let usual = basis.successor(of, date).map(|rate| (rate.id, rate.name.clone()));
        let valid = basis.rates.iter().filter(|rate| rate.is_valid_on(date));
        let rates: Vec<_> = valid.map(|rate| (rate.id, rate.name.clone())).collect();
        (usual, rates)
    });
    let first = match &usual {
        Some((_, name)) => tr!(closing.rate_usual, name = name.clone()),
        None => tr!(closing.rate_choose).to_owned(),
    };
    let others = rates
        .into_iter()
        .filter(|(id, _)| usual.as_ref().is_none_or(|(usual, _)| usual != id));
    let options: Vec<_> = others
        .map(|(id, name)| {
            let value = id.to_string();
            let chosen = row.rate.with_untracked(|rate| *rate == value);
            view! { <option value=value selected=chosen>{name}</option> }
        })
        .collect();
    let told = place.clone();
    let problem = move || {
        let live = row.told.with(|told| told.errors.get("lines.0.rate").map(problem_text));
        live.or_else(|| told.problem())
            .map(|text| view! { <span class="field-error">{text}</span> })
    };
    view! {
        <label class="closing-rate">
            <span>{tr!(closing.rate_then)}</span>
            <select
                class="select select-sm"
                id=place.id.clone()
                name=place.wire.clone()
                on:change=move |event| row.rate.set(event_target_value(&event))
            >
                <option value="">{first}</option>
                {options}
            </select>
            {problem}
        </label>
    }
    .into_any()
}
