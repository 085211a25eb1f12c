//! What a contact signs and refuses, and what is kept of it.

use super::{answers, by_hand, clean, desk, refused, sign, signed};
use crate::documents::closing::model::ClosingKind;
use crate::documents::papers::model::Rendition;
use crate::documents::signatures::model::Signature;
use crate::documents::signing::actions;
use crate::documents::signing::model::{AnswerSigned, Outcome, Side};
use crate::documents::{closing, contracts};
use crate::error::AppError;
use crate::kernel::ids::Id;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::platform::again::unless_busy;
use crate::platform::blobs;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::closing as closings;
use crate::tests::contracts::{end, issued, stored};
use crate::tests::invoices::{problem, problems};
use crate::tests::{TestEnv, on_both_engines};

const CONTRACT: OwnerKind = OwnerKind::Contract;
const ACT: OwnerKind = OwnerKind::Act;

#[tokio::test]
async fn what_is_signed_is_the_stored_file_with_the_text_that_was_shown() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, desk) = (&env.ctx, desk(&env).await);
        let contract = issued(ctx, &desk.office, "послуги").await;
        let id = contract.uuid();
        let sheet = actions::sheet(&desk.visitor, CONTRACT, id).await.unwrap();
        assert!(sheet.html.html.contains("Обрій"));
        let form = signed(ctx, CONTRACT, id, &sheet.sign.clone().unwrap());
        let consent = sheet.sign.unwrap().consent;
        assert!(
            consent.contains("ТОВ «Ромашка»") && consent.contains("№\u{a0}12"),
            "{consent}"
        );

        // Everything that is wrong is said at once, and nothing is written.
        let unread = AnswerSigned {
            consent: false,
            name: " ".into(),
            ..form.clone()
        };
        let fields: Vec<String> = problems(actions::sign(&desk.visitor, unread).await)
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["consent", "name"]);
        assert_eq!(stored(ctx, contract).await.signing.state(), Signature::None);

        let other_text = AnswerSigned {
            text: "Ні з чим не погоджуюся".into(),
            ..form.clone()
        };
        assert_eq!(
            problem(actions::sign(&desk.visitor, other_text).await),
            ("agreement".into(), Problem::AgreementChanged)
        );

        let answer = actions::sign(&desk.visitor, form.clone()).await.unwrap();
        let again = actions::sign(&desk.visitor, form.clone()).await;
        assert_eq!(again, Ok(answer), "the same form twice is one answer");
        let other = AnswerSigned {
            request: ctx.new_id(),
            ..form
        };
        assert_eq!(
            problem(actions::sign(&desk.visitor, other).await),
            ("lifecycle".into(), Problem::AlreadyAnswered)
        );
        let late = actions::refuse(&desk.visitor, refused(ctx, CONTRACT, id, "ціна")).await;
        assert_eq!(problem(late), ("lifecycle".into(), Problem::AlreadyAnswered));

        let signed = stored(ctx, contract).await;
        assert_eq!(signed.signing.state(), Signature::Client);
        assert_eq!(signed.signing.clients.unwrap().to_string(), "2026-11-24");
        let kept = answers(ctx, CONTRACT, id).await;
        assert_eq!(kept.len(), 1);
        let kept = &kept[0];
        let file = contracts::actions::file(ctx, contract, None, Some(Rendition::Stamped))
            .await
            .unwrap();
        assert_eq!(kept.sha256, hex::encode(blobs::hash(&file.bytes)));
        assert_eq!((kept.side, kept.outcome), (Side::Client, Outcome::Signed));
        assert_eq!(
            (kept.name.as_str(), kept.position.as_str()),
            ("Петренко Олена Іванівна", "директорка")
        );
        assert_eq!((kept.basis.as_str(), &kept.consent), ("статут", &consent));
        assert_eq!(
            (kept.address.as_str(), kept.user_agent.as_str()),
            ("192.0.2.7", "Firefox")
        );
        let events = activity::actions::of_owner(ctx, &Owner::contract(contract, desk.office.client), 9).await;
        let event = events.unwrap().remove(0);
        assert_eq!((event.verb, event.who.as_str()), (Verb::Signed, "Олена"));
        assert!(event.changes.iter().any(|change| change.new == kept.sha256));
        clean(ctx).await;

        by_hand(&env, "UPDATE contracts SET signed_by_client = NULL, signature = 'none'").await;
        let broken = crate::server::check::check(ctx).await.unwrap();
        assert_eq!(
            broken.iter().map(|breach| breach.invariant).collect::<Vec<_>>(),
            ["I15"]
        );
        let other = match env.engine {
            crate::platform::db::Engine::Sqlite => "UPDATE answers SET sha256 = X'00'",
            crate::platform::db::Engine::Postgres => r"UPDATE answers SET sha256 = '\x00'",
        };
        by_hand(&env, other).await;
        let broken = crate::server::check::check(ctx).await.unwrap();
        assert_eq!(broken.len(), 2, "{broken:?}");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_has_its_reason_and_may_be_followed_by_a_signature() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, desk) = (&env.ctx, desk(&env).await);
        let invoice = desk.office.issued(ctx, "100").await;
        let act = closings::issued(ctx, ClosingKind::Act, invoice).await;
        let id = act.uuid();
        let silent = actions::refuse(&desk.visitor, refused(ctx, ACT, id, " ")).await;
        assert_eq!(problem(silent), ("reason".into(), Problem::Required));
        let form = refused(ctx, ACT, id, "кількість годин");
        let first = actions::refuse(&desk.visitor, form.clone()).await.unwrap();
        assert_eq!(actions::refuse(&desk.visitor, form).await, Ok(first));
        let again = actions::refuse(&desk.visitor, refused(ctx, ACT, id, "ще раз")).await;
        assert_eq!(problem(again), ("lifecycle".into(), Problem::AlreadyAnswered));
        let seen = closings::stored(ctx, ClosingKind::Act, act).await;
        assert_eq!(seen.signature(), Signature::Refused);
        assert_eq!(seen.signing.refused.unwrap().reason, "кількість годин");
        clean(ctx).await;

        let sheet = actions::sheet(&desk.visitor, ACT, id).await.unwrap().sign.unwrap();
        assert!(!sheet.may_refuse);
        sign(&desk.visitor, ACT, id).await.unwrap();
        let seen = closings::stored(ctx, ClosingKind::Act, act).await;
        assert_eq!((seen.signature(), seen.signing.refused), (Signature::Client, None));
        let kept = answers(ctx, ACT, id).await;
        let outcomes: Vec<Outcome> = kept.iter().map(|answer| answer.outcome).collect();
        assert!(outcomes.contains(&Outcome::Refused) && outcomes.contains(&Outcome::Signed));
        assert!(kept.iter().any(|answer| answer.reason == "кількість годин"));
        clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn a_corrected_paper_has_no_answers() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, desk) = (&env.ctx, desk(&env).await);
        let invoice = desk.office.issued(ctx, "100").await;
        let act = closings::issued(ctx, ClosingKind::Act, invoice).await;
        let id = act.uuid();
        let before = actions::sheet(&desk.visitor, ACT, id).await.unwrap().sign.unwrap();
        actions::refuse(&desk.visitor, refused(ctx, ACT, id, "дата"))
            .await
            .unwrap();
        let mut form = closing::actions::correction(ctx, ClosingKind::Act, act)
            .await
            .unwrap()
            .form;
        form.place = "Київ".into();
        let reason = "місце".into();
        let correction = closing::model::CorrectClosing { form, reason };
        closing::actions::correct(ctx, correction).await.unwrap();

        let seen = actions::of_client(&desk.visitor, ACT, id).await.unwrap();
        assert_eq!((seen.answers.len(), seen.may_sign), (0, true));
        assert_eq!(
            answers(ctx, ACT, id).await.len(),
            1,
            "the staff sees what was answered before"
        );
        let stale = signed(ctx, ACT, id, &before);
        assert_eq!(
            problem(actions::sign(&desk.visitor, stale).await),
            ("revision".into(), Problem::PaperReplaced)
        );
        sign(&desk.visitor, ACT, id).await.unwrap();
        let seen = actions::of_client(&desk.visitor, ACT, id).await.unwrap();
        assert_eq!((seen.answers.len(), seen.answers[0].revision), (1, 2));
        clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn signing_and_cancelling_at_once_leave_one_story() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, desk) = (&env.ctx, desk(&env).await);
        for _ in 0..4 {
            let contract = issued(ctx, &desk.office, "послуги").await;
            let sheet = actions::sheet(&desk.visitor, CONTRACT, contract.uuid()).await.unwrap();
            let form = signed(ctx, CONTRACT, contract.uuid(), &sheet.sign.unwrap());
            let cancellation = end(ctx, contract).await;
            let (visitor, staff) = (desk.visitor.clone(), ctx.clone());
            let signing = tokio::spawn(async move { unless_busy(|| actions::sign(&visitor, form.clone())).await });
            let cancelling =
                tokio::spawn(
                    async move { unless_busy(|| contracts::actions::cancel(&staff, cancellation.clone())).await },
                );
            let (signed, cancelled) = (signing.await.unwrap(), cancelling.await.unwrap());
            if signed.is_ok() {
                // The form that cancels was opened before the signature.
                assert!(matches!(cancelled, Err(AppError::Conflict(_))), "{cancelled:?}");
            } else {
                assert_eq!(problem(signed), ("lifecycle".into(), Problem::AlreadyCancelled));
                assert_eq!(cancelled, Ok(()));
            }
            clean(ctx).await;
        }
    })
    .await;
}
