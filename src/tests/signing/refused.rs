//! Who answers nothing.

use super::{answers, clean, contact, desk, refused, sign, signed, visiting};
use crate::documents::closing::model::ClosingKind;
use crate::documents::contracts;
use crate::documents::signing::actions;
use crate::documents::signing::model::{AnswerSigned, SignSheet};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::ids::Id;
use crate::kernel::lang::Lang;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::tests::closing as closings;
use crate::tests::contracts::{draft, end, issued};
use crate::tests::invoices::{client, problem};
use crate::tests::{TestEnv, on_both_engines};

const CONTRACT: OwnerKind = OwnerKind::Contract;

/// A form whoever sends it has made up.
fn made_up(ctx: &crate::platform::ctx::Ctx, kind: OwnerKind, id: uuid::Uuid) -> AnswerSigned {
    let sheet = SignSheet {
        revision: 1,
        agreement: 1,
        lang: Lang::Uk,
        name: String::new(),
        position: String::new(),
        basis: String::new(),
        consent: String::new(),
        is_ready: true,
        may_refuse: true,
    };
    signed(ctx, kind, id, &sheet)
}

#[tokio::test]
async fn only_a_contact_of_the_client_with_the_right_answers() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, desk) = (&env.ctx, desk(&env).await);
        let id = issued(ctx, &desk.office, "послуги").await.uuid();
        let open = draft(ctx, &desk.office, "чернетка").await.id.uuid();
        let form = || made_up(ctx, CONTRACT, id);

        // Of another client: as if it did not exist.
        let other = client(ctx, "ТОВ «Інша»").await;
        let stranger = contact(ctx, other, "Інший").await;
        let stranger = visiting(ctx, stranger, other, CabinetRights::all(), None);
        let nowhere = made_up(ctx, CONTRACT, ctx.new_id());
        for (who, form) in [
            (&stranger, form()),
            (&stranger, nowhere.clone()),
            (&desk.visitor, nowhere),
            (&desk.visitor, made_up(ctx, CONTRACT, open)),
            (&desk.visitor, made_up(ctx, OwnerKind::Invoice, id)),
            (&desk.visitor, made_up(ctx, OwnerKind::Act, id)),
        ] {
            assert_eq!(actions::sign(who, form).await, Err(AppError::NotFound));
        }
        assert_eq!(actions::sheet(&stranger, CONTRACT, id).await, Err(AppError::NotFound));
        assert_eq!(
            actions::of_client(&stranger, CONTRACT, id).await,
            Err(AppError::NotFound)
        );
        let refusal = actions::refuse(&stranger, refused(ctx, CONTRACT, id, "ні")).await;
        assert_eq!(refusal, Err(AppError::NotFound));

        let rights = CabinetRight::ALL
            .iter()
            .copied()
            .filter(|right| *right != CabinetRight::Contracts)
            .collect();
        let without = visiting(ctx, desk.contact, desk.office.client, rights, None);
        let looking = visiting(
            ctx,
            desk.contact,
            desk.office.client,
            CabinetRights::all(),
            Some(ctx.new_id()),
        );
        let staff = env.as_staff(ctx.new_id(), Role::Administrator, Scope::All);
        for who in [&without, &looking, &staff] {
            assert_eq!(actions::sign(who, form()).await, Err(AppError::Forbidden));
            let refusal = actions::refuse(who, refused(ctx, CONTRACT, id, "ні")).await;
            assert_eq!(refusal, Err(AppError::Forbidden));
        }
        // Who only looks is offered no form either.
        assert_eq!(actions::sheet(&looking, CONTRACT, id).await.unwrap().sign, None);
        assert_eq!(
            actions::sign(&env.as_stranger(), form()).await,
            Err(AppError::NotSignedIn)
        );
        assert!(answers(ctx, CONTRACT, id).await.is_empty());
        clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn what_has_ended_is_not_answered() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, desk) = (&env.ctx, desk(&env).await);
        let lifecycle = |problem| ("lifecycle".to_owned(), problem);
        let cancelled = issued(ctx, &desk.office, "послуги").await;
        contracts::actions::cancel(ctx, end(ctx, cancelled).await)
            .await
            .unwrap();
        let terminated = issued(ctx, &desk.office, "інше").await;
        contracts::actions::terminate(ctx, end(ctx, terminated).await)
            .await
            .unwrap();
        for (id, expected) in [
            (cancelled.uuid(), Problem::AlreadyCancelled),
            (terminated.uuid(), Problem::AlreadyTerminated),
        ] {
            let sheet = actions::sheet(&desk.visitor, CONTRACT, id).await.unwrap();
            assert_eq!((sheet.sign, sheet.paper.may_sign), (None, false));
            let signing = actions::sign(&desk.visitor, made_up(ctx, CONTRACT, id)).await;
            assert_eq!(problem(signing), lifecycle(expected.clone()));
            let refusal = actions::refuse(&desk.visitor, refused(ctx, CONTRACT, id, "ні")).await;
            assert_eq!(problem(refusal), lifecycle(expected));
        }
        // An act that was signed is annulled by both sides; its answer stays.
        let invoice = desk.office.issued(ctx, "100").await;
        let act = closings::issued(ctx, ClosingKind::Act, invoice).await;
        sign(&desk.visitor, OwnerKind::Act, act.uuid()).await.unwrap();
        let annulment = crate::documents::closing::model::CancelClosing {
            kind: ClosingKind::Act,
            id: act,
            reason: "помилка".into(),
            agreed_on: "2026-11-24".into(),
            client_reason: "згодні".into(),
        };
        crate::documents::closing::actions::cancel(ctx, annulment)
            .await
            .unwrap();
        assert_eq!(answers(ctx, OwnerKind::Act, act.uuid()).await.len(), 1);
        clean(ctx).await;
    })
    .await;
}
