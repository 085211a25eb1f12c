//! The card *Mail* beside a paper: who got it, when, the server's words; whether it is reminded of.

use leptos::prelude::*;

use super::send_href;
use crate::documents::sending::api::{PauseClient, PauseReminders, is_client_paused, mails_of_paper};
use crate::documents::sending::model::{PaperMails, PaperRef};
use crate::documents::templates::model::PaperKind;
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientId;
use crate::kernel::viewer::Viewer;
use crate::records::mail::pages::{MailRows, dispatch_badge};
use crate::tr;
use crate::ui::form::{Form, Hidden, Submit};
use crate::ui::load::{Data, Load};

fn may_send() -> bool {
    use_context::<Viewer>().is_some_and(|viewer| viewer.may(Right::SendMail))
}

/// The mails of a paper.
#[component]
pub fn MailPanel(
    paper: PaperRef,
    /// It can be sent as it is.
    sendable: bool,
    changed: Callback<()>,
) -> impl IntoView {
    let mails = Data::new(move || paper, mails_of_paper);
    let again = Callback::new(move |()| {
        mails.refetch();
        changed.run(());
    });
    view! {
        <Load resource=mails aside=true let:mails>
            <MailCard send=sendable.then(|| send_href(paper)) mails again />
        </Load>
    }
    .into_any()
}

/// The card itself, for a paper of any wing.
#[component]
pub fn MailCard(
    mails: PaperMails,
    /// Where it is sent from, if it can be sent as it is.
    send: Option<String>,
    again: Callback<()>,
) -> impl IntoView {
    let PaperMails {
        paper,
        dispatch,
        rows,
        paused,
        client_paused,
    } = mails;
    let sendable = send.is_some();
    let send = send
        .filter(|_| may_send())
        .map(|href| view! { <a class="btn btn-sm" href=href>{tr!(sending.send)}</a> });
    let reminders = if paper.kind != PaperKind::Invoice {
        None
    } else if client_paused {
        Some(view! { <p class="muted">{tr!(sending.client_is_paused)}</p> }.into_any())
    } else {
        (sendable && may_send()).then(|| pause(paper, paused, again))
    };
    view! {
        <details class="side-card" open=true>
            <summary>{tr!(mail.title)} {dispatch_badge(dispatch)}</summary>
            <MailRows rows again />
            <div class="mail-steps">{send} {reminders}</div>
        </details>
    }
    .into_any()
}

fn pause(paper: PaperRef, paused: bool, again: Callback<()>) -> AnyView {
    let action = ServerAction::<PauseReminders>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let (label, toast) = words(paused);
    view! {
        <Form action done argument="" toast>
            <Hidden name="paper" value=paper.to_string() />
            <Hidden name="paused" value=(!paused).to_string() />
            <Submit label second=true />
        </Form>
    }
    .into_any()
}

/// What the button does, and what is told when it is done.
fn words(paused: bool) -> (&'static str, &'static str) {
    if paused {
        (tr!(sending.resume), tr!(sending.resumed))
    } else {
        (tr!(sending.pause), tr!(sending.paused))
    }
}

/// On a client's card: whether he is reminded of anything.
#[component]
pub fn ClientReminders(client: ClientId) -> impl IntoView {
    let paused = Data::new(move || client, is_client_paused);
    let again = Callback::new(move |()| paused.refetch());
    view! {
        <Load resource=paused aside=true fallback=|| () let:paused>{reminders(client, paused, again)}</Load>
    }
    .into_any()
}

fn reminders(client: ClientId, paused: bool, again: Callback<()>) -> Option<AnyView> {
    if !may_send() {
        return None;
    }
    let action = ServerAction::<PauseClient>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let (label, toast) = words(paused);
    let state = if paused {
        tr!(sending.client_is_paused)
    } else {
        tr!(sending.client_is_reminded)
    };
    Some(
        view! {
            <details class="side-card">
                <summary>{tr!(sending.reminders)}</summary>
                <p class="muted">{state}</p>
                <Form action done argument="" toast>
                    <Hidden name="client" value=client.to_string() />
                    <Hidden name="paused" value=(!paused).to_string() />
                    <Submit label second=true />
                </Form>
            </details>
        }
        .into_any(),
    )
}
