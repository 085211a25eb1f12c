//! Fills the fields of a form out of a pasted requisites card. It happens in the browser, and nothing is saved by it: the person
//! looks at what was filled in, takes it back or saves.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlTextAreaElement;

use super::frame::{held, label_of, open_folds, option_text, put_into, stands_at_default};
use super::state::FormState;
use crate::kernel::requisites::card::{Card, recognise};
use crate::kernel::requisites::{TaxIdKind, TypedAccount};
use crate::tr;

/// Which part of a card a form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardPart {
    /// Everything its fields are named after; the first account into fields `account.…`, the others into `more_accounts.0.…`.
    #[default]
    Whole,
    /// The first account, into fields without a prefix.
    Account,
    /// Everything, with one tax id (`tax_id_kind`, `tax_id`) and the first account into `bank`, `account`, `bic`, `correspondent`.
    NewCompany,
}

/// By which id a company is known, the usual one first.
const MAIN: [TaxIdKind; 5] = [
    TaxIdKind::RuInn,
    TaxIdKind::UaEdrpou,
    TaxIdKind::UaRnokpp,
    TaxIdKind::EuVat,
    TaxIdKind::Other,
];

/// A field that was filled in, and what stood there before.
#[derive(Clone)]
struct Filled {
    field: String,
    label: String,
    before: String,
    value: String,
}

/// What became of a card.
#[derive(Clone, Default)]
struct Outcome {
    filled: Vec<Filled>,
    /// Fields that held the same already.
    same: Vec<String>,
    /// Fields that hold something else, which stays unless the person decides otherwise.
    other: Vec<Filled>,
    /// What the form has no field for.
    nowhere: Vec<(String, String)>,
    left: Vec<String>,
}

#[derive(Clone)]
enum State {
    Waiting,
    NothingFound,
    Done(Outcome),
    TakenBack,
}

/// The field for a card, folded, and what was found in it. Made inside the form.
///
/// ```ignore
/// view! { <Form action=save><PasteCard is_new=true /> … </Form> }
/// ```
#[component]
pub fn PasteCard(
    /// The form is that of a new object: a choice that nobody has made gives way to the card's.
    #[prop(optional)]
    is_new: bool,
    #[prop(optional)] part: CardPart,
) -> impl IntoView {
    let form = expect_context::<FormState>();
    let state = RwSignal::new(State::Waiting);
    let id = form.id("card");
    let hint_id = format!("{id}-hint");
    let fill = {
        let id = id.clone();
        move || {
            let area = document().get_element_by_id(&id);
            let area = area.and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
            if let Some(area) = area {
                state.set(form.fill(&recognise(&area.value()), part, is_new));
            }
        }
    };
    let keys = {
        let fill = fill.clone();
        move |event: KeyboardEvent| {
            // Ctrl-Enter fills in here, and does not send the form around.
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                event.stop_propagation();
                fill();
            }
        }
    };
    view! {
        <details class="side-card paste-card only-alive">
            <summary>{tr!(card.title)}</summary>
            <div class="field">
                <label class="field-label" for=id.clone()>{tr!(card.text)}</label>
                <textarea id=id class="textarea" rows=6 maxlength=20_000 aria-describedby=hint_id.clone() on:keydown=keys></textarea>
                <div class="field-hint" id=hint_id>{tr!(card.hint)}</div>
            </div>
            <div class="form-actions">
                <button type="button" class="btn" on:click=move |_| fill()>{tr!(card.fill)}</button>
            </div>
            <div role="status">{move || told(form, state)}</div>
        </details>
    }
    .into_any()
}

fn told(form: FormState, state: RwSignal<State>) -> AnyView {
    match state.get() {
        State::Waiting => ().into_any(),
        State::NothingFound => view! { <p>{tr!(card.nothing)}</p> }.into_any(),
        State::TakenBack => view! { <p>{tr!(card.undone)}</p> }.into_any(),
        State::Done(outcome) => outcome_view(form, state, outcome),
    }
}

