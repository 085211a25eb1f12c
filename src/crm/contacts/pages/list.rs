//! The list of contacts. The tab of a client's card is the same list with the client given; a new contact is added there in a
//! drawer, the list in sight.

use leptos::prelude::*;

use super::form::NewContact;
use super::words;
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::pages::SavedFilters;
use crate::crm::contacts::api::list_contacts;
use crate::crm::contacts::model::{ContactFilter, ContactRow, ContactSort};
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientId;
use crate::kernel::phone::dialled;
use crate::tr;
use crate::ui::badge::{Tone, badge_cell};
use crate::ui::drawer::Drawer;
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::html::{Element, Piece, link};
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{ListFilter, href, list_filter, use_url_filter};
use crate::ui::table::{Column, DataTable};

list_filter!(ContactFilter, with a drawer);

/// `/contacts`.
#[component]
pub fn ContactsPage() -> impl IntoView {
    let new = may(Right::EditClients).then(|| {
        view! { <a class="btn btn-primary" href="/contacts/new" data-key="n">{tr!(contacts.new)}</a> }
    });
    view! {
        <PageHead title=tr!(contacts.title)>{new}</PageHead>
        <ContactList />
    }
    .into_any()
}

/// Contacts as the address narrows them; those of one client on his card.
#[component]
pub fn ContactList(#[prop(optional)] client: Option<ClientId>) -> impl IntoView {
    let filter = use_url_filter::<ContactFilter>();
    let asked = Memo::new(move |_| {
        let filter = filter.get();
        ContactFilter {
            client: client.or(filter.client),
            new: false,
            ..filter
        }
    });
    let path = client.map_or_else(|| "/contacts".to_owned(), |id| format!("/clients/{id}/contacts"));
    let rows = Data::new(move || asked.get(), list_contacts);
    let may_edit = may(Right::EditClients);
    let may_add = client.is_some() && may_edit;
    let chips = {
        let path = path.clone();
        Signal::derive(move || chips(&path, &filter.get()))
    };
    let table = {
        let path = path.clone();
        move |page| {
            let filter = filter.get_untracked().at_first();
            let new_href = may_edit.then(|| new_href(client, &path, &filter));
            let narrowed = filter != ContactFilter::default();
            view! {
                <DataTable
                    caption=tr!(contacts.title)
                    path=path.clone()
                    filter
                    columns=contact_columns(client.is_none())
                    export=("/contacts", asked.get_untracked().at_first())
                    page=page
                    row_href=|row: &ContactRow| format!("/contacts/{}", row.id)
                    row_class=row_class
                    empty=move || empty(narrowed, new_href)
                />
            }
        }
    };
    let drawer = client
        .filter(|_| may_add)
        .map(|client| view! { <AddDrawer client filter path=path.clone() /> });
    let add = {
        let path = path.clone();
        may_add.then(|| {
            view! {
                <a class="btn" href=move || open_href(&path, &filter.get()) data-key="n">
                    {tr!(contacts.new)}
                </a>
            }
        })
    };
    let saved = client
        .is_none()
        .then(|| view! { <SavedFilters list=ListPath::Contacts filter /> });
    view! {
        <div class="list-head">
            <FilterBar path filter placeholder=tr!(contacts.search) chips>
                {add}
            </FilterBar>
            {saved}
        </div>
        <Load resource=rows children=table />
        {drawer}
    }
    .into_any()
}

/// Where a contact is added: to a client in the drawer beside his list, else on a page that asks for the client first.
fn new_href(client: Option<ClientId>, path: &str, filter: &ContactFilter) -> String {
    match client {
        Some(_) => open_href(path, filter),
        None => "/contacts/new".to_owned(),
    }
}

/// The list with the drawer open.
fn open_href(path: &str, filter: &ContactFilter) -> String {
    let open = ContactFilter {
        new: true,
        ..filter.clone().at_first()
    };
    href(path, &open)
}

