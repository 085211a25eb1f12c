//! `/profile`

use leptos::prelude::*;

use super::{own, words};
use crate::company::accounts::api::{
    ChangePassword, EndOtherSessions, EndSession, SaveProfile, list_sessions, show_profile,
};
use crate::company::accounts::model::User;
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, SelectField, Submit, TextField, VersionField};
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};

/// What a person changes of himself.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let user = Data::new(|| (), |()| show_profile());
    let sessions = Data::new(|| (), |()| list_sessions());
    view! {
        <PageHead title=tr!(accounts.profile) />
        <Section title=tr!(accounts.personal)>
            <Load resource=user let:user><PersonalForm user /></Load>
        </Section>
        {own::password_section::<ChangePassword, _>(Callback::new(move |()| sessions.refetch()))}
        {own::sessions_section::<EndSession, EndOtherSessions, _>(sessions)}
    }
    .into_any()
}

/// Language and theme change the whole page, so it is loaded again.
#[component]
fn PersonalForm(user: User) -> impl IntoView {
    let save = ServerAction::<SaveProfile>::new();
    view! {
        <Form action=save plain=true>
            <VersionField version=user.version />
            <div class="form-grid">
                <TextField name="name" label=tr!(accounts.name) value=user.name autocomplete="name" required=true />
                <TextField name="email" label=tr!(accounts.email) value=user.email kind=FieldKind::Email readonly=true />
                <SelectField
                    name="lang"
                    label=tr!(accounts.language)
                    options=words::lang_choices()
                    value=user.lang.as_str()
                    required=true
                />
                <SelectField
                    name="theme"
                    label=tr!(accounts.theme)
                    options=words::theme_choices()
                    value=user.theme.as_str()
                    required=true
                />
            </div>
            <FormActions>
                <Submit label=tr!(ui.save) />
            </FormActions>
        </Form>
    }
    .into_any()
}
