//! The next revision of an issued invoice.

use super::{holds, issue, office, pay, problem, stored};
use crate::company::organization;
use crate::company::organization::forms::SaveOrganization;
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{Cancellation, Correction, InvoiceFilter, Settlement};
use crate::documents::invoices::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{InvoiceId, UserId};
use crate::kernel::money::Amount;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::{TestEnv, on_both_engines};

/// The form of a correction as the editor opens with it.
async fn opened(ctx: &Ctx, id: InvoiceId) -> Correction {
    Correction {
        form: actions::correction(ctx, id).await.unwrap().form,
        reason: "typed wrong".into(),
    }
}

#[tokio::test]
async fn a_correction_keeps_the_number_and_what_was_issued_before() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        office.issued(ctx, "1").await;
        let before = stored(ctx, id).await;
        pay(ctx, id, 5_000).await.unwrap();

        let mut form = opened(ctx, id).await;
        form.form.lines[0].price = "200".into();
        form.form.lines.push(office.line("2", "5", &office.none));
        form.form.issue_date = "2026-11-19".into();
        let issued = actions::correct(ctx, form.clone()).await.unwrap();
        assert_eq!(Some(issued.number.as_str()), before.number(), "the number stays");
        let after = stored(ctx, id).await;
        // 200 + 20 % and twice 5 without VAT; 50 of it is paid.
        assert_eq!(
            (after.total.minor(), after.paid.minor(), after.revision),
            (25_000, 5_000, 2)
        );
        assert_eq!(
            (after.settlement, after.issue_date.to_string().as_str()),
            (Settlement::PartiallyPaid, "2026-11-19")
        );

        let now = actions::sheet(ctx, id, None).await.unwrap();
        let then = actions::sheet(ctx, id, Some(1)).await.unwrap();
        assert_eq!((now.paper.total, now.paper.revision), (after.total, 2));
        assert_eq!((then.paper.total, then.paper.revision), (before.total, 1));
        assert_eq!(now.revisions.iter().map(|row| row.revision).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(
            actions::sheet(ctx, id, Some(3)).await.map(|_| ()),
            Err(AppError::NotFound)
        );
        let event = activity::actions::of_owner(ctx, &after.owner(), 1)
            .await
            .unwrap()
            .remove(0);
        assert_eq!(event.verb, Verb::Corrected);
        let reason = event.changes.iter().find(|change| change.field == "reason").unwrap();
        assert_eq!(reason.new, "typed wrong");

        // The same form twice is one correction; one that was opened before it is shown both versions.
        assert_eq!(actions::correct(ctx, form.clone()).await.unwrap(), issued);
        let again = Correction {
            form: opened(ctx, id).await.form,
            ..form.clone()
        };
        let stale = Correction {
            form: crate::documents::invoices::model::SaveInvoice {
                request: Some(ctx.new_id()),
                ..form.form
            },
            reason: "late".into(),
        };
        let Err(AppError::Conflict(conflict)) = actions::correct(ctx, stale).await else {
            panic!("accepted")
        };
        assert_eq!(conflict.version, after.version);
        assert_eq!(conflict.current["lines.1.price"], "5");

        // The sums of lists follow, and everything still holds together.
        let sums = actions::totals(ctx, &InvoiceFilter::default()).await.unwrap().remove(0);
        assert_eq!(
            (sums.invoices, sums.total.minor(), sums.paid.minor()),
            (2, 25_120, 5_000)
        );
        let mut paid_up = again;
        paid_up.form.lines.truncate(1);
        paid_up.form.lines[0].price = "50".into();
        paid_up.form.lines[0].vat.clone_from(&office.none);
        actions::correct(ctx, paid_up).await.unwrap();
        assert_eq!(
            stored(ctx, id).await.settlement,
            Settlement::Paid,
            "what was paid is the whole now"
        );
        holds(ctx, true).await;
    })
    .await;
}

type Change = fn(&mut Correction);

#[tokio::test]
async fn what_a_correction_may_not_change_is_refused_beside_its_field() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        pay(ctx, id, 5_000).await.unwrap();
        let paid = stored(ctx, id).await.money(Amount::from_minor(5_000));
        let other = super::client(ctx, "Інший").await;
        let cases: [(Change, &str, Problem); 6] = [
            (|f| f.reason = "  ".into(), "reason", Problem::Required),
            (
                |f| {
                    f.form.issue_date = "2027-01-01".into();
                    f.form.due_date = "2027-01-02".into();
                },
                "issue_date",
                Problem::OtherPeriod { period: "2026".into() },
            ),
            (
                |f| f.form.lines[0].price = "41".into(),
                "total",
                Problem::LessThanPaid { paid },
            ),
            (|f| f.form.lines.clear(), "total", Problem::LessThanPaid { paid }),
            (
                |f| f.form.lines[0].quantity = "-1".into(),
                "lines.0.quantity",
                Problem::MustBePositive,
            ),
            (
                |f| {
                    f.form.due_date = "2026-11-01".into();
                },
                "due_date",
                Problem::EarlierThan {
                    date: jiff::civil::date(2026, 11, 20),
                },
            ),
        ];
        for (change, field, expected) in cases {
            let mut form = opened(ctx, id).await;
            change(&mut form);
            assert_eq!(problem(actions::correct(ctx, form).await), (field.to_owned(), expected));
        }
        let mut form = opened(ctx, id).await;
        form.form.client = other.to_string();
        assert_eq!(
            problem(actions::correct(ctx, form).await),
            ("client".to_owned(), Problem::Fixed)
        );
        assert_eq!(stored(ctx, id).await.revision, 1);

        // Drafts are edited, cancelled ones are not corrected, closed books stay closed.
        let wrong = |result: AppResult<()>, state| assert_eq!(problem(result), ("lifecycle".to_owned(), state));
        let draft = office.draft(ctx, "3").await;
        wrong(actions::correction(ctx, draft).await.map(|_| ()), Problem::StillDraft);
        let cancelled = office.issued(ctx, "4").await;
        let late = opened(ctx, cancelled).await;
        let reason = "why".to_owned();
        actions::cancel(ctx, Cancellation { id: cancelled, reason })
            .await
            .unwrap();
        wrong(actions::correct(ctx, late).await.map(|_| ()), Problem::AlreadyCancelled);
        let late = opened(ctx, id).await;
        let company = organization::store::by_id(&mut ctx.read(), office.organization)
            .await
            .unwrap()
            .unwrap();
        let closing = SaveOrganization {
            lock_date: "2026-11-20".into(),
            ..SaveOrganization::of(&company)
        };
        organization::actions::save(ctx, closing).await.unwrap();
        let date = jiff::civil::date(2026, 11, 20);
        assert_eq!(
            problem(actions::correct(ctx, late).await),
            ("issue_date".to_owned(), Problem::Closed { date })
        );
        holds(ctx, true).await;
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_for_those_who_may_issue_and_see_it() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.draft(ctx, "100").await;
        issue(ctx, id).await.unwrap();
        let form = opened(ctx, id).await;
        let user: UserId = ctx.new_id();
        let reader = env.as_staff(user, Role::ReadOnly, Scope::All);
        assert_eq!(actions::correct(&reader, form.clone()).await, Err(AppError::Forbidden));
        let foreign = env.as_staff(user, Role::Manager, Scope::OwnedBy(user));
        assert_eq!(actions::correct(&foreign, form).await, Err(AppError::NotFound));
        assert_eq!(
            actions::correction(&foreign, id).await.map(|_| ()),
            Err(AppError::NotFound)
        );
        assert_eq!(store::lines(&mut ctx.read(), id).await.unwrap().len(), 1);
    })
    .await;
}
