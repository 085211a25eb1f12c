//! Contacts in the cabinet: invited by the staff, let in by their links.

use http::header::SET_COOKIE;

use super::{PASSWORD, Person, World};
use crate::cabinet::access::granting;
use crate::cabinet::access::model::SaveAccess;
use crate::crm::contacts;
use crate::crm::contacts::forms::SaveContact;
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::ids::{ClientId, ContactId, SessionId};
use crate::kernel::lang::Lang;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::tests::rights::table::Call;

impl World {
    pub(super) async fn admit_contacts(&mut self) {
        for person in [Person::Contact, Person::Neighbour, Person::Bare] {
            let client = if person == Person::Neighbour {
                self.neighbours
            } else {
                self.client
            };
            let rights = if person == Person::Bare {
                CabinetRights::NONE
            } else {
                CabinetRights::all()
            };
            let email = format!("{person:?}@example.com").to_lowercase();
            let contact = named(&self.ctx, client, &format!("{person:?}"), &email).await;
            grant(&self.ctx, contact, rights).await;
            let token = invited(&self.ctx, contact).await;
            let password = PASSWORD.replace(' ', "+");
            let form = format!("input[token]={token}&input[password]={password}&input[password_again]={password}");
            let answer = self.call("/api/cabinet/access/use", &Call::Form(form), None).await;
            let cookie = answer.headers.get(SET_COOKIE).expect("let in").to_str().unwrap();
            let cookie = cookie.split(';').next().unwrap().to_owned();
            let sql = Sql::new("SELECT id FROM sessions WHERE subject_id = $1").bind(contact);
            let session: Option<SessionId> = sql.scalar(&mut self.ctx.read()).await.unwrap();
            self.visitors.insert(person, (contact, session.unwrap()));
            self.cookies.insert(person, cookie);
        }
    }

    /// A contact who sees the cabinet.
    pub fn visitor(&self, person: Person) -> ContactId {
        self.visitors[&person].0
    }

    /// His session.
    pub fn session_of(&self, person: Person) -> SessionId {
        self.visitors[&person].1
    }
}

/// A contact with an address.
pub async fn named(ctx: &Ctx, client: ClientId, name: &str, email: &str) -> ContactId {
    let input = SaveContact {
        first_name: name.into(),
        email: email.into(),
        ..SaveContact::blank(ctx.new_id(), Some(client), Lang::En, false)
    };
    contacts::actions::save(ctx, input).await.unwrap()
}

/// Lets a contact in with these rights.
pub async fn grant(ctx: &Ctx, id: ContactId, rights: CabinetRights) {
    let has = |right| rights.holds(right);
    let version = granting::show(ctx, id).await.unwrap().version;
    let input = SaveAccess {
        id,
        version,
        granted: true,
        contracts: has(CabinetRight::Contracts),
        invoices: has(CabinetRight::Invoices),
        acts: has(CabinetRight::Acts),
        delivery_notes: has(CabinetRight::DeliveryNotes),
        payments: has(CabinetRight::Payments),
        files: has(CabinetRight::Files),
        support: has(CabinetRight::Support),
    };
    granting::save(ctx, input).await.unwrap();
}

/// The token of a link to a password, which is handed over where there is no mail server.
pub async fn invited(ctx: &Ctx, id: ContactId) -> String {
    granting::invite(ctx, id).await.unwrap();
    let links = granting::show(ctx, id).await.unwrap().links;
    let address = links
        .into_iter()
        .find_map(|link| link.address)
        .expect("to be handed over");
    address.rsplit('/').next().unwrap().to_owned()
}
