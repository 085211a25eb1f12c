//! The mails of a paper: who, when, how far, the server's last words; once more, or not at all.

use leptos::prelude::*;

use super::words;
use crate::kernel::actor::Right;
use crate::kernel::date::short_time;
use crate::records::mail::api::{CancelMail, RetryMail};
use crate::records::mail::model::{OutboxRow, OutboxState};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::form::{Form, Hidden, Submit};
use crate::ui::may;

/// Rows of the outbox one under another.
#[component]
pub fn MailRows(
    rows: Vec<OutboxRow>,
    /// Something was decided about one of them.
    again: Callback<()>,
) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="muted">{tr!(mail.none_of_paper)}</p> }.into_any();
    }
    let rows: Vec<_> = rows.into_iter().map(|row| mail_row(row, again)).collect();
    view! { <ul class="mail-rows">{rows}</ul> }.into_any()
}

fn mail_row(row: OutboxRow, again: Callback<()>) -> AnyView {
    let (state, tone) = words::state(row.state);
    let who = if row.name.is_empty() {
        row.address.clone()
    } else {
        format!("{} <{}>", row.name, row.address)
    };
    let why: Vec<_> = words::why(&row)
        .into_iter()
        .map(|text| view! { <p class="muted mail-words">{text}</p> })
        .collect();
    let written = format!("{}, {}", short_time(lang(), row.written_at), row.author);
    let steps = steps(&row, again);
    let subject = match (row.open, may(Right::SendMail)) {
        (false, _) => tr!(mail.subject_hidden).into_any(),
        (true, true) => view! { <a href=format!("/outbox/{}", row.letter)>{row.subject}</a> }.into_any(),
        (true, false) => row.subject.into_any(),
    };
    view! {
        <li>
            <div class="mail-who">
                <span>{words::line(row.line)} ": " {who}</span>
                <Badge tone text=state />
            </div>
            <p class="muted">{subject} " · " {written}</p>
            {why}
            {steps}
        </li>
    }
    .into_any()
}

/// What can be done with a row.
pub(super) fn steps(row: &OutboxRow, again: Callback<()>) -> Option<AnyView> {
    let may = may(Right::SendMail);
    let (may_retry, may_cancel) = (row.may_retry(), row.may_cancel());
    if !may || !(may_retry || may_cancel) {
        return None;
    }
    let id = row.id.to_string();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let retry = may_retry.then(|| {
        let (action, id) = (ServerAction::<RetryMail>::new(), id.clone());
        // What waits for its next try goes out at once; it has never left the queue.
        let (label, toast) = if row.state == OutboxState::Waiting {
            (tr!(mail.send_now), tr!(mail.sent_now))
        } else {
            (tr!(mail.retry), tr!(mail.retried))
        };
        view! {
            <Form action done argument="" form_key=id.clone() toast>
                <Hidden name="id" value=id />
                <Submit label second=true />
            </Form>
        }
    });
    let cancel = may_cancel.then(|| {
        let (action, id) = (ServerAction::<CancelMail>::new(), id.clone());
        view! {
            <Form action done argument="" form_key=id.clone() toast=tr!(mail.cancelled_toast)>
                <Hidden name="id" value=id />
                <Submit label=tr!(mail.cancel) second=true />
            </Form>
        }
    });
    Some(view! { <div class="mail-steps">{retry} {cancel}</div> }.into_any())
}
