//! The card *Mail* beside a paper: who got it, when, the server's words; whether it is reminded of.

use leptos::prelude::*;

use super::send_href;
use crate::documents::sending::api::{PauseClient, PauseReminders, is_client_paused, mails_of_paper};
use crate::documents::sending::model::{PaperMails, PaperRef};
use crate::documents::templates::model::PaperKind;
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientId;
use crate::records::mail::model::OutboxRow;
use crate::records::mail::pages::{MailRows, dispatch_badge};
use crate::tr;
use crate::ui::form::{Form, Hidden, Submit};
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::recheck::Recheck;

fn may_send() -> bool {
    may(Right::SendMail)
}

/// The mails of a paper.
#[component]
pub fn MailPanel(
    paper: PaperRef,
    /// It can be sent as it is.
    sendable: bool,
) -> impl IntoView {
    let mails = Data::new(move || paper, mails_of_paper);
    view! { <MailsBeside mails send=sendable.then(|| send_href(paper)) /> }.into_any()
}

/// The mails of a paper of any wing; while one is on its way they are asked for again.
#[component]
pub fn MailsBeside(
    mails: Data<PaperMails>,
    /// Where it is sent from, if it can be sent as it is.
    send: Option<String>,
    /// Nothing stands there before there is a mail.
    #[prop(optional)]
    once_sent: bool,
) -> impl IntoView {
    let again = Callback::new(move |()| mails.refetch());
    let recheck = Recheck::new(again);
    view! {
        <Load resource=mails aside=true let:mails>
            {
                recheck.answered(mails.rows.iter().any(OutboxRow::is_on_its_way));
                (!once_sent || !mails.rows.is_empty()).then(|| view! { <MailCard send=send.clone() mails again /> })
            }
        </Load>
    }
    .into_any()
}

#[component]
fn MailCard(mails: PaperMails, send: Option<String>, again: Callback<()>) -> impl IntoView {
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
        .map(|href| view! { <a class="btn" href=href>{tr!(sending.send)}</a> });
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
    if !may_send() || !may(Right::ViewInvoices) {
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
