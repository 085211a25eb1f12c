//! `/sign-in`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::company::accounts::api;
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, Submit, TextField};
use crate::ui::layout::PlainLayout;

/// E-mail and password, and back to the page that wanted them.
#[component]
pub fn SignInPage() -> impl IntoView {
    let sign_in = ServerAction::<api::SignIn>::new();
    let query = use_query_map();
    let next = Signal::derive(move || query.with(|query| query.get("next").unwrap_or_default()));
    view! {
        <Title text=tr!(accounts.sign_in) />
        <PlainLayout language_action=api::SetLanguage::url()>
            <h1>{tr!(accounts.sign_in)}</h1>
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
            <p class="muted"><a href="/forgot-password">{tr!(accounts.forgot)}</a></p>
        </PlainLayout>
    }
    .into_any()
}
