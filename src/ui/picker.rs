//! A choice of many, searched on the server while typing.
//!
//! Without JavaScript it is a `<select>` of the choices given with the page; the room gives the most likely ones.

use std::future::Future;
use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use serde::{Deserialize, Serialize};

use super::error_text;
use super::form::{Frame, Place, focus_on_arrival};
use crate::error::AppResult;
use crate::tr;

/// How long after the last key the server is asked.
const PAUSE: Duration = Duration::from_millis(200);

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PickerChoice {
    /// What is sent: an id.
    pub value: String,
    pub label: String,
    /// What tells it from its namesakes: tax id, price.
    pub detail: String,
}

impl PickerChoice {
    #[must_use]
    pub fn new(value: impl ToString, label: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            value: value.to_string(),
            label: label.into(),
            detail: detail.into(),
        }
    }
}

/// Searches while typing; arrows, Enter and Escape work.
///
/// ```ignore
/// let search = |text: String| async move {
///     let found = find_clients(text).await?;
///     Ok(found.into_iter().map(|c| PickerChoice::new(c.id, c.name, c.tax_id)).collect())
/// };
/// view! { <Picker name="client" label=tr!(invoices.client) search options=likely chosen required=true create_href="/clients/new" /> }
/// ```
#[component]
pub fn Picker<S, Fut>(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    search: S,
    /// Offered before anything is typed, and the whole choice without JavaScript.
    options: Vec<PickerChoice>,
    /// What is chosen at first.
    #[prop(optional, into)]
    chosen: Option<PickerChoice>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] hint: String,
    /// A page that makes a new one.
    #[prop(optional, into)]
    create_href: Option<String>,
    /// Called with what has been chosen; an empty value when it was cleared.
    #[prop(optional, into)]
    on_pick: Option<Callback<(PickerChoice,)>>,
    #[prop(optional, into)] class: String,
) -> impl IntoView
where
    S: Fn(String) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = AppResult<Vec<PickerChoice>>> + 'static,
{
    let place = Place::of(name, &label);
    let typed = place.beginning(chosen.as_ref().map(|chosen| chosen.value.clone()).unwrap_or_default());
    let mut options = options;
    if let Some(chosen) = chosen
        && !options.iter().any(|option| option.value == chosen.value)
    {
        options.insert(0, chosen);
    }
    let first = options
        .iter()
        .find(|option| option.value == typed)
        .cloned()
        .unwrap_or_default();
    let state = State {
        options: StoredValue::new(options.clone()),
        picked: RwSignal::new(first.clone()),
        text: RwSignal::new(first.label.clone()),
        found: RwSignal::new(options.clone()),
        open: RwSignal::new(false),
        active: RwSignal::new(0),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
        asked: StoredValue::new(0),
        timer: StoredValue::new(None),
        on_pick,
    };
    let ask = Callback::new(move |text: String| {
        let question = state.asked.get_value() + 1;
        state.asked.set_value(question);
        state.busy.set(true);
        let answer = search(text);
        spawn_local(async move {
            let answer = answer.await;
            // Only the answer to the last question counts, and only while the picker is there.
            if state.asked.try_get_value() == Some(question) {
                state.answered(answer);
            }
        });
    });
    let control = control(state, &place, options.clone(), required, autofocus, create_href, ask);
    let spelled = move |stored: &str| {
        let name = options.iter().find(|option| option.value == stored);
        name.map_or(stored, |option| &option.label).to_owned()
    };
    // What somebody else stored has come with its name, or is one of the choices.
    let stored_name = {
        let place = place.clone();
        move || place.stored().and_then(|(_, label)| label)
    };
    let take = move |value: String| {
        let known = state
            .options
            .with_value(|options| options.iter().find(|option| option.value == value).cloned());
        let named = || PickerChoice::new(&value, stored_name().unwrap_or_else(|| value.clone()), "");
        state.pick(known.unwrap_or_else(named));
    };
    Frame {
        required,
        hint,
        class,
        spelled: Box::new(spelled),
        take: Some(take.into()),
        ..Frame::new(place, label)
    }
    .around(control)
}

