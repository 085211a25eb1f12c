//! The fields of a form: label above, hint and trouble below, what is stored now in a conflict.

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlInputElement, HtmlSelectElement};

use super::frame::{Frame, described, focus_on_arrival, stored_line, target};
use super::state::{FormState, Place};
use crate::kernel::format;
use crate::kernel::ids::RequestKey;
use crate::text::lang;
use crate::tr;
use crate::ui::html::raw_text;
use crate::ui::side;

/// What a text field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    #[default]
    Text,
    Email,
    /// Never comes back after a failure.
    Password,
    /// Value and what is sent are ISO dates: `2026-11-24`.
    Date,
    /// A number as people write it (`1 250,5`, `3*400`); the server reads it.
    Number,
    /// Digits only: tax ids, accounts.
    Digits,
    Tel,
    Search,
}

impl FieldKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Number | Self::Digits => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Date => "date",
            Self::Tel => "tel",
            Self::Search => "search",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("decimal"),
            Self::Digits => Some("numeric"),
            _ => None,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Number => "input num",
            _ => "input",
        }
    }
}

/// One line of text.
///
/// ```ignore
/// view! { <TextField name="email" label=tr!(accounts.email) kind=FieldKind::Email required=true autocomplete="username" autofocus=true /> }
/// ```
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] required: bool,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional, into)] hint: String,
    /// An amber note that does not stop the form.
    #[prop(optional, into)]
    warning: Signal<Option<String>>,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] placeholder: Option<String>,
    /// The most characters.
    #[prop(optional)]
    max: Option<u32>,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] readonly: bool,
    /// Stands behind the field, in its frame: a currency, a unit.
    #[prop(optional, into)]
    unit: String,
    /// What is usual, offered while typing: values and what explains them.
    #[prop(optional)]
    usual: Vec<(String, String)>,
    /// Called with what stands there after each change.
    #[prop(optional, into)]
    on_input: Option<Callback<(String,)>>,
    /// `span-2`, `span-all` in a `form-grid`.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let place = Place::of(name, &label);
    let usual_id = (!usual.is_empty()).then(|| format!("{}-usual", place.id));
    let value = match kind {
        FieldKind::Password => value,
        FieldKind::Number => place.beginning(format::typed(lang(), &value)),
        _ => place.beginning(value),
    };
    if autofocus {
        focus_on_arrival(place.id.clone());
    }
    let described = described(&place, !hint.is_empty());
    let invalid = {
        let place = place.clone();
        move || place.invalid().then_some("true")
    };
    let changed = move |event: Event| {
        if let (Some(call), Some(input)) = (on_input, target::<HtmlInputElement>(&event)) {
            call.run((input.value(),));
        }
    };
    // A sum the page begins with is typed over at once.
    let focused = move |event: FocusEvent| {
        if let Some(input) = target::<HtmlInputElement>(&event).filter(|_| autofocus && kind == FieldKind::Number) {
            input.select();
        }
    };
    let input = view! {
        <input
            id=place.id.clone()
            name=place.wire.clone()
            class=kind.class()
            type=kind.input_type()
            inputmode=kind.input_mode()
            value=value
            required=required
            readonly=readonly
            maxlength=max
            autocomplete=autocomplete.unwrap_or("off")
            placeholder=placeholder
            autofocus=autofocus
            list=usual_id.clone()
            aria-invalid=invalid
            aria-describedby=described
            on:input=changed
            on:focus=focused
        />
        {usual_list(usual_id, usual)}
    };
    let input = if unit.is_empty() {
        input.into_any()
    } else {
        view! { <div class="affix">{input} <span class="affix-text">{unit}</span></div> }.into_any()
    };
    Frame {
        required,
        hint,
        warning,
        class,
        ..Frame::new(place, label)
    }
    .around(input)
}

fn usual_list(id: Option<String>, usual: Vec<(String, String)>) -> Option<AnyView> {
    let id = id?;
    let options: Vec<_> = usual
        .into_iter()
        .map(|(value, text)| view! { <option value=value>{text}</option> })
        .collect();
    Some(view! { <datalist id=id>{options}</datalist> }.into_any())
}

