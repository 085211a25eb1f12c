//! Who sells: the own company and its account, which decide rates, price mode and currency.

use leptos::prelude::*;

use super::contract::forget_contract;
use super::fields::{framed, select};
use super::grid::focus_element;
use super::state::{Editing, head_id};
use crate::tr;
use crate::ui::long_number::with_long_numbers;

/// Own company and account as one grey line, since they rarely change: a press opens the choices, and so does what is wrong.
pub(super) fn seller(editing: Editing) -> AnyView {
    let many = editing.organizations.with_value(|all| all.len() > 1);
    let opened = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let missing = editing
            .head
            .with(|head| head.organization.is_empty() || head.account.is_empty());
        let wrong = ["organization", "account"]
            .into_iter()
            .any(|field| editing.problem(field).is_some());
        opened.get() || missing || wrong
    });
    let open = move |_| {
        opened.set(true);
        focus_element(head_id(if many && !editing.is_correction() {
            "organization"
        } else {
            "account"
        }));
    };
    let text = move || {
        let company = editing.organization()?;
        let account = editing.head.with(|head| head.account.clone());
        let number = company.accounts.iter().find(|own| own.id.to_string() == account);
        let number = number.map(|own| own.number.as_str()).unwrap_or_default();
        Some(with_long_numbers(&format!("{} · {number}", company.name)))
    };
    let unusual = move || {
        let unusual = editing.is_unusual("organization") || editing.is_unusual("account");
        unusual.then(|| view! { <span class="unusual" title=tr!(invoices.unusual)>"•"</span> })
    };
    (move || {
        if shown.get() {
            view! { {many.then(|| organization(editing))} {account(editing)} }.into_any()
        } else {
            view! {
                <div class="field span-2">
                    <span class="field-label">{tr!(invoices.seller)} {unusual}</span>
                    <button type="button" class="quiet-choice" title=tr!(invoices.change_seller) on:click=open>{text}</button>
                </div>
            }
            .into_any()
        }
    })
    .into_any()
}

fn organization(editing: Editing) -> AnyView {
    let options = move || {
        editing
            .organizations
            .with_value(|all| all.iter().map(|o| (o.id.to_string(), o.name.clone())).collect())
    };
    let chosen = move || editing.head.with(|head| head.organization.clone());
    let control = select(editing, "organization", options, chosen, move |id| {
        change_organization(editing, id);
    });
    framed(editing, "organization", tr!(invoices.organization), control)
}

fn account(editing: Editing) -> AnyView {
    let options = move || {
        let accounts = editing.accounts().into_iter();
        accounts
            .map(|account| (account.id.to_string(), format!("{} · {}", account.number, account.bank)))
            .collect()
    };
    let chosen = move || editing.head.with(|head| head.account.clone());
    let change = move |id| editing.change(|head| head.account = id);
    let control = select(editing, "account", options, chosen, change);
    framed(editing, "account", tr!(invoices.account), control)
}

/// Another own company has other accounts and other rates; each line keeps its rate if there is the same one, and has the company's usual one
/// where it had none. What was usual for the company before gives way to what is usual for this one: its price mode, and its currency where it
/// has no account in the chosen one.
pub(super) fn change_organization(editing: Editing, id: String) {
    let before = untrack(|| editing.organization());
    let usual_before = untrack(|| editing.rates()).first().map(|rate| rate.id.to_string());
    editing.change(|head| head.organization = id);
    if let Some(now) = untrack(|| editing.organization()) {
        let was_usual = before
            .as_ref()
            .is_none_or(|before| before.price_mode == untrack(|| editing.price_mode()));
        let has_account = !untrack(|| editing.accounts()).is_empty();
        editing.change(|head| {
            if was_usual {
                head.price_mode = now.price_mode.to_string();
            }
            if !has_account && now.default_account(now.currency).is_some() {
                now.currency.code().clone_into(&mut head.currency);
            }
        });
    }
    let rates_before = before.map(|before| before.rates).unwrap_or_default();
    choose_account(editing);
    forget_contract(editing);
    let rates = untrack(|| editing.rates());
    for line in editing.lines.get_untracked() {
        line.typed.update(|typed| {
            let before = rates_before.iter().find(|rate| rate.id.to_string() == typed.vat);
            let same = before.and_then(|before| rates.iter().find(|rate| rate.rate == before.rate));
            // The first in force is the usual one, which nobody has chosen.
            let usual = rates
                .first()
                .filter(|_| typed.vat.is_empty() || Some(&typed.vat) == usual_before.as_ref());
            let rate = same.or(usual);
            typed.vat = rate.map(|rate| rate.id.to_string()).unwrap_or_default();
        });
    }
}

/// The company's account for the currency, unless the chosen one fits.
pub(super) fn choose_account(editing: Editing) {
    let (accounts, organization, currency) =
        untrack(|| (editing.accounts(), editing.organization(), editing.currency()));
    editing.change(|head| {
        if !accounts.iter().any(|account| account.id.to_string() == head.account) {
            let default = organization
                .zip(currency)
                .and_then(|(o, currency)| o.default_account(currency).map(|account| account.id.to_string()));
            head.account = default.unwrap_or_default();
        }
    });
}
