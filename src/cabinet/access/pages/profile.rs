//! `/cabinet/profile`: what a contact changes of himself, and the requisites of his company.

use leptos::prelude::*;

use super::requests::request_text;
use crate::cabinet::access::api::{
    AskForRequisites, ChangeCabinetPassword, EndCabinetSession, EndOtherCabinetSessions, SaveOwnProfile,
    list_cabinet_sessions, show_own_profile, show_own_requisites,
};
use crate::cabinet::access::model::OwnProfile;
use crate::cabinet::access::pages::words;
use crate::cabinet::access::requisites::{AskRequisites, RequisitesSheet};
use crate::company::accounts::model::SessionRow;
use crate::company::accounts::pages::{password_fields, sessions_table};
use crate::company::organization::pages::words as company;
use crate::kernel::requisites::TaxIdKind;
use crate::kernel::viewer::{CabinetViewer, Viewer};
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, RequestKeyField, SelectField, Submit, TextArea, TextField, VersionField,
};
use crate::ui::load::{Data, Load};
use crate::ui::page::{Facts, PageHead, Section};

/// The page. Who only looks as the contact sees no forms.
#[component]
pub fn CabinetProfilePage() -> impl IntoView {
    let profile = Data::new(|| (), |()| show_own_profile());
    let requisites = Data::new(|| (), |()| show_own_requisites());
    let again = Callback::new(move |()| requisites.refetch());
    let may_change = expect_context::<Viewer>()
        .cabinet
        .is_some_and(|cabinet| !cabinet.shown_to);
    let own = may_change.then(|| view! { <Own /> });
    view! {
        <PageHead title=tr!(accounts.profile) />
        <Section title=tr!(accounts.personal)>
            <Load resource=profile let:profile>{personal(profile, may_change)}</Load>
        </Section>
        {own}
        <Section title=tr!(clients.requisites)>
            <Load resource=requisites let:sheet>{requisites_of(sheet, may_change, again)}</Load>
        </Section>
    }
    .into_any()
}

/// Password and sessions.
#[component]
fn Own() -> impl IntoView {
    let sessions = Data::new(|| (), |()| list_cabinet_sessions());
    let again = Callback::new(move |()| sessions.refetch());
    view! {
        <Section title=tr!(accounts.change_password)>
            <PasswordForm again />
        </Section>
        <Section title=tr!(accounts.sessions)>
            <Load resource=sessions let:rows>{sessions_of(rows, again)}</Load>
        </Section>
    }
    .into_any()
}

