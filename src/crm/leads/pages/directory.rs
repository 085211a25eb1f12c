//! The directories of leads: sources, and statuses with their colours.

use leptos::prelude::*;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::{Http, ServerFn};
use serde::de::DeserializeOwned;

use super::words::{badge_class, color_text};
use crate::crm::leads::api::{
    AddUsualLeadChoices, ColorLeadStatus, DefaultLeadChoice, DeleteLeadChoice, MoveLeadChoice, SaveLeadChoice,
    list_lead_choices,
};
use crate::crm::leads::forms;
use crate::crm::leads::model::{ChoiceKind, LeadChoice, LeadColor};
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::records::directory::pages::{EntryFold, EntryForm, EntryList};
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
            <Form action done argument="" form_key=kind.to_string() toast=tr!(leads.choice_saved)>
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
    let last = entries.len().saturating_sub(1);
    let fold = |(n, one): (usize, LeadChoice)| {
        let id = one.id.to_string();
        let up = (n > 0).then(|| arrange(&id, false, again));
        let down = (n < last).then(|| arrange(&id, true, again));
        let colors = (one.kind == ChoiceKind::Status).then(|| colors(&one, again));
        let usual = one
            .default
            .then(|| view! { " " <span class="muted">{tr!(leads.is_default)}</span> });
        let default_label = if one.default {
            tr!(leads.no_default)
        } else {
            tr!(leads.make_default)
        };
        let name = match one.kind {
            ChoiceKind::Status => view! { <span class=badge_class(one.color)>{one.name.clone()}</span> }.into_any(),
            ChoiceKind::Source => view! { <span>{one.name.clone()}</span> }.into_any(),
        };
        let default = ServerAction::<DefaultLeadChoice>::new();
        let delete = ServerAction::<DeleteLeadChoice>::new();
        let content = view! {
            {form(forms::SaveLeadChoice::of(&one), again)}
            {colors}
            <div class="steps-bar">
                {up}
                {down}
                {step(default, &id, default_label, tr!(leads.choice_saved), again)}
                {step(delete, &id, tr!(leads.choice_delete), tr!(leads.choice_deleted), again)}
            </div>
        };
        EntryFold {
            content: content.into_any(),
            summary: view! { {name} {usual} }.into_any(),
        }
    };
    entries.into_iter().enumerate().map(fold).collect()
}

fn form(stored: forms::SaveLeadChoice, again: Callback<()>) -> AnyView {
    let action = ServerAction::<SaveLeadChoice>::new();
    // Two forms of new entries stand on the page.
    let id = stored.id.map(|id| id.to_string());
    let (kind, version) = (stored.kind.clone(), stored.version);
    view! {
        <EntryForm action id version new_key=kind.clone() toast=tr!(leads.choice_saved) again>
            <Hidden name="kind" value=kind />
            <div class="form-grid">
                <TextField name="name" label=tr!(leads.choice_name) value=stored.name required=true max=60 />
            </div>
        </EntryForm>
    }
    .into_any()
}

fn arrange(id: &str, down: bool, again: Callback<()>) -> AnyView {
    let action = ServerAction::<MoveLeadChoice>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let (key, label) = if down {
        (format!("{id}-down"), tr!(leads.choice_down))
    } else {
        (format!("{id}-up"), tr!(leads.choice_up))
    };
    let id = id.to_owned();
    view! {
        <Form action done form_key=key>
            <Hidden name="id" value=id />
            <Hidden name="down" value=down.to_string() />
            <Submit label second=true />
        </Form>
    }
    .into_any()
}

/// A form of one button.
fn step<S, O>(
    action: ServerAction<S>,
    id: &str,
    label: &'static str,
    toast: &'static str,
    again: Callback<()>,
) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError, Output = ()>
        + DeserializeOwned
        + Clone
        + Send
        + Sync
        + 'static,
    O: 'static,
{
    let done = Callback::new(move |_: ((),)| again.run(()));
    let id = id.to_owned();
    view! {
        <Form action done argument="" form_key=id.clone() toast>
            <Hidden name="id" value=id />
            <Submit label second=true />
        </Form>
    }
    .into_any()
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
        <Form action done form_key=id.clone() toast=tr!(leads.choice_saved)>
            <Hidden name="id" value=id />
            <div class="badges" role="group" aria-label=tr!(leads.color)>{buttons}</div>
        </Form>
    }
    .into_any()
}
