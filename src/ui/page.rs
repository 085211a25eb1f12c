//! What a page is made of.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use leptos_meta::Title;

use super::long_number::with_long_numbers;
use super::side;
use crate::kernel::owner::Owner;

/// What other wings put beside an object on its page; it is told when it has changed something.
pub type Beside = fn(Owner, Callback<()>) -> AnyView;

/// Heading of a page, also in the browser's title; its actions on the right, at most one of them primary.
///
/// ```ignore
/// view! {
///     <PageHead title=tr!(clients.title)>
///         <a class="btn btn-primary" href="/clients/new" data-key="n">{tr!(clients.new)}</a>
///     </PageHead>
/// }
/// ```
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    /// Badges and the like beside the heading.
    #[prop(optional, into)]
    beside: ViewFnOnce,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let actions = children.map(|children| view! { <div class="page-actions">{children()}</div> });
    view! {
        <Title text=title.clone() />
        <header class="page-head">
            <h1>{title}</h1>
            {beside.run()}
            {actions}
        </header>
    }
    .into_any()
}

/// A part of a page under a heading.
#[component]
pub fn Section(
    #[prop(into)] title: String,
    /// Links and buttons beside the heading.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="form-section">
            <div class="section-head">
                <h2>{title}</h2>
                {actions.run()}
            </div>
            {children()}
        </section>
    }
    .into_any()
}

/// A value of an object with its label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fact {
    pub label: String,
    pub value: String,
    /// An amber note under the value.
    pub warning: Option<String>,
}

impl Fact {
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            warning: None,
        }
    }
}

impl From<(String, String)> for Fact {
    fn from((label, value): (String, String)) -> Self {
        Self::new(label, value)
    }
}

impl From<(&'static str, String)> for Fact {
    fn from((label, value): (&'static str, String)) -> Self {
        Self::new(label, value)
    }
}

/// Values of an object as text, in two columns where there is room. Rows without a value are left out.
///
/// ```ignore
/// view! { <Facts rows=vec![(tr!(clients.tax_id).into(), client.tax_id), (tr!(clients.note).into(), client.note)] /> }
/// ```
#[component]
pub fn Facts<F: Into<Fact> + 'static>(
    rows: Vec<F>,
    /// A click on a value does what the link marked `data-edit` beside the heading does. The keyboard has the link itself.
    #[prop(optional)]
    editable: bool,
) -> impl IntoView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(Into::into)
        .filter(|fact: &Fact| !fact.value.is_empty())
        .map(fact_row)
        .collect();
    if !editable {
        return view! { <dl class="facts">{rows}</dl> }.into_any();
    }
    view! { <dl class="facts is-editable" on:click=edit_around>{rows}</dl> }.into_any()
}

/// Follows the link that edits the section around a clicked value; not when the click ends a selection, or is on a link.
fn edit_around(event: MouseEvent) {
    let clicked = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(value) = clicked.and_then(|element| element.closest("dd").ok().flatten()) else {
        return;
    };
    if side::selects_text() {
        return;
    }
    let section = value.closest(".form-section").ok().flatten();
    let link = section.and_then(|section| section.query_selector("a[data-edit]").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}

fn fact_row(fact: Fact) -> AnyView {
    let warning = fact
        .warning
        .map(|text| view! { <div class="field-warning">{text}</div> });
    view! { <div><dt>{fact.label}</dt><dd>{with_long_numbers(&fact.value)} {warning}</dd></div> }.into_any()
}

/// A step the state does not allow. It takes the focus, so that its reason can be read without a mouse too.
pub fn impossible(label: &'static str, reason: &'static str) -> AnyView {
    view! {
        <button type="button" class="btn impossible" aria-disabled="true" aria-description=reason data-reason=reason>
            {label}
        </button>
    }
    .into_any()
}

/// What stands where nothing is yet: what it will be and the next step.
///
/// ```ignore
/// view! { <EmptyState title=tr!(clients.none) text=tr!(clients.none_text)><a class="btn btn-primary" href="/clients/new">{tr!(clients.new)}</a></EmptyState> }
/// ```
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let text = (!text.is_empty()).then(|| view! { <p>{text}</p> });
    view! {
        <div class="empty-state">
            <strong>{title}</strong>
            {text}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
