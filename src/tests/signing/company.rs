//! The own company signs; what the staff records by hand beside electronic answers; who is written to.

use std::collections::BTreeSet;

use super::{answers, clean, desk, refused, sign, signed};
use crate::company::accounts::model::Role;
use crate::company::mailbox;
use crate::company::mailbox::model::{SaveSender, SaveServer};
use crate::documents::signatures::model::{Signature, SigningStep};
use crate::documents::signing::actions;
use crate::documents::signing::model::{Outcome, Side};
use crate::error::AppError;
use crate::kernel::actor::Scope;
use crate::kernel::ids::{Id, OrganizationId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::tests::clients::manager;
use crate::tests::contracts::{issued, sign as record, stored};
use crate::tests::invoices::problem;
use crate::tests::{TestEnv, on_both_engines};

const CONTRACT: OwnerKind = OwnerKind::Contract;

/// A mail server that nobody asks, and a sender.
async fn mail_is_set_up(ctx: &Ctx, organization: OrganizationId) {
    let server = SaveServer {
        host: "localhost".into(),
        port: "2525".into(),
        security: "none".into(),
        ..SaveServer::default()
    };
    mailbox::actions::save_server(ctx, server).await.unwrap();
    let sender = SaveSender {
        organization,
        version: 0,
        name: "ТОВ «Обрій»".into(),
        address: "office@example.com".into(),
        reply_to: String::new(),
    };
    mailbox::actions::save_sender(ctx, sender).await.unwrap();
}

#[tokio::test]
async fn a_member_of_the_staff_signs_for_the_company() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, desk) = (&env.ctx, desk(&env).await);
        let contract = issued(ctx, &desk.office, "послуги").await;
        let id = contract.uuid();
        let (user, limited) = manager(&env, "manager@example.com").await;
        let staff = env.as_staff(user, Role::Manager, Scope::All);
        let found = actions::of_staff(&staff, CONTRACT, id).await.unwrap();
        let sheet = found.sign.unwrap();
        assert!(sheet.consent.contains("ТОВ «Обрій»"), "{}", sheet.consent);
        assert_eq!(sheet.name, "Test Person", "the company names no signatory");

        let reader = env.as_staff(user, Role::ReadOnly, Scope::All);
        assert_eq!(actions::of_staff(&reader, CONTRACT, id).await.unwrap().sign, None);
        let form = signed(ctx, CONTRACT, id, &sheet);
        assert_eq!(
            actions::sign_for_company(&reader, form.clone()).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(
            actions::sign_for_company(&desk.visitor, form.clone()).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(
            actions::sign_for_company(&limited, form.clone()).await,
            Err(AppError::NotFound)
        );
        let first = actions::sign_for_company(&staff, form.clone()).await.unwrap();
        assert_eq!(actions::sign_for_company(&staff, form).await, Ok(first));
        let kept = answers(&staff, CONTRACT, id).await;
        assert_eq!(
            (kept.len(), kept[0].side, kept[0].outcome),
            (1, Side::Company, Outcome::Signed)
        );
        assert_eq!(kept[0].consent, sheet.consent);
        assert_eq!(stored(ctx, contract).await.signing.state(), Signature::Ours);
        assert_eq!(actions::of_staff(&staff, CONTRACT, id).await.unwrap().sign, None);

        sign(&desk.visitor, CONTRACT, id).await.unwrap();
        assert_eq!(stored(ctx, contract).await.signing.state(), Signature::Both);
        let seen = actions::of_client(&desk.visitor, CONTRACT, id).await.unwrap();
        let of_company = seen.answers.iter().find(|answer| answer.side == Side::Company).unwrap();
        assert_eq!((of_company.address.as_str(), of_company.user_agent.as_str()), ("", ""));
        assert_eq!(
            seen.answers[0].sha256, seen.answers[1].sha256,
            "both sides sign one file"
        );
        clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_answered_electronically_is_not_recorded_otherwise_by_hand() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, desk) = (&env.ctx, desk(&env).await);
        let contract = issued(ctx, &desk.office, "послуги").await;
        let kept = ("date".to_owned(), Problem::AnsweredByThemselves);
        let refusal = refused(ctx, CONTRACT, contract.uuid(), "ціна");
        actions::refuse(&desk.visitor, refusal).await.unwrap();
        let taken_back = record(ctx, contract, SigningStep::NotClient, "", "").await;
        assert_eq!(problem(taken_back), kept);
        sign(&desk.visitor, CONTRACT, contract.uuid()).await.unwrap();
        for (step, date, reason) in [
            (SigningStep::NotClient, "", ""),
            (SigningStep::Client, "2026-11-21", ""),
            (SigningStep::Refused, "2026-11-24", "ні"),
        ] {
            assert_eq!(problem(record(ctx, contract, step, date, reason).await), kept, "{step}");
        }
        assert_eq!(stored(ctx, contract).await.signing.state(), Signature::Client);
        // What is beside it is recorded as ever.
        record(ctx, contract, SigningStep::Ours, "2026-11-22", "")
            .await
            .unwrap();
        record(ctx, contract, SigningStep::Original, "2026-11-24", "")
            .await
            .unwrap();
        record(ctx, contract, SigningStep::NotOurs, "", "").await.unwrap();
        clean(ctx).await;

        // What was recorded by hand is not signed once more.
        let other = issued(ctx, &desk.office, "інше").await;
        record(ctx, other, SigningStep::Client, "2026-11-22", "").await.unwrap();
        let sheet = actions::sheet(&desk.visitor, CONTRACT, other.uuid()).await.unwrap();
        assert_eq!(sheet.sign, None);
        record(ctx, other, SigningStep::NotClient, "", "").await.unwrap();
        sign(&desk.visitor, CONTRACT, other.uuid()).await.unwrap();
        clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn the_managers_of_the_client_are_written_to() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, desk) = (&env.ctx, desk(&env).await);
        let (user, _) = manager(&env, "manager@example.com").await;
        manager(&env, "other@example.com").await;
        let letters = async || {
            let sql = Sql::raw("SELECT address FROM outbox ORDER BY address".to_owned());
            sql.scalars::<String>(&mut ctx.read()).await.unwrap()
        };
        let assign = Sql::new("INSERT INTO client_managers (client_id, user_id) VALUES ($1, $2)")
            .bind(desk.office.client)
            .bind(user);
        let mut tx = ctx.write().await.unwrap();
        assign.execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let silent = issued(ctx, &desk.office, "без пошти").await.uuid();
        sign(&desk.visitor, CONTRACT, silent).await.unwrap();
        assert!(letters().await.is_empty(), "there is no mail server");

        mail_is_set_up(ctx, desk.office.organization).await;
        let id = issued(ctx, &desk.office, "послуги").await.uuid();
        let form = refused(ctx, CONTRACT, id, "<ціна>");
        actions::refuse(&desk.visitor, form.clone()).await.unwrap();
        actions::refuse(&desk.visitor, form).await.unwrap();
        let written: BTreeSet<String> = letters().await.into_iter().collect();
        assert_eq!(written.into_iter().collect::<Vec<_>>(), ["manager@example.com"]);
        let html: Option<String> = Sql::raw("SELECT html FROM mail_letters".to_owned())
            .scalar(&mut ctx.read())
            .await
            .unwrap();
        let html = html.unwrap();
        assert!(
            html.contains("&lt;ціна&gt;") && html.contains(&format!("/contracts/{id}")),
            "{html}"
        );
        clean(ctx).await;
    })
    .await;
}
