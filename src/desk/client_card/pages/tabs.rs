//! The tabs of a card.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::frame::OpenCard;
use super::requisites;
use crate::crm::clients::model::{Client, ClientProfile, VatStanding, VatStatus};
use crate::crm::clients::pages::{Accounts, words};
use crate::crm::contacts::model::ContactFilter;
use crate::crm::contacts::pages::ContactList;
use crate::desk::client_card::model::ClientCard;
use crate::documents::invoices::pages::InvoiceList;
use crate::finance::payments::pages::PaymentList;
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::ids::ClientId;
use crate::kernel::signatory::Signatory;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::load::Load;
use crate::ui::page::{Fact, Facts, Section};
use crate::ui::query::use_url_filter;

/// `/clients/<id>`: the card's data as text.
#[component]
pub fn ProfileTab() -> impl IntoView {
    let open = expect_context::<OpenCard>();
    view! {
        <Load resource=open.card aside=true let:card>
            <Profile card open />
        </Load>
    }
    .into_any()
}

#[component]
fn Profile(card: ClientCard, open: OpenCard) -> impl IntoView {
    let profile = card.profile;
    let (requisites, contact, terms) = (requisites_of(&profile), contact_of(&profile.client), terms_of(&profile));
    let contact = section(tr!(clients.contact_data), contact);
    let signatory = section(tr!(clients.signatory), signatory_of(&profile.client.signatory));
    let again = Callback::new(move |()| open.card.refetch());
    let may_edit = expect_context::<Viewer>().may(Right::EditClients);
    let ClientProfile { client, accounts, .. } = profile;
    view! {
        <Section title=tr!(clients.requisites)>
            <Facts rows=requisites />
        </Section>
        <Section title=tr!(clients.accounts)>
            <Accounts client=client.id currency=client.currency accounts may_edit again />
        </Section>
        {contact}
        <Section title=tr!(clients.terms)>
            <Facts rows=terms />
        </Section>
        {signatory}
    }
    .into_any()
}

/// A part of the profile, if it says something.
fn section(title: &'static str, facts: Vec<Fact>) -> Option<AnyView> {
    let says_nothing = facts.iter().all(|fact| fact.value.is_empty());
    (!says_nothing).then(|| {
        view! {
            <Section title>
                <Facts rows=facts />
            </Section>
        }
        .into_any()
    })
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
        text = format!(
            "{text}, {} {}",
            tr!(clients.vat_since).to_lowercase(),
            short_date(lang(), since)
        );
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

/// The client of the address; a card that can't be opened shows no tab at all.
fn client_of_address() -> Memo<Option<ClientId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok()))
}

/// `/clients/<id>/invoices`.
#[component]
pub fn InvoicesTab() -> impl IntoView {
    let client = client_of_address();
    move || client.get().map(|client| view! { <InvoiceList client /> })
}

/// `/clients/<id>/payments`.
#[component]
pub fn PaymentsTab() -> impl IntoView {
    let client = client_of_address();
    move || client.get().map(|client| view! { <PaymentList client /> })
}

/// `/clients/<id>/contacts`.
#[component]
pub fn ContactsTab() -> impl IntoView {
    let client = client_of_address();
    let OpenCard { card } = expect_context::<OpenCard>();
    // When the drawer closes, the card counts anew; while it is open, nothing moves under what is being typed.
    let filter = use_url_filter::<ContactFilter>();
    Effect::new(move |before: Option<bool>| {
        let open = filter.with(|filter| filter.new);
        if before == Some(true) && !open {
            card.refetch();
        }
        open
    });
    move || client.get().map(|client| view! { <ContactList client /> })
}
