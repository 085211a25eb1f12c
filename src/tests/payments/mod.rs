//! Payments, on both databases: the books they are made in; what is accepted, allocated, given back, reversed, written off; random
//! sequences of all of it; lists; pages.

mod allocating;
mod confirmation;
mod lists;
mod pages;
mod properties;
mod recording;
mod returning;
mod write_offs;

use super::TestEnv;
use crate::company::organization;
use crate::company::organization::forms::{NewOrganization, SaveOrganization};
use crate::company::organization::parts::SaveAccount;
use crate::crm::clients;
use crate::crm::clients::forms::SaveClient;
use crate::documents::invoices;
use crate::documents::invoices::model::{Invoice, SaveInvoice, TypedLine};
use crate::finance::payments::model::{RecordPayment, TypedPart};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{BankAccountId, ClientId, InvoiceId, OrganizationId};
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};
use crate::platform::ctx::Ctx;
use crate::server::check::check;

/// An own company with an account in hryvnias and one in euros, and a client.
pub struct Books {
    pub organization: OrganizationId,
    pub uah: BankAccountId,
    pub eur: BankAccountId,
    pub client: ClientId,
}

pub async fn books(ctx: &Ctx) -> Books {
    let new = NewOrganization {
        request: Some(ctx.new_id()),
        name: "ТОВ «Обрій»".into(),
        country: "ua".into(),
        currency: "UAH".into(),
        price_mode: "without_vat".into(),
        vat_ground: "не платник ПДВ".into(),
        time_zone: "Europe/Kyiv".into(),
        lang: "uk".into(),
        bank: "Банк".into(),
        account: "UA703223130000026007204118053".into(),
        ..NewOrganization::default()
    };
    let organization = organization::actions::create(ctx, new).await.unwrap();
    let eur = SaveAccount {
        request: Some(ctx.new_id()),
        organization: Some(organization),
        number: "UA213223130000026003204118974".into(),
        bank: "Банк".into(),
        currency: "EUR".into(),
        ..SaveAccount::default()
    };
    let eur = organization::actions::save_account(ctx, eur).await.unwrap();
    let uah = organization::store::default_account(&mut ctx.read(), organization, Currency::Uah)
        .await
        .unwrap();
    Books {
        organization,
        uah: uah.unwrap().id,
        eur,
        client: client(ctx, "ТОВ «Ромашка»").await,
    }
}

pub async fn client(ctx: &Ctx, name: &str) -> ClientId {
    let form = SaveClient {
        name: name.into(),
        save_anyway: true,
        ..SaveClient::blank(ctx.new_id(), Currency::Uah, Lang::Uk)
    };
    clients::actions::save(ctx, form).await.unwrap()
}

impl Books {
    /// A draft over one line of a price.
    pub fn form(&self, ctx: &Ctx, price: &str) -> SaveInvoice {
        SaveInvoice {
            request: Some(ctx.new_id()),
            organization: self.organization.to_string(),
            account: self.uah.to_string(),
            client: self.client.to_string(),
            issue_date: "2026-11-20".into(),
            due_date: "2026-11-27".into(),
            currency: "UAH".into(),
            price_mode: "without_vat".into(),
            lines: vec![TypedLine {
                kind: "service".into(),
                name: "Послуга".into(),
                quantity: "1".into(),
                unit: "послуга".into(),
                price: price.into(),
                ..TypedLine::default()
            }],
            ..SaveInvoice::default()
        }
    }

    pub async fn draft(&self, ctx: &Ctx, price: &str) -> InvoiceId {
        invoices::actions::save_draft(ctx, self.form(ctx, price))
            .await
            .unwrap()
            .id
    }

    pub async fn issued(&self, ctx: &Ctx, price: &str) -> InvoiceId {
        invoices::actions::issue_now(ctx, self.form(ctx, price))
            .await
            .unwrap()
            .id
    }

    /// A payment of today by bank transfer that settles one invoice.
    pub fn payment(&self, ctx: &Ctx, invoice: InvoiceId, amount: &str) -> RecordPayment {
        RecordPayment {
            invoice: invoice.to_string(),
            parts: vec![TypedPart::of(invoice, amount)],
            ..self.advance(ctx, amount)
        }
    }

    /// A payment of today by bank transfer that settles nothing.
    pub fn advance(&self, ctx: &Ctx, amount: &str) -> RecordPayment {
        RecordPayment {
            request: ctx.new_id(),
            client: self.client,
            invoice: String::new(),
            account: self.uah.to_string(),
            date: "2026-11-24".into(),
            amount: amount.into(),
            mode: "bank_transfer".into(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
            silent: false,
            parts: Vec::new(),
            spread: false,
            next: false,
            in_card: false,
        }
    }
}

async fn stored(ctx: &Ctx, id: InvoiceId) -> Invoice {
    invoices::store::by_id(&mut ctx.read(), id, Scope::All)
        .await
        .unwrap()
        .unwrap()
}

const fn uah(minor: i64) -> Money {
    Money::new(Amount::from_minor(minor), Currency::Uah)
}

/// Closes the books of a company up to a day.
async fn close_books(ctx: &Ctx, organization: OrganizationId, day: &str) -> Date {
    let company = organization::store::by_id(&mut ctx.read(), organization).await;
    let save = SaveOrganization {
        lock_date: day.into(),
        ..SaveOrganization::of(&company.unwrap().unwrap())
    };
    organization::actions::save(ctx, save).await.unwrap();
    day.parse().unwrap()
}

async fn clean(env: &TestEnv) {
    assert_eq!(check(&env.ctx).await.unwrap(), []);
}