#[component]
fn PasswordForm(
    /// The sessions are other ones now.
    again: Callback<()>,
) -> impl IntoView {
    let change = ServerAction::<ChangeCabinetPassword>::new();
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

fn sessions_of(rows: Vec<SessionRow>, again: Callback<()>) -> AnyView {
    let done = Callback::new(move |_: ((),)| again.run(()));
    let end_others = rows.iter().any(|row| !row.current).then(|| {
        let end_others = ServerAction::<EndOtherCabinetSessions>::new();
        view! {
            <Form action=end_others argument="" done toast=tr!(accounts.sessions_ended)>
                <FormActions><Submit label=tr!(accounts.end_others) second=true /></FormActions>
            </Form>
        }
    });
    let end = move |row: &SessionRow| {
        let (end, id) = (ServerAction::<EndCabinetSession>::new(), row.id.to_string());
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

fn personal(profile: OwnProfile, may_change: bool) -> AnyView {
    let here = expect_context::<Viewer>().cabinet;
    let clients = clients_of(&profile, here.as_ref());
    if !may_change {
        let name = format!("{} {}", profile.first_name, profile.last_name);
        let rows = vec![
            (tr!(contacts.name).to_owned(), name.trim().to_owned()),
            (tr!(contacts.position).to_owned(), profile.position),
            (tr!(contacts.email).to_owned(), profile.email),
            (tr!(contacts.phone).to_owned(), profile.phone),
            (tr!(access.companies).to_owned(), clients),
        ];
        return view! { <Facts rows /> }.into_any();
    }
    let save = ServerAction::<SaveOwnProfile>::new();
    view! {
        <Facts rows=vec![
            (tr!(contacts.position).to_owned(), profile.position),
            (tr!(access.companies).to_owned(), clients),
        ] />
        // The language changes the whole page, so it is loaded again.
        <Form action=save plain=true toast=tr!(access.profile_saved)>
            <VersionField version=profile.version />
            <div class="form-grid">
                <TextField
                    name="first_name"
                    label=tr!(contacts.first_name)
                    value=profile.first_name
                    autocomplete="given-name"
                    required=true
                />
                <TextField
                    name="last_name"
                    label=tr!(contacts.last_name)
                    value=profile.last_name
                    autocomplete="family-name"
                />
                <TextField
                    name="phone"
                    label=tr!(contacts.phone)
                    value=profile.phone
                    kind=FieldKind::Tel
                    autocomplete="tel"
                />
                <SelectField
                    name="lang"
                    label=tr!(accounts.language)
                    options=company::lang_choices()
                    value=profile.lang.as_str()
                    required=true
                />
                <TextField
                    name="email"
                    label=tr!(contacts.email)
                    value=profile.email
                    kind=FieldKind::Email
                    hint=tr!(access.email_hint)
                    readonly=true
                />
            </div>
            <FormActions><Submit label=tr!(ui.save) /></FormActions>
        </Form>
    }
    .into_any()
}

/// The companies whose papers he sees, the one of this session in front.
fn clients_of(profile: &OwnProfile, here: Option<&CabinetViewer>) -> String {
    let is_here = |client| here.is_some_and(|here| here.client == client);
    let (this, others): (Vec<_>, Vec<_>) = profile.entrances.iter().partition(|entrance| is_here(entrance.client));
    let names = this
        .into_iter()
        .chain(others)
        .map(|entrance| entrance.client_name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

fn requisites_of(sheet: RequisitesSheet, may_change: bool, again: Callback<()>) -> AnyView {
    let RequisitesSheet { card, numbers, latest } = sheet;
    let facts: Vec<_> = card
        .fields()
        .into_iter()
        .map(|(field, value)| (words::field(&field), value.to_owned()))
        .collect();
    let latest = latest.map(|request| request_text(&request));
    let form = may_change.then(|| view! { <AskForm card numbers again /> });
    view! {
        <Facts rows=facts />
        {latest}
        {form}
    }
    .into_any()
}

#[component]
fn AskForm(card: AskRequisites, numbers: Vec<TaxIdKind>, again: Callback<()>) -> impl IntoView {
    let ask = ServerAction::<AskForRequisites>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let tax_ids = card.tax_ids;
    // Made within the form, which fields look for.
    let numbers = move || {
        let all = numbers.into_iter().map(|kind| {
            let value = tax_ids.value(kind).to_owned();
            view! { <TextField name=format!("tax_ids.{kind}") label=company::tax_id_kind(kind) value /> }
        });
        all.collect_view()
    };
    view! {
        <details class="side-card">
            <summary>{tr!(access.ask_requisites)}</summary>
            <p class="muted">{tr!(access.ask_requisites_text)}</p>
            <Form action=ask done toast=tr!(access.asked)>
                <RequestKeyField />
                <div class="form-grid">
                    <TextField name="legal_name" label=tr!(clients.legal_name) value=card.legal_name class="span-2" />
                    {numbers()}
                    <TextArea name="address" label=tr!(clients.address) value=card.address />
                    <TextArea name="shipping_address" label=tr!(clients.shipping_address) value=card.shipping_address />
                    <TextArea name="actual_address" label=tr!(clients.actual_address) value=card.actual_address />
                    <TextField name="phone" label=tr!(clients.phone) value=card.phone kind=FieldKind::Tel />
                    <TextField name="email" label=tr!(clients.email) value=card.email kind=FieldKind::Email />
                    <TextField name="website" label=tr!(clients.website) value=card.website />
                    <TextArea
                        name="note"
                        label=tr!(access.ask_note)
                        hint=tr!(access.ask_note_hint)
                        class="span-all"
                    />
                </div>
                <FormActions><Submit label=tr!(access.ask_action) /></FormActions>
            </Form>
        </details>
    }
    .into_any()
}
