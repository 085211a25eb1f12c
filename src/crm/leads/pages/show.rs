//! A lead: its data, what can be done with it, notes, files, what happened.

use leptos::prelude::*;

use super::steps::{StatusSteps, Steps};
use super::words;
use crate::crm::contacts::pages::{mail_link, phone_link};
use crate::crm::leads::api::{SaveLeadNotes, show_lead};
use crate::crm::leads::model::{Lead, LeadSheet, LeadStage};
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::ids::LeadId;
use crate::kernel::viewer::Viewer;
use crate::records::activity::pages::History;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{Form, Hidden, NoteField};
use crate::ui::html::Html;
use crate::ui::load::{Data, Load};
use crate::ui::page::{Beside, Facts, PageHead, Section};
use crate::ui::query::id_of_address;

/// `/leads/<id>`
#[component]
pub fn LeadPage(beside: Beside) -> impl IntoView {
    let id = id_of_address::<LeadId>();
    let sheet = Data::new(
        move || id.get(),
        |id| async move { show_lead(id.ok_or(AppError::NotFound)?).await },
    );
    let changed = Callback::new(move |()| sheet.refetch());
    view! {
        <Load resource=sheet let:sheet>
            <Sheet sheet beside changed />
        </Load>
    }
    .into_any()
}

#[component]
fn Sheet(sheet: LeadSheet, beside: Beside, changed: Callback<()>) -> impl IntoView {
    let LeadSheet {
        lead,
        source,
        assigned,
        client_name,
        statuses,
        events,
    } = sheet;
    let viewer = expect_context::<Viewer>();
    let may_edit = viewer.may(Right::EditLeads);
    let badges = badges(&lead);
    let outcome = outcome(&lead, client_name);
    let moves = (may_edit && lead.state.stage() == LeadStage::Open)
        .then(|| view! { <StatusSteps lead=lead.clone() statuses=statuses.clone() changed /> });
    let status = statuses.into_iter().find(|status| Some(status.id) == lead.status);
    let status = status.map(|status| status.name).unwrap_or_default();
    let facts = facts(&lead, status, source, assigned);
    let steps = view! { <Steps lead=lead.clone() changed /> };
    let company = (!lead.company.is_empty()).then(|| view! { <p class="page-sub">{lead.company.clone()}</p> });
    let description = Some(lead.description.clone()).filter(|text| !text.is_empty());
    let description = description.map(|text| {
        view! {
            <Section title=tr!(leads.description)>
                <p class="preserve-lines">{text}</p>
            </Section>
        }
    });
    // One that has become a client has handed its files over to him.
    let files = (!lead.is_converted()).then(|| beside(lead.owner(), changed));
    let reach = reach(&lead);
    view! {
        <PageHead title=lead.name.clone() beside=move || badges>
            {steps}
        </PageHead>
        {company}
        {outcome}
        {moves}
        <div class="with-side">
            <div>
                <Section title=tr!(leads.lead)>
                    <div class="lead-reach" inner_html=reach></div>
                    <Facts rows=facts />
                </Section>
                {description}
            </div>
            <aside class="side-column">
                <section class="side-card">
                    <Notes lead may_edit />
                </section>
                {files}
                <History events words=words::change aside=true />
            </aside>
        </div>
    }
    .into_any()
}

fn badges(lead: &Lead) -> Option<AnyView> {
    let stage = lead.state.stage();
    let tone = if stage == LeadStage::Customer {
        Tone::Good
    } else {
        Tone::Neutral
    };
    (stage != LeadStage::Open).then(|| view! { <Badge tone text=words::stage_text(stage) /> }.into_any())
}

/// What has become of a lead that is not open.
fn outcome(lead: &Lead, client_name: String) -> Option<AnyView> {
    if let Some(client) = lead.state.client() {
        // Without a name for who may not see clients.
        let link = (!client_name.is_empty()).then(|| view! { <a href=format!("/clients/{client}")>{client_name}</a> });
        return Some(view! { <p class="alert" role="note">{tr!(leads.became)} " " {link}</p> }.into_any());
    }
    let reason = lead.state.reason().to_owned();
    (!reason.is_empty())
        .then(|| view! { <p class="alert" role="note">{tr!(leads.reason)} ": " {reason}</p> }.into_any())
}

/// Phone and e-mail as what they open.
fn reach(lead: &Lead) -> String {
    let (phone, email) = (phone_link(&lead.phone), mail_link(&lead.email));
    let gap = (phone.is_some() && email.is_some()).then_some(" · ");
    Html::of((phone, gap, email)).into_string()
}

fn facts(lead: &Lead, status: String, source: String, assigned: String) -> Vec<(&'static str, String)> {
    let value = if lead.value.amount.is_zero() {
        String::new()
    } else {
        format::money(lang(), lead.value)
    };
    let contacted = lead.contacted.map(|on| short_date(lang(), on)).unwrap_or_default();
    vec![
        (tr!(leads.status), status),
        (tr!(leads.source), source),
        (tr!(leads.assigned), assigned),
        (tr!(leads.value), value),
        (tr!(leads.contacted), contacted),
        (tr!(leads.company), lead.company.clone()),
        (tr!(leads.position), lead.position.clone()),
        (tr!(leads.website), lead.website.clone()),
        (tr!(leads.address), lead.address.clone()),
        (tr!(leads.tags), lead.tags.clone()),
    ]
}

/// The notes with their field, or as text for who may not change them.
#[component]
fn Notes(lead: Lead, may_edit: bool) -> impl IntoView {
    if !may_edit || lead.is_converted() {
        return view! {
            <h2>{tr!(leads.notes)}</h2>
            <p class="preserve-lines">{lead.notes}</p>
        }
        .into_any();
    }
    let save = ServerAction::<SaveLeadNotes>::new();
    let version = RwSignal::new(lead.version);
    let done = Callback::new(move |(saved,): (i64,)| version.set(saved));
    view! {
        <Form action=save done toast=tr!(leads.notes_saved)>
            <Hidden name="id" value=lead.id.to_string() />
            <NoteField name="notes" label=tr!(leads.notes) text=lead.notes version />
        </Form>
    }
    .into_any()
}
