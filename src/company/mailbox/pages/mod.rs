//! *Settings → E-mail*: the server, the senders, a letter to try them out, what to tell the domain.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{SaveMailSender, SaveMailServer, TryMail, show_mailbox};
use super::model::{MailSettings, SenderView, ServerView, dns_records};
use crate::kernel::actor::Right;
use crate::records::mail::model::Security;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, SelectField, Submit, TextField, VersionField, came_back, choices,
};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{PageHead, Section};
use crate::ui::toast::use_toasts;

/// `/settings/mail`
#[component]
pub fn MailboxPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageMail><Mailbox /></Permitted> }.into_any()
}

#[component]
fn Mailbox() -> impl IntoView {
    let settings = Data::new(|| (), |()| show_mailbox());
    let again = Callback::new(move |()| settings.refetch());
    view! {
        <PageHead title=tr!(mailbox.title)>
            <a class="btn" href="/settings/mail/automatic">{tr!(mailbox.automatic)}</a>
            <a class="btn" href="/outbox">{tr!(mail.outbox)}</a>
        </PageHead>
        <p class="page-sub">{tr!(mailbox.hint)}</p>
        <Load resource=settings let:settings><Settings settings again /></Load>
    }
    .into_any()
}

#[component]
fn Settings(settings: MailSettings, again: Callback<()>) -> impl IntoView {
    let MailSettings {
        server,
        senders,
        waiting,
    } = settings;
    let host = server.as_ref().map(|server| server.host.clone()).unwrap_or_default();
    let waits = (server.is_none() && waiting > 0)
        .then(|| view! { <p class="alert alert-warning" role="note">{tr!(mailbox.waiting, count = waiting)}</p> });
    let trial = server.is_some().then(|| view! { <Trial senders=senders.clone() /> });
    let senders: Vec<_> = senders
        .into_iter()
        .map(|sender| sender_of(sender, &host, again))
        .collect();
    view! {
        {waits}
        <ServerForm server again />
        <Section title=tr!(mailbox.senders)>
            <p class="muted">{tr!(mailbox.senders_hint)}</p>
            {senders}
        </Section>
        {trial}
    }
    .into_any()
}

fn security_text(security: Security) -> &'static str {
    match security {
        Security::None => tr!(mailbox.security_none),
        Security::StartTls => tr!(mailbox.security_starttls),
        Security::Tls => tr!(mailbox.security_tls),
    }
}

#[component]
fn ServerForm(server: Option<ServerView>, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveMailServer>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let server = server.unwrap_or(ServerView {
        host: String::new(),
        port: 587,
        security: Security::StartTls,
        user_name: String::new(),
        has_password: false,
        version: 0,
    });
    let options = choices(Security::ALL, security_text);
    let password_hint = if server.has_password {
        tr!(mailbox.password_kept)
    } else {
        tr!(mailbox.password_hint)
    };
    view! {
        <Section title=tr!(mailbox.server)>
            <Form action=save done toast=tr!(mailbox.server_saved)>
                <VersionField version=server.version />
                <div class="form-grid">
                    <TextField name="host" label=tr!(mailbox.host) value=server.host required=true placeholder="smtp.example.com" />
                    <TextField name="port" label=tr!(mailbox.port) value=server.port.to_string() kind=FieldKind::Digits required=true hint=tr!(mailbox.port_hint) />
                    <SelectField name="security" label=tr!(mailbox.security) options value=server.security.to_string() required=true />
                    <TextField name="user_name" label=tr!(mailbox.user_name) value=server.user_name />
                    <TextField name="password" label=tr!(mailbox.password) kind=FieldKind::Password autocomplete="new-password" hint=password_hint />
                </div>
                <FormActions>
                    <Submit label=tr!(ui.save) />
                </FormActions>
            </Form>
        </Section>
    }
    .into_any()
}

/// The sender of an own company, with what its domain has to say.
fn sender_of(sender: SenderView, host: &str, again: Callback<()>) -> AnyView {
    let save = ServerAction::<SaveMailSender>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let key = sender.organization.to_string();
    let records = sender.domain().map(|domain| records(domain, host));
    let missing = sender.address.is_empty();
    let open = missing || came_back(SaveMailSender::PATH, &key);
    let shown = if missing {
        tr!(mailbox.no_sender).to_owned()
    } else {
        format!("{} <{}>", sender.name, sender.address)
    };
    let name = if sender.name.is_empty() {
        sender.organization_name.clone()
    } else {
        sender.name
    };
    view! {
        <details class="side-card" open=open>
            <summary class="flex-wrap">
                <span>{sender.organization_name}</span>
                <span class="muted">{shown}</span>
            </summary>
            <Form action=save done form_key=key.clone() toast=tr!(mailbox.sender_saved)>
                <Hidden name="organization" value=key />
                <VersionField version=sender.version />
                <div class="form-grid">
                    <TextField name="name" label=tr!(mailbox.name) value=name required=true />
                    <TextField name="address" label=tr!(mailbox.address) value=sender.address kind=FieldKind::Email required=true />
                    <TextField name="reply_to" label=tr!(mailbox.reply_to) value=sender.reply_to kind=FieldKind::Email hint=tr!(mailbox.reply_to_hint) />
                </div>
                <FormActions>
                    <Submit label=tr!(ui.save) second=true />
                </FormActions>
            </Form>
            {records}
        </details>
    }
    .into_any()
}

fn records(domain: &str, host: &str) -> AnyView {
    let rows: Vec<_> = dns_records(domain, host)
        .into_iter()
        .map(|record| {
            view! {
                <tr>
                    <td><code class="copy">{record.name}</code></td>
                    <td data-label=tr!(mailbox.record_text)><code class="copy">{record.text}</code></td>
                </tr>
            }
        })
        .collect();
    view! {
        <h3>{tr!(mailbox.records)}</h3>
        <p class="muted">{tr!(mailbox.records_hint)}</p>
        <table class="data-table dns-records">
            <caption class="visually-hidden">{tr!(mailbox.records)}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(mailbox.record_name)}</th>
                    <th scope="col">{tr!(mailbox.record_text)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Trial(senders: Vec<SenderView>) -> impl IntoView {
    let action = ServerAction::<TryMail>::new();
    let toasts = use_toasts();
    let done = move |words: String| toasts.success(tr!(mailbox.trial_accepted, words = words));
    let able = senders.into_iter().filter(|sender| !sender.address.is_empty());
    let options: Vec<_> = able
        .map(|sender| {
            (
                sender.organization.to_string(),
                format!("{} <{}>", sender.name, sender.address),
            )
        })
        .collect();
    let first = options.first().map(|(id, _)| id.clone()).unwrap_or_default();
    view! {
        <Section title=tr!(mailbox.trial)>
            <p class="muted">{tr!(mailbox.trial_hint)}</p>
            <Form action done>
                <div class="form-grid">
                    <SelectField name="organization" label=tr!(mailbox.from) options value=first />
                    <TextField name="address" label=tr!(mailbox.to) kind=FieldKind::Email required=true />
                </div>
                <FormActions>
                    <Submit label=tr!(mailbox.try_it) second=true />
                </FormActions>
            </Form>
        </Section>
    }
    .into_any()
}
