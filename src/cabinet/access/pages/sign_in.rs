//! `/cabinet/sign-in`, `/cabinet/forgot-password` and `/cabinet/access/<token>`.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::cabinet::access::api::{
    AskCabinetReset, SetCabinetLanguage, SignInToCabinet, UseCabinetLink, is_cabinet_reset_possible, open_cabinet_link,
};
use crate::company::accounts::access::{LinkSheet, Purpose};
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, Submit, TextField};
use crate::ui::layout::PlainLayout;
use crate::ui::load::{Data, Load};

/// The frame of the cabinet's pages for strangers.
#[component]
fn Outside(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <Title text=title />
        <div class="cabinet">
            <PlainLayout language_action=SetCabinetLanguage::PATH>
                <h1>{title}</h1>
                {children()}
            </PlainLayout>
        </div>
    }
    .into_any()
}

/// E-mail and password, and back to the page that wanted them.
#[component]
pub fn CabinetSignInPage() -> impl IntoView {
    let sign_in = ServerAction::<SignInToCabinet>::new();
    let query = use_query_map();
    let next = Signal::derive(move || query.with(|query| query.get("next").unwrap_or_default()));
    view! {
        <Outside title=tr!(access.sign_in)>
            <Form action=sign_in plain=true>
                <Hidden name="next" value=next />
                <div class="form-grid">
                    <TextField
                        name="email"
                        label=tr!(accounts.email)
                        kind=FieldKind::Email
                        autocomplete="username"
                        required=true
                        autofocus=true
                    />
                    <TextField
                        name="password"
                        label=tr!(accounts.password)
                        kind=FieldKind::Password
                        autocomplete="current-password"
                        required=true
                    />
                </div>
                <FormActions>
                    <Submit label=tr!(accounts.sign_in_action) />
                </FormActions>
            </Form>
            <p class="muted"><a href="/cabinet/forgot-password">{tr!(accounts.forgot)}</a></p>
        </Outside>
    }
    .into_any()
}

/// Asks for a letter with a link. What is answered is the same for every address.
#[component]
pub fn CabinetForgotPage() -> impl IntoView {
    let possible = Data::new(|| (), |()| is_cabinet_reset_possible());
    let query = use_query_map();
    let sent = move || query.with(|query| query.get("sent").is_some());
    view! {
        <Outside title=tr!(accounts.forgot_title)>
            <Load resource=possible let:possible>{forgot(possible, sent())}</Load>
            <p class="muted"><a href="/cabinet/sign-in">{tr!(accounts.to_sign_in)}</a></p>
        </Outside>
    }
    .into_any()
}

fn forgot(possible: bool, sent: bool) -> AnyView {
    if sent {
        return view! { <p class="alert alert-info" role="status">{tr!(access.forgot_sent)}</p> }.into_any();
    }
    if !possible {
        return view! { <p>{tr!(access.forgot_ask)}</p> }.into_any();
    }
    let ask = ServerAction::<AskCabinetReset>::new();
    view! {
        <p>{tr!(access.forgot_text)}</p>
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
pub fn CabinetAccessPage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.with(|params| params.get("token").unwrap_or_default()));
    let link = Data::new(move || token.get(), open_cabinet_link);
    view! {
        <Outside title=tr!(accounts.choose_password)>
            <Load resource=link let:link>{chosen(link, token.get_untracked())}</Load>
            <p class="muted"><a href="/cabinet/sign-in">{tr!(accounts.to_sign_in)}</a></p>
        </Outside>
    }
    .into_any()
}

fn chosen(link: Option<LinkSheet>, token: String) -> AnyView {
    let Some(link) = link else {
        return view! {
            <p class="alert alert-warning" role="note">{tr!(accounts.link_over)}</p>
            <p><a href="/cabinet/forgot-password">{tr!(accounts.forgot)}</a></p>
        }
        .into_any();
    };
    let use_it = ServerAction::<UseCabinetLink>::new();
    let text = match link.purpose {
        Purpose::Invitation => tr!(accounts.invited_text, name = link.name),
        Purpose::Reset => tr!(accounts.reset_text, name = link.name),
    };
    view! {
        <p>{text}</p>
        <Form action=use_it plain=true>
            <Hidden name="token" value=token />
            <div class="form-grid">
                <TextField
                    name="email"
                    label=tr!(accounts.email)
                    value=link.email
                    kind=FieldKind::Email
                    autocomplete="username"
                    readonly=true
                />
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
