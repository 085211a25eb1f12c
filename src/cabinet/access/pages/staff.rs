//! A contact's access to the cabinet, on his page and on the card of his client.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::cabinet::access::model::{AccessRow, ContactAccess};
use crate::cabinet::access::staff_api::{
    InviteContact, LookAsContact, SaveContactAccess, list_contact_access, show_contact_access,
};
use crate::company::accounts::access::Purpose;
use crate::company::accounts::pages::open_link_text;
use crate::company::accounts::pages::words::link_step;
use crate::crm::contacts::pages::words;
use crate::kernel::actor::Right;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::ids::{ClientId, ContactId};
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{Checkbox, Form, FormActions, Hidden, Submit, VersionField};
use crate::ui::load::{Data, Load};
use crate::ui::page::Section;
use crate::ui::plain_table::{Head, plain_table, text_cell};

/// On a contact's page: nothing for who may not invite.
pub fn access_beside(contact: ContactId, changed: Callback<()>) -> AnyView {
    let viewer = expect_context::<Viewer>();
    if viewer.may(Right::InviteContacts) && viewer.may(Right::ViewClients) {
        view! { <AccessSection contact changed /> }.into_any()
    } else {
        ().into_any()
    }
}

#[component]
fn AccessSection(contact: ContactId, changed: Callback<()>) -> impl IntoView {
    let access = Data::new(move || contact, show_contact_access);
    view! {
        <Section title=tr!(access.title)>
            <Load resource=access aside=true let:access>{section(access, changed)}</Load>
        </Section>
    }
    .into_any()
}

fn section(access: ContactAccess, again: Callback<()>) -> AnyView {
    let links: Vec<_> = access.links.iter().cloned().map(open_link_text).collect();
    let state = if access.can_enter {
        AccessState::of(access.granted, access.has_password).text()
    } else {
        tr!(access.cannot_enter)
    };
    let steps = access.can_enter.then(|| steps(&access, again));
    view! {
        <p>{state}</p>
        {links}
        {steps}
        <AccessForm access again />
    }
    .into_any()
}

/// How far a contact has got into the cabinet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AccessState {
    Off,
    /// Let in, invited or not.
    WithoutPassword,
    On,
}

impl AccessState {
    const fn of(granted: bool, has_password: bool) -> Self {
        match (granted, has_password) {
            (false, _) => Self::Off,
            (true, false) => Self::WithoutPassword,
            (true, true) => Self::On,
        }
    }

    /// As a sentence.
    fn text(self) -> &'static str {
        match self {
            Self::Off => tr!(access.state_off),
            Self::WithoutPassword => tr!(access.state_no_password),
            Self::On => tr!(access.state_on),
        }
    }

    /// In a table.
    fn badge(self) -> AnyView {
        let (tone, text) = match self {
            Self::Off => (Tone::Neutral, tr!(access.badge_off)),
            Self::WithoutPassword => (Tone::Neutral, tr!(access.badge_no_password)),
            Self::On => (Tone::Good, tr!(access.badge_on)),
        };
        view! { <Badge tone text /> }.into_any()
    }
}

/// Inviting, and looking as the contact.
fn steps(access: &ContactAccess, again: Callback<()>) -> AnyView {
    let id = access.contact.to_string();
    let action = ServerAction::<InviteContact>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let (label, toast) = match (access.granted, access.has_password) {
        (false, true) => (tr!(access.let_in), tr!(access.let_in_done)),
        (_, false) => link_step(Purpose::Invitation, access.by_mail),
        (true, true) => link_step(Purpose::Reset, access.by_mail),
    };
    // A plain form: the cabinet is another page.
    let look = access.granted.then(|| {
        view! {
            <form method="post" action=LookAsContact::PATH>
                <input type="hidden" name="id" value=id.clone() />
                <button type="submit" class="btn">{tr!(access.look)}</button>
            </form>
        }
    });
    view! {
        <div class="page-actions">
            <Form action done argument="" toast>
                <Hidden name="id" value=id />
                <Submit label second=true />
            </Form>
            {look}
        </div>
    }
    .into_any()
}

/// What he sees, as boxes.
#[component]
fn AccessForm(access: ContactAccess, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveContactAccess>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    // Made within the form, which fields look for.
    let boxes = move || {
        let all = CabinetRight::ALL.iter().map(|right| {
            let checked = access.rights.holds(*right);
            view! { <Checkbox name=right.as_str() label=words::cabinet_right(*right) checked /> }
        });
        all.collect_view()
    };
    view! {
        <Form action=save done toast=tr!(access.saved)>
            <Hidden name="id" value=access.contact.to_string() />
            <VersionField version=access.version />
            <Checkbox name="granted" label=tr!(access.granted) checked=access.granted />
            <fieldset class="check-list">
                <legend>{tr!(access.sees)}</legend>
                {boxes()}
            </fieldset>
            <FormActions><Submit label=tr!(ui.save) second=true /></FormActions>
        </Form>
    }
    .into_any()
}

/// Who of a client's contacts is let in, below their list on his card.
#[component]
pub fn AccessOfClient(client: ClientId) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    if !(viewer.may(Right::InviteContacts) && viewer.may(Right::ViewClients)) {
        return ().into_any();
    }
    let rows = Data::new(move || client, list_contact_access);
    let again = Callback::new(move |()| rows.refetch());
    view! {
        <Load resource=rows aside=true let:rows>
            {(!rows.is_empty()).then(|| table(rows, again))}
        </Load>
    }
    .into_any()
}

fn table(rows: Vec<AccessRow>, again: Callback<()>) -> AnyView {
    let heads = [
        Head::Text(tr!(contacts.name)),
        Head::Text(tr!(contacts.email)),
        Head::Text(tr!(accounts.state)),
        Head::Steps(tr!(accounts.send_invitation)),
    ];
    let rows = rows.into_iter().map(|row| access_row(row, again));
    let table = plain_table(tr!(access.title), heads, rows);
    view! { <Section title=tr!(access.title)>{table}</Section> }.into_any()
}

fn access_row(row: AccessRow, again: Callback<()>) -> [AnyView; 4] {
    let state = AccessState::of(row.granted, row.has_password);
    let invite = (!row.email.is_empty() && state != AccessState::On).then(|| {
        let action = ServerAction::<InviteContact>::new();
        let done = Callback::new(move |_: ((),)| again.run(()));
        view! {
            <Form action done argument="" form_key=row.contact.to_string() toast=tr!(access.invited)>
                <Hidden name="id" value=row.contact.to_string() />
                <Submit label=tr!(access.invite) second=true />
            </Form>
        }
    });
    [
        view! { <a href=format!("/contacts/{}", row.contact)>{row.name}</a> }.into_any(),
        text_cell(row.email),
        state.badge(),
        invite.into_any(),
    ]
}