/// A new contact beside the list. After each one the form is a new one.
#[component]
fn AddDrawer(client: ClientId, filter: Memo<ContactFilter>, path: String) -> impl IntoView {
    let open = Signal::derive(move || filter.with(|filter| filter.new));
    let round = Memo::new(move |_| filter.with(|filter| filter.added));
    let close_href = href(&path, &filter.get_untracked().at_first());
    view! {
        <Drawer title=tr!(contacts.new) open close_href>
            <For each=move || [round.get()] key=|round| *round let:_round>
                <NewContact client in_drawer=true />
            </For>
        </Drawer>
    }
    .into_any()
}

fn row_class(row: &ContactRow) -> &'static str {
    match (row.added, row.active) {
        (true, _) => "row-new",
        (_, false) => "row-muted",
        _ => "",
    }
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn contact_columns(with_client: bool) -> Vec<Column<ContactRow>> {
    let mut columns = vec![
        Column::new(tr!(contacts.name), name_cell)
            .value(|row: &ContactRow| row.name.clone())
            .sorted_by(ContactSort::Name.as_str()),
    ];
    if with_client {
        columns.push(
            Column::new(tr!(contacts.client), |row: &ContactRow| {
                link(format!("/clients/{}", row.client), row.client_name.clone())
            })
            .keyed("client"),
        );
    }
    columns.extend([
        Column::new(tr!(contacts.position), |row: &ContactRow| row.position.clone()).keyed("position"),
        Column::new(tr!(contacts.email), |row: &ContactRow| mail_link(&row.email))
            .sorted_by(ContactSort::Email.as_str()),
        Column::new(tr!(contacts.phone), |row: &ContactRow| phone_link(&row.phone)).keyed("phone"),
        Column::new(tr!(contacts.mail), |row: &ContactRow| words::mailed(&row.mail)).keyed("mail"),
    ]);
    columns
}

fn name_cell(row: &ContactRow) -> impl Piece + use<> {
    let primary = row
        .primary
        .then(|| (" ", badge_cell(Tone::Neutral, tr!(contacts.primary))));
    (row.name.clone(), primary)
}

/// An address that opens a letter.
#[must_use]
pub fn mail_link(email: &str) -> Option<Element<String>> {
    (!email.is_empty()).then(|| link(format!("mailto:{email}"), email.to_owned()))
}

/// A number that can be dialled; what is none is text.
#[must_use]
pub fn phone_link(phone: &str) -> Option<(Option<Element<String>>, Option<String>)> {
    let shown = || match dialled(phone) {
        Some(number) => (Some(link(format!("tel:{number}"), phone.to_owned())), None),
        None => (None, Some(phone.to_owned())),
    };
    (!phone.is_empty()).then(shown)
}

fn chips(path: &str, filter: &ContactFilter) -> Vec<Chip> {
    let first = filter.clone().at_first();
    let chip = |label: &str, filter: ContactFilter, active: bool| Chip {
        label: label.to_owned(),
        href: href(path, &filter),
        active,
    };
    let among = |deactivated: bool| ContactFilter {
        deactivated,
        ..first.clone()
    };
    let newest = filter.order() == (ContactSort::Created.as_str(), true);
    let order = if newest {
        ContactSort::Name
    } else {
        ContactSort::Created
    };
    vec![
        chip(tr!(contacts.active), among(false), !filter.deactivated),
        chip(tr!(contacts.deactivated), among(true), filter.deactivated),
        chip(
            tr!(contacts.only_primary),
            ContactFilter {
                primary: !filter.primary,
                ..first.clone()
            },
            filter.primary,
        ),
        chip(
            tr!(contacts.newest),
            first.clone().ordered(order.as_str(), !newest),
            newest,
        ),
    ]
}

fn empty(narrowed: bool, new_href: Option<String>) -> AnyView {
    if narrowed {
        return view! { <EmptyState title=tr!(contacts.none_found) text=tr!(contacts.none_found_text) /> }.into_any();
    }
    let new = new_href.map(|href| view! { <a class="btn btn-primary" href=href>{tr!(contacts.new)}</a> });
    view! { <EmptyState title=tr!(contacts.none) text=tr!(contacts.none_text)>{new}</EmptyState> }.into_any()
}
