//! On what signatures rest.

use super::{agree, answers, clean, contact, desk, end_agreement, office, refused, sign, signed, version, visiting};
use crate::documents::signing::actions;
use crate::documents::signing::model::{EndAgreement, SaveAgreement};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::cabinet::CabinetRights;
use crate::kernel::ids::Id;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::contracts::{issued, stored};
use crate::tests::invoices::{problem, problems};
use crate::tests::{TestEnv, on_both_engines};

const CONTRACT: OwnerKind = OwnerKind::Contract;

#[tokio::test]
async fn nobody_answers_before_there_is_an_agreement_or_after_it_was_switched_off() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let person = contact(ctx, office.client, "Олена").await;
        let visitor = visiting(ctx, person, office.client, CabinetRights::all(), None);
        let id = issued(ctx, &office, "послуги").await.uuid();
        let is_off = || async {
            assert!(!actions::of_client(&visitor, CONTRACT, id).await.unwrap().may_sign);
            assert_eq!(actions::sheet(&visitor, CONTRACT, id).await.unwrap().sign, None);
            let refusal = actions::refuse(&visitor, refused(ctx, CONTRACT, id, "ціна")).await;
            assert_eq!(problem(refusal), ("agreement".into(), Problem::AgreementChanged));
        };
        is_off().await;

        agree(ctx, office.organization, "п. 5.3").await.unwrap();
        let sheet = actions::sheet(&visitor, CONTRACT, id).await.unwrap().sign.unwrap();
        assert!(sheet.is_ready && sheet.consent.contains("п. 5.3"), "{}", sheet.consent);
        // Another agreement than the one on the page is not signed under.
        agree(ctx, office.organization, "п. 7.1").await.unwrap();
        let stale = signed(ctx, CONTRACT, id, &sheet);
        assert_eq!(
            problem(actions::sign(&visitor, stale.clone()).await),
            ("agreement".into(), Problem::AgreementChanged)
        );
        end_agreement(ctx, office.organization).await;
        is_off().await;
        agree(ctx, office.organization, "п. 7.1").await.unwrap();
        sign(&visitor, CONTRACT, id).await.unwrap();
        // What was signed stays.
        end_agreement(ctx, office.organization).await;
        agree(ctx, office.organization, "п. 9").await.unwrap();
        let answer = answers(ctx, CONTRACT, id).await.remove(0);
        assert_eq!(answer.agreement.clause, "п. 7.1");
        assert!(answer.consent.contains("п. 7.1"), "{}", answer.consent);
        assert!(stored(ctx, id.into()).await.signing.clients.is_some());
        clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn an_agreement_is_recorded_by_who_manages_the_company_with_its_history() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let organization = desk(&env).await.office.organization;
        let form = |version, date: &str, kind: &str, number: &str| SaveAgreement {
            organization,
            version,
            kind: kind.into(),
            clause: "п. 1".into(),
            number: number.into(),
            date: date.into(),
        };
        let manager = env.as_staff(ctx.new_id(), Role::Manager, Scope::All);
        assert_eq!(
            actions::save_agreement(&manager, form(1, "2026-10-01", "offer", "")).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(
            actions::agreement(&manager, organization).await,
            Err(AppError::Forbidden)
        );
        let later = actions::save_agreement(ctx, form(1, "2026-11-25", "contract", "")).await;
        let fields: Vec<String> = problems(later).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["date", "number"]);
        let stale = actions::save_agreement(ctx, form(0, "2026-10-01", "offer", "")).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        actions::save_agreement(ctx, form(1, "2026-10-01", "offer", ""))
            .await
            .unwrap();
        assert_eq!(version(ctx, organization).await, 2);
        // Nothing has changed.
        actions::save_agreement(ctx, form(2, "2026-10-01", "offer", ""))
            .await
            .unwrap();
        assert_eq!(version(ctx, organization).await, 2);
        let end = EndAgreement {
            organization,
            version: 1,
        };
        let stale = actions::end_agreement(ctx, end).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        end_agreement(ctx, organization).await;
        let events = activity::actions::of_owner(ctx, &Owner::organization(organization), 9).await;
        let events = events.unwrap();
        let last = &events[0];
        assert_eq!((last.verb, last.changes.len()), (Verb::Changed, 1));
        assert_eq!(last.changes[0].field, "agreement_in_force");
        assert_eq!(events.iter().filter(|event| event.verb == Verb::Changed).count(), 3);
        clean(ctx).await;
    })
    .await;
}