/// What a picker holds; not generic, so that it is compiled once.
#[derive(Clone, Copy)]
struct State {
    options: StoredValue<Vec<PickerChoice>>,
    picked: RwSignal<PickerChoice>,
    text: RwSignal<String>,
    found: RwSignal<Vec<PickerChoice>>,
    open: RwSignal<bool>,
    active: RwSignal<usize>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    /// The number of the last question.
    asked: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
    on_pick: Option<Callback<(PickerChoice,)>>,
}

impl State {
    fn answered(self, answer: AppResult<Vec<PickerChoice>>) {
        self.busy.set(false);
        match answer {
            Ok(found) => {
                self.trouble.set(None);
                self.active.set(0);
                self.found.set(found);
            }
            Err(error) => self.trouble.set(Some(error_text(&error))),
        }
    }

    fn pick(self, choice: PickerChoice) {
        self.stop();
        self.text.set(choice.label.clone());
        self.picked.set(choice.clone());
        self.open.set(false);
        if let Some(call) = self.on_pick {
            call.run((choice,));
        }
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        // An answer on its way comes too late now.
        self.asked.update_value(|n| *n += 1);
        self.busy.set(false);
    }

    /// What is typed is searched after a pause; an emptied field is an emptied choice.
    fn typed(self, text: String, ask: Callback<String>) {
        self.stop();
        self.text.set(text.clone());
        self.open.set(true);
        if text.trim().is_empty() {
            self.found.set(self.options.get_value());
            self.active.set(0);
            if !self.picked.with_untracked(|picked| picked.value.is_empty()) {
                self.picked.set(PickerChoice::default());
                if let Some(call) = self.on_pick {
                    call.run((PickerChoice::default(),));
                }
            }
            return;
        }
        self.busy.set(true);
        let timer = set_timeout_with_handle(
            move || {
                if !self.text.is_disposed() {
                    ask.run(text);
                }
            },
            PAUSE,
        );
        self.timer.set_value(timer.ok());
    }

    /// Leaving the field without a choice brings back the name of what is chosen.
    fn left(self) {
        self.stop();
        self.open.set(false);
        self.text.set(self.picked.with_untracked(|picked| picked.label.clone()));
    }

    fn keys(self, event: &KeyboardEvent, create: Option<&str>) {
        let count = self.found.with_untracked(Vec::len) + usize::from(create.is_some());
        let key = event.key();
        match key.as_str() {
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                if !self.open.get_untracked() {
                    self.open.set(true);
                } else if count > 0 {
                    let step = if key == "ArrowDown" { 1 } else { count - 1 };
                    self.active.update(|active| *active = (*active + step) % count);
                }
            }
            "Enter" if self.open.get_untracked() => {
                event.prevent_default();
                let at = self.active.get_untracked();
                let choice = self.found.with_untracked(|found| found.get(at).cloned());
                match (choice, create) {
                    (Some(choice), _) if !self.busy.get_untracked() => self.pick(choice),
                    (None, Some(href)) => create_elsewhere(href),
                    _ => {}
                }
            }
            "Escape" if self.open.get_untracked() => {
                // The drawer around stays.
                event.prevent_default();
                event.stop_propagation();
                self.left();
            }
            _ => {}
        }
    }
}

/// A select from the server, the searching field once scripts run.
fn control(
    state: State,
    place: &Place,
    options: Vec<PickerChoice>,
    required: bool,
    autofocus: bool,
    create_href: Option<String>,
    ask: Callback<String>,
) -> AnyView {
    let alive = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    let place = place.clone();
    (move || {
        if alive.get() {
            combo(state, place.clone(), required, autofocus, create_href.clone(), ask)
        } else {
            select(state, &place, &options, required, autofocus)
        }
    })
    .into_any()
}

fn select(state: State, place: &Place, options: &[PickerChoice], required: bool, autofocus: bool) -> AnyView {
    let picked = state.picked.get_untracked().value;
    let options: Vec<_> = options
        .iter()
        .map(|option| {
            let text = if option.detail.is_empty() {
                option.label.clone()
            } else {
                format!("{} · {}", option.label, option.detail)
            };
            view! { <option value=option.value.clone() selected=option.value == picked>{text}</option> }
        })
        .collect();
    let error = format!("{}-error", place.id);
    let invalid = place.invalid();
    view! {
        <select
            class="select"
            id=place.id.clone()
            name=place.wire.clone()
            required=required
            autofocus=autofocus
            aria-invalid=invalid.then_some("true")
            aria-describedby=invalid.then_some(error)
        >
            <option value="" selected=picked.is_empty()>{tr!(ui.choose)}</option>
            {options}
        </select>
    }
    .into_any()
}

