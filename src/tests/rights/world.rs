//! Everybody who asks, what they ask about, and the router that answers.

mod asking;
pub mod visitors;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use axum::Router;
use http::HeaderMap;
use http::header::SET_COOKIE;
use leptos::config::LeptosOptions;

use super::made;
use super::table::Call;
use crate::company::accounts;
use crate::company::accounts::model::NewUser;
use crate::documents::closing::model::ClosingKind;
use crate::documents::contracts;
use crate::documents::contracts::model::IssueContract;
use crate::finance::payments;
use crate::kernel::actor::Role;
use crate::kernel::ids::{
    BankAccountId, CatalogItemId, ClientAccountId, ClientGroupId, ClientId, ClosingId, ContactId, ContractId,
    ExpenseId, FileId, Id, InvoiceId, LeadId, LetterId, OrganizationId, OutboxId, PaymentId, RequestKey, SessionId,
    TemplateId, TicketId, UserId, WriteOffId,
};
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::platform::web::site::Site;
use crate::records::mail::letter::NewLetter;
use crate::records::mail::letter::tests::letter;
use crate::server::router::router;
use crate::server::state::AppState;
use crate::tests::TestEnv;
use crate::tests::catalog::item;
use crate::tests::closing;
use crate::tests::contacts::contact;
use crate::tests::expenses::expense_of;
use crate::tests::files::{PDF, attached};
use crate::tests::leads::lead;
use crate::tests::mail::{post, row};
use crate::tests::payments::{books, client};
use crate::tests::support::ticket;

pub const PASSWORD: &str = "violet tractor 7";

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Person {
    /// Has not signed in.
    Stranger,
    ReadOnly,
    Manager,
    Accountant,
    /// An accountant who sees only his own clients, and has none.
    Limited,
    Administrator,
    /// Was deactivated while his session was open.
    Deactivated,
    /// A contact of the client that everything here is about, who may see all of the cabinet.
    Contact,
    /// The same of another client.
    Neighbour,
    /// A contact of the client who may see nothing of it.
    Bare,
}

impl Person {
    pub const ALL: [Self; 10] = [
        Self::Stranger,
        Self::ReadOnly,
        Self::Manager,
        Self::Accountant,
        Self::Limited,
        Self::Administrator,
        Self::Deactivated,
        Self::Contact,
        Self::Neighbour,
        Self::Bare,
    ];

    /// As a member of the staff: a contact is a stranger to its pages.
    pub const fn is_signed_in(self) -> bool {
        !matches!(self, Self::Stranger | Self::Deactivated) && !self.is_contact()
    }

    /// In the cabinet, where the staff are strangers.
    pub const fn is_contact(self) -> bool {
        matches!(self, Self::Contact | Self::Neighbour | Self::Bare)
    }

    const fn role(self) -> Option<Role> {
        match self {
            Self::Stranger | Self::Contact | Self::Neighbour | Self::Bare => None,
            Self::ReadOnly => Some(Role::ReadOnly),
            Self::Manager => Some(Role::Manager),
            Self::Accountant | Self::Limited => Some(Role::Accountant),
            Self::Administrator | Self::Deactivated => Some(Role::Administrator),
        }
    }
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub text: String,
    headers: HeaderMap,
}

impl Answer {
    /// The value of a header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The `Set-Cookie` header of a cookie; empty if there is none.
    pub fn set_cookie(&self, name: &str) -> &str {
        let all = self.headers.get_all(SET_COOKIE).iter();
        let mut texts = all.filter_map(|value| value.to_str().ok());
        let named = texts.find(|text| text.split('=').next() == Some(name));
        named.unwrap_or_default()
    }

    /// Whether it sends the browser to a page of ours.
    pub fn leads_to(&self, path: &str) -> bool {
        self.status == 303 && self.location.split('?').next() == Some(path)
    }
}

