//! The head of the document: client, own company and account, dates, currency, price mode.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::contract::{contract, forget_contract, load_contracts};
use super::expenses::load_expenses;
use super::grid::{focus, focus_element};
use super::state::{Editing, head_id};
use super::usual::take_over;
use crate::crm::clients::api::find_clients;
use crate::crm::clients::model::ClientChoice;
use crate::crm::clients::pages::NewClientDrawer;
use crate::crm::clients::pages::words::term_text;
use crate::documents::invoices::api::open_editor;
use crate::documents::invoices::model::SaveInvoice;
use crate::documents::invoices::pages::words::price_mode_text;
use crate::kernel::actor::Right;
use crate::kernel::currency::Currency;
use crate::kernel::date::parse_date;
use crate::kernel::tax::PriceMode;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::picker::{Create, Picker, PickerChoice};
use crate::ui::problem_text;

#[component]
pub fn Head(editing: Editing) -> impl IntoView {
    let many = editing.organizations.with_value(|all| all.len() > 1);
    view! {
        {editing.is_correction().then(|| reason(editing))}
        <div class="form-grid">
            <div class="span-2">{client(editing)} {move || error(editing, "client")}</div>
            {contract(editing)}
            {seller(editing, many)}
            {date(editing, "issue_date", tr!(invoices.date), |head| &head.issue_date, move |text| change_issue_date(editing, text))}
            {due(editing)}
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
    let label = format!("{} *", tr!(invoices.correct_reason));
    framed(editing, "reason", &label, control.into_any())
}

/// The client is chosen, unless an issued invoice names him already.
fn client(editing: Editing) -> AnyView {
    if editing.is_correction() {
        let name = chosen_client(editing).map(|choice| choice.label).unwrap_or_default();
        return view! {
            <div class="field" id="field-client" tabindex="-1">
                <span class="field-label">{tr!(invoices.client)}</span>
                <p>{name}</p>
            </div>
        }
        .into_any();
    }
    (move || {
        editing.restored.track();
        untrack(|| picker(editing))
    })
    .into_any()
}

fn chosen_client(editing: Editing) -> Option<PickerChoice> {
    let id = editing.head.with_untracked(|head| head.client.clone());
    let name = editing.clients.with_value(|names| names.get(&id).cloned())?;
    Some(PickerChoice::new(id, name, String::new()))
}

fn picker(editing: Editing) -> AnyView {
    let search = |text: String| async move {
        let found = find_clients(text).await?;
        Ok(found
            .into_iter()
            .map(|c| PickerChoice::new(c.id, c.name, c.tax_id))
            .collect())
    };
    let on_pick = Callback::new(move |(choice,): (PickerChoice,)| pick_client(editing, choice));
    // Whoever may make clients makes one in place.
    let may_create = use_context::<Viewer>().is_some_and(|viewer| viewer.may(Right::EditClients));
    let create = may_create.then(|| {
        let begin = move |(typed,): (String,)| editing.aside().new_client.set(Some(typed));
        Create::Here(Callback::new(begin))
    });
    match chosen_client(editing) {
        Some(chosen) => {
            let options = vec![chosen.clone()];
            view! {
                <Picker
                    name="client"
                    label=tr!(invoices.client)
                    search
                    options
                    chosen
                    required=true
                    create
                    on_pick
                />
            }
            .into_any()
        }
        None => view! {
            <Picker
                name="client"
                label=tr!(invoices.client)
                search
                options=Vec::new()
                required=true
                autofocus=true
                create
                on_pick
            />
        }
        .into_any(),
    }
}

/// The drawer in which a client is made who is not there yet; then he is picked.
#[component]
pub fn NewClient(editing: Editing) -> impl IntoView {
    let made = move |(client,): (ClientChoice,)| {
        let choice = PickerChoice::new(client.id, client.name, client.tax_id);
        pick_client(editing, choice);
        // The field shows whom the form names; with lines typed already the focus comes back to it.
        editing.restored.update(|times| *times += 1);
        if !untrack(|| editing.is_blank()) {
            focus_element(head_id("client"));
        }
    };
    view! { <NewClientDrawer name=editing.aside().new_client made=Callback::new(made) /> }.into_any()
}

/// A label with its control and what is wrong with it.
pub fn framed(editing: Editing, field: &'static str, label: &str, control: AnyView) -> AnyView {
    view! {
        <div class="field">
            <label class="field-label" for=head_id(field)>
                {label.to_owned()}
                {move || {
                    editing.is_unusual(field).then(|| view! { <span class="unusual" title=tr!(invoices.unusual)>"•"</span> })
                }}
            </label>
            {control}
            {move || error(editing, field)}
        </div>
    }
    .into_any()
}

fn error(editing: Editing, field: &str) -> Option<AnyView> {
    let problem = editing.problem(field)?;
    Some(view! { <div class="field-error">{problem_text(&problem)}</div> }.into_any())
}

/// What of an issued invoice stays when it is corrected.
const STAYING: [&str; 2] = ["organization", "currency"];

/// A choice whose options may change; what is chosen stays chosen.
pub fn select(
    editing: Editing,
    field: &'static str,
    options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    chosen: impl Fn() -> String + Send + Sync + 'static,
    change: impl Fn(String) + 'static,
) -> AnyView {
    let options = move || {
        let (chosen, options) = (chosen(), options());
        let known = options.iter().any(|(value, _)| *value == chosen);
        let empty =
            (!known).then(|| view! { <option value="" selected=true prop:selected=true>{tr!(ui.choose)}</option> });
        let options: Vec<_> = options
            .into_iter()
            .map(|(value, text)| {
                let picked = value == chosen;
                view! { <option value=value selected=picked prop:selected=picked>{text}</option> }
            })
            .collect();
        view! { {empty}{options} }.into_any()
    };
    view! {
        <select
            id=head_id(field)
            class="select"
            disabled=editing.is_correction() && STAYING.contains(&field)
            aria-invalid=move || editing.problem(field).is_some().then_some("true")
            on:change=move |event| {
                editing.touch(field);
                change(event_target_value(&event));
            }
        >
            {options}
        </select>
    }
    .into_any()
}

/// Own company and account as one grey line, since they rarely change: a press opens the choices, and so does what is wrong.
fn seller(editing: Editing, many: bool) -> AnyView {
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
        Some(format!(
            "{} · {}",
            company.name,
            number.map(|own| own.number.as_str()).unwrap_or_default()
        ))
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

fn date(
    editing: Editing,
    field: &'static str,
    label: &str,
    of: fn(&SaveInvoice) -> &String,
    change: impl Fn(String) + 'static,
) -> AnyView {
    framed(editing, field, label, date_input(editing, field, of, change))
}

fn date_input(
    editing: Editing,
    field: &'static str,
    of: fn(&SaveInvoice) -> &String,
    change: impl Fn(String) + 'static,
) -> AnyView {
    let value = move || editing.head.with(|head| of(head).clone());
    view! {
        <input
            id=head_id(field)
            class="input"
            type="date"
            aria-invalid=move || editing.problem(field).is_some().then_some("true")
            value=untrack(value)
            prop:value=value
            on:change=move |event| {
                editing.touch(field);
                change(event_target_value(&event));
            }
        />
    }
    .into_any()
}

/// The due date, and under it the client's term: said where it is kept, else a press puts the date it makes.
fn due(editing: Editing) -> AnyView {
    let put = move |date: String| editing.change(|head| head.due_date = date);
    let input = date_input(editing, "due_date", |head| &head.due_date, put);
    let term = move || {
        let (term, due) = (editing.aside().term.get()?, editing.due_by_term()?);
        let text = format!("+ {}", term_text(term));
        Some(if editing.is_due_by_term() {
            view! { <div class="field-hint">{text}</div> }.into_any()
        } else {
            let take = move |_| {
                editing.touch("due_date");
                put(due.to_string());
            };
            view! {
                <button type="button" class="quiet-choice field-hint" title=tr!(invoices.by_term) on:click=take>{text}</button>
            }
            .into_any()
        })
    };
    framed(
        editing,
        "due_date",
        tr!(invoices.due),
        view! { {input} {term} }.into_any(),
    )
}

/// The due date follows the client's term, or keeps the distance that somebody gave it.
fn change_issue_date(editing: Editing, text: String) {
    let term = untrack(|| editing.aside().term.get().filter(|_| editing.is_due_by_term()));
    editing.change(|head| {
        if let Ok(date) = parse_date(&text) {
            let distance = parse_date(&head.issue_date).ok().zip(parse_date(&head.due_date).ok());
            let due = match term {
                Some(term) => Some(term.due(date)),
                None => distance.map(|(issued, due)| date.saturating_add(due - issued)),
            };
            if let Some(due) = due {
                head.due_date = due.to_string();
            }
        }
        head.issue_date = text;
    });
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

/// A new invoice takes what is usual for the client; a draft that was saved keeps its own.
fn pick_client(editing: Editing, choice: PickerChoice) {
    editing.clients.update_value(|names| {
        names.insert(choice.value.clone(), choice.label.clone());
    });
    editing.change(|head| {
        head.client.clone_from(&choice.value);
        head.contract.clear();
    });
    editing.aside().contracts.set(Vec::new());
    editing.aside().expenses.set(Vec::new());
    editing.aside().term.set(None);
    editing.untouch();
    let is_new = editing.head.with_untracked(|head| head.id.is_none());
    let Ok(client) = choice.value.parse() else { return };
    if !is_new {
        load_contracts(editing, client);
        load_expenses(editing, client);
        return;
    }
    if let Some(first) = editing.lines.with_untracked(|lines| lines.first().copied())
        && untrack(|| editing.is_blank())
    {
        focus(first.key, "name");
    }
    spawn_local(async move {
        // Without an answer what stands there stays, and can be typed over.
        let Ok(usual) = open_editor(None, Some(client), None).await else {
            return;
        };
        let now = editing.head.try_with_untracked(|head| head.client == choice.value);
        if now == Some(true) {
            let form = usual.form;
            editing.aside().contracts.set(usual.contracts);
            editing.aside().expenses.set(usual.expenses);
            editing.aside().term.set(usual.client.map(|client| client.term));
            editing.usual.set((usual.usual, Some(form.clone())));
            take_over(editing, form);
        }
    });
}
