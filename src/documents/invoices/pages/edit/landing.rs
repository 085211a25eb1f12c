//! Rows pasted from a spreadsheet, before they land: which column is what is shown and can be changed.

use leptos::prelude::*;

use super::grid::{Landing, focus};
use super::state::Editing;
use crate::documents::invoices::model::{PasteColumn, Pasted, TypedLine};
use crate::documents::invoices::pages::words::field_label;
use crate::tr;
use crate::ui::dialog::Dialog;

/// Rows shown of what was pasted.
const SHOWN: usize = 8;

#[component]
pub fn PasteDialog(editing: Editing, landing: Landing) -> impl IntoView {
    let open = Signal::derive(move || landing.with(Option::is_some));
    view! {
        <Dialog title=tr!(invoices.paste_title) open on_close=move || landing.set(None)>
            {move || landing.get().map(|(at, pasted)| body(editing, landing, at, &pasted))}
        </Dialog>
    }
    .into_any()
}

fn body(editing: Editing, landing: Landing, at: u64, pasted: &Pasted) -> AnyView {
    let lines = pasted.lines(&defaults(editing, at));
    let count = lines.len();
    let heads: Vec<_> = pasted
        .columns
        .iter()
        .enumerate()
        .map(|(n, column)| view! { <th scope="col">{choice(landing, n, *column)}</th> })
        .collect();
    let rows: Vec<_> = pasted
        .rows
        .iter()
        .take(SHOWN)
        .map(|row| {
            let cells: Vec<_> = row.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    let put = move |_| {
        if lines.iter().any(|line| !line.discount.is_empty()) {
            editing.discounts.set(true);
        }
        editing.insert_lines(at, lines.clone());
        landing.set(None);
        if let Some(last) = editing.lines.with_untracked(|lines| lines.last().copied()) {
            focus(last.key, "name");
        }
    };
    view! {
        <p>{tr!(invoices.paste_text)}</p>
        <div class="table-wrap">
            <table class="data-table">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <div class="form-actions">
            <button type="button" class="btn btn-primary" disabled=count == 0 on:click=put>
                {tr!(invoices.paste_insert, count = count)}
            </button>
            <button type="button" class="btn" on:click=move |_| landing.set(None)>{tr!(ui.cancel)}</button>
        </div>
    }
    .into_any()
}

/// What the pasted lines take over from the line they land at.
fn defaults(editing: Editing, at: u64) -> TypedLine {
    let line = editing
        .lines
        .with_untracked(|lines| lines.iter().find(|line| line.key == at).copied());
    line.map(|line| line.typed.get_untracked()).unwrap_or_default()
}

fn choice(landing: Landing, n: usize, column: PasteColumn) -> AnyView {
    let options: Vec<_> = PasteColumn::ALL
        .iter()
        .map(|option| {
            let text = match option {
                PasteColumn::Skip => tr!(invoices.paste_skip).to_owned(),
                // The label of a line's field without the line.
                named => field_label(&format!("lines.0.{named}"))
                    .rsplit_once(", ")
                    .map(|(_, label)| label.to_owned())
                    .unwrap_or_default(),
            };
            let picked = *option == column;
            view! { <option value=option.as_str() selected=picked prop:selected=picked>{text}</option> }
        })
        .collect();
    let change = move |event| {
        if let Ok(chosen) = event_target_value(&event).parse::<PasteColumn>() {
            landing.update(|landing| {
                if let Some(place) = landing.as_mut().and_then(|(_, pasted)| pasted.columns.get_mut(n)) {
                    *place = chosen;
                }
            });
        }
    };
    view! {
        <select class="select" aria-label=tr!(invoices.paste_column, n = n + 1) on:change=change>{options}</select>
    }
    .into_any()
}