fn outcome_view(form: FormState, state: RwSignal<State>, outcome: Outcome) -> AnyView {
    let line = |title: &'static str, labels: Vec<String>| {
        (!labels.is_empty()).then(|| view! { <p>{title} " " {labels.join(", ")} "."</p> })
    };
    let filled = outcome.filled.iter().map(|one| one.label.clone()).collect();
    let others: Vec<_> = outcome
        .other
        .iter()
        .cloned()
        .map(|one| other_row(form, state, one))
        .collect();
    let others = (!others.is_empty()).then(|| view! { <p>{tr!(card.other)}</p><ul>{others}</ul> });
    let nowhere: Vec<_> = outcome
        .nowhere
        .iter()
        .map(|(label, value)| view! { <li>{label.clone()} ": " <b>{value.clone()}</b></li> })
        .collect();
    let nowhere = (!nowhere.is_empty()).then(|| view! { <p>{tr!(card.nowhere)}</p><ul>{nowhere}</ul> });
    let left: Vec<_> = outcome
        .left
        .iter()
        .map(|piece| view! { <li>{piece.clone()}</li> })
        .collect();
    let left = (!left.is_empty()).then(|| view! { <p>{tr!(card.left)}</p><ul class="muted">{left}</ul> });
    let undo = (!outcome.filled.is_empty()).then(|| {
        view! {
            <p class="muted">{tr!(card.review)}</p>
            <button type="button" class="btn btn-xs" on:click=move |_| form.take_back(state)>{tr!(ui.undo)}</button>
        }
    });
    view! {
        {line(tr!(card.filled), filled)}
        {line(tr!(card.same), outcome.same)}
        {others}
        {nowhere}
        {left}
        {undo}
    }
    .into_any()
}

/// A field that holds something else, with a button that takes the card's value.
fn other_row(form: FormState, state: RwSignal<State>, one: Filled) -> AnyView {
    let id = form.id(&one.field);
    let (here, there) = (option_text(&id, &one.before), option_text(&id, &one.value));
    let label = one.label.clone();
    let what = label.clone();
    let take = move |_| {
        let one = one.clone();
        form.put(&one.field, &one.value);
        state.update(|state| {
            if let State::Done(outcome) = state {
                outcome.other.retain(|other| other.field != one.field);
                outcome.filled.push(one);
            }
        });
    };
    view! {
        <li>
            {label} ": " <b>{here}</b> " → " <b>{there}</b> " "
            <button type="button" class="btn btn-xs" on:click=take>{tr!(card.take)} <span class="visually-hidden">" " {what}</span></button>
        </li>
    }
    .into_any()
}

impl FormState {
    /// Fills in what is empty, and tells of the rest.
    fn fill(self, card: &Card, part: CardPart, is_new: bool) -> State {
        let mut outcome = Outcome::default();
        for (field, value) in wanted(card, part, is_new) {
            let id = self.id(&field);
            let Some(before) = held(&id) else {
                if let Some(label) = homeless(&field) {
                    outcome.nowhere.push((label.to_owned(), value));
                }
                continue;
            };
            let one = Filled {
                label: label_of(&id).unwrap_or_else(|| field.clone()),
                field,
                before,
                value,
            };
            if one.before.trim() == one.value {
                outcome.same.push(one.label);
            } else if one.before.trim().is_empty() || (is_new && stands_at_default(&id)) {
                self.put(&one.field, &one.value);
                outcome.filled.push(one);
            } else {
                outcome.other.push(one);
            }
        }
        let (first, others) = card
            .accounts
            .split_first()
            .map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        let has_fields = held(&self.id(number_field(part))).is_some();
        let is_homeless = |place: usize| held(&self.id(&format!("{}.number", more(place)))).is_none();
        let others = others.iter().enumerate().filter(|(place, _)| is_homeless(*place));
        let beside = first
            .filter(|_| !has_fields)
            .into_iter()
            .chain(others.map(|(_, account)| account));
        outcome
            .nowhere
            .extend(beside.map(|account| (tr!(card.account).to_owned(), in_words(account))));
        let found = !(outcome.filled.is_empty()
            && outcome.same.is_empty()
            && outcome.other.is_empty()
            && outcome.nowhere.is_empty());
        if part != CardPart::Account {
            outcome.left.clone_from(&card.left);
        }
        if found {
            State::Done(outcome)
        } else {
            State::NothingFound
        }
    }

