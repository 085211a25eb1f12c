//! What the world is furnished with.

use super::world::Person;
use crate::crm::clients;
use crate::crm::clients::parts::{SaveClientAccount, SaveClientGroup};
use crate::documents::contracts;
use crate::documents::contracts::model::SaveContract;
use crate::finance::payments;
use crate::finance::payments::model::WriteOffRest;
use crate::kernel::ids::{ClientAccountId, ClientGroupId, ClientId, ContractId, InvoiceId, WriteOffId};
use crate::platform::ctx::Ctx;
use crate::tests::payments::Books;

pub(super) async fn account(ctx: &Ctx, client: ClientId, person: Person) -> ClientAccountId {
    let account = SaveClientAccount {
        request: Some(ctx.new_id()),
        client: Some(client),
        bank: "Bank".into(),
        // A number that no country judges.
        number: (10_000 + Person::ALL.iter().filter(|other| **other < person).count()).to_string(),
        currency: "EUR".into(),
        ..SaveClientAccount::default()
    };
    clients::actions::save_account(ctx, account).await.unwrap()
}

pub(super) async fn contract(ctx: &Ctx, books: &Books) -> ContractId {
    let form = SaveContract {
        request: Some(ctx.new_id()),
        organization: books.organization.to_string(),
        client: books.client.to_string(),
        date: "2026-11-20".into(),
        subject: "Послуги".into(),
        currency: "UAH".into(),
        ..SaveContract::default()
    };
    contracts::actions::save(ctx, form).await.unwrap().id
}

pub(super) async fn write_off(ctx: &Ctx, invoice: InvoiceId) -> WriteOffId {
    let form = WriteOffRest {
        request: ctx.new_id(),
        invoice,
        version: 2,
        date: "2026-11-24".into(),
        reason: "a".into(),
    };
    payments::actions::write_off(ctx, form).await.unwrap();
    let rows = payments::store::write_offs_of(&mut ctx.read(), invoice).await.unwrap();
    rows[0].id
}

pub(super) async fn group(ctx: &Ctx, person: Person) -> ClientGroupId {
    let group = SaveClientGroup {
        request: Some(ctx.new_id()),
        name: format!("{person:?}"),
        ..SaveClientGroup::default()
    };
    clients::actions::save_group(ctx, group).await.unwrap()
}
