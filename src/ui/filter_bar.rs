//! Search box and chips above a table.

use std::time::Duration;

use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::icons::Icon;
use super::query::{ListFilter, fields, href};
use super::strip::shows_current;
use crate::tr;

/// How long after the last key the list is asked.
const PAUSE: Duration = Duration::from_millis(250);

/// A filter as a link that switches it on or off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    pub label: String,
    /// The list with it, or without it when it is active.
    pub href: String,
    pub active: bool,
}

/// A form with the search box and the chips. Enter searches; with JavaScript the list follows the typing.
///
/// ```ignore
/// let filter = use_url_filter::<InvoiceFilter>();
/// let chips = move || vec![Chip { label: tr!(invoices.draft).into(), href: href("/invoices", &filter.get().drafts()), active: filter.get().is_drafts() }];
/// view! { <FilterBar path="/invoices" filter placeholder=tr!(invoices.search) chips=Signal::derive(chips) /> }
/// ```
#[component]
pub fn FilterBar<F: ListFilter>(
    #[prop(into)] path: String,
    filter: Memo<F>,
    #[prop(into)] placeholder: String,
    #[prop(optional, into)] chips: Signal<Vec<Chip>>,
    /// The parameter of the search box.
    #[prop(default = "q")]
    name: &'static str,
    /// Buttons at the right end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let navigate = use_navigate();
    let to = path.clone();
    let go = Callback::new(move |text: String| {
        let address = href(&to, &filter.get_untracked().searched(text));
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    });
    // Fields of the filter that the search keeps.
    let kept = move || {
        fields(&filter.get().searched(String::new()))
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
    let chips = move || {
        let chips = chips.get();
        (!chips.is_empty()).then(|| group(chips, tr!(ui.filters)))
    };
    let end = children.map(|children| view! { <div class="toolbar-end">{children()}</div> });
    let first = filter.get_untracked().search().to_owned();
    let searched = Signal::derive(move || filter.with(|filter| filter.search().to_owned()));
    search_box(
        path,
        first,
        searched,
        placeholder,
        name,
        go,
        kept.into_any(),
        chips.into_any(),
        end.into_any(),
    )
}

#[expect(
    clippy::too_many_arguments,
    reason = "the parts of the bar that know nothing of the filter's type"
)]
fn search_box(
    path: String,
    first: String,
    searched: Signal<String>,
    placeholder: String,
    name: &'static str,
    go: Callback<String>,
    kept: AnyView,
    chips: AnyView,
    end: AnyView,
) -> AnyView {
    let typed = RwSignal::new(first.clone());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let send = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let text = typed.get_untracked();
        if text.trim() != searched.get_untracked() {
            go.run(text.trim().to_owned());
        }
    };
    let type_on = move |event| {
        typed.set(event_target_value(&event));
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let timer = set_timeout_with_handle(
            move || {
                if !typed.is_disposed() {
                    send();
                }
            },
            PAUSE,
        );
        waiting.set_value(timer.ok());
    };
    // Back and forward change what is searched; the box follows, unless somebody types in it.
    Effect::new(move |before: Option<String>| {
        let now = searched.get();
        if before.is_some_and(|before| before != now) && now != typed.get_untracked().trim() {
            typed.set(now.clone());
        }
        now
    });
    let label = placeholder.clone();
    view! {
        <form class="toolbar" method="get" action=path role="search" aria-label=label on:submit=move |event| { event.prevent_default(); send(); }>
            {kept}
            <label class="search input">
                <Icon name="search" />
                <span class="visually-hidden">{placeholder.clone()}</span>
                <input
                    type="search"
                    name=name
                    placeholder=placeholder
                    value=first
                    prop:value=move || typed.get()
                    autocomplete="off"
                    on:input=type_on
                />
            </label>
            {chips}
            {end}
        </form>
    }
    .into_any()
}

/// Chips by themselves, above what is not searched.
#[component]
pub fn Chips(
    /// What they choose.
    label: &'static str,
    #[prop(into)] chips: Signal<Vec<Chip>>,
) -> impl IntoView {
    view! { <div class="toolbar">{move || group(chips.get(), label)}</div> }.into_any()
}

fn group(chips: Vec<Chip>, label: &'static str) -> AnyView {
    let links: Vec<_> = chips.into_iter().map(chip).collect();
    let strip = shows_current::<Div>();
    view! { <div class="chips" node_ref=strip role="group" aria-label=label>{links}</div> }.into_any()
}

fn chip(chip: Chip) -> AnyView {
    let current = chip.active.then_some("true");
    view! { <a class="chip" href=chip.href aria-current=current>{chip.label}</a> }.into_any()
}
