//! Who has signed.

use super::{draft, end, issued, sign, stored, verbs};
use crate::desk::signing::actions as signing;
use crate::documents::contracts::actions;
use crate::documents::contracts::model::Signature;
use crate::documents::signatures::model::{SignPaper, SigningStep};
use crate::error::AppError;
use crate::kernel::ids::Id;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::platform::db::Sql;
use crate::records::activity::model::Verb;
use crate::tests::invoices::{office, problem};
use crate::tests::{TestEnv, on_both_engines};

#[tokio::test]
async fn facts_are_recorded_and_the_state_follows() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = issued(ctx, &office, "послуги").await;
        for (step, date, reason, state) in [
            (SigningStep::Ours, "2026-11-21", "", Signature::Ours),
            (SigningStep::Refused, "2026-11-22", "ціна", Signature::Refused),
            (SigningStep::Client, "2026-11-23", "", Signature::Both),
            (SigningStep::NotOurs, "", "", Signature::Client),
            (SigningStep::NotClient, "", "", Signature::None),
            (SigningStep::Original, "2026-11-24", "", Signature::Client),
        ] {
            let version = sign(ctx, id, step, date, reason).await.unwrap();
            let contract = stored(ctx, id).await;
            assert_eq!((contract.signing.state(), contract.version), (state, version), "{step}");
            super::clean(ctx).await;
        }
        let before = stored(ctx, id).await.version;
        let same = sign(ctx, id, SigningStep::Original, "2026-11-24", "").await;
        assert_eq!(same.unwrap(), before, "nothing changed");
        let told = [
            Verb::Created,
            Verb::Issued,
            Verb::Signed,
            Verb::SignatureRefused,
            Verb::Signed,
            Verb::Changed,
            Verb::Changed,
            Verb::OriginalReceived,
        ];
        assert_eq!(verbs(ctx, &stored(ctx, id).await).await, told);
        let by_hand = "UPDATE contracts SET signature = 'both'".to_owned();
        Sql::raw(by_hand).outside_transaction(&ctx.db).await.unwrap();
        let breaches = crate::server::check::check(ctx).await.unwrap();
        assert_eq!(breaches.len(), 1, "{breaches:?}");
        assert_eq!(breaches[0].invariant, "I3");
    })
    .await;
}

#[tokio::test]
async fn facts_that_can_not_be_are_refused() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let lifecycle = |problem| ("lifecycle".to_owned(), problem);
        let open = draft(ctx, &office, "чернетка").await.id;
        assert_eq!(
            problem(sign(ctx, open, SigningStep::Ours, "2026-11-24", "").await),
            lifecycle(Problem::StillDraft)
        );
        let id = issued(ctx, &office, "послуги").await;
        let later = Problem::LaterThan {
            date: "2026-11-24".parse().unwrap(),
        };
        for (step, date, reason, field, expected) in [
            (SigningStep::Ours, "2026-11-25", "", "date", later),
            (SigningStep::Client, "", "", "date", Problem::Required),
            (SigningStep::Refused, "2026-11-23", " ", "reason", Problem::Required),
        ] {
            let refused = problem(sign(ctx, id, step, date, reason).await);
            assert_eq!(refused, (field.to_owned(), expected));
        }
        // People sign before the date of a contract too.
        sign(ctx, id, SigningStep::Ours, "2026-01-05", "").await.unwrap();
        let stale = SignPaper {
            kind: OwnerKind::Contract,
            id: id.uuid(),
            version: 1,
            step: SigningStep::NotOurs,
            date: String::new(),
            reason: String::new(),
        };
        let stale = signing::record(ctx, stale).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        // What was terminated may still be signed, what was cancelled not.
        actions::terminate(ctx, end(ctx, id).await).await.unwrap();
        sign(ctx, id, SigningStep::Original, "2026-11-24", "").await.unwrap();
        let other = issued(ctx, &office, "інше").await;
        actions::cancel(ctx, end(ctx, other).await).await.unwrap();
        assert_eq!(
            problem(sign(ctx, other, SigningStep::Ours, "2026-11-24", "").await),
            lifecycle(Problem::AlreadyCancelled)
        );
    })
    .await;
}
