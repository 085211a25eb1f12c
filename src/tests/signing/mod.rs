//! Answers to papers: what it takes, what is kept, who is refused, what the staff does beside it, what the check finds.

#![allow(clippy::unwrap_used)]

mod agreed;
mod answered;
mod company;
mod refused;

use std::net::{IpAddr, Ipv4Addr};

use uuid::Uuid;

use super::TestEnv;
use super::contacts::contact;
use super::invoices::{Office, office};
use crate::documents::signing::actions;
use crate::documents::signing::model::{Answer, AnswerRefused, AnswerSigned, EndAgreement, SaveAgreement, SignSheet};
use crate::error::AppResult;
use crate::kernel::actor::Actor;
use crate::kernel::cabinet::CabinetRights;
use crate::kernel::ids::{AnswerId, ClientId, ContactId, OrganizationId, UserId};
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::{Ctx, RequestInfo};
use crate::platform::db::Sql;
use crate::server::check::check;

/// An own company that has agreed on electronic signatures, and a contact of its client in the cabinet.
struct Desk {
    office: Office,
    contact: ContactId,
    visitor: Ctx,
}

async fn desk(env: &TestEnv) -> Desk {
    let office = office(&env.ctx).await;
    agree(&env.ctx, office.organization, "п. 5.3").await.unwrap();
    let contact = contact(&env.ctx, office.client, "Олена").await;
    Desk {
        visitor: visiting(&env.ctx, contact, office.client, CabinetRights::all(), None),
        office,
        contact,
    }
}

fn visiting(ctx: &Ctx, contact: ContactId, client: ClientId, rights: CabinetRights, shown_to: Option<UserId>) -> Ctx {
    let actor = Actor::Contact {
        contact,
        client,
        rights,
        shown_to,
    };
    Ctx {
        request: RequestInfo {
            address: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7))),
            user_agent: "Firefox".into(),
            ..RequestInfo::default()
        },
        ..ctx.acting_as(actor, "Олена")
    }
}

/// The version of what a company has recorded.
async fn version(ctx: &Ctx, organization: OrganizationId) -> i64 {
    let stored = actions::agreement(ctx, organization).await.unwrap();
    stored.map_or(0, |stored| stored.version)
}

async fn agree(ctx: &Ctx, organization: OrganizationId, clause: &str) -> AppResult<()> {
    let form = SaveAgreement {
        organization,
        version: version(ctx, organization).await,
        kind: "offer".into(),
        clause: clause.into(),
        number: "12".into(),
        date: "2026-10-01".into(),
    };
    actions::save_agreement(ctx, form).await
}

async fn end_agreement(ctx: &Ctx, organization: OrganizationId) {
    let form = EndAgreement {
        organization,
        version: version(ctx, organization).await,
    };
    actions::end_agreement(ctx, form).await.unwrap();
}

/// The form as its page opens with it, filled in.
fn signed(ctx: &Ctx, kind: OwnerKind, id: Uuid, sheet: &SignSheet) -> AnswerSigned {
    AnswerSigned {
        request: ctx.new_id(),
        kind,
        id,
        revision: sheet.revision,
        agreement: sheet.agreement,
        lang: sheet.lang,
        text: sheet.consent.clone(),
        name: "Петренко Олена Іванівна".into(),
        position: "директорка".into(),
        basis: "статут".into(),
        consent: true,
    }
}

fn refused(ctx: &Ctx, kind: OwnerKind, id: Uuid, reason: &str) -> AnswerRefused {
    AnswerRefused {
        request: ctx.new_id(),
        kind,
        id,
        revision: 1,
        name: "Петренко Олена".into(),
        position: String::new(),
        reason: reason.into(),
    }
}

/// Opens the page and signs.
async fn sign(visitor: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<AnswerId> {
    let sheet = actions::sheet(visitor, kind, id).await?.sign.unwrap();
    actions::sign(visitor, signed(visitor, kind, id, &sheet)).await
}

async fn answers(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> Vec<Answer> {
    actions::of_staff(ctx, kind, id).await.unwrap().answers
}

async fn by_hand(env: &TestEnv, text: &str) {
    Sql::raw(text.to_owned())
        .outside_transaction(&env.ctx.db)
        .await
        .unwrap();
}

async fn clean(ctx: &Ctx) {
    assert_eq!(check(ctx).await.unwrap(), []);
}
