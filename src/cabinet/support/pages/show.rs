//! A request with its thread, and how it goes on.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{may_write, words};
use crate::cabinet::support::api::{
    CloseOwnTicket, MarkOwnTicketRead, ReopenOwnTicket, mark_own_ticket_read, show_own_ticket,
};
use crate::error::AppError;
use crate::kernel::date::short_time;
use crate::kernel::ids::TicketId;
use crate::records::files::model::{FIELD, accepted};
use crate::records::files::pages::words::size;
use crate::support::tickets::cabinet::{OwnFile, OwnMessage, OwnTicketSheet, file_address, reply_address};
use crate::support::tickets::model::TicketStatus;
use crate::support::tickets::pages::words::paper_text;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{FileField, FileForm, Form, FormActions, Hidden, RequestKeyField, Submit, TextArea};
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};
use crate::ui::query::id_of_address;

/// `/cabinet/support/<id>`
#[component]
pub fn RequestPage() -> impl IntoView {
    let id = id_of_address::<TicketId>();
    let sheet = Data::new(
        move || id.get(),
        |id| async move { show_own_ticket(id.ok_or(AppError::NotFound)?).await },
    );
    let changed = Callback::new(move |()| sheet.refetch());
    view! {
        <Load resource=sheet let:sheet>
            <Sheet sheet changed />
        </Load>
    }
    .into_any()
}

#[component]
fn Sheet(sheet: OwnTicketSheet, changed: Callback<()>) -> impl IntoView {
    let OwnTicketSheet {
        id,
        number,
        subject,
        status,
        department,
        paper,
        messages,
        files,
        unread,
        megabytes,
        ..
    } = sheet;
    let may_write = may_write();
    let unread = unread && may_write;
    if unread {
        read_by_itself(id);
    }
    let read = unread.then(|| view! { <ReadForm id /> });
    let step = may_write.then(|| view! { <Step id status changed /> });
    let form = may_write.then(|| view! { <ReplyForm id status megabytes /> });
    let department = (!department.is_empty()).then(|| view! { " · " {department} });
    let paper = paper.map(|paper| {
        let (text, href) = (paper_text(&paper), format!("/cabinet{}", paper.key.path()));
        view! { " · " <a href=href>{text}</a> }
    });
    let mark = unread.then(|| view! { <Badge tone=Tone::Info text=tr!(tickets.unread_mark) /> });
    let badges = view! {
        <Badge tone=words::status_tone(status) text=words::status_text(status) />
        {mark}
    };
    let rows: Vec<_> = messages.into_iter().map(|message| row(id, message)).collect();
    let files: Vec<_> = files.iter().map(|one| file(id, one)).collect();
    let files = (!files.is_empty()).then(|| {
        view! {
            <Section title=tr!(files.title)>
                <ul class="thread-files">{files}</ul>
            </Section>
        }
    });
    view! {
        <PageHead title=subject beside=move || badges>{step}</PageHead>
        <p class="page-sub">{tr!(tickets.numbered, number = number)} {department} {paper}</p>
        {read}
        <ol class="thread">{rows}</ol>
        {files}
        {form}
    }
    .into_any()
}

/// Whoever looks at it with scripts has read it; without them there is a button.
fn read_by_itself(id: TicketId) {
    Effect::new(move || {
        spawn_local(async move {
            // What could not be noted is unread still.
            let _ = mark_own_ticket_read(id).await;
        });
    });
}

#[component]
fn ReadForm(id: TicketId) -> impl IntoView {
    let action = ServerAction::<MarkOwnTicketRead>::new();
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

fn row(ticket: TicketId, message: OwnMessage) -> AnyView {
    let class = if message.own {
        "thread-message is-own"
    } else {
        "thread-message"
    };
    let files: Vec<_> = message.files.iter().map(|one| file(ticket, one)).collect();
    let files = (!files.is_empty()).then(|| view! { <ul class="thread-files">{files}</ul> });
    view! {
        <li class=class>
            <div class="thread-head">
                <strong>{message.author}</strong>
                <time class="muted">{short_time(lang(), message.at)}</time>
            </div>
            <p class="preserve-lines">{message.body}</p>
            {files}
        </li>
    }
    .into_any()
}

fn file(ticket: TicketId, file: &OwnFile) -> AnyView {
    let about = format!("{} · {}", file.kind.label(), size(file.size));
    let (name, address) = (file.name.clone(), file_address(ticket, file.id));
    let name = if file.is_looked_at() {
        let address = format!("{address}?inline=true");
        view! { <a href=address rel="external" target="_blank">{name}</a> }.into_any()
    } else {
        view! { <a href=address rel="external" download="">{name}</a> }.into_any()
    };
    view! { <li>{name} " " <span class="muted">{about}</span></li> }.into_any()
}

/// Closes what is done with, or comes back to it.
#[component]
fn Step(id: TicketId, status: TicketStatus, changed: Callback<()>) -> impl IntoView {
    let done = Callback::new(move |_: ((),)| changed.run(()));
    let id = id.to_string();
    if status == TicketStatus::Closed {
        let action = ServerAction::<ReopenOwnTicket>::new();
        return view! {
            <Form action done argument="" toast=tr!(tickets.own_reopened)>
                <Hidden name="id" value=id />
                <Submit label=tr!(tickets.own_reopen) second=true />
            </Form>
        }
        .into_any();
    }
    let action = ServerAction::<CloseOwnTicket>::new();
    view! {
        <Form action done argument="" toast=tr!(tickets.own_closed_toast)>
            <Hidden name="id" value=id />
            <Submit label=tr!(tickets.own_close) second=true />
        </Form>
    }
    .into_any()
}

/// A further message; a closed request is open again after it.
#[component]
fn ReplyForm(id: TicketId, status: TicketStatus, megabytes: u32) -> impl IntoView {
    let hint = if status == TicketStatus::Closed {
        tr!(tickets.own_reply_hint)
    } else {
        ""
    };
    view! {
        <FileForm action=reply_address(id) class="thread-form" toast=tr!(tickets.own_sent)>
            <RequestKeyField />
            <TextArea name="body" label=tr!(tickets.own_reply) required=true max=10000 rows=5 hint />
            <FileField name=FIELD label=tr!(tickets.files) accept=accepted() multiple=true hint=tr!(tickets.files_hint, megabytes = megabytes) />
            <FormActions>
                <Submit label=tr!(tickets.own_send) />
            </FormActions>
        </FileForm>
    }
    .into_any()
}
