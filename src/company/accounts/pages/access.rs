//! `/forgot-password` and `/access/<token>`: the way to a password for who has none; how a member of the staff gets in.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::company::accounts::access::{AccessSheet, LinkSheet, OpenLink, Purpose};
use crate::company::accounts::api::{self, AskReset, InviteUser, UseLink, is_reset_possible, open_link};
use crate::kernel::date::short_time;
use crate::kernel::ids::UserId;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, Submit, TextField};
use crate::ui::layout::PlainLayout;
use crate::ui::load::{Data, Load};
use crate::ui::page::Section;

/// Asks for a letter with a link. What is answered is the same for every address.
#[component]
pub fn ForgotPasswordPage() -> impl IntoView {
    let possible = Data::new(|| (), |()| is_reset_possible());
    let query = use_query_map();
    let sent = move || query.with(|query| query.get("sent").is_some());
    view! {
        <Title text=tr!(accounts.forgot_title) />
        <PlainLayout language_action=api::SetLanguage::url()>
            <h1>{tr!(accounts.forgot_title)}</h1>
            <Load resource=possible let:possible>{forgot(possible, sent())}</Load>
            <p class="muted"><a href="/sign-in">{tr!(accounts.to_sign_in)}</a></p>
        </PlainLayout>
    }
    .into_any()
}

fn forgot(possible: bool, sent: bool) -> AnyView {
    if sent {
        return view! { <p class="alert alert-info" role="status">{tr!(accounts.forgot_sent)}</p> }.into_any();
    }
    if !possible {
        return view! { <p>{tr!(accounts.forgot_ask)}</p> }.into_any();
    }
    let ask = ServerAction::<AskReset>::new();
    view! {
        <p>{tr!(accounts.forgot_text)}</p>
        <Form action=ask plain=true>
            <div class="form-grid">
                <TextField
                    name="email"
                    label=tr!(accounts.email)
                    kind=FieldKind::Email
                    autocomplete="username"
                    required=true
                    autofocus=true
                />
            </div>
            <FormActions><Submit label=tr!(accounts.forgot_action) /></FormActions>
        </Form>
    }
    .into_any()
}

/// Behind a link: the password is chosen.
#[component]
pub fn AccessPage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.with(|params| params.get("token").unwrap_or_default()));
    let link = Data::new(move || token.get(), open_link);
    view! {
        <Title text=tr!(accounts.choose_password) />
        <PlainLayout language_action=api::SetLanguage::url()>
            <h1>{tr!(accounts.choose_password)}</h1>
            <Load resource=link let:link>{chosen(link, token.get_untracked())}</Load>
            <p class="muted"><a href="/sign-in">{tr!(accounts.to_sign_in)}</a></p>
        </PlainLayout>
    }
    .into_any()
}

fn chosen(link: Option<LinkSheet>, token: String) -> AnyView {
    let Some(link) = link else {
        return view! {
            <p class="alert alert-warning" role="note">{tr!(accounts.link_over)}</p>
            <p><a href="/forgot-password">{tr!(accounts.forgot)}</a></p>
        }
        .into_any();
    };
    let use_it = ServerAction::<UseLink>::new();
    let text = match link.purpose {
        Purpose::Invitation => tr!(accounts.invited_text, name = link.name),
        Purpose::Reset => tr!(accounts.reset_text, name = link.name),
    };
    view! {
        <p>{text}</p>
        <Form action=use_it plain=true>
            <Hidden name="token" value=token />
            <div class="form-grid">
                <TextField name="email" label=tr!(accounts.email) value=link.email kind=FieldKind::Email autocomplete="username" readonly=true />
                <TextField
                    name="password"
                    label=tr!(accounts.new_password)
                    kind=FieldKind::Password
                    autocomplete="new-password"
                    hint=tr!(accounts.password_hint)
                    required=true
                    autofocus=true
                />
                <TextField
                    name="password_again"
                    label=tr!(accounts.password_again)
                    kind=FieldKind::Password
                    autocomplete="new-password"
                    required=true
                />
            </div>
            <FormActions><Submit label=tr!(accounts.choose_action) /></FormActions>
        </Form>
    }
    .into_any()
}

/// How a member of the staff gets in, for an administrator.
#[component]
pub(super) fn AccessSection(id: UserId, active: bool, access: AccessSheet, again: Callback<()>) -> impl IntoView {
    let AccessSheet {
        has_password,
        by_mail,
        links,
    } = access;
    let state = if has_password {
        tr!(accounts.has_password)
    } else {
        tr!(accounts.no_password)
    };
    let links: Vec<_> = links.into_iter().map(open_link_text).collect();
    let invite = active.then(|| {
        let action = ServerAction::<InviteUser>::new();
        let done = Callback::new(move |_: ((),)| again.run(()));
        let (label, toast) = match (has_password, by_mail) {
            (false, true) => (tr!(accounts.send_invitation), tr!(accounts.link_sent)),
            (true, true) => (tr!(accounts.send_reset), tr!(accounts.link_sent)),
            (false, false) => (tr!(accounts.make_invitation), tr!(accounts.link_made)),
            (true, false) => (tr!(accounts.make_reset), tr!(accounts.link_made)),
        };
        view! {
            <Form action done argument="" toast>
                <Hidden name="id" value=id.to_string() />
                <FormActions><Submit label second=true /></FormActions>
            </Form>
        }
    });
    view! {
        <Section title=tr!(accounts.access)>
            <p>{state}</p>
            {links}
            {invite}
        </Section>
    }
    .into_any()
}

/// A link that was not used yet; one that has to be handed over with its address.
#[must_use]
pub fn open_link_text(link: OpenLink) -> AnyView {
    let until = short_time(lang(), link.until);
    let text = match (link.purpose, link.address.is_some()) {
        (Purpose::Invitation, false) => tr!(accounts.invitation_until, until = until),
        (Purpose::Reset, false) => tr!(accounts.reset_until, until = until),
        (_, true) => tr!(accounts.hand_over, until = until),
    };
    let address = link
        .address
        .map(|address| view! { <p><code class="copy access-link">{address}</code></p> });
    view! { <p class="muted">{text}</p> {address} }.into_any()
}
