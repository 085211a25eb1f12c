//! The pages in front of a door, the same for the staff and the cabinet: sign-in, forgotten password, a password behind a link. What
//! differs is an [`Outside`] and the server functions that the forms are sent to.

use leptos::prelude::*;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::{Http, ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::de::DeserializeOwned;

use crate::company::accounts::access::{LinkSheet, Purpose};
use crate::error::{AppError, AppResult};
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, Submit, TextField};
use crate::ui::layout::PlainLayout;
use crate::ui::load::{Data, Load};

/// What one door says to who is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outside {
    /// What the addresses of its pages begin with.
    pub within: &'static str,
    /// The class that its pages stand in.
    pub class: Option<&'static str>,
    /// Address of the server function that keeps the language; takes `lang`.
    pub language_action: &'static str,
    /// The heading of the sign-in.
    pub sign_in: &'static str,
    /// Which address is asked for.
    pub forgot_text: &'static str,
    /// What is answered, whoever asks.
    pub forgot_sent: &'static str,
    /// Whom to turn to where no e-mail is sent.
    pub forgot_ask: &'static str,
}

impl Outside {
    fn to_sign_in(self) -> AnyView {
        let way = format!("{}/sign-in", self.within);
        view! { <p class="muted"><a href=way>{tr!(accounts.to_sign_in)}</a></p> }.into_any()
    }

    fn forgot(self) -> AnyView {
        let way = format!("{}/forgot-password", self.within);
        view! { <a href=way>{tr!(accounts.forgot)}</a> }.into_any()
    }
}

#[component]
fn Frame(outside: Outside, title: &'static str, children: Children) -> impl IntoView {
    let page = view! {
        <PlainLayout language_action=outside.language_action>
            <h1>{title}</h1>
            {children()}
        </PlainLayout>
    };
    let page = match outside.class {
        Some(class) => view! { <div class=class>{page}</div> }.into_any(),
        None => page.into_any(),
    };
    view! {
        <Title text=title />
        {page}
    }
    .into_any()
}

/// E-mail and password, and back to the page that wanted them; `above` them stands what a door has to say first.
pub fn sign_in_page<S, O>(outside: Outside, above: AnyView) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let sign_in = ServerAction::<S>::new();
    let query = use_query_map();
    let next = Signal::derive(move || query.with(|query| query.get("next").unwrap_or_default()));
    view! {
        <Frame outside title=outside.sign_in>
            {above}
            <Form action=sign_in plain=true>
                <Hidden name="next" value=next />
                <div class="form-grid">
                    {email_field()}
                    {password_field("password", tr!(accounts.password), "current-password", "", false)}
                </div>
                <FormActions>
                    <Submit label=tr!(accounts.sign_in_action) />
                </FormActions>
            </Form>
            <p class="muted">{outside.forgot()}</p>
        </Frame>
    }
    .into_any()
}

/// Asks for a letter with a link. What is answered is the same for every address.
pub fn forgot_page<S, O>(outside: Outside, possible: Data<bool>) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let query = use_query_map();
    let sent = move || query.with(|query| query.get("sent").is_some());
    view! {
        <Frame outside title=tr!(accounts.forgot_title)>
            <Load resource=possible let:possible>{forgot::<S, O>(outside, possible, sent())}</Load>
            {outside.to_sign_in()}
        </Frame>
    }
    .into_any()
}

fn forgot<S, O>(outside: Outside, possible: bool, sent: bool) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    if sent {
        return view! { <p class="alert alert-info" role="status">{outside.forgot_sent}</p> }.into_any();
    }
    if !possible {
        return view! { <p>{outside.forgot_ask}</p> }.into_any();
    }
    let ask = ServerAction::<S>::new();
    view! {
        <p>{outside.forgot_text}</p>
        <Form action=ask plain=true>
            <div class="form-grid">{email_field()}</div>
            <FormActions><Submit label=tr!(accounts.forgot_action) /></FormActions>
        </Form>
    }
    .into_any()
}

/// Behind a link: the password is chosen. `open` tells whom it lets in.
pub fn link_page<S, O, F>(outside: Outside, open: impl Fn(String) -> F + Send + Sync + 'static) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
    F: Future<Output = AppResult<Option<LinkSheet>>> + Send + 'static,
{
    let params = use_params_map();
    let token = Memo::new(move |_| params.with(|params| params.get("token").unwrap_or_default()));
    let link = Data::new(move || token.get(), open);
    view! {
        <Frame outside title=tr!(accounts.choose_password)>
            <Load resource=link let:link>{chosen::<S, O>(outside, link, token.get_untracked())}</Load>
            {outside.to_sign_in()}
        </Frame>
    }
    .into_any()
}

fn chosen<S, O>(outside: Outside, link: Option<LinkSheet>, token: String) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let Some(link) = link else {
        return view! {
            <p class="alert alert-warning" role="note">{tr!(accounts.link_over)}</p>
            <p>{outside.forgot()}</p>
        }
        .into_any();
    };
    let use_it = ServerAction::<S>::new();
    let LinkSheet { purpose, name, email } = link;
    let text = match purpose {
        Purpose::Invitation => tr!(accounts.invited_text, name = name),
        Purpose::Reset => tr!(accounts.reset_text, name = name),
    };
    view! {
        <p>{text}</p>
        <Form action=use_it plain=true>
            <Hidden name="token" value=token />
            <div class="form-grid">
                <TextField
                    name="email"
                    label=tr!(accounts.email)
                    value=email
                    kind=FieldKind::Email
                    autocomplete="username"
                    readonly=true
                />
                {new_password_fields(true)}
            </div>
            <FormActions><Submit label=tr!(accounts.choose_action) /></FormActions>
        </Form>
    }
    .into_any()
}

/// By which somebody signs in. Made within the form, like every field.
fn email_field() -> AnyView {
    view! {
        <TextField
            name="email"
            label=tr!(accounts.email)
            kind=FieldKind::Email
            autocomplete="username"
            required=true
            autofocus=true
        />
    }
    .into_any()
}

/// A new password, twice; where they are what the page is for, the first one has the focus.
pub(super) fn new_password_fields(autofocus: bool) -> AnyView {
    let hint = tr!(accounts.password_hint);
    view! {
        {password_field("password", tr!(accounts.new_password), "new-password", hint, autofocus)}
        {password_field("password_again", tr!(accounts.password_again), "new-password", "", false)}
    }
    .into_any()
}

pub(super) fn password_field(
    name: &'static str,
    label: &'static str,
    autocomplete: &'static str,
    hint: &'static str,
    autofocus: bool,
) -> AnyView {
    view! { <TextField name label kind=FieldKind::Password autocomplete hint required=true autofocus /> }.into_any()
}
