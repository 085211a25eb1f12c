//! `/setup`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

use super::api::SetUp;
use crate::company::accounts::api::SetLanguage;
use crate::company::organization::pages::{CompanyFields, words};
use crate::text::lang;
use crate::tr;
use crate::ui::form::{CarryOver, FieldKind, Form, FormActions, SelectField, Submit, TextField};
use crate::ui::layout::PlainLayout;
use crate::ui::page::Section;

/// The first page of a new installation.
#[component]
pub fn SetupPage() -> impl IntoView {
    let set_up = ServerAction::<SetUp>::new();
    view! {
        <Title text=tr!(setup.title) />
        <PlainLayout language_action=SetLanguage::url() wide=true>
            <h1>{tr!(setup.title)}</h1>
            <p>{tr!(setup.intro)}</p>
            <Form action=set_up plain=true toast=tr!(setup.done)>
                <CarryOver />
                <TextField name="setup_code" label=tr!(setup.code) autocomplete="one-time-code" placeholder="XXXX-XXXX-XXXX-XXXX" required=true autofocus=true />
                <Section title=tr!(setup.administrator)>
                    <div class="form-grid">
                        <TextField name="name" label=tr!(setup.name) autocomplete="name" required=true />
                        <TextField name="email" label=tr!(setup.email) kind=FieldKind::Email autocomplete="username" required=true />
                        {password("password", tr!(setup.password), tr!(accounts.password_hint))}
                        {password("password_again", tr!(setup.password_again), "")}
                        <SelectField
                            name="lang"
                            label=tr!(setup.lang)
                            options=words::lang_choices()
                            value=lang().as_str()
                            required=true
                        />
                    </div>
                </Section>
                <CompanyFields prefix="company." />
                <FormActions>
                    <Submit label=tr!(setup.run) />
                    <span class="muted">{tr!(setup.later)}</span>
                </FormActions>
            </Form>
        </PlainLayout>
    }
    .into_any()
}

fn password(name: &'static str, label: &'static str, hint: &'static str) -> AnyView {
    view! { <TextField name label kind=FieldKind::Password autocomplete="new-password" hint required=true /> }
        .into_any()
}
