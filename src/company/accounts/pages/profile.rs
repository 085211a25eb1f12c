//! `/profile`

use leptos::prelude::*;

use super::words;
use crate::company::accounts::api::{
    ChangePassword, EndOtherSessions, EndSession, SaveProfile, list_sessions, show_profile,
};
use crate::company::accounts::model::{SessionRow, User};
use crate::kernel::date::short_time;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, SelectField, Submit, TextField, VersionField};
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};

/// What a person changes of himself.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let user = Data::new(|| (), |()| show_profile());
    let sessions = Data::new(|| (), |()| list_sessions());
    let again = Callback::new(move |()| sessions.refetch());
    view! {
        <PageHead title=tr!(accounts.profile) />
        <Section title=tr!(accounts.personal)>
            <Load resource=user let:user><PersonalForm user /></Load>
        </Section>
        <Section title=tr!(accounts.change_password)>
            <PasswordForm again />
        </Section>
        <Section title=tr!(accounts.sessions)>
            <Load resource=sessions let:rows><Sessions rows again /></Load>
        </Section>
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

#[component]
fn PasswordForm(
    /// The sessions are other ones now.
    again: Callback<()>,
) -> impl IntoView {
    let change = ServerAction::<ChangePassword>::new();
    // After a success the fields are empty again.
    let round = RwSignal::new(0);
    let done = Callback::new(move |_: ((),)| {
        round.update(|n| *n += 1);
        again.run(());
    });
    view! {
        <For each=move || [round.get()] key=|round| *round let:_round>
            <Form action=change done toast=tr!(accounts.password_changed)>
                {password_fields(expect_context::<Viewer>().email)}
            </Form>
        </For>
    }
    .into_any()
}

/// What the form of a new password consists of.
#[must_use]
pub fn password_fields(email: String) -> AnyView {
    view! {
        <div class="form-grid">
            // Tells password managers whose password it is.
            <input type="text" autocomplete="username" value=email hidden=true readonly=true />
            {password_field("current_password", tr!(accounts.current_password), "current-password", "")}
            {password_field("password", tr!(accounts.new_password), "new-password", tr!(accounts.password_hint))}
            {password_field("password_again", tr!(accounts.password_again), "new-password", "")}
        </div>
        <FormActions>
            <Submit label=tr!(accounts.change_password_action) second=true />
            <span class="muted">{tr!(accounts.change_password_note)}</span>
        </FormActions>
    }
    .into_any()
}

fn password_field(name: &'static str, label: &'static str, autocomplete: &'static str, hint: &'static str) -> AnyView {
    view! { <TextField name label kind=FieldKind::Password autocomplete hint required=true /> }.into_any()
}

#[component]
fn Sessions(rows: Vec<SessionRow>, again: Callback<()>) -> impl IntoView {
    let end_others = ServerAction::<EndOtherSessions>::new();
    let others = rows.iter().any(|row| !row.current);
    let done = Callback::new(move |_: ((),)| again.run(()));
    let end_others = others.then(|| {
        view! {
            <Form action=end_others argument="" done toast=tr!(accounts.sessions_ended)>
                <FormActions>
                    <Submit label=tr!(accounts.end_others) second=true />
                </FormActions>
            </Form>
        }
    });
    let end = move |row: &SessionRow| {
        let (end, id) = (ServerAction::<EndSession>::new(), row.id.to_string());
        view! {
            <Form action=end argument="" form_key=id.clone() done toast=tr!(accounts.session_ended)>
                <Hidden name="id" value=id />
                <Submit label=tr!(accounts.end) second=true />
            </Form>
        }
        .into_any()
    };
    view! {
        {sessions_table(rows, end)}
        {end_others}
    }
    .into_any()
}

/// Sessions as a table; `end` is the form that ends one.
#[must_use]
pub fn sessions_table(rows: Vec<SessionRow>, end: impl Fn(&SessionRow) -> AnyView) -> AnyView {
    let row = |row: SessionRow| {
        let way_out = if row.current {
            view! { <Badge tone=Tone::Good text=tr!(accounts.this_session) /> }.into_any()
        } else {
            end(&row)
        };
        session(row, way_out)
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    view! {
        <div class="table-wrap">
            <table class="data-table">
                <caption class="visually-hidden">{tr!(accounts.sessions)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(accounts.device)}</th>
                        <th scope="col">{tr!(accounts.address)}</th>
                        <th scope="col">{tr!(accounts.since)}</th>
                        <th scope="col">{tr!(accounts.last_seen)}</th>
                        <th scope="col"><span class="visually-hidden">{tr!(accounts.end)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn session(row: SessionRow, way_out: AnyView) -> AnyView {
    let device = if row.device.is_empty() {
        tr!(accounts.unknown_device).to_owned()
    } else {
        row.device
    };
    view! {
        <tr>
            <td>{device}</td>
            <td data-label=tr!(accounts.address)>{row.address}</td>
            <td data-label=tr!(accounts.since)>{short_time(lang(), row.since)}</td>
            <td data-label=tr!(accounts.last_seen)>{short_time(lang(), row.last_seen)}</td>
            <td>{way_out}</td>
        </tr>
    }
    .into_any()
}
