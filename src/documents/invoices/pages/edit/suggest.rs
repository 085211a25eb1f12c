//! The cell of a line's name: any text, and the items of the catalogue that begin so.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::grid::{focus, label};
use super::state::{EditLine, Editing, cell_id};
use crate::company::catalog::api::{add_item, suggest_items};
use crate::company::catalog::forms::{SaveItem, rate_code};
use crate::company::catalog::model::ItemChoice;
use crate::documents::invoices::pages::words::line_label;
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::expression::evaluate;
use crate::kernel::format;
use crate::kernel::line_kind::LineKind;
use crate::kernel::tax::VatRate;
use crate::text::lang;
use crate::tr;
use crate::ui::combo::{Combo, PickerChoice, Pressed};
use crate::ui::form::fresh_request;
use crate::ui::toast::Toasts;
use crate::ui::{first_problem_text, may};

/// What is known of the items that were found last.
type Found = StoredValue<Vec<ItemChoice>>;

#[component]
pub fn NameCell(editing: Editing, line: EditLine) -> impl IntoView {
    let combo = Combo::new(Vec::new());
    let found: Found = StoredValue::new(Vec::new());
    let pick = Callback::new(move |choice: PickerChoice| take(editing, line, combo, found, &choice));
    let search = move |text| async move {
        let items = suggest_items(text).await?;
        let choices = items.iter().map(choice).collect();
        // The line may have gone while the answer was on its way.
        let _ = found.try_set_value(items);
        Ok(choices)
    };
    let ask = combo.asking(search, pick);
    let suggests = may(Right::ViewCatalogue);
    let typed = move |text: String| {
        if suggests && !text.trim().is_empty() {
            combo.search(text.clone(), ask);
        } else {
            combo.close();
        }
        editing.type_into(line, "name", text);
    };
    // Text for which there is nothing is just text: the list opens for choices alone.
    let offers = Memo::new(move |_| combo.open.get() && !combo.found.with(Vec::is_empty));
    let keys = move |event: KeyboardEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key());
        let ours = matches!(event.key().as_str(), "ArrowDown" | "ArrowUp" | "Enter" | "Escape");
        if plain && ours && offers.get_untracked() {
            // Elsewhere these keys move between lines.
            event.stop_propagation();
            match combo.key(&event, 0) {
                Pressed::Chose(choice) => pick.run(choice),
                Pressed::Left => combo.close(),
                Pressed::Last | Pressed::Nothing => {}
            }
        }
    };
    let list_id = format!("{}-list", cell_id(line.key, "name"));
    let (controlled, shown) = (list_id.clone(), list_id.clone());
    let marked = move || offers.get().then(|| combo.marked(&list_id)).flatten();
    let invalid = move || editing.cell_problem(line, "name").is_some().then_some("true");
    let name = move || line.typed.with(|typed| typed.name.clone());
    view! {
        <div class="combo">
            <input
                id=cell_id(line.key, "name")
                type="text"
                role="combobox"
                autocomplete="off"
                aria-autocomplete="list"
                aria-expanded=move || if offers.get() { "true" } else { "false" }
                aria-controls=controlled
                aria-activedescendant=marked
                aria-label=move || label(editing, line, "name")
                aria-invalid=invalid
                placeholder=move || editing.is_blank().then(|| tr!(invoices.name_placeholder))
                value=untrack(name)
                prop:value=name
                on:input=move |event| typed(event_target_value(&event))
                on:keydown=keys
                on:blur=move |_| combo.close()
            />
            {move || offers.get().then(|| combo.list(&shown, pick, None))}
        </div>
    }
    .into_any()
}

fn choice(item: &ItemChoice) -> PickerChoice {
    let price = format::price(lang(), item.price, item.currency);
    let detail = match item.code.as_str() {
        "" => price,
        code => format!("{code} · {price}"),
    };
    PickerChoice::new(item.id, item.name.clone(), detail)
}

fn take(editing: Editing, line: EditLine, combo: Combo, found: Found, choice: &PickerChoice) {
    combo.close();
    let item = found.with_value(|items| items.iter().find(|item| item.id.to_string() == choice.value).cloned());
    if let Some(item) = item {
        editing.take_item(line, item);
        focus(line.key, "quantity");
    }
}

/// What is sold for the first time becomes an item of the catalogue, for those who may make one.
#[component]
pub fn KeepItem(editing: Editing, line: EditLine, toasts: Toasts) -> impl IntoView {
    if !may(Right::CreateCatalogue) {
        return ().into_any();
    }
    let pending = RwSignal::new(false);
    let keep = move |_| {
        let item = untrack(|| as_item(editing, line));
        pending.set(true);
        spawn_local(async move {
            let name = item.name.clone();
            let answer = add_item(item).await;
            // The line, or the editor, may have gone meanwhile.
            let _ = pending.try_set(false);
            match answer {
                Ok(id) => {
                    let is_it = line.typed.try_with_untracked(|typed| typed.name == name) == Some(true);
                    if is_it && editing.dirty.try_set(true).is_none() {
                        line.typed.update(|typed| typed.item = id.to_string());
                    }
                    toasts.success(tr!(invoices.item_kept, name = name));
                }
                Err(error) => toasts.failure(first_problem(&error)),
            }
        });
    };
    let is_new = move || {
        line.typed
            .with(|typed| typed.item.is_empty() && !typed.name.trim().is_empty())
    };
    (move || {
        is_new().then(|| {
            view! {
                <button type="button" class="btn btn-sm btn-ghost" disabled=move || pending.get() on:click=keep>
                    {tr!(invoices.keep_item)}
                </button>
            }
        })
    })
    .into_any()
}

/// The item that a line sells. What of it can't be read the server names.
fn as_item(editing: Editing, line: EditLine) -> SaveItem {
    let typed = line.typed.get();
    let rates = editing.rates();
    let rate = rates.iter().find(|rate| rate.id.to_string() == typed.vat);
    let price = evaluate(&typed.price).map(|price| price.to_string());
    SaveItem {
        request: Some(fresh_request()),
        name: typed.name,
        description: typed.description,
        // A line of which nothing is said is what most lines are.
        kind: typed.kind.parse::<LineKind>().unwrap_or_default().to_string(),
        unit: typed.unit,
        price: price.unwrap_or(typed.price),
        currency: editing.head.with(|head| head.currency.clone()),
        vat: rate_code(rate.map_or(VatRate::NOT_PAYER, |rate| rate.rate)),
        ..SaveItem::default()
    }
}

/// A toast has room for one sentence, with the name of what it is about.
fn first_problem(error: &AppError) -> String {
    let field = match error {
        AppError::Invalid(errors) => errors.iter().next().map(|(field, _)| line_label(field)),
        _ => None,
    };
    let text = first_problem_text(error);
    field.map_or_else(|| text.clone(), |field| format!("{field}: {text}"))
}