/// A company with a client, papers and staff, behind the real router.
pub struct World {
    ctx: Ctx,
    router: Router,
    users: BTreeMap<Person, UserId>,
    /// Who sees the cabinet.
    visitors: BTreeMap<Person, (ContactId, SessionId)>,
    cookies: BTreeMap<Person, String>,
    own_drafts: BTreeMap<Person, InvoiceId>,
    own_acts: BTreeMap<Person, ClosingId>,
    own_contacts: BTreeMap<Person, ContactId>,
    own_accounts: BTreeMap<Person, ClientAccountId>,
    own_groups: BTreeMap<Person, ClientGroupId>,
    own_write_offs: BTreeMap<Person, WriteOffId>,
    contract_drafts: BTreeMap<Person, ContractId>,
    own_leads: BTreeMap<Person, LeadId>,
    own_expenses: BTreeMap<Person, ExpenseId>,
    pub organization: OrganizationId,
    /// The own company's.
    pub account: BankAccountId,
    pub client: ClientId,
    /// The client of the neighbour.
    pub neighbours: ClientId,
    /// A client nothing else depends on.
    pub spare: ClientId,
    pub contact: ContactId,
    /// An open one that nobody looks after.
    pub lead: LeadId,
    pub expense: ExpenseId,
    /// A request of the client.
    pub ticket: TicketId,
    pub draft: InvoiceId,
    pub issued: InvoiceId,
    pub cancellable: InvoiceId,
    /// Of which something is left to close.
    pub closable: InvoiceId,
    /// An issued one of it, and a draft.
    pub act: ClosingId,
    pub act_draft: ClosingId,
    pub payment: PaymentId,
    pub item: CatalogItemId,
    pub template: TemplateId,
    /// To the client, waiting.
    pub letter: LetterId,
    pub outbox: OutboxId,
    pub contract: ContractId,
    pub contract_draft: ContractId,
    /// Of the issued invoice.
    pub file: FileId,
}

impl World {
    pub async fn new(env: &TestEnv) -> Self {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let issued = books.issued(ctx, "100").await;
        let contact = contact(ctx, books.client, "Перша").await;
        let (mut own_drafts, mut own_contacts) = (BTreeMap::new(), BTreeMap::new());
        let (mut own_accounts, mut own_groups) = (BTreeMap::new(), BTreeMap::new());
        let (mut own_write_offs, mut contract_drafts) = (BTreeMap::new(), BTreeMap::new());
        let closable = books.issued(ctx, "20").await;
        let (mut own_acts, mut own_leads) = (BTreeMap::new(), BTreeMap::new());
        let mut own_expenses = BTreeMap::new();
        for person in Person::ALL {
            own_accounts.insert(person, made::account(ctx, books.client, person).await);
            own_leads.insert(person, self::lead(ctx, "Чийсь").await);
            own_expenses.insert(person, expense_of(ctx, &books, "Чиясь", "10").await);
            own_groups.insert(person, made::group(ctx, person).await);
            own_write_offs.insert(person, made::write_off(ctx, books.issued(ctx, "0.01").await).await);
            own_contacts.insert(person, self::contact(ctx, books.client, "Інша").await);
            own_drafts.insert(person, books.draft(ctx, "1").await);
            own_acts.insert(person, closing::draft(ctx, ClosingKind::Act, closable).await);
            contract_drafts.insert(person, made::contract(ctx, &books).await);
        }
        let letter = NewLetter {
            client: Some(books.client),
            ..letter("world")
        };
        let letter = post(ctx, &letter).await;
        let mut world = Self {
            letter,
            outbox: row(ctx, letter).await.id,
            router: router(state(ctx)),
            users: BTreeMap::new(),
            visitors: BTreeMap::new(),
            cookies: BTreeMap::new(),
            own_drafts,
            own_acts,
            own_contacts,
            own_accounts,
            own_groups,
            own_leads,
            own_expenses,
            own_write_offs,
            contract_drafts,
            account: books.uah,
            contact,
            organization: books.organization,
            client: books.client,
            lead: lead(ctx, "Нічий").await,
            expense: expense_of(ctx, &books, "Квитки", "120").await,
            ticket: ticket(ctx, books.client).await,
            neighbours: client(ctx, "Сусід").await,
            spare: client(ctx, "Запасний").await,
            draft: books.draft(ctx, "5").await,
            issued,
            cancellable: books.issued(ctx, "7").await,
            act: closing::issued_part(ctx, ClosingKind::Act, closable, "5").await,
            act_draft: closing::draft(ctx, ClosingKind::Act, closable).await,
            closable,
            payment: payments::actions::record(ctx, books.payment(ctx, issued, "10"))
                .await
                .unwrap(),
            template: crate::tests::templates::drafted(ctx).await,
            file: attached(ctx, (OwnerKind::Invoice, issued.uuid()), "Акт №.pdf", PDF).await,
            item: item(ctx, "Ноутбук").await,
            contract_draft: made::contract(ctx, &books).await,
            contract: {
                let id = made::contract(ctx, &books).await;
                let version = 1;
                contracts::actions::issue(ctx, IssueContract { id, version })
                    .await
                    .unwrap();
                id
            },
            ctx: ctx.clone(),
        };
        for person in Person::ALL {
            world.admit(person).await;
        }
        world.admit_contacts().await;
        world
    }

