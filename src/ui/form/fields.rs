//! The fields that are typed into: label above, hint and trouble below, what is stored now in a conflict.

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlInputElement};

use super::frame::{Frame, described, focus_on_arrival, target};
use super::state::Place;
use crate::kernel::format;
use crate::text::lang;
use crate::ui::html::raw_text;

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
