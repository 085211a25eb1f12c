//! The page of a directory.

use leptos::prelude::*;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::{Http, ServerFn};
use serde::de::DeserializeOwned;

use crate::error::AppError;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, NewOrStored, Submit};
use crate::ui::page::{EmptyState, Section};

/// An entry: what stands in sight, and what its fold holds.
pub struct EntryFold {
    pub summary: AnyView,
    pub content: AnyView,
}

/// All entries, and the form of a new one.
#[component]
pub fn EntryList(
    entries: Vec<EntryFold>,
    /// Title and text where there is none yet.
    none: (&'static str, &'static str),
    /// The heading over the form of a new one.
    new_title: &'static str,
    /// That form.
    children: Children,
) -> impl IntoView {
    let (title, text) = none;
    let none = entries.is_empty().then(|| view! { <EmptyState title text /> });
    let entries: Vec<_> = entries
        .into_iter()
        .map(|EntryFold { summary, content }| {
            view! {
                <details class="side-card">
                    <summary>{summary}</summary>
                    {content}
                </details>
            }
        })
        .collect();
    view! {
        {none}
        {entries}
        <Section title=new_title>{children()}</Section>
    }
    .into_any()
}

/// Keeps an entry when it has no id, and changes it otherwise; the children are its fields.
#[component]
pub fn EntryForm<S, O>(
    action: ServerAction<S>,
    id: Option<String>,
    version: i64,
    /// Tells forms of new entries on one page apart.
    #[prop(default = "new".to_owned())]
    new_key: String,
    toast: &'static str,
    /// The stored entries are other ones now.
    again: Callback<()>,
    children: Children,
) -> impl IntoView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let done = Callback::new(move |_: (S::Output,)| again.run(()));
    let key = id.clone().unwrap_or(new_key);
    view! {
        <Form action done form_key=key toast>
            <NewOrStored id version />
            {children()}
            <FormActions>
                <Submit label=tr!(ui.save) second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}

/// A button that does something with a stored entry: a form with its id and one more field.
#[component]
pub fn EntryStep<S, O>(
    action: ServerAction<S>,
    id: String,
    label: &'static str,
    /// Name and value of the other field.
    #[prop(optional)]
    with: Option<(&'static str, bool)>,
    /// The name of the server function's argument; `""` where it takes the fields themselves.
    #[prop(default = "input")]
    argument: &'static str,
    #[prop(optional)] toast: Option<&'static str>,
    #[prop(optional)] danger: bool,
    /// The stored entries are other ones now.
    again: Callback<()>,
) -> impl IntoView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let done = Callback::new(move |_: (S::Output,)| again.run(()));
    let key = match with {
        Some((name, value)) => format!("{id}-{name}-{value}"),
        None => id.clone(),
    };
    // Made inside of the form, like every field.
    let fields = move || {
        view! {
            <Hidden name="id" value=id />
            {with.map(|(name, value)| view! { <Hidden name value=value.to_string() /> })}
            <Submit label second=!danger danger />
        }
    };
    match toast {
        Some(toast) => view! { <Form action done argument form_key=key toast>{fields()}</Form> }.into_any(),
        None => view! { <Form action done argument form_key=key>{fields()}</Form> }.into_any(),
    }
}