    /// Makes the account and signs in by the form.
    async fn admit(&mut self, person: Person) {
        let Some(role) = person.role() else { return };
        let email = format!("{person:?}@example.com").to_lowercase();
        let user = NewUser {
            request: self.ctx.new_id(),
            name: format!("{person:?}"),
            email: email.clone(),
            role: role.to_string(),
            own_only: person == Person::Limited,
            lang: "en".into(),
            invite: false,
            password: PASSWORD.into(),
        };
        let id = accounts::actions::create_user(&self.ctx, user).await.unwrap();
        let form = format!("input[email]={email}&input[password]={}", PASSWORD.replace(' ', "+"));
        let answer = self.call("/api/session/sign-in", &Call::Form(form), None).await;
        let cookie = answer.headers.get(SET_COOKIE).expect("signed in").to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        self.users.insert(person, id);
        self.cookies.insert(person, cookie);
        if person == Person::Deactivated {
            // By hand, so that the session is still there.
            let sql = "UPDATE users SET active = NOT active WHERE email = 'deactivated@example.com'";
            Sql::raw(sql.into()).outside_transaction(&self.ctx.db).await.unwrap();
        }
    }

    pub fn user(&self, person: Person) -> UserId {
        self.users[&person]
    }

    /// A draft for this person to delete.
    pub fn own_draft(&self, person: Person) -> InvoiceId {
        self.own_drafts[&person]
    }

    /// A draft of an act for this person to delete.
    pub fn own_act(&self, person: Person) -> ClosingId {
        self.own_acts[&person]
    }

    /// A contact for this person to delete.
    pub fn own_contact(&self, person: Person) -> ContactId {
        self.own_contacts[&person]
    }

    /// A client's account for this person to delete.
    pub fn own_account(&self, person: Person) -> ClientAccountId {
        self.own_accounts[&person]
    }

    /// A lead for this person to delete.
    pub fn own_lead(&self, person: Person) -> LeadId {
        self.own_leads[&person]
    }

    /// An expense for this person to delete.
    pub fn own_expense(&self, person: Person) -> ExpenseId {
        self.own_expenses[&person]
    }

    /// An empty group for this person to delete.
    pub fn own_group(&self, person: Person) -> ClientGroupId {
        self.own_groups[&person]
    }

    /// A write-off for this person to take back.
    pub fn own_write_off(&self, person: Person) -> WriteOffId {
        self.own_write_offs[&person]
    }

    /// A contract's draft for this person to delete.
    pub fn own_contract(&self, person: Person) -> ContractId {
        self.contract_drafts[&person]
    }

    pub fn key(&self) -> RequestKey {
        self.ctx.new_id()
    }
}

fn state(ctx: &Ctx) -> AppState {
    let site = Site {
        root: std::env::temp_dir().join("akta_no_site"),
        js: "/pkg/akta.js".into(),
        wasm: "/pkg/akta.wasm".into(),
        css: "/pkg/akta.css".into(),
        studio: "/pkg/studio.js".into(),
        hashed: false,
        build: String::new(),
    };
    AppState {
        db: ctx.db.clone(),
        blobs: ctx.blobs.clone(),
        clock: ctx.clock.clone(),
        random: ctx.random.clone(),
        secrets: ctx.secrets.clone(),
        base_url: Arc::clone(&ctx.base_url),
        trusted_proxies: Arc::new([]),
        is_set_up: Arc::new(AtomicBool::new(false)),
        leptos: LeptosOptions::builder().output_name("akta").build(),
        site: Arc::new(site),
    }
}
