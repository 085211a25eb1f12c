//! A choice of many, searched on the server while typing.
//!
//! Without JavaScript it is a `<select>` of the choices given with the page; the room gives the most likely ones.

use std::future::Future;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

pub use super::combo::PickerChoice;
use super::combo::{Combo, Pressed};
use super::form::{Frame, Place, focus_on_arrival};
use crate::error::AppResult;
use crate::tr;

/// Searches while typing; arrows, Enter and Escape work.
///
/// ```ignore
/// let search = |text: String| async move {
///     let found = find_clients(text, None).await?;
///     Ok(found.into_iter().map(|c| PickerChoice::new(c.id, c.name, c.tax_id)).collect())
/// };
/// view! { <Picker name="client" label=tr!(invoices.client) search options=likely chosen required=true create=Some(Create::Page("/clients/new".to_owned())) /> }
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
    /// Of a plain form, or of none: what is chosen is sent under the field's own name.
    #[prop(optional)]
    alone: bool,
    #[prop(optional, into)] hint: String,
    /// How a new one is made.
    #[prop(optional_no_strip)]
    create: Option<Create>,
    /// Called with what has been chosen; an empty value when it was cleared.
    #[prop(optional, into)]
    on_pick: Option<Callback<(PickerChoice,)>>,
    #[prop(optional, into)] class: String,
) -> impl IntoView
where
    S: Fn(String) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = AppResult<Vec<PickerChoice>>> + 'static,
{
    let place = if alone {
        Place::alone(name)
    } else {
        Place::of(name, &label)
    };
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
        unchosen: RwSignal::new(false),
        combo: Combo::new(options.clone()),
        on_pick,
    };
    let ask = state
        .combo
        .asking(search, Callback::new(move |choice| state.pick(choice)));
    let control = control(state, &place, options.clone(), required, autofocus, create, ask);
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
    // The server's sentence about it stands in the same place.
    let answered = place.clone();
    let warning = move || {
        let unchosen = state.unchosen.get() && !answered.invalid();
        unchosen.then(|| tr!(problem.unknown_choice).to_owned())
    };
    Frame {
        required,
        hint,
        class,
        warning: Signal::derive(warning),
        spelled: Box::new(spelled),
        take: Some(take.into()),
        ..Frame::new(place, label)
    }
    .around(control)
}

/// How a new one is made that can be picked then.
#[derive(Clone)]
pub enum Create {
    /// On a page in a window of its own, so that nothing typed here is lost.
    Page(String),
    /// In place: whoever uses the picker is told what was typed into it.
    Here(Callback<(String,)>),
}

impl Create {
    fn begin(&self, state: State) {
        match self {
            Self::Page(href) => {
                // A browser that opens no windows leaves the form as it is.
                let _ = window().open_with_url_and_target(href, "_blank");
            }
            Self::Here(call) => {
                let typed = state.text.get_untracked();
                state.left();
                call.run((typed,));
            }
        }
    }
}

/// What a picker holds; not generic, so that it is compiled once.
#[derive(Clone, Copy)]
struct State {
    options: StoredValue<Vec<PickerChoice>>,
    picked: RwSignal<PickerChoice>,
    text: RwSignal<String>,
    /// The field was left with a text in it of which nothing was chosen.
    unchosen: RwSignal<bool>,
    combo: Combo,
    on_pick: Option<Callback<(PickerChoice,)>>,
}

impl State {
    fn pick(self, choice: PickerChoice) {
        self.combo.close();
        self.unchosen.set(false);
        self.text.set(choice.label.clone());
        self.picked.set(choice.clone());
        if let Some(call) = self.on_pick {
            call.run((choice,));
        }
    }

    /// What is typed is searched; an emptied field is an emptied choice.
    fn typed(self, text: String, ask: Callback<String>) {
        self.text.set(text.clone());
        self.unchosen.set(false);
        if !text.trim().is_empty() {
            self.combo.search(text, ask);
            return;
        }
        self.combo.stop();
        self.combo.open.set(true);
        self.combo.show(self.options.get_value());
        if !self.picked.with_untracked(|picked| picked.value.is_empty()) {
            self.picked.set(PickerChoice::default());
            if let Some(call) = self.on_pick {
                call.run((PickerChoice::default(),));
            }
        }
    }

    /// What is sent: the choice, or what was typed without choosing, so that the server refuses it instead of taking the field
    /// for an empty one.
    fn sent(self) -> String {
        let value = self.picked.with(|picked| picked.value.clone());
        if value.is_empty() {
            self.text.with(|text| text.trim().to_owned())
        } else {
            value
        }
    }

    /// Leaving the field without a choice brings back the name of what is chosen; where nothing is, what was typed stays, and
    /// beside it stands what to do.
    fn left(self) {
        // The field may lose the focus because it goes.
        if self.picked.is_disposed() {
            return;
        }
        self.combo.close();
        if self.picked.with_untracked(|picked| picked.value.is_empty()) {
            let typed = self.text.with_untracked(|text| !text.trim().is_empty());
            self.unchosen.set(typed);
        } else {
            self.text.set(self.picked.with_untracked(|picked| picked.label.clone()));
        }
    }

    fn keys(self, event: &KeyboardEvent, create: Option<&Create>) {
        match self.combo.key(event, usize::from(create.is_some())) {
            Pressed::Chose(choice) => self.pick(choice),
            Pressed::Last => create.into_iter().for_each(|create| create.begin(self)),
            Pressed::Left => self.left(),
            Pressed::Nothing => {}
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
    create: Option<Create>,
    ask: Callback<String>,
) -> AnyView {
    let alive = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    let place = place.clone();
    (move || {
        if alive.get() {
            combo(state, place.clone(), required, autofocus, create.clone(), ask)
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
    create: Option<Create>,
    ask: Callback<String>,
) -> AnyView {
    let combo = state.combo;
    let list_id = format!("{}-list", place.id);
    let marked = {
        let list_id = list_id.clone();
        move || combo.marked(&list_id)
    };
    let create_key = create.clone();
    let described = {
        let place = place.clone();
        move || place.invalid().then(|| format!("{}-error", place.id))
    };
    let (id, wire) = (place.id.clone(), place.wire.clone());
    if autofocus {
        focus_on_arrival(id.clone());
    }
    let pick = Callback::new(move |choice| state.pick(choice));
    let controlled = list_id.clone();
    let list = move || {
        combo.open.get().then(|| {
            let last = create
                .clone()
                .map(|create| combo.last_row(&list_id, tr!(ui.create_new), move || create.begin(state)));
            combo.list(&list_id, pick, last)
        })
    };
    view! {
        <div class="combo" aria-busy=move || combo.busy.get().then_some("true")>
            <input type="hidden" name=wire value=move || state.sent() />
            <input
                id=id
                class="input"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || if combo.open.get() { "true" } else { "false" }
                aria-controls=controlled
                aria-activedescendant=marked
                aria-required=required.then_some("true")
                aria-invalid=move || place.invalid().then_some("true")
                aria-describedby=described
                placeholder=tr!(ui.find)
                prop:value=move || state.text.get()
                on:input=move |event| state.typed(event_target_value(&event), ask)
                on:click=move |_| combo.open.set(true)
                on:keydown=move |event| state.keys(&event, create_key.as_ref())
                on:blur=move |_| state.left()
            />
            {list}
        </div>
    }
    .into_any()
}
