//! The directory of phrases.

use leptos::prelude::*;

use crate::documents::phrases::api::{DeletePhrase, SavePhrase, list_phrases};
use crate::documents::phrases::model::{self, Phrase};
use crate::kernel::actor::Right;
use crate::kernel::ids::PhraseId;
use crate::records::directory::pages::{EntryFold, EntryForm, EntryList, EntryStep};
use crate::tr;
use crate::ui::form::TextArea;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::PageHead;

/// `/settings/phrases`
#[component]
pub fn PhrasesPage() -> impl IntoView {
    view! { <Permitted right=Right::EditInvoices><Phrases /></Permitted> }.into_any()
}

#[component]
fn Phrases() -> impl IntoView {
    let phrases = Data::new(|| (), |()| list_phrases());
    let again = Callback::new(move |()| phrases.refetch());
    view! {
        <PageHead title=tr!(phrases.title) />
        <p class="page-sub">{tr!(phrases.hint)}</p>
        <Load resource=phrases let:phrases>
            <EntryList
                entries=phrases.into_iter().map(|phrase| fold(phrase, again)).collect()
                none=(tr!(phrases.none), tr!(phrases.none_text))
                new_title=tr!(phrases.new)
            >
                {form(model::SavePhrase::default(), again)}
            </EntryList>
        </Load>
    }
    .into_any()
}

fn fold(phrase: Phrase, again: Callback<()>) -> EntryFold {
    let id = phrase.id;
    EntryFold {
        content: view! { {form(model::SavePhrase::of(&phrase), again)} <DeleteForm id again /> }.into_any(),
        summary: phrase.text.into_any(),
    }
}

fn form(stored: model::SavePhrase, again: Callback<()>) -> AnyView {
    let action = ServerAction::<SavePhrase>::new();
    let id = stored.id.map(|id| id.to_string());
    view! {
        <EntryForm action id version=stored.version toast=tr!(phrases.saved) again>
            <TextArea name="text" label=tr!(phrases.text) value=stored.text required=true rows=2 max=600_u32 />
        </EntryForm>
    }
    .into_any()
}

#[component]
fn DeleteForm(id: PhraseId, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<DeletePhrase>::new();
    let (id, label) = (id.to_string(), tr!(phrases.delete_for_all));
    view! {
        <details class="menu-of">
            <summary class="btn">{tr!(phrases.delete)}</summary>
            <div class="pop-menu">
                <EntryStep action id label argument="" toast=tr!(phrases.deleted) danger=true again />
            </div>
        </details>
    }
    .into_any()
}
