//! Somebody saved the same draft meanwhile: both versions side by side, and nothing is lost until one is chosen.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::contract::StoredContract;
use super::state::Editing;
use crate::documents::invoices::model::LineKind;
use crate::documents::invoices::pages::words::{field_label, kind_text, price_mode_text};
use crate::error::Conflict;
use crate::kernel::date::{parse_date, short_date};
use crate::kernel::fixed::Fixed6;
use crate::kernel::format;
use crate::kernel::tax::PriceMode;
use crate::text::lang;
use crate::tr;

#[component]
pub fn ConflictPanel(editing: Editing) -> impl IntoView {
    move || editing.conflict().map(|conflict| panel(editing, conflict))
}

fn panel(editing: Editing, conflict: Conflict) -> AnyView {
    let mine = editing.form().flattened();
    let names: BTreeSet<&String> = mine.keys().chain(conflict.current.keys()).collect();
    let rows: Vec<_> = names
        .into_iter()
        .filter_map(|field| {
            let of = |fields: &std::collections::BTreeMap<String, String>| {
                spelled(
                    editing,
                    field,
                    fields.get(field).map(String::as_str).unwrap_or_default(),
                )
            };
            let (mine, theirs) = (of(&mine), of(&conflict.current));
            (mine != theirs).then(|| {
                view! { <tr><th scope="row">{field_label(field)}</th><td>{mine}</td><td>{theirs}</td></tr> }
            })
        })
        .collect();
    let version = conflict.version;
    let keep = move |_| {
        editing.head.update(|head| head.version = version);
        editing.error.set(None);
    };
    let by = conflict.by.clone();
    let take = move |_| {
        let mut form = untrack(|| editing.form()).with_fields(&conflict.current);
        form.version = version;
        editing.error.set(None);
        editing.aside().stored.set_value(StoredContract::of(&form));
        editing.load(form);
        editing.dirty.set(false);
    };
    view! {
        <section class="form-errors" role="alert" tabindex="-1" id="invoice-conflict">
            <h2>{tr!(invoices.conflict_title, by = by)}</h2>
            <p>{tr!(invoices.conflict_text)}</p>
            <div class="table-wrap">
                <table class="data-table">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(invoices.conflict_field)}</th>
                            <th scope="col">{tr!(invoices.conflict_mine)}</th>
                            <th scope="col">{tr!(invoices.conflict_theirs)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="form-actions">
                <button type="button" class="btn btn-primary" on:click=keep>{tr!(invoices.keep_mine)}</button>
                <button type="button" class="btn" on:click=take>{tr!(invoices.take_theirs)}</button>
            </div>
        </section>
    }
    .into_any()
}

/// A stored value as people read it: names for ids, words for codes.
fn spelled(editing: Editing, field: &str, value: &str) -> String {
    let name = field.rsplit('.').next().unwrap_or(field);
    let organizations = editing.organizations;
    let found = match name {
        "organization" => organizations.with_value(|all| {
            let found = all.iter().find(|o| o.id.to_string() == value);
            found.map(|o| o.name.clone())
        }),
        "account" => organizations.with_value(|all| {
            let mut accounts = all.iter().flat_map(|o| &o.accounts);
            accounts
                .find(|account| account.id.to_string() == value)
                .map(|account| account.number.clone())
        }),
        "vat" => organizations.with_value(|all| {
            let mut rates = all.iter().flat_map(|o| &o.rates);
            rates
                .find(|rate| rate.id.to_string() == value)
                .map(|rate| rate.name.clone())
        }),
        "manager" => editing.aside().managers.with_value(|all| {
            let found = all.iter().find(|(id, _)| id.to_string() == value);
            found.map(|(_, name)| name.clone())
        }),
        // Told by the name.
        "item" | "expense" => Some(String::new()),
        "client" => editing.clients.with_value(|names| names.get(value).cloned()),
        "issue_date" | "due_date" => parse_date(value).ok().map(|date| short_date(lang(), date)),
        "quantity" | "price" | "discount" => Fixed6::parse(value).ok().map(|number| format::number(lang(), number)),
        "price_mode" => value
            .parse()
            .ok()
            .map(|mode: PriceMode| price_mode_text(mode).to_owned()),
        "kind" => value.parse().ok().map(|kind: LineKind| kind_text(kind).to_owned()),
        "discount_kind" => match value {
            "percent" => Some(tr!(invoices.discount_percent).to_owned()),
            "amount" => Some(tr!(invoices.discount_amount).to_owned()),
            _ => Some(tr!(invoices.discount_none).to_owned()),
        },
        _ => None,
    };
    found.unwrap_or_else(|| value.to_owned())
}
