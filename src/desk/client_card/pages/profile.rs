//! The profile: the card's data as text, a part of which turns into its form when the address says so (`?edit=signatory`).

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::frame::OpenCard;
use super::requisites;
use crate::cabinet::access::pages::RequisitesNotice;
use crate::crm::clients::forms::ClientPart;
use crate::crm::clients::model::{Client, ClientProfile, VatStanding, VatStatus};
use crate::crm::clients::pages::{Accounts, ClientPartForm, words};
use crate::desk::client_card::model::ClientCard;
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::ids::ClientId;
use crate::kernel::signatory::Signatory;
use crate::text::lang;
use crate::tr;
use crate::ui::may;
use crate::ui::page::{Fact, Facts, Section};
use crate::ui::query::{UrlFilter, href, use_url_filter};

/// What the address of the profile says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct ProfileAddress {
    /// Code of the [`ClientPart`] that is being changed.
    edit: String,
}

impl UrlFilter for ProfileAddress {}

/// The parts of a profile as this reader may use them.
#[derive(Clone, Copy)]
struct Parts {
    client: ClientId,
    may_edit: bool,
    editing: Memo<Option<ClientPart>>,
    again: Callback<()>,
}

#[component]
pub(super) fn Profile(card: ClientCard, open: OpenCard) -> impl IntoView {
    let profile = card.profile;
    let again = Callback::new(move |()| open.card.refetch());
    let may_edit = may(Right::EditClients);
    let address = use_url_filter::<ProfileAddress>();
    let editing = Memo::new(move |_| address.with(|address| address.edit.parse().ok()).filter(|_| may_edit));
    let parts = Parts {
        client: profile.client.id,
        may_edit,
        editing,
        again,
    };
    let requisites = parts.view(ClientPart::Requisites, tr!(clients.requisites), requisites_of(&profile));
    let contact = parts.view(
        ClientPart::Contact,
        tr!(clients.contact_data),
        contact_of(&profile.client),
    );
    let terms = parts.view(ClientPart::Terms, tr!(clients.terms), terms_of(&profile));
    let signatory = signatory_of(&profile.client.signatory);
    let signatory = parts.view(ClientPart::Signatory, tr!(clients.signatory), signatory);
    let ClientProfile { client, accounts, .. } = profile;
    view! {
        <RequisitesNotice client=client.id changed=again />
        {requisites}
        <Section title=tr!(clients.accounts)>
            <Accounts client=client.id currency=client.currency accounts may_edit again />
        </Section>
        {contact}
        {terms}
        {signatory}
    }
    .into_any()
}

impl Parts {
    /// A part as text, or as its form. One that says nothing is there only for who may fill it in.
    fn view(self, part: ClientPart, title: &'static str, facts: Vec<Fact>) -> Option<AnyView> {
        let Self {
            client,
            may_edit,
            editing,
            again,
        } = self;
        let says_nothing = facts.iter().all(|fact| fact.value.is_empty());
        if says_nothing && !may_edit {
            return None;
        }
        let is_open = Memo::new(move |_| editing.get() == Some(part));
        let address = ProfileAddress { edit: part.to_string() };
        let address = href(&format!("/clients/{client}"), &address);
        let link = move || {
            (may_edit && !is_open.get()).then(|| {
                let label = format!("{}: {title}", tr!(clients.edit));
                view! {
                    <a class="btn btn-ghost btn-xs" href=address.clone() aria-label=label data-edit="">
                        {tr!(clients.edit)}
                    </a>
                }
            })
        };
        let content = move || {
            if is_open.get() {
                view! { <ClientPartForm client part done=again /> }.into_any()
            } else if says_nothing {
                view! { <p class="muted">{tr!(client_card.nothing_yet)}</p> }.into_any()
            } else {
                view! { <Facts rows=facts.clone() editable=may_edit /> }.into_any()
            }
        };
        Some(
            view! {
                <Section title actions=move || link>
                    {content}
                </Section>
            }
            .into_any(),
        )
    }
}

fn requisites_of(profile: &ClientProfile) -> Vec<Fact> {
    let client = &profile.client;
    let mut facts = vec![
        Fact::new(tr!(clients.name), &client.name),
        Fact::new(tr!(clients.legal_name), &client.legal_name),
        Fact::new(tr!(clients.kind), words::kind_text(client.kind)),
    ];
    facts.extend(requisites::tax_ids(profile));
    if client.vat != VatStanding::default() {
        facts.push(Fact::new(tr!(clients.vat_status), vat_of(&client.vat)));
    }
    facts.push(Fact::new(tr!(clients.address), &client.address));
    facts
}

/// `Pays VAT since 01.01.2026`, or why not.
fn vat_of(vat: &VatStanding) -> String {
    let mut text = words::vat_text(vat.status).to_owned();
    if let Some(since) = vat.since {
        text = format!("{text}, {} {}", tr!(organization.since), short_date(lang(), since));
    }
    if vat.status != VatStatus::Payer && !vat.ground.is_empty() {
        text = format!("{text}: {}", vat.ground);
    }
    text
}

fn contact_of(client: &Client) -> Vec<Fact> {
    vec![
        Fact::new(tr!(clients.phone), &client.phone),
        Fact::new(tr!(clients.email), &client.email),
        Fact::new(tr!(clients.website), &client.website),
        Fact::new(tr!(clients.shipping_address), &client.shipping_address),
        Fact::new(tr!(clients.actual_address), &client.actual_address),
    ]
}

fn terms_of(profile: &ClientProfile) -> Vec<Fact> {
    let client = &profile.client;
    let names = |names: Vec<&str>| names.join(", ");
    vec![
        Fact::new(tr!(clients.currency), client.currency.code()),
        Fact::new(tr!(clients.lang), client.lang.own_name()),
        Fact::new(tr!(clients.payment_term), words::term_text(client.term)),
        Fact::new(
            tr!(clients.managers),
            names(profile.managers.iter().map(|(_, name)| name.as_str()).collect()),
        ),
        Fact::new(
            tr!(clients.groups),
            names(profile.groups.iter().map(|(_, name)| name.as_str()).collect()),
        ),
    ]
}

fn signatory_of(signatory: &Signatory) -> Vec<Fact> {
    let gender = signatory.gender.map(words::gender_text).unwrap_or_default();
    let rows = [
        (tr!(clients.signatory_name), signatory.name.as_str()),
        (tr!(clients.signatory_initials), &signatory.initials),
        (tr!(clients.signatory_gender), gender),
        (tr!(clients.signatory_position), &signatory.position),
        (tr!(clients.signatory_basis), &signatory.basis),
        (tr!(clients.signatory_name_genitive), &signatory.name_genitive),
        (tr!(clients.signatory_position_genitive), &signatory.position_genitive),
        (tr!(clients.signatory_basis_genitive), &signatory.basis_genitive),
    ];
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(label, value)| Fact::new(label, value)).collect()
}
