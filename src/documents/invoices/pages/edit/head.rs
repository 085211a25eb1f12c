//! The head of the document: what is said of it as a whole. Client, seller, dates and contract have files of their own.

use leptos::prelude::*;

use super::client::client;
use super::contract::contract;
use super::dates::{due, issue_date};
use super::fields::{error, framed, select};
use super::seller::{choose_account, seller};
use super::state::{Editing, head_id};
use crate::documents::invoices::model::NextNumber;
use crate::documents::invoices::pages::words::price_mode_text;
use crate::kernel::currency::Currency;
use crate::kernel::tax::PriceMode;
use crate::tr;
use crate::ui::load::Data;

#[component]
pub fn Head(editing: Editing, next: Data<Option<NextNumber>>) -> impl IntoView {
    view! {
        {editing.is_correction().then(|| reason(editing))}
        // Client, contract and seller are wide. In this order the short fields leave no place empty beside them, on two columns as on three.
        <div class="form-grid">
            <div class="span-2">{client(editing)} {move || error(editing, "client")}</div>
            {issue_date(editing, next)}
            {due(editing)}
            {contract(editing)}
            {seller(editing)}
            {currency(editing)}
            {price_mode(editing)}
        </div>
    }
    .into_any()
}

/// Why an issued invoice is corrected.
fn reason(editing: Editing) -> AnyView {
    let control = view! {
        <input
            id=head_id("reason")
            class="input"
            type="text"
            maxlength="500"
            autocomplete="off"
            aria-required="true"
            aria-invalid=move || editing.problem("reason").is_some().then_some("true")
            prop:value=move || editing.reason.get()
            on:input=move |event| {
                editing.dirty.set(true);
                editing.reason.set(event_target_value(&event));
            }
        />
    };
    view! {
        <div class="field">
            <label class="field-label required" for=head_id("reason")>{tr!(invoices.correct_reason)}</label>
            {control}
            {move || error(editing, "reason")}
        </div>
    }
    .into_any()
}

fn currency(editing: Editing) -> AnyView {
    let options = || {
        Currency::ALL
            .iter()
            .map(|c| (c.code().to_owned(), c.code().to_owned()))
            .collect()
    };
    let chosen = move || editing.head.with(|head| head.currency.clone());
    let change = move |code: String| {
        editing.change(|head| head.currency = code);
        choose_account(editing);
    };
    let control = select(editing, "currency", options, chosen, change);
    framed(editing, "currency", tr!(invoices.currency), control)
}

fn price_mode(editing: Editing) -> AnyView {
    let options = || {
        PriceMode::ALL
            .iter()
            .map(|mode| (mode.to_string(), price_mode_text(*mode).to_owned()))
            .collect()
    };
    let chosen = move || editing.head.with(|head| head.price_mode.clone());
    let change = move |mode| editing.change(|head| head.price_mode = mode);
    let control = select(editing, "price_mode", options, chosen, change);
    framed(editing, "price_mode", tr!(invoices.price_mode), control)
}
