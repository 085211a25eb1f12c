//! The search at the top: a plain form that opens the page of results, and under it, while one types, what the text may mean.
//!
//! Without JavaScript it is the form alone.

use std::future::Future;

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use super::combo::{Combo, PickerChoice, Pressed};
use super::form::guard::Unsaved;
use super::icons::Icon;
use super::query::with_parameter;
use crate::error::AppResult;
use crate::tr;

/// The id of the field, by which the keyboard finds it.
pub(super) const SEARCH: &str = "top-search";

const LIST: &str = "top-search-list";

/// Letters from which on something is suggested.
const FEWEST_LETTERS: usize = 2;

/// The field with its list. The value of a choice is the address it leads to.
///
/// ```ignore
/// view! { <SearchField page="/search" suggest=|text: String| async move { Ok(choices(suggest_hits(text).await?)) } /> }
/// ```
#[component]
pub fn SearchField<S, Fut>(
    /// The page of results; takes `q` by GET.
    page: &'static str,
    suggest: S,
) -> impl IntoView
where
    S: Fn(String) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = AppResult<Vec<PickerChoice>>> + 'static,
{
    let combo = Combo::unmarked();
    let navigate = use_navigate();
    let state = State {
        combo,
        input: NodeRef::new(),
        go: Callback::new(move |to: String| navigate(&to, NavigateOptions::default())),
        unsaved: use_context::<Unsaved>(),
    };
    let pick = Callback::new(move |choice: PickerChoice| state.pick(&choice));
    let ask = combo.asking(suggest, pick);
    field(state, page, ask, pick)
}

/// Not generic, so that it is compiled once.
#[derive(Clone, Copy)]
struct State {
    combo: Combo,
    input: NodeRef<html::Input>,
    go: Callback<String>,
    unsaved: Option<Unsaved>,
}

impl State {
    fn typed(self) -> String {
        let input = self.input.get_untracked();
        input.map(|input| input.value().trim().to_owned()).unwrap_or_default()
    }

    fn write(self, text: &str) {
        if let Some(input) = self.input.get_untracked()
            && input.value().trim() != text
        {
            input.set_value(text);
        }
    }

    /// Asks what the text may mean, unless it is too short to mean anything.
    fn ask(self, ask: Callback<String>) {
        let text = self.typed();
        if text.chars().count() < FEWEST_LETTERS {
            self.combo.close();
            self.combo.show(Vec::new());
        } else {
            self.combo.search(text, ask);
        }
    }

    fn pick(self, choice: &PickerChoice) {
        self.combo.close();
        if self.leave_for(choice.value.clone()) {
            self.write("");
        }
    }

    /// Goes to a page of ours, with the focus where its content begins. Tells whether what is typed there may be left.
    fn leave_for(self, to: String) -> bool {
        let may = self.unsaved.is_none_or(Unsaved::may_leave);
        if may {
            let main = document().get_element_by_id("main");
            if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
                // Without the focus there, keys would still be typed into the field.
                let _ = main.focus();
            }
            self.go.run(to);
        }
        may
    }

    fn keys(self, event: &KeyboardEvent, ask: Callback<String>) {
        let open = self.combo.open.get_untracked();
        match event.key().as_str() {
            // The browser would empty the field, or nothing would happen.
            "Escape" if !open => {
                event.prevent_default();
                event.stop_propagation();
                if let Some(input) = self.input.get_untracked() {
                    // A field that keeps the focus is left by Tab.
                    let _ = input.blur();
                }
            }
            "ArrowDown" | "ArrowUp" if !open => {
                event.prevent_default();
                self.ask(ask);
            }
            _ => match self.combo.key(event, 0) {
                Pressed::Chose(choice) => self.pick(&choice),
                Pressed::Left => self.combo.close(),
                Pressed::Last | Pressed::Nothing => {}
            },
        }
    }
}

fn field(state: State, page: &'static str, ask: Callback<String>, pick: Callback<PickerChoice>) -> AnyView {
    let State { combo, input, .. } = state;
    let (path, query) = (use_location().pathname, use_query_map());
    // On the page of results the field holds what they were found by.
    let asked = Memo::new(move |_| {
        let here = path.with(|path| path == page);
        here.then(|| query.with(|query| query.get("q").unwrap_or_default()))
    });
    Effect::new(move |before: Option<Option<String>>| {
        let now = asked.get();
        // What was typed before the page came alive stays.
        if let (Some(_), Some(text)) = (before, &now) {
            state.write(text);
        }
        now
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        combo.close();
        state.leave_for(with_parameter(page, "q", &state.typed()));
    };
    view! {
        <form
            class="search-form combo"
            method="get"
            action=page
            role="search"
            aria-label=tr!(ui.search)
            aria-busy=move || combo.busy.get().then_some("true")
            on:submit=submit
        >
            <label class="search input input-sm">
                <Icon name="search" />
                <span class="visually-hidden">{tr!(ui.search)}</span>
                <input
                    node_ref=input
                    id=SEARCH
                    type="text"
                    name="q"
                    value=untrack(move || asked.get())
                    placeholder=tr!(ui.search)
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded=move || if combo.open.get() { "true" } else { "false" }
                    aria-controls=LIST
                    aria-activedescendant=move || combo.marked(LIST)
                    on:input=move |_| state.ask(ask)
                    on:click=move |_| if !combo.open.get_untracked() { state.ask(ask) }
                    on:keydown=move |event| state.keys(&event, ask)
                    on:blur=move |_| combo.close()
                />
                <kbd class="only-wide only-alive" aria-hidden="true">"Ctrl K"</kbd>
            </label>
            {move || combo.open.get().then(|| combo.list(LIST, pick, None))}
        </form>
    }
    .into_any()
}
