//! The thread of a request, and the form that goes on with it.

use leptos::prelude::*;

use crate::kernel::date::short_time;
use crate::kernel::ids::TicketId;
use crate::records::files::model::{FIELD, FileRow, Shown, accepted};
use crate::records::files::pages::words::size;
use crate::support::tickets::forms::answer_address;
use crate::support::tickets::model::{Message, MessageKind};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{FileField, FileForm, FormActions, RequestKeyField, Submit, TextArea};

/// All that was written, the oldest first.
#[component]
pub(super) fn Thread(messages: Vec<Message>) -> impl IntoView {
    let rows: Vec<_> = messages.into_iter().map(row).collect();
    view! { <ol class="thread">{rows}</ol> }.into_any()
}

fn row(message: Message) -> AnyView {
    let (class, mark) = match message.kind {
        MessageKind::Client => ("thread-message is-clients", Some((Tone::Info, tr!(tickets.of_client)))),
        MessageKind::Staff => ("thread-message", None),
        MessageKind::Note => ("thread-message is-note", Some((Tone::Warn, tr!(tickets.of_note)))),
    };
    let mark = mark.map(|(tone, text)| view! { <Badge tone text=text /> });
    let files: Vec<_> = message.files.iter().map(file).collect();
    let files = (!files.is_empty()).then(|| view! { <ul class="thread-files">{files}</ul> });
    view! {
        <li class=class>
            <div class="thread-head">
                <strong>{message.author}</strong>
                {mark}
                <time class="muted">{short_time(lang(), message.at)}</time>
            </div>
            <p class="preserve-lines">{message.body}</p>
            {files}
        </li>
    }
    .into_any()
}

/// Looked at in a page of its own where that does no harm, else saved.
fn file(file: &FileRow) -> AnyView {
    let about = format!("{} · {}", file.kind.label(), size(file.size));
    let name = file.name.clone();
    let name = if file.shown() == Shown::Nothing {
        view! { <a href=file.address() rel="external" download="">{name}</a> }.into_any()
    } else {
        view! { <a href=file.inline_address() rel="external" target="_blank">{name}</a> }.into_any()
    };
    view! { <li>{name} " " <span class="muted">{about}</span></li> }.into_any()
}

/// Answers the client, or notes something that he never sees. It carries files, so the browser sends it itself and the page comes anew.
#[component]
pub(super) fn AnswerForm(id: TicketId, megabytes: u32) -> impl IntoView {
    view! {
        <FileForm action=answer_address(id) class="thread-form" toast=tr!(tickets.written_toast)>
            <RequestKeyField />
            <TextArea name="body" label=tr!(tickets.answer) required=true max=10000 rows=5 />
            <FileField name=FIELD label=tr!(tickets.files) accept=accepted() multiple=true hint=tr!(tickets.files_hint, megabytes = megabytes) />
            <FormActions>
                <Submit label=tr!(tickets.send_answer) />
                <Submit label=tr!(tickets.save_note) name="note" value="true" second=true />
            </FormActions>
        </FileForm>
    }
    .into_any()
}
