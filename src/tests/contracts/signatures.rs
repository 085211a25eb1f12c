//! Who has signed.

use super::{draft, end, issued, signatures, stored, verbs};
use crate::documents::contracts::actions;
use crate::documents::contracts::model::{SaveSignatures, Signature};
use crate::error::AppError;
use crate::kernel::problem::Problem;
use crate::platform::db::Sql;
use crate::records::activity::model::Verb;
use crate::tests::invoices::{office, problem};
use crate::tests::{TestEnv, on_both_engines};

#[tokio::test]
async fn facts_are_recorded_in_any_order_and_the_state_follows() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = issued(ctx, &office, "послуги").await;
        for (by_us, by_client, refused, state) in [
            ("2026-11-21", "", "", Signature::ByUs),
            ("", "2026-11-22", "", Signature::ByClient),
            ("2026-11-21", "2026-11-22", "", Signature::ByBoth),
            ("2026-11-21", "", "2026-11-23", Signature::Refused),
            ("", "", "", Signature::None),
        ] {
            let facts = SaveSignatures {
                by_us: by_us.into(),
                by_client: by_client.into(),
                refused_on: refused.into(),
                refusal: if refused.is_empty() {
                    String::new()
                } else {
                    "ціна".into()
                },
                ..signatures(ctx, id).await
            };
            let version = actions::save_signatures(ctx, facts).await.unwrap();
            let contract = stored(ctx, id).await;
            assert_eq!((contract.signatures.state(), contract.version), (state, version));
            super::clean(ctx).await;
        }
        let same = signatures(ctx, id).await;
        let version = same.version;
        assert_eq!(
            actions::save_signatures(ctx, same).await.unwrap(),
            version,
            "nothing changed"
        );
        assert_eq!(
            verbs(ctx, &stored(ctx, id).await).await,
            [vec![Verb::Created, Verb::Issued], vec![Verb::SignaturesRecorded; 5]].concat()
        );
        let by_hand = "UPDATE contracts SET signature = 'by_both'".to_owned();
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
        let open = draft(ctx, &office, "чернетка").await.id;
        let lifecycle = |problem| ("lifecycle".to_owned(), problem);
        assert_eq!(
            problem(actions::save_signatures(ctx, signatures(ctx, open).await).await),
            lifecycle(Problem::StillDraft)
        );
        let id = issued(ctx, &office, "послуги").await;
        let blank = signatures(ctx, id).await;
        let later = Problem::LaterThan {
            date: "2026-11-24".parse().unwrap(),
        };
        for (wrong, field, expected) in [
            (
                SaveSignatures {
                    by_us: "2026-11-25".into(),
                    ..blank.clone()
                },
                "by_us",
                later,
            ),
            (
                SaveSignatures {
                    refused_on: "2026-11-23".into(),
                    ..blank.clone()
                },
                "refusal",
                Problem::Required,
            ),
            (
                SaveSignatures {
                    refusal: "ціна".into(),
                    ..blank.clone()
                },
                "refused_on",
                Problem::Required,
            ),
            (
                SaveSignatures {
                    by_client: "2026-11-23".into(),
                    refused_on: "2026-11-23".into(),
                    refusal: "ціна".into(),
                    ..blank.clone()
                },
                "refused_on",
                Problem::SignedAndRefused,
            ),
        ] {
            let refused = problem(actions::save_signatures(ctx, wrong).await);
            assert_eq!(refused, (field.to_owned(), expected));
        }
        let stale = SaveSignatures {
            version: 1,
            by_us: "2026-11-23".into(),
            ..blank
        };
        let stale = actions::save_signatures(ctx, stale).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        // What was terminated may still be signed, what was cancelled not.
        actions::terminate(ctx, end(ctx, id).await).await.unwrap();
        let signed = SaveSignatures {
            original: "2026-11-24".into(),
            ..signatures(ctx, id).await
        };
        actions::save_signatures(ctx, signed).await.unwrap();
        let other = issued(ctx, &office, "інше").await;
        actions::cancel(ctx, end(ctx, other).await).await.unwrap();
        assert_eq!(
            problem(actions::save_signatures(ctx, signatures(ctx, other).await).await),
            lifecycle(Problem::AlreadyCancelled)
        );
    })
    .await;
}
