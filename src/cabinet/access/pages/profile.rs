//! `/cabinet/profile`: what a contact changes of himself, and the requisites of his company.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::requests::request_text;
use crate::cabinet::access::api::{
    AskForRequisites, ChangeCabinetPassword, EndCabinetSession, EndOtherCabinetSessions, SaveOwnProfile,
    list_cabinet_sessions, show_own_profile, show_own_requisites,
};
use crate::cabinet::access::model::OwnProfile;
use crate::cabinet::access::pages::words;
use crate::cabinet::access::requisites::{AskRequisites, RequisitesSheet};
use crate::company::accounts::pages::own;
use crate::company::organization::pages::words as company;
use crate::kernel::requisites::TaxIdKind;
use crate::kernel::viewer::{CabinetViewer, Viewer};
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, RequestKeyField, SelectField, Submit, TextArea, TextField, VersionField, came_back,
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
        .is_some_and(|cabinet| cabinet.shown_to.is_none());
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
    view! {
        {own::password_section::<ChangeCabinetPassword, _>(Callback::new(move |()| sessions.refetch()))}
        {own::sessions_section::<EndCabinetSession, EndOtherCabinetSessions, _>(sessions)}
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
        <details class="side-card" open=came_back(AskForRequisites::PATH, "")>
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