    fn put(self, field: &str, value: &str) {
        let id = self.id(field);
        open_folds(&id);
        put_into(&id, value);
        self.filled.update(|filled| {
            filled.insert(field.to_owned());
        });
    }

    /// Another value for a choice that nobody has made yet: it still holds what was put there before.
    pub fn follow(self, field: &str, before: &str, now: &str) {
        let id = self.id(field);
        if before != now && held(&id).as_deref() == Some(before) {
            put_into(&id, now);
        }
    }

    /// Puts back what stood there before; what was changed since stays.
    fn take_back(self, state: RwSignal<State>) {
        let State::Done(outcome) = state.get_untracked() else {
            return;
        };
        for one in outcome.filled {
            let id = self.id(&one.field);
            if held(&id).as_deref() == Some(&one.value) {
                put_into(&id, &one.before);
            }
        }
        self.filled.set(std::collections::BTreeSet::new());
        state.set(State::TakenBack);
    }
}

/// Fields and values that a form takes of a card.
fn wanted(card: &Card, part: CardPart, is_new: bool) -> Vec<(String, String)> {
    let account = card.accounts.first();
    let mut fields: Vec<(String, String)> = Vec::new();
    if part != CardPart::Account {
        fields.extend(
            card.fields()
                .into_iter()
                .map(|(field, value)| (field.to_owned(), value.to_owned())),
        );
    }
    if part == CardPart::NewCompany
        && let Some(id) = MAIN.iter().find(|kind| !card.tax_ids.value(**kind).is_empty())
    {
        fields.push(("tax_id_kind".to_owned(), id.to_string()));
        fields.push(("tax_id".to_owned(), card.tax_ids.value(*id).to_owned()));
    }
    if let Some(account) = account {
        let TypedAccount {
            bank,
            bic,
            correspondent,
            ..
        } = account;
        let number = number_field(part);
        let prefix = number.strip_suffix("number").unwrap_or_default();
        fields.push((number.to_owned(), account.number.clone()));
        let parts = [("bank", bank), ("bic", bic), ("correspondent", correspondent)];
        fields.extend(parts.map(|(field, value)| (format!("{prefix}{field}"), value.clone())));
        // A client's first account has the client's currency.
        if is_new {
            fields.push(("currency".to_owned(), account.currency.clone()));
        }
    }
    if part == CardPart::Whole {
        for (place, account) in card.accounts.iter().skip(1).enumerate() {
            let parts = [
                ("number", &account.number),
                ("bank", &account.bank),
                ("bic", &account.bic),
                ("correspondent", &account.correspondent),
                ("currency", &account.currency),
            ];
            fields.extend(parts.map(|(field, value)| (format!("{}.{field}", more(place)), value.clone())));
        }
    }
    fields.retain(|(_, value)| !value.is_empty());
    fields
}

/// Where the accounts beside the first one go, counted from 0.
fn more(place: usize) -> String {
    format!("more_accounts.{place}")
}

/// Where the number of the first account goes.
const fn number_field(part: CardPart) -> &'static str {
    match part {
        CardPart::Whole => "account.number",
        CardPart::Account => "number",
        CardPart::NewCompany => "account",
    }
}

/// What is recognised and has no field in some forms.
fn homeless(field: &str) -> Option<&'static str> {
    match field {
        "website" => Some(tr!(card.website)),
        "accountant" => Some(tr!(card.accountant)),
        "shipping_address" => Some(tr!(card.shipping_address)),
        "actual_address" => Some(tr!(card.actual_address)),
        "signatory.name" | "signatory.position" | "signatory.basis" => Some(tr!(card.signatory)),
        // What they are called is the same in all languages; the number a company is known by has a field.
        "tax_ids.ru_kpp" => Some("КПП"),
        "tax_ids.ru_ogrn" => Some("ОГРН"),
        "tax_ids.ru_ogrnip" => Some("ОГРНИП"),
        "tax_ids.ua_ipn" => Some("ІПН"),
        _ => None,
    }
}

fn in_words(account: &TypedAccount) -> String {
    let parts = [
        &account.number,
        &account.currency,
        &account.bank,
        &account.bic,
        &account.correspondent,
    ];
    let said: Vec<_> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect();
    said.join(", ")
}