fn combo(
    state: State,
    place: Place,
    required: bool,
    autofocus: bool,
    create_href: Option<String>,
    ask: Callback<String>,
) -> AnyView {
    let list_id = format!("{}-list", place.id);
    let (list, option_id) = (list_id.clone(), list_id.clone());
    let create = create_href.clone();
    let create_key = create_href.clone();
    let active = move || state.open.get().then(|| format!("{option_id}-{}", state.active.get()));
    let described = {
        let place = place.clone();
        move || place.invalid().then(|| format!("{}-error", place.id))
    };
    let (id, wire) = (place.id.clone(), place.wire.clone());
    if autofocus {
        focus_on_arrival(id.clone());
    }
    view! {
        <div class="combo" aria-busy=move || state.busy.get().then_some("true")>
            <input type="hidden" name=wire value=move || state.picked.get().value />
            <input
                id=id
                class="input"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || if state.open.get() { "true" } else { "false" }
                aria-controls=list.clone()
                aria-activedescendant=active
                aria-required=required.then_some("true")
                aria-invalid=move || place.invalid().then_some("true")
                aria-describedby=described
                placeholder=tr!(ui.find)
                prop:value=move || state.text.get()
                on:input=move |event| state.typed(event_target_value(&event), ask)
                on:click=move |_| state.open.set(true)
                on:keydown=move |event| state.keys(&event, create_key.as_deref())
                on:blur=move |_| state.left()
            />
            {move || state.open.get().then(|| list_view(state, &list_id, create.as_deref()))}
        </div>
    }
    .into_any()
}

fn list_view(state: State, list_id: &str, create: Option<&str>) -> AnyView {
    // The mouse must not take the focus out of the field before its click arrives.
    let keep_focus = |event: leptos::ev::MouseEvent| event.prevent_default();
    let (id, option_id) = (list_id.to_owned(), list_id.to_owned());
    let rows = move || {
        state
            .found
            .get()
            .into_iter()
            .enumerate()
            .map(|(i, choice)| {
                let selected = move || if state.active.get() == i { "true" } else { "false" };
                let picked = choice.clone();
                view! {
                    <li
                        class="combo-option"
                        role="option"
                        id=format!("{option_id}-{i}")
                        aria-selected=selected
                        on:click=move |_| state.pick(picked.clone())
                    >
                        <span>{choice.label}</span>
                        <span>{choice.detail}</span>
                    </li>
                }
            })
            .collect_view()
    };
    let last = move || state.found.with(Vec::len);
    let create = create.map(|href| {
        let option_id = id.clone();
        let href = href.to_owned();
        view! {
            <li
                class="combo-option combo-create"
                role="option"
                id=move || format!("{option_id}-{}", last())
                aria-selected=move || if state.active.get() == last() { "true" } else { "false" }
                on:click=move |_| create_elsewhere(&href)
            >
                {tr!(ui.create_new)}
            </li>
        }
    });
    let note = move || {
        if let Some(trouble) = state.trouble.get() {
            Some(trouble)
        } else if state.found.with(Vec::is_empty) {
            let busy = state.busy.get();
            Some(if busy { tr!(ui.searching) } else { tr!(ui.nothing_found) }.to_owned())
        } else {
            None
        }
    };
    view! {
        <ul class="combo-list" role="listbox" id=id on:mousedown=keep_focus>
            {rows}
            {move || note().map(|note| view! { <li class="combo-note" role="presentation">{note}</li> })}
            {create}
        </ul>
    }
    .into_any()
}

/// A new one is made in a window of its own, so that nothing typed here is lost.
fn create_elsewhere(href: &str) {
    // A browser that opens no windows leaves the form as it is.
    let _ = window().open_with_url_and_target(href, "_blank");
}
