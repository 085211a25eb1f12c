//! The keyboard: `g` and a letter goes to a place, `n` presses the page's own "new", `?` lists the keys, Ctrl-K or `/` goes to
//! the search; on a document J and K go to the next and the one before of the list one came from, Escape goes back to it.
//!
//! A key never acts while somebody types. A page gives an element a key with `data-key="n"`: pressing the key clicks it. The digits belong
//! to the tabs.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::dialog::Dialog;
use super::layout::{NavItem, close_menus};
use super::search_field::SEARCH;
use super::walk;
use crate::tr;

/// Listens for as long as the layout stands; `help` opens the list of keys.
pub(super) fn listen(help: RwSignal<bool>) {
    let after_g = StoredValue::new(false);
    let navigate = use_navigate();
    let go = Callback::new(move |to: String| navigate(&to, NavigateOptions::default()));
    let handle = window_event_listener(ev::keydown, move |event| pressed(&event, help, after_g, go));
    on_cleanup(move || handle.remove());
    let pathname = use_location().pathname;
    Effect::new(move || pathname.with(|path| walk::opened(path)));
}

fn pressed(event: &KeyboardEvent, help: RwSignal<bool>, after_g: StoredValue<bool>, go: Callback<String>) {
    if event.default_prevented() || event.alt_key() {
        return;
    }
    let command = event.ctrl_key() || event.meta_key();
    if command && event.code() == "KeyK" {
        event.prevent_default();
        focus_search();
        return;
    }
    if command || typing() || find("dialog[open]").is_some() {
        return;
    }
    let was_g = after_g.try_get_value().unwrap_or_default();
    // By the place on the keyboard, so that the keys work in a Cyrillic layout too.
    let code = event.code();
    let letter = code
        .strip_prefix("Key")
        .or_else(|| code.strip_prefix("Digit"))
        .map(str::to_lowercase);
    after_g.set_value(letter.as_deref() == Some("g") && !was_g);
    if event.key() == "Escape" {
        if !close_menus(None)
            && let Some(list) = walk::way_back()
        {
            go.run(list);
        }
    } else if event.key() == "?" {
        event.prevent_default();
        help.set(true);
    } else if event.key() == "/" || (event.key() == "." && code == "Slash") {
        // The second is the same place on a Cyrillic keyboard.
        event.prevent_default();
        focus_search();
    } else if let Some(letter) = letter {
        let wanted = if was_g {
            format!("[data-go=\"{letter}\"]")
        } else {
            format!("[data-key=\"{letter}\"]")
        };
        // Where the page has nothing new of its own, `n` opens what can be made from everywhere.
        let element = find(&wanted).or_else(|| {
            if letter == "n" && !was_g {
                find("[data-quick-add]")
            } else {
                None
            }
        });
        let step = match letter.as_str() {
            "j" => walk::neighbour(1),
            "k" => walk::neighbour(-1),
            _ => None,
        };
        let row = match letter.as_str() {
            "j" => row_beside(1),
            "k" => row_beside(-1),
            _ => None,
        };
        if let Some(element) = element {
            event.prevent_default();
            element.click();
        } else if let Some(neighbour) = step {
            event.prevent_default();
            go.run(neighbour);
        } else if let Some(row) = row {
            event.prevent_default();
            // What can't take the focus can still be clicked.
            let _ = row.focus();
        }
    }
}

/// The link of the next row of the page's table, or of the one before; of the first row when none has the focus.
fn row_beside(step: isize) -> Option<HtmlElement> {
    let links = document().query_selector_all("main .row-link").ok()?;
    let focused = document().active_element();
    let place = |wanted: &Element| (0..links.length()).find(|at| links.item(*at).as_ref() == Some(wanted.as_ref()));
    let at = focused.as_ref().and_then(place).map(usize::try_from);
    let next = match at {
        Some(at) => at.ok()?.checked_add_signed(step)?,
        None => 0,
    };
    links.item(u32::try_from(next).ok()?)?.dyn_into().ok()
}

/// Whether the focus is where letters are typed.
fn typing() -> bool {
    document().active_element().is_some_and(|element| {
        let kind = element.get_attribute("type").unwrap_or_default();
        match element.tag_name().as_str() {
            "INPUT" => !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "submit"),
            "TEXTAREA" | "SELECT" => true,
            _ => element.has_attribute("contenteditable"),
        }
    })
}

fn find(selector: &str) -> Option<HtmlElement> {
    let found: Option<Element> = document().query_selector(selector).ok().flatten();
    found?.dyn_into().ok()
}

fn focus_search() {
    let found = document().get_element_by_id(SEARCH);
    if let Some(input) = found.and_then(|found| found.dyn_into::<HtmlInputElement>().ok()) {
        // A search box that can't take the focus is still there to be clicked.
        let _ = input.focus();
        input.select();
    }
}

/// The list of the keys.
#[component]
pub(super) fn KeysHelp(open: RwSignal<bool>, navigation: Vec<NavItem>) -> impl IntoView {
    view! {
        <Dialog title=tr!(ui.keys) open on_close=move || open.set(false)>
            <dl class="kbd-help">
                <div><dt><kbd>"Ctrl"</kbd> " " <kbd>"K"</kbd></dt><dd>{tr!(ui.key_search)}</dd></div>
                <div><dt><kbd>"/"</kbd></dt><dd>{tr!(ui.key_search)}</dd></div>
                <div><dt><kbd>"N"</kbd></dt><dd>{tr!(ui.key_new)}</dd></div>
                {navigation
                    .iter()
                    .filter_map(|item| Some((item.key?, item.label.clone())))
                    .map(|(key, label)| {
                        view! {
                            <div>
                                <dt><kbd>"G"</kbd> " " <kbd>{key.to_uppercase().to_string()}</kbd></dt>
                                <dd>{label}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
                <div><dt><kbd>"J"</kbd> " " <kbd>"K"</kbd></dt><dd>{tr!(ui.key_neighbours)}</dd></div>
                <div><dt><kbd>"O"</kbd></dt><dd>{tr!(ui.key_open)}</dd></div>
                <div><dt><kbd>"Ctrl"</kbd> " " <kbd>"Enter"</kbd></dt><dd>{tr!(ui.key_send)}</dd></div>
                <div><dt><kbd>"Ctrl"</kbd> " " <kbd>"S"</kbd></dt><dd>{tr!(ui.key_draft)}</dd></div>
                <div><dt><kbd>"Esc"</kbd></dt><dd>{tr!(ui.key_close)}</dd></div>
                <div><dt><kbd>"?"</kbd></dt><dd>{tr!(ui.key_help)}</dd></div>
            </dl>
        </Dialog>
    }
    .into_any()
}