/// A sum of money as people write it; `unit` shows its currency.
///
/// ```ignore
/// view! { <MoneyField name="amount" label=tr!(payments.amount) value=amount.plain(currency) unit=currency.code() required=true /> }
/// ```
#[component]
pub fn MoneyField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] autofocus: bool,
    /// The currency.
    #[prop(optional, into)]
    unit: String,
    #[prop(optional, into)] on_input: Option<Callback<(String,)>>,
    #[prop(optional, into)] class: String,
) -> impl IntoView {
    let call = move |text: String| {
        if let Some(call) = on_input {
            call.run((text,));
        }
    };
    view! { <TextField name label value required kind=FieldKind::Number hint autofocus unit on_input=call class /> }
}

/// A quantity, a percentage, a number of days.
#[component]
pub fn NumberField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] unit: String,
    #[prop(optional, into)] class: String,
) -> impl IntoView {
    view! { <TextField name label value required kind=FieldKind::Number hint unit class /> }
}

/// One of a few choices: values and what they are called. A field that is not required begins with an empty choice.
///
/// ```ignore
/// let options = Currency::ALL.iter().map(|c| (c.code().to_owned(), c.code().to_owned())).collect();
/// view! { <SelectField name="currency" label=tr!(clients.currency) options value="UAH" required=true /> }
/// ```
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] on_change: Option<Callback<(String,)>>,
    #[prop(optional, into)] class: String,
) -> impl IntoView {
    let place = Place::of(name, &label);
    let value = place.beginning(value);
    if autofocus {
        focus_on_arrival(place.id.clone());
    }
    let described = described(&place, !hint.is_empty());
    let invalid = {
        let place = place.clone();
        move || place.invalid().then_some("true")
    };
    let known = options.iter().any(|(option, _)| *option == value);
    let empty = (!required || !known).then(|| {
        view! { <option value="" selected=!known>{if required { tr!(ui.choose) } else { "" }}</option> }
    });
    let names = options.clone();
    let options: Vec<_> = options
        .into_iter()
        .map(|(option, text)| {
            let selected = option == value;
            view! { <option value=option selected=selected>{text}</option> }
        })
        .collect();
    let changed = move |event: Event| {
        if let (Some(call), Some(select)) = (on_change, target::<HtmlSelectElement>(&event)) {
            call.run((select.value(),));
        }
    };
    let select = view! {
        <select
            id=place.id.clone()
            name=place.wire.clone()
            class="select"
            required=required
            autofocus=autofocus
            aria-invalid=invalid
            aria-describedby=described
            on:change=changed
        >
            {empty}
            {options}
        </select>
    }
    .into_any();
    let spelled = move |stored: &str| {
        let name = names.iter().find(|(option, _)| option == stored);
        name.map_or(stored, |(_, text)| text).to_owned()
    };
    Frame {
        required,
        hint,
        class,
        spelled: Box::new(spelled),
        ..Frame::new(place, label)
    }
    .around(select)
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] hint: String,
    #[prop(default = 3)] rows: u32,
    #[prop(optional)] max: Option<u32>,
    #[prop(optional, into)] class: String,
) -> impl IntoView {
    let place = Place::of(name, &label);
    let value = place.beginning(value);
    let described = described(&place, !hint.is_empty());
    let invalid = {
        let place = place.clone();
        move || place.invalid().then_some("true")
    };
    let area = view! {
        <textarea
            id=place.id.clone()
            name=place.wire.clone()
            class="textarea"
            rows=rows
            maxlength=max
            required=required
            aria-invalid=invalid
            aria-describedby=described
        >
            {raw_text(value)}
        </textarea>
    }
    .into_any();
    Frame {
        required,
        hint,
        class,
        ..Frame::new(place, label)
    }
    .around(area)
}

