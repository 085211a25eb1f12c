//! The directories of leads: sources, and statuses with their colours.

use leptos::prelude::*;

use super::words::{badge_class, color_text};
use crate::crm::leads::api::{
    AddUsualLeadChoices, ColorLeadStatus, DefaultLeadChoice, DeleteLeadChoice, MoveLeadChoice, SaveLeadChoice,
    list_lead_choices,
};
use crate::crm::leads::forms;
use crate::crm::leads::model::{ChoiceKind, LeadChoice, LeadColor};
use crate::kernel::actor::Right;
use crate::records::directory::pages::{
    EntryFold, EntryForm, EntryList, EntryStep, OrderedEntry, delete_step, ordered,
};
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Form, Hidden, Submit, TextField};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{PageHead, Section};

/// `/settings/leads`
#[component]
pub fn LeadSettingsPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><Directories /></Permitted> }.into_any()
}

#[component]
fn Directories() -> impl IntoView {
    let choices = Data::new(|| (), |()| list_lead_choices());
    let again = Callback::new(move |()| choices.refetch());
    view! {
        <PageHead title=tr!(leads.settings) />
        <Load resource=choices let:choices>
            <Section title=tr!(leads.statuses)>
                <p class="page-sub">{tr!(leads.statuses_hint)}</p>
                <Directory kind=ChoiceKind::Status entries=choices.statuses again />
            </Section>
            <Section title=tr!(leads.sources)>
                <Directory kind=ChoiceKind::Source entries=choices.sources again />
            </Section>
        </Load>
    }
    .into_any()
}

#[component]
fn Directory(kind: ChoiceKind, entries: Vec<LeadChoice>, again: Callback<()>) -> impl IntoView {
    let (none, new_title) = match kind {
        ChoiceKind::Status => (
            (tr!(leads.statuses_none), tr!(leads.statuses_none_text)),
            tr!(leads.status_new),
        ),
        ChoiceKind::Source => (
            (tr!(leads.sources_none), tr!(leads.sources_none_text)),
            tr!(leads.source_new),
        ),
    };
    let usual = entries.is_empty().then(|| {
        let action = ServerAction::<AddUsualLeadChoices>::new();
        let done = Callback::new(move |_: ((),)| again.run(()));
        view! {
            <Form action done argument="" form_key=kind.to_string() toast=tr!(directory.saved)>
                <Hidden name="kind" value=kind.to_string() />
                <Hidden name="lang" value=lang().to_string() />
                <Submit label=tr!(leads.add_usual) second=true />
            </Form>
        }
    });
    view! {
        {usual}
        <EntryList entries=folds(entries, again) none new_title>
            {form(forms::SaveLeadChoice::blank(kind), again)}
        </EntryList>
    }
    .into_any()
}

fn folds(entries: Vec<LeadChoice>, again: Callback<()>) -> Vec<EntryFold> {
    let entry = |one: LeadChoice| {
        let id = one.id.to_string();
        let colors = (one.kind == ChoiceKind::Status).then(|| colors(&one, again));
        let usual = one
            .default
            .then(|| view! { " " <span class="muted">{tr!(leads.is_default)}</span> });
        let name = match one.kind {
            ChoiceKind::Status => view! { <span class=badge_class(one.color)>{one.name.clone()}</span> }.into_any(),
            ChoiceKind::Source => view! { <span>{one.name.clone()}</span> }.into_any(),
        };
        let default = default_step(id.clone(), one.default, again);
        let delete = delete_step::<DeleteLeadChoice, _>(id.clone(), again);
        OrderedEntry {
            id,
            summary: view! { {name} {usual} }.into_any(),
            form: view! { {form(forms::SaveLeadChoice::of(&one), again)} {colors} }.into_any(),
            steps: view! { {default} {delete} }.into_any(),
        }
    };
    ordered::<MoveLeadChoice, _>(entries.into_iter().map(entry).collect(), again)
}

fn form(stored: forms::SaveLeadChoice, again: Callback<()>) -> AnyView {
    let action = ServerAction::<SaveLeadChoice>::new();
    // Two forms of new entries stand on the page.
    let id = stored.id.map(|id| id.to_string());
    let (kind, version) = (stored.kind.clone(), stored.version);
    view! {
        <EntryForm action id version new_key=kind.clone() toast=tr!(directory.saved) again>
            <Hidden name="kind" value=kind />
            <div class="form-grid">
                <TextField name="name" label=tr!(directory.name) value=stored.name required=true max=60 />
            </div>
        </EntryForm>
    }
    .into_any()
}

fn default_step(id: String, is_default: bool, again: Callback<()>) -> AnyView {
    let action = ServerAction::<DefaultLeadChoice>::new();
    let label = if is_default {
        tr!(leads.no_default)
    } else {
        tr!(leads.make_default)
    };
    view! { <EntryStep action id label argument="" toast=tr!(directory.saved) again /> }.into_any()
}

/// The colours side by side; a press gives the status one of them.
fn colors(one: &LeadChoice, again: Callback<()>) -> AnyView {
    let action = ServerAction::<ColorLeadStatus>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let id = one.id.to_string();
    let buttons: Vec<_> = LeadColor::ALL
        .iter()
        .map(|color| {
            let pressed = (*color == one.color).to_string();
            view! {
                <button type="submit" class=format!("lead-color {}", badge_class(*color)) name="input[color]" value=color.as_str() aria-pressed=pressed>
                    {color_text(*color)}
                </button>
            }
        })
        .collect();
    view! {
        <Form action done form_key=id.clone() toast=tr!(directory.saved)>
            <Hidden name="id" value=id />
            <div class="badges" role="group" aria-label=tr!(leads.color)>{buttons}</div>
        </Form>
    }
    .into_any()
}
