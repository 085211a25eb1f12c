//! How a member of the staff gets in, and the links that were not used yet.

use leptos::prelude::*;

use super::words;
use crate::company::accounts::access::{AccessSheet, OpenLink, Purpose};
use crate::company::accounts::api::InviteUser;
use crate::kernel::date::short_time;
use crate::kernel::ids::UserId;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, Submit};
use crate::ui::page::Section;

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
        let purpose = if has_password {
            Purpose::Reset
        } else {
            Purpose::Invitation
        };
        let (label, toast) = words::link_step(purpose, by_mail);
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