/// Yes or no. Sends `value` when ticked and nothing when not: the struct's field needs `#[serde(default)]`.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] checked: bool,
    #[prop(default = "true".into(), into)] value: String,
    #[prop(optional, into)] on_change: Option<Callback<(bool,)>>,
    /// What it is called away from what stands around it, where its label alone says too little.
    #[prop(optional, into)]
    full_name: Option<String>,
    /// Shown only.
    #[prop(optional)]
    off: bool,
) -> impl IntoView {
    let place = Place::of(name, full_name.as_ref().unwrap_or(&label));
    // In a form that has come back a box without a value was not ticked.
    let checked = match place.form {
        Some(form) if form.restored => !place.beginning(String::new()).is_empty(),
        _ => checked,
    };
    let changed = move |event: Event| {
        if let (Some(call), Some(input)) = (on_change, target::<HtmlInputElement>(&event)) {
            call.run((input.checked(),));
        }
    };
    let error_id = format!("{}-error", place.id);
    let described = described(&place, false);
    let invalid = {
        let place = place.clone();
        move || place.invalid().then_some("true")
    };
    let stored = {
        let place = place.clone();
        move || {
            let ticked = place.stored_tick()?;
            Some(stored_line(
                if ticked { tr!(ui.yes) } else { tr!(ui.no) }.to_owned(),
                None,
            ))
        }
    };
    let trouble = {
        let place = place.clone();
        move || {
            place
                .problem()
                .map(|text| view! { <div class="field-error" id=error_id.clone()>{text}</div> })
        }
    };
    view! {
        <div class="field">
            <label class="check-line">
                <input
                    id=place.id.clone()
                    type="checkbox"
                    class="checkbox"
                    name=place.wire.clone()
                    value=value
                    checked=checked
                    disabled=off
                    aria-label=full_name
                    aria-invalid=invalid
                    aria-describedby=described
                    on:change=changed
                />
                {label}
            </label>
            {trouble}
            {stored}
        </div>
    }
    .into_any()
}

/// A value that is sent and not shown.
#[component]
pub fn Hidden(#[prop(into)] name: String, #[prop(into)] value: Signal<String>) -> impl IntoView {
    let place = Place::of(name, "");
    view! { <input type="hidden" name=place.wire value=move || value.get() /> }.into_any()
}

/// What tells the form of a new object from that of a stored one: a request key, or its id with its version (`None` where
/// the object has none). Made inside the form, like every field.
#[component]
pub fn NewOrStored(#[prop(into)] id: Option<String>, #[prop(into)] version: Option<i64>) -> impl IntoView {
    match id {
        Some(id) => view! {
            <Hidden name="id" value=id />
            {version.map(|version| view! { <VersionField version /> })}
        }
        .into_any(),
        None => view! { <RequestKeyField /> }.into_any(),
    }
}

/// The version of the object the form shows. After a conflict it is the stored one, so that saving again overwrites on
/// purpose.
#[component]
pub fn VersionField(
    version: i64,
    /// The struct's field.
    #[prop(default = "version".into(), into)]
    name: String,
) -> impl IntoView {
    let place = Place::of(name, "");
    let form = place.form;
    let current = move || {
        form.and_then(FormState::conflict)
            .map_or(version, |conflict| conflict.version)
    };
    view! { <input type="hidden" name=place.wire value=move || current().to_string() /> }.into_any()
}

/// The key of an intention that is sent without a form.
#[must_use]
pub fn fresh_request() -> RequestKey {
    RequestKey::from(side::fresh_uuid())
}

/// The key that makes sending the same form twice one write. A new one after each success.
#[component]
pub fn RequestKeyField(
    /// The struct's field.
    #[prop(default = "request".into(), into)]
    name: String,
) -> impl IntoView {
    let place = Place::of(name, "");
    let fresh = || side::fresh_uuid().to_string();
    let first = SharedValue::new(fresh).into_inner();
    // The same form that has come back is the same intention.
    let key = RwSignal::new(place.beginning(first));
    if let Some(form) = place.form {
        Effect::new(move |seen: Option<usize>| {
            let now = form.saved.get();
            if seen.is_some_and(|seen| seen != now) {
                // A success may have closed the drawer the form was in.
                let _ = key.try_set(fresh());
            }
            now
        });
    }
    view! { <input type="hidden" name=place.wire value=move || key.try_get().unwrap_or_default() /> }.into_any()
}
