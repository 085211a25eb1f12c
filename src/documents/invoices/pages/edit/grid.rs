//! The lines: a grid that is typed through like a spreadsheet.

use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, HtmlInputElement};

use super::drag::Dragging;
use super::sheet::{Brief, SheetHead, Steppers};
use super::side;
use super::state::{EditLine, Editing, cell_id};
use super::suggest::{KeepItem, NameCell};
use crate::documents::invoices::model::{LineKind, Pasted, TypedLine, read_pasted};
use crate::documents::invoices::pages::words::{column_text, field_label, kind_text};
use crate::kernel::format;
use crate::kernel::tax::PriceMode;
use crate::text::lang;
use crate::tr;
use crate::ui::html::raw_text;
use crate::ui::icons::Icon;
use crate::ui::toast::{Toasts, use_toasts};
use crate::ui::{lower_first, problem_text};

/// Rows from a spreadsheet, waiting to land at a line.
pub type Landing = RwSignal<Option<(u64, Pasted)>>;

#[component]
pub fn LineGrid(editing: Editing, landing: Landing) -> impl IntoView {
    let toasts = use_toasts();
    let dragging = Dragging::new(editing);
    let add = move |_| {
        if let Some(last) = editing.lines.with_untracked(|lines| lines.last().copied()) {
            editing.open_sheet(last, "name");
        }
    };
    view! {
        <div
            class="line-grid"
            class:no-discount=move || !editing.discounts.get()
            class:no-vat=move || !editing.shows_rates()
            id="invoice-lines"
            tabindex="-1"
        >
            <div class="line-head" aria-hidden="true">
                <span class="line-no">"№"</span>
                <span class="line-name">{tr!(invoices.line_name)}</span>
                <span class="line-quantity">{tr!(invoices.line_quantity)}</span>
                <span class="line-unit">{tr!(invoices.line_unit)}</span>
                <span class="line-price">{tr!(invoices.line_price)}</span>
                <span class="line-discount">{tr!(invoices.line_discount)}</span>
                <span class="line-vat">{tr!(invoices.line_vat)}</span>
                <span class="line-sum">{tr!(invoices.line_sum)}</span>
                <span class="line-tools"></span>
            </div>
            <For each=move || editing.lines.get() key=|line| line.key let:line>
                <Row editing line landing toasts dragging />
            </For>
            {move || editing.is_blank().then(|| beginnings(editing)).flatten()}
            <div class="line-add">
                <button type="button" class="btn btn-ghost btn-sm" on:click=add>
                    <Icon name="plus" />
                    {tr!(invoices.add_line)}
                </button>
                <label class="check-line">
                    <input
                        type="checkbox"
                        class="checkbox"
                        prop:checked=move || editing.discounts.get()
                        on:change=move |event| editing.discounts.set(event_target_checked(&event))
                    />
                    {tr!(invoices.show_discounts)}
                </label>
                {move || rates_box(editing)}
                <p class="field-hint">{tr!(invoices.grid_hint)}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Shows VAT line by line, where there is a choice of rates. It stays shown while a line has another rate than the usual one.
fn rates_box(editing: Editing) -> Option<AnyView> {
    let choice = editing.price_mode() != PriceMode::WithoutVat && editing.rates().len() > 1;
    choice.then(|| {
        view! {
            <label class="check-line">
                <input
                    type="checkbox"
                    class="checkbox"
                    prop:checked=move || editing.shows_rates()
                    disabled=move || editing.aside().rates_differ.get()
                    on:change=move |event| editing.aside().rates_shown.set(event_target_checked(&event))
                />
                {tr!(invoices.show_rates)}
            </label>
        }
        .into_any()
    })
}

/// What a new invoice of the client may begin with: his last one as a whole, or one of the things sold to him last.
fn beginnings(editing: Editing) -> Option<AnyView> {
    let (usual, _) = editing.usual.get();
    let begin = move |lines: Vec<TypedLine>| {
        if let Some(first) = editing.lines.with_untracked(|lines| lines.first().copied()) {
            if lines.iter().any(|line| !line.discount.is_empty()) {
                editing.discounts.set(true);
            }
            editing.insert_lines(first.key, lines);
        }
        if let Some(first) = editing.lines.with_untracked(|lines| lines.first().copied()) {
            focus(first.key, "quantity");
        }
    };
    let chip = move |text: String, lines: Vec<TypedLine>| {
        view! { <button type="button" class="chip" on:click=move |_| begin(lines.clone())>{text}</button> }
    };
    let repeat = (!usual.last_lines.is_empty()).then(|| {
        let text = if usual.last_number.is_empty() {
            tr!(invoices.repeat_last).to_owned()
        } else {
            tr!(invoices.repeat_number, number = usual.last_number)
        };
        chip(text, usual.last_lines)
    });
    let recent: Vec<_> = usual
        .recent
        .into_iter()
        .map(|line| chip(line.name.clone(), vec![line]))
        .collect();
    if repeat.is_none() && recent.is_empty() {
        return None;
    }
    Some(
        view! { <div class="chips line-begin" role="group" aria-label=tr!(invoices.begin_with)>{repeat}{recent}</div> }
            .into_any(),
    )
}

#[component]
fn Row(editing: Editing, line: EditLine, landing: Landing, toasts: Toasts, dragging: Dragging) -> impl IntoView {
    let n = move || editing.place_of(line.key) + 1;
    let keys = move |event: KeyboardEvent| pressed(editing, line, toasts, &event);
    let paste = move |event: ClipboardEvent| {
        if let Some(pasted) = side::pasted_text(&event).as_deref().and_then(read_pasted) {
            event.prevent_default();
            landing.set(Some((line.key, pasted)));
        }
    };
    let sum = move || {
        let place = editing.place_of(line.key);
        let currency = editing.currency()?;
        let sums = editing
            .preview
            .with(|preview| preview.lines.get(place).copied().flatten())?;
        Some(format::amount(lang(), sums.amount, currency))
    };
    let open = move || line.open.update(|open| *open = !*open);
    let is_open = move || if line.open.get() { "true" } else { "false" };
    view! {
        <div
            class="line-row"
            class:in-sheet=move || editing.is_in_sheet(line)
            class:is-dragged=move || dragging.is_dragged(line)
            class:drop-before=move || dragging.lands_before(line)
            class:drop-after=move || dragging.lands_after(line)
            role="group"
            aria-label=move || tr!(invoices.line, n = n())
            on:keydown=keys
            on:focusin=move |event| editing.follow_focus(line, &event)
            on:focusout=move |event| editing.leave_line(&event)
            on:paste=paste
            on:dragover=move |event| dragging.over(line, &event)
            on:drop=move |event| dragging.drop(&event)
        >
            <SheetHead editing line />
            <Brief editing line />
            <button
                type="button"
                class="line-no"
                tabindex="-1"
                draggable="true"
                on:dragstart=move |event| dragging.begin(line, &event)
                on:dragend=move |_| dragging.end()
                title=tr!(invoices.describe_line)
                aria-label=tr!(invoices.describe_line)
                aria-expanded=is_open
                on:click=move |_| open()
            >
                {n}
            </button>
            <div class="line-name" data-label=tr!(invoices.line_name)>
                <NameCell editing line />
                {kind_cell(editing, line)}
            </div>
            <div class="line-quantity" data-label=tr!(invoices.line_quantity)>
                {cell(editing, line, "quantity", true)}
                <Steppers editing line />
            </div>
            <div class="line-unit" data-label=tr!(invoices.line_unit)>{cell(editing, line, "unit", false)}</div>
            <div class="line-price" data-label=tr!(invoices.line_price)>{cell(editing, line, "price", true)}</div>
            <div class="line-discount" data-label=tr!(invoices.line_discount)>
                {cell(editing, line, "discount", true)}
            </div>
            <div class="line-vat" data-label=tr!(invoices.line_vat)>{vat_cell(editing, line)}</div>
            <output class="line-sum" data-label=tr!(invoices.line_sum)>{sum}</output>
            <div class="line-tools">
                <button
                    type="button"
                    tabindex="-1"
                    aria-label=move || tr!(invoices.delete_line, n = n())
                    on:click=move |_| delete(editing, line, toasts)
                >
                    <Icon name="close" />
                </button>
            </div>
            {move || line.open.get().then(|| details(editing, line, toasts))}
            {move || troubles(editing, line)}
        </div>
    }
    .into_any()
}

/// How a cell is called, for who does not see where it stands.
pub fn label(editing: Editing, line: EditLine, field: &str) -> String {
    field_label(&format!("lines.{}.{field}", editing.place_of(line.key)))
}

fn cell(editing: Editing, line: EditLine, field: &'static str, numeric: bool) -> AnyView {
    let value = move || line.typed.with(|typed| typed.text(field).to_owned());
    let invalid = move || editing.cell_problem(line, field).is_some().then_some("true");
    view! {
        <input
            id=cell_id(line.key, field)
            type="text"
            inputmode=numeric.then_some("decimal")
            autocomplete="off"
            aria-label=move || label(editing, line, field)
            aria-invalid=invalid
            value=untrack(value)
            prop:value=value
            on:input=move |event| editing.type_into(line, field, event_target_value(&event))
            on:blur=move |_| {
                if numeric {
                    editing.calculate(line, field);
                }
            }
        />
    }
    .into_any()
}

fn vat_cell(editing: Editing, line: EditLine) -> AnyView {
    let chosen = move || line.typed.with(|typed| typed.vat.clone());
    let options = move || {
        let chosen = chosen();
        let rates = editing.rates();
        let known = rates.iter().any(|rate| rate.id.to_string() == chosen);
        let empty = (!known).then(|| view! { <option value="" selected=true prop:selected=true></option> });
        let rates: Vec<_> = rates
            .into_iter()
            .map(|rate| {
                let id = rate.id.to_string();
                let picked = id == chosen;
                view! { <option value=id selected=picked prop:selected=picked>{rate.name}</option> }
            })
            .collect();
        view! { {empty}{rates} }.into_any()
    };
    view! {
        <select
            id=cell_id(line.key, "vat")
            aria-label=move || label(editing, line, "vat")
            aria-invalid=move || editing.cell_problem(line, "vat").is_some().then_some("true")
            on:change=move |event| editing.type_into(line, "vat", event_target_value(&event))
        >
            {options}
        </select>
    }
    .into_any()
}

/// Goods, service or work, beside the name: it decides which paper closes the line. A line takes it from the item or from the line above, so who
/// types on passes it by.
fn kind_cell(editing: Editing, line: EditLine) -> AnyView {
    let kinds: Vec<_> = LineKind::ALL
        .iter()
        .map(|kind| {
            let picked = move || {
                line.typed
                    .with(|typed| typed.kind.parse::<LineKind>().unwrap_or_default())
                    == *kind
            };
            view! {
                <option value=kind.as_str() selected=untrack(picked) prop:selected=picked>{kind_text(*kind)}</option>
            }
        })
        .collect();
    view! {
        <select
            id=cell_id(line.key, "kind")
            class="line-kind"
            tabindex="-1"
            title=tr!(catalog.kind_hint)
            aria-label=move || label(editing, line, "kind")
            aria-invalid=move || editing.cell_problem(line, "kind").is_some().then_some("true")
            on:change=move |event| editing.type_into(line, "kind", event_target_value(&event))
        >
            {kinds}
        </select>
    }
    .into_any()
}

/// The long description, under the line, and the way into the catalogue.
fn details(editing: Editing, line: EditLine, toasts: Toasts) -> AnyView {
    view! {
        <div class="line-note line-details">
            <textarea
                id=cell_id(line.key, "description")
                rows="2"
                aria-label=move || label(editing, line, "description")
                placeholder=tr!(invoices.description)
                prop:value=move || line.typed.with(|typed| typed.description.clone())
                on:input=move |event| editing.type_into(line, "description", event_target_value(&event))
            >
                {raw_text(line.typed.with_untracked(|typed| typed.description.clone()))}
            </textarea>
            <KeepItem editing line toasts />
        </div>
    }
    .into_any()
}

/// What is wrong in the line, in words under it.
fn troubles(editing: Editing, line: EditLine) -> Option<AnyView> {
    let fields = [
        "name",
        "quantity",
        "unit",
        "price",
        "discount",
        "vat",
        "kind",
        "description",
        "amount",
    ];
    let texts: Vec<_> = fields
        .into_iter()
        .filter_map(|field| {
            let problem = editing.cell_problem(line, field)?;
            let text = format!("{}: {}", column_text(field), lower_first(&problem_text(&problem)));
            Some(view! { <div class="field-error">{text}</div> })
        })
        .collect();
    (!texts.is_empty()).then(|| view! { <div class="line-note">{texts}</div> }.into_any())
}

fn delete(editing: Editing, line: EditLine, toasts: Toasts) {
    let beside = editing
        .neighbour(line.key, 1)
        .or_else(|| editing.neighbour(line.key, -1));
    let place = editing.delete_line(line);
    toasts.undoable(tr!(invoices.line_deleted), move || editing.restore_line(line, place));
    if let Some(beside) = beside {
        focus(beside.key, "name");
    }
}

/// The keys of the grid. Letters by their place on the keyboard, so that they work in a Cyrillic layout too.
fn pressed(editing: Editing, line: EditLine, toasts: Toasts, event: &KeyboardEvent) {
    let control = event.ctrl_key() || event.meta_key();
    let field = field_of(event);
    let multiline = field.as_deref() == Some("description");
    let selecting = matches!(field.as_deref(), Some("vat" | "kind"));
    let go = |to: Option<EditLine>| {
        if let Some(to) = to {
            event.prevent_default();
            editing.aside().sheet.update(|sheet| {
                if sheet.is_some() {
                    *sheet = Some(to.key);
                }
            });
            // An empty line is begun with its name.
            let begun = !to.typed.with_untracked(TypedLine::is_empty);
            focus(
                to.key,
                field.as_deref().filter(|_| begun && !multiline).unwrap_or("name"),
            );
        }
    };
    match event.key().as_str() {
        "Escape" if editing.aside().sheet.get_untracked().is_some() => {
            event.prevent_default();
            editing.aside().sheet.set(None);
        }
        "Enter" if event.shift_key() && !multiline => {
            event.prevent_default();
            line.open.set(true);
            focus(line.key, "description");
        }
        "Enter" if !control && !multiline => go(editing.neighbour(line.key, 1)),
        "ArrowUp" | "ArrowDown" if event.alt_key() => {
            event.prevent_default();
            let step = if event.key() == "ArrowUp" { -1 } else { 1 };
            editing.move_line(line, step);
            focus(line.key, field.as_deref().unwrap_or("name"));
        }
        "ArrowUp" if !control && !multiline && !selecting => go(editing.neighbour(line.key, -1)),
        "ArrowDown" if !control && !multiline && !selecting => go(editing.neighbour(line.key, 1)),
        "Backspace" if control => {
            event.prevent_default();
            delete(editing, line, toasts);
        }
        _ if event.alt_key() && !control && event.code() == "KeyK" => {
            event.prevent_default();
            focus(line.key, "kind");
        }
        _ if control && event.code() == "KeyD" => {
            event.prevent_default();
            let copy = editing.copy_line(line);
            focus(copy.key, field.as_deref().unwrap_or("name"));
        }
        _ => {}
    }
}

/// The field whose cell has the focus.
fn field_of(event: &KeyboardEvent) -> Option<String> {
    let element = event.target()?.dyn_into::<HtmlElement>().ok()?;
    element.id().rsplit_once('-').map(|(_, field)| field.to_owned())
}

/// Puts the focus into a cell, once it is on the page. What stands there is typed over, as in a spreadsheet.
pub fn focus(key: u64, field: &str) {
    on_element(cell_id(key, field), |element| {
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    });
}

/// Puts the focus on an element, once it is on the page.
pub fn focus_element(id: String) {
    on_element(id, |_| ());
}

/// Puts the focus on what is wrong. A phone shows a cell only with its line by itself.
pub fn show_element(editing: Editing, id: String) {
    let key = id.strip_prefix("line-").and_then(|rest| rest.split_once('-'));
    if let Some(key) = key.and_then(|(key, _)| key.parse::<u64>().ok()) {
        editing.aside().sheet.set(Some(key));
    }
    focus_element(id);
}

fn on_element(id: String, then: impl FnOnce(&HtmlElement) + 'static) {
    request_animation_frame(move || {
        let element = document()
            .get_element_by_id(&id)
            .and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(element) = element {
            // What can't take the focus can still be clicked.
            let _ = element.focus();
            then(&element);
        }
    });
}
