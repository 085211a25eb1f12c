//! The page of a directory.

use std::fmt::Display;

use leptos::prelude::*;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::{Http, ServerFn};
use serde::de::DeserializeOwned;

use super::model::SaveEntry;
use crate::error::AppError;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, NewOrStored, Submit, TextField};
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

/// An entry of an ordered directory.
pub struct OrderedEntry {
    pub id: String,
    /// What stands in sight: [`entry_name`].
    pub summary: AnyView,
    /// The form that changes it.
    pub form: AnyView,
    /// What else can be done with it, beside moving it.
    pub steps: AnyView,
}

/// An entry of an ordered directory that has a name and nothing else; the server functions save, retire and delete one.
pub fn named_entry<S, R, D, O, I>(
    stored: SaveEntry<I>,
    retired: bool,
    longest: usize,
    again: Callback<()>,
) -> OrderedEntry
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    R: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    R::Output: Clone + Send + Sync + 'static,
    D: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    D::Output: Clone + Send + Sync + 'static,
    O: 'static,
    I: Display,
{
    let id = stored.id.as_ref().map(ToString::to_string).unwrap_or_default();
    let retire = retire_step::<R, O>(id.clone(), retired, again);
    let delete = delete_step::<D, O>(id.clone(), again);
    OrderedEntry {
        id,
        summary: entry_name(stored.name.clone(), retired),
        form: name_form::<S, O, I>(stored, longest, again),
        steps: view! { {retire} {delete} }.into_any(),
    }
}

/// The entries of an ordered directory in their order; the server function `S` moves one of them.
pub fn ordered<S, O>(entries: Vec<OrderedEntry>, again: Callback<()>) -> Vec<EntryFold>
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let last = entries.len().saturating_sub(1);
    let fold = |(n, entry): (usize, OrderedEntry)| {
        let OrderedEntry {
            id,
            summary,
            form,
            steps,
        } = entry;
        let up = (n > 0).then(|| move_step::<S, O>(id.clone(), false, again));
        let down = (n < last).then(|| move_step::<S, O>(id, true, again));
        let content = view! {
            {form}
            <div class="form-actions">{up} {down} {steps}</div>
        };
        EntryFold {
            summary,
            content: content.into_any(),
        }
    };
    entries.into_iter().enumerate().map(fold).collect()
}

/// A name, and that it is offered no longer.
pub fn entry_name(name: impl IntoView + 'static, retired: bool) -> AnyView {
    let retired = retired.then(|| view! { " " <span class="muted">{tr!(directory.retired)}</span> });
    view! { <span>{name}</span> {retired} }.into_any()
}

/// The form of an entry that has a name and nothing else.
pub fn name_form<S, O, I>(stored: SaveEntry<I>, longest: usize, again: Callback<()>) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
    I: Display,
{
    let action = ServerAction::<S>::new();
    let SaveEntry { id, version, name, .. } = stored;
    let id = id.map(|id| id.to_string());
    let longest = u32::try_from(longest).unwrap_or(u32::MAX);
    view! {
        <EntryForm action id version toast=tr!(directory.saved) again>
            <div class="form-grid">
                <TextField name="name" label=tr!(directory.name) value=name required=true max=longest />
            </div>
        </EntryForm>
    }
    .into_any()
}

fn move_step<S, O>(id: String, down: bool, again: Callback<()>) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let action = ServerAction::<S>::new();
    let label = if down { tr!(directory.down) } else { tr!(directory.up) };
    view! { <EntryStep action id label with=("down", down) again /> }.into_any()
}

/// An entry is offered no longer, or again; the server function `S` takes a [`super::model::RetireEntry`].
pub fn retire_step<S, O>(id: String, retired: bool, again: Callback<()>) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let action = ServerAction::<S>::new();
    let label = if retired {
        tr!(directory.restore)
    } else {
        tr!(directory.retire)
    };
    let with = ("retired", !retired);
    view! { <EntryStep action id label with toast=tr!(directory.done) again /> }.into_any()
}

/// An entry is deleted; the server function `S` takes its id.
pub fn delete_step<S, O>(id: String, again: Callback<()>) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let action = ServerAction::<S>::new();
    let label = tr!(directory.delete);
    view! { <EntryStep action id label argument="" toast=tr!(directory.deleted) again /> }.into_any()
}
