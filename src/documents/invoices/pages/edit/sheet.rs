//! A line on a phone: a card with its name, its kind and its sum, and a press opens the line by itself over the page. On a larger screen
//! none of this is seen.

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget};

use super::grid::focus;
use super::state::{EditLine, Editing};
use crate::documents::invoices::model::LineKind;
use crate::documents::invoices::pages::words::kind_text;
use crate::kernel::expression::evaluate;
use crate::kernel::fixed::Fixed6;
use crate::kernel::format;
use crate::text::lang;
use crate::tr;

fn element(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

impl Editing {
    /// Whether a phone shows this line by itself.
    pub fn is_in_sheet(self, line: EditLine) -> bool {
        self.aside().sheet.get() == Some(line.key)
    }

    /// Shows a line by itself, where the screen is small.
    pub fn open_sheet(self, line: EditLine, field: &str) {
        self.aside().sheet.set(Some(line.key));
        focus(line.key, field);
    }

    /// A line that is being typed is the one a phone would show: a window that becomes narrow keeps it before the eyes.
    pub fn follow_focus(self, line: EditLine, event: &FocusEvent) {
        let cell = element(event.target()).is_some_and(|element| element.id().starts_with("line-"));
        if cell && self.aside().sheet.get_untracked() != Some(line.key) {
            self.aside().sheet.set(Some(line.key));
        }
    }

    /// The focus goes to something else on the page.
    pub fn leave_line(self, event: &FocusEvent) {
        let elsewhere =
            element(event.related_target()).is_some_and(|to| !matches!(to.closest(".line-row"), Ok(Some(_))));
        if elsewhere {
            self.aside().sheet.set(None);
        }
    }

    /// One more of it, or one less; nothing is sold less than once.
    fn step(self, line: EditLine, by: i64) {
        let typed = line.typed.with_untracked(|typed| typed.quantity.clone());
        let now = evaluate(&typed).unwrap_or_default().to_decimal();
        let stepped = now
            .checked_add(by.into())
            .filter(|quantity| quantity.is_sign_positive() && !quantity.is_zero());
        if let Some(quantity) = stepped.and_then(|quantity| Fixed6::try_from_decimal(quantity).ok()) {
            self.type_into(line, "quantity", format::typed(lang(), &quantity.to_string()));
        }
    }
}

/// What a line is, in short: a press opens it.
#[component]
pub fn Brief(editing: Editing, line: EditLine) -> impl IntoView {
    let name = move || {
        let name = line.typed.with(|typed| typed.name.trim().to_owned());
        if name.is_empty() {
            tr!(invoices.line_unnamed).to_owned()
        } else {
            name
        }
    };
    // The kind decides which paper closes the line, so it is seen without opening it.
    let about = move || {
        line.typed.with(|typed| {
            let kind = kind_text(typed.kind.parse::<LineKind>().unwrap_or_default());
            let (quantity, price) = (typed.quantity.trim(), typed.price.trim());
            (!typed.is_empty()).then(|| {
                if quantity.is_empty() || price.is_empty() {
                    kind.to_owned()
                } else {
                    format!("{kind} · {quantity} {} × {price}", typed.unit.trim())
                }
            })
        })
    };
    view! {
        <button type="button" class="line-brief" on:click=move |_| editing.open_sheet(line, "name")>
            <span>{name}</span>
            <small class="muted">{about}</small>
        </button>
    }
    .into_any()
}

/// Above a line that stands by itself: which one it is, and the ways on.
#[component]
pub fn SheetHead(editing: Editing, line: EditLine) -> impl IntoView {
    let title = move || tr!(invoices.line, n = editing.place_of(line.key) + 1);
    let next = move |_| {
        if let Some(next) = editing.neighbour(line.key, 1) {
            editing.open_sheet(next, "name");
        }
    };
    let begun = move || !line.typed.with(crate::documents::invoices::model::TypedLine::is_empty);
    view! {
        <div class="line-sheet-head">
            <b>{title}</b>
            {move || begun().then(|| view! { <button type="button" class="btn" on:click=next>{tr!(invoices.next_line)}</button> })}
            <button type="button" class="btn btn-primary" on:click=move |_| editing.aside().sheet.set(None)>{tr!(invoices.line_done)}</button>
        </div>
    }
    .into_any()
}

/// Steps of the quantity, for thumbs.
#[component]
pub fn Steppers(editing: Editing, line: EditLine) -> impl IntoView {
    let button = move |sign: &'static str, label: &'static str, by: i64| {
        view! {
            <button type="button" tabindex="-1" aria-label=label on:click=move |_| editing.step(line, by)>{sign}</button>
        }
    };
    view! {
        <span class="line-steppers">
            {button("−", tr!(invoices.one_less), -1)}
            {button("+", tr!(invoices.one_more), 1)}
        </span>
    }
    .into_any()
}
