//! The directory of phrases.

use leptos::prelude::*;

use crate::documents::phrases::api::{DeletePhrase, SavePhrase, list_phrases};
use crate::documents::phrases::model::{self, Phrase};
use crate::kernel::actor::Right;
use crate::kernel::ids::PhraseId;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, NewOrStored, Submit, TextArea};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead, Section};

/// `/settings/phrases`
#[component]
pub fn PhrasesPage() -> impl IntoView {
    view! { <Permitted right=Right::EditInvoices><Phrases /></Permitted> }.into_any()
}

#[component]
fn Phrases() -> impl IntoView {
    // Counts what was saved on this page; each time the stored phrases are read again.
    let saved = RwSignal::new(0_u32);
    let phrases = Data::new(move || saved.get(), |_| list_phrases());
    let again = Callback::new(move |()| saved.update(|n| *n += 1));
    view! {
        <PageHead title=tr!(phrases.title) />
        <p class="page-sub">{tr!(phrases.hint)}</p>
        <Load resource=phrases let:phrases>
            <Directory phrases again />
        </Load>
    }
    .into_any()
}

#[component]
fn Directory(phrases: Vec<Phrase>, again: Callback<()>) -> impl IntoView {
    let none = phrases
        .is_empty()
        .then(|| view! { <EmptyState title=tr!(phrases.none) text=tr!(phrases.none_text) /> });
    let rows: Vec<_> = phrases.into_iter().map(|phrase| row(phrase, again)).collect();
    view! {
        {none}
        {rows}
        <Section title=tr!(phrases.new)>
            <PhraseForm stored=model::SavePhrase::default() again />
        </Section>
    }
    .into_any()
}

fn row(phrase: Phrase, again: Callback<()>) -> AnyView {
    let id = phrase.id;
    view! {
        <details class="side-card">
            <summary>{phrase.text.clone()}</summary>
            <PhraseForm stored=model::SavePhrase::of(&phrase) again />
            <DeleteForm id again />
        </details>
    }
    .into_any()
}

/// Keeps a phrase when `stored` has no id, and changes it otherwise.
#[component]
fn PhraseForm(stored: model::SavePhrase, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SavePhrase>::new();
    let done = Callback::new(move |_: (PhraseId,)| again.run(()));
    let key = stored.id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    view! {
        <Form action=save done form_key=key toast=tr!(phrases.saved)>
            <NewOrStored id=stored.id.map(|id| id.to_string()) version=stored.version />
            <TextArea name="text" label=tr!(phrases.text) value=stored.text required=true rows=2 max=600_u32 />
            <FormActions>
                <Submit label=tr!(ui.save) second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn DeleteForm(id: PhraseId, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<DeletePhrase>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <details class="menu-of">
            <summary class="btn">{tr!(phrases.delete)}</summary>
            <div class="pop-menu">
                <Form action done argument="" form_key=id.to_string() toast=tr!(phrases.deleted)>
                    <Hidden name="id" value=id.to_string() />
                    <Submit label=tr!(phrases.delete_for_all) danger=true />
                </Form>
            </div>
        </details>
    }
    .into_any()
}
