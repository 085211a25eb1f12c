//! A request: its thread, what was decided about it, its files, what happened.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;

use super::thread::{AnswerForm, Thread};
use super::words;
use crate::error::AppError;
use crate::kernel::ids::TicketId;
use crate::kernel::viewer::Viewer;
use crate::records::activity::pages::History;
use crate::support::tickets::api::{
    MarkTicketRead, SaveTicket, SetTicketStatus, TakeTicket, mark_ticket_read, show_ticket,
};
use crate::support::tickets::forms;
use crate::support::tickets::model::{Ticket, TicketChoices, TicketPriority, TicketSheet, TicketStatus};
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{Form, FormActions, Hidden, SelectField, Submit, TextField, VersionField, came_back};
use crate::ui::load::{Data, Load};
use crate::ui::page::{Beside, Facts, PageHead};
use crate::ui::query::id_of_address;

/// `/support/<id>`
#[component]
pub fn TicketPage(beside: Beside) -> impl IntoView {
    let id = id_of_address::<TicketId>();
    let sheet = Data::new(
        move || id.get(),
        |id| async move { show_ticket(id.ok_or(AppError::NotFound)?).await },
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
fn Sheet(sheet: TicketSheet, beside: Beside, changed: Callback<()>) -> impl IntoView {
    let facts = facts(&sheet);
    let TicketSheet {
        ticket,
        client_name,
        contact,
        paper,
        messages,
        unread,
        choices,
        events,
        megabytes,
        ..
    } = sheet;
    let id = ticket.id;
    if unread {
        read_by_itself(id);
    }
    let badges = badges(&ticket, unread);
    let steps = choices
        .is_some()
        .then(|| view! { <Steps ticket=ticket.clone() changed /> });
    let read = unread.then(|| view! { <ReadForm id /> });
    let form = choices.is_some().then(|| view! { <AnswerForm id megabytes /> });
    let decisions = choices.map(|choices| view! { <Decisions ticket=ticket.clone() choices changed /> });
    let contact = contact.map(|contact| {
        view! { " · " <a href=format!("/contacts/{}", contact.id)>{contact.name}</a> }
    });
    let paper = paper.map(|paper| {
        let text = words::paper_text(&paper);
        view! { " · " <a href=paper.key.path()>{text}</a> }
    });
    let files = beside(ticket.owner(), changed);
    view! {
        <PageHead title=ticket.subject.clone() beside=move || badges>
            {steps}
        </PageHead>
        <p class="page-sub">
            {tr!(tickets.numbered, number = ticket.number)}
            " · "
            <a href=format!("/clients/{}", ticket.client)>{client_name}</a>
            {contact}
            {paper}
        </p>
        {read}
        <div class="with-side">
            <div>
                <Thread messages />
                {form}
            </div>
            <aside class="side-column">
                <section class="side-card">
                    <h2>{tr!(tickets.about)}</h2>
                    <Facts rows=facts />
                    {decisions}
                </section>
                {files}
                <History events words=words::change aside=true />
            </aside>
        </div>
    }
    .into_any()
}

/// Whoever looks at it with scripts has read it; without them there is a button.
fn read_by_itself(id: TicketId) {
    Effect::new(move || {
        spawn_local(async move {
            // What could not be noted is unread still.
            let _ = mark_ticket_read(id).await;
        });
    });
}

#[component]
fn ReadForm(id: TicketId) -> impl IntoView {
    let action = ServerAction::<MarkTicketRead>::new();
    view! {
        <div class="only-plain">
            <Form action argument="" toast=tr!(tickets.read_toast)>
                <Hidden name="id" value=id.to_string() />
                <Submit label=tr!(tickets.mark_read) second=true />
            </Form>
        </div>
    }
    .into_any()
}

fn badges(ticket: &Ticket, unread: bool) -> AnyView {
    let priority = (ticket.priority == TicketPriority::High).then(|| {
        view! { <Badge tone=words::priority_tone(ticket.priority) text=words::priority_text(ticket.priority) /> }
    });
    let unread = unread.then(|| view! { <Badge tone=Tone::Info text=tr!(tickets.unread_mark) /> });
    view! {
        <Badge tone=words::status_tone(ticket.status) text=words::status_text(ticket.status) />
        {priority}
        {unread}
    }
    .into_any()
}

fn facts(sheet: &TicketSheet) -> Vec<(&'static str, String)> {
    let contact = sheet.contact.as_ref();
    vec![
        (tr!(tickets.executor), sheet.executor.clone()),
        (tr!(tickets.department), sheet.department.clone()),
        (
            tr!(tickets.priority),
            words::priority_text(sheet.ticket.priority).to_owned(),
        ),
        (
            tr!(tickets.contact),
            contact.map(|one| one.name.clone()).unwrap_or_default(),
        ),
        (
            tr!(tickets.email),
            contact.map(|one| one.email.clone()).unwrap_or_default(),
        ),
    ]
}

/// Taking it upon oneself, and the state it is in.
#[component]
fn Steps(ticket: Ticket, changed: Callback<()>) -> impl IntoView {
    let id = ticket.id.to_string();
    let done = Callback::new(move |_: ((),)| changed.run(()));
    let me = expect_context::<Viewer>().user;
    let take = (ticket.executor != me && ticket.status != TicketStatus::Closed).then(|| {
        let (action, id) = (ServerAction::<TakeTicket>::new(), id.clone());
        view! {
            <Form action done argument="" toast=tr!(tickets.taken_toast)>
                <Hidden name="id" value=id />
                <Submit label=tr!(tickets.take) />
            </Form>
        }
    });
    let others = TicketStatus::ALL.iter().filter(|status| **status != ticket.status);
    let forms: Vec<_> = others
        .map(|status| {
            let (action, id) = (ServerAction::<SetTicketStatus>::new(), id.clone());
            view! {
                <li>
                    <Form action done form_key=status.to_string() toast=tr!(tickets.saved)>
                        <Hidden name="id" value=id />
                        <Hidden name="status" value=status.to_string() />
                        <button type="submit">{words::status_text(*status)}</button>
                    </Form>
                </li>
            }
        })
        .collect();
    view! {
        {take}
        <details class="menu-of">
            <summary class="btn">{tr!(tickets.set_status)}</summary>
            <ul class="pop-menu">{forms}</ul>
        </details>
    }
    .into_any()
}

/// What can be decided about a request, in a fold under what is decided.
#[component]
fn Decisions(ticket: Ticket, choices: TicketChoices, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<SaveTicket>::new();
    let done = Callback::new(move |_: ((),)| changed.run(()));
    view! {
        <details class="decisions" open=came_back(SaveTicket::PATH, "")>
            <summary class="btn btn-sm">{tr!(tickets.edit)}</summary>
            <Form action done toast=tr!(tickets.saved)>
                <Hidden name="id" value=ticket.id.to_string() />
                <VersionField version=ticket.version />
                <DecisionFields input=forms::SaveTicket::of(&ticket) choices />
                <FormActions>
                    <Submit label=tr!(ui.save) />
                </FormActions>
            </Form>
        </details>
    }
    .into_any()
}

#[component]
fn DecisionFields(input: forms::SaveTicket, choices: TicketChoices) -> impl IntoView {
    let TicketChoices {
        departments,
        staff,
        contacts,
        papers,
    } = choices;
    let department = (!departments.is_empty()).then(|| {
        let options = words::named(departments);
        view! { <SelectField name="department" label=tr!(tickets.department) options value=input.department.clone() empty=tr!(tickets.not_chosen) /> }
    });
    let paper = (!papers.is_empty()).then(|| {
        let options = words::papers(&papers);
        view! { <SelectField name="paper" label=tr!(tickets.paper) options value=input.paper.clone() empty=tr!(tickets.not_chosen) /> }
    });
    view! {
        <TextField name="subject" label=tr!(tickets.subject) value=input.subject required=true max=200 />
        <SelectField name="status" label=tr!(tickets.status) options=words::statuses() value=input.status required=true />
        <SelectField name="priority" label=tr!(tickets.priority) options=words::priorities() value=input.priority required=true />
        {department}
        <SelectField name="executor" label=tr!(tickets.executor) options=words::named(staff) value=input.executor empty=tr!(tickets.not_chosen) />
        <SelectField name="contact" label=tr!(tickets.contact) options=words::named(contacts) value=input.contact empty=tr!(tickets.not_chosen) />
        {paper}
    }
    .into_any()
}
