//! The rest of an invoice that nobody will pay.

use super::{books, clean, close_books, stored, uah};
use crate::company::organization;
use crate::company::organization::forms::SaveOrganization;
use crate::documents::invoices::model::Settlement;
use crate::error::{AppError, AppResult};
use crate::finance::payments::actions;
use crate::finance::payments::model::{TakeBackWriteOff, WriteOffRest};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{InvoiceId, UserId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::tests::on_both_engines;

async fn form(ctx: &Ctx, invoice: InvoiceId) -> WriteOffRest {
    WriteOffRest {
        request: ctx.new_id(),
        invoice,
        version: stored(ctx, invoice).await.version,
        date: "2026-11-24".into(),
        reason: "комісія банку".into(),
    }
}

fn one<T>(field: &str, problem: Problem) -> AppResult<T> {
    Err(AppError::field(field, problem))
}

#[tokio::test]
async fn a_cent_is_written_off_and_taken_back() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        actions::record(ctx, books.payment(ctx, id, "99.99")).await.unwrap();
        let rest = form(ctx, id).await;
        assert_eq!(actions::write_off(ctx, rest.clone()).await, Ok(id));
        assert_eq!(actions::write_off(ctx, rest).await, Ok(id), "sent twice");
        let invoice = stored(ctx, id).await;
        assert_eq!((invoice.settlement, invoice.paid), (Settlement::Paid, invoice.total));
        let panel = actions::of_invoice(ctx, id).await.unwrap();
        assert_eq!(panel.write_offs.len(), 1);
        assert_eq!((panel.write_offs[0].amount.minor(), panel.may_write_off), (1, uah(99)));
        let again = actions::write_off(ctx, form(ctx, id).await).await;
        assert_eq!(again, one("invoice", Problem::AlreadyPaid));

        let back = |reason: &str| TakeBackWriteOff {
            id: panel.write_offs[0].id,
            reason: reason.into(),
        };
        assert_eq!(
            actions::take_back_write_off(ctx, back("")).await,
            one("reason", Problem::Required)
        );
        assert_eq!(actions::take_back_write_off(ctx, back("доплатили")).await, Ok(id));
        assert_eq!(stored(ctx, id).await.settlement, Settlement::PartiallyPaid);
        let twice = actions::take_back_write_off(ctx, back("доплатили")).await;
        assert_eq!(twice, one("write_off", Problem::AlreadyReversed));
        actions::record(ctx, books.payment(ctx, id, "0.01")).await.unwrap();
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn no_more_than_the_limit_of_the_company_is_written_off() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "100").await;
        actions::record(ctx, books.payment(ctx, id, "98.99")).await.unwrap();
        let limit = uah(100);
        let more = actions::write_off(ctx, form(ctx, id).await).await;
        assert_eq!(more, one("amount", Problem::MoreThanWriteOffLimit { limit }));
        let company = organization::store::by_id(&mut ctx.read(), books.organization).await;
        let company = company.unwrap().unwrap();
        for (typed, problem) in [("-1", Problem::MustNotBeNegative), ("x", Problem::NotANumber)] {
            let save = SaveOrganization {
                write_off_limit: typed.into(),
                ..SaveOrganization::of(&company)
            };
            let refused = organization::actions::save(ctx, save).await;
            assert_eq!(refused, one("write_off_limit", problem));
        }
        let save = SaveOrganization {
            write_off_limit: "1,01".into(),
            ..SaveOrganization::of(&company)
        };
        organization::actions::save(ctx, save).await.unwrap();
        actions::write_off(ctx, form(ctx, id).await).await.unwrap();
        assert_eq!(stored(ctx, id).await.settlement, Settlement::Paid);
        // An empty limit allows none.
        let company = organization::store::by_id(&mut ctx.read(), books.organization).await;
        let save = SaveOrganization {
            write_off_limit: String::new(),
            ..SaveOrganization::of(&company.unwrap().unwrap())
        };
        organization::actions::save(ctx, save).await.unwrap();
        let other = books.issued(ctx, "0.01").await;
        let none = actions::write_off(ctx, form(ctx, other).await).await;
        let limit = uah(0);
        assert_eq!(none, one("amount", Problem::MoreThanWriteOffLimit { limit }));
        clean(&env).await;
    })
    .await;
}

#[tokio::test]
async fn dates_states_and_rights_stand_in_the_way() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let id = books.issued(ctx, "1").await;
        let dated = async |date: &str| {
            let form = WriteOffRest {
                date: date.into(),
                ..form(ctx, id).await
            };
            actions::write_off(ctx, form).await
        };
        let date = jiff::civil::date(2026, 11, 20);
        assert_eq!(dated("2026-11-19").await, one("date", Problem::EarlierThan { date }));
        let date = jiff::civil::date(2026, 11, 25);
        assert_eq!(dated("2026-11-26").await, one("date", Problem::LaterThan { date }));
        let draft = books.draft(ctx, "1").await;
        let refused = actions::write_off(ctx, form(ctx, draft).await).await;
        assert_eq!(refused, one("invoice", Problem::StillDraft));
        let stale = WriteOffRest {
            version: 0,
            ..form(ctx, id).await
        };
        assert!(matches!(
            actions::write_off(ctx, stale).await,
            Err(AppError::Conflict(_))
        ));

        let somebody: UserId = ctx.new_id();
        let manager = env.as_staff(somebody, Role::Manager, Scope::All);
        let other = env.as_staff(somebody, Role::Accountant, Scope::OwnedBy(somebody));
        let rest = form(ctx, id).await;
        assert_eq!(
            actions::write_off(&manager, rest.clone()).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(actions::write_off(&other, rest).await, Err(AppError::NotFound));

        assert_eq!(dated("2026-11-21").await, Ok(id));
        let panel = actions::of_invoice(ctx, id).await.unwrap();
        let back = || TakeBackWriteOff {
            id: panel.write_offs[0].id,
            reason: "a".into(),
        };
        assert_eq!(
            actions::take_back_write_off(&manager, back()).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(
            actions::take_back_write_off(&other, back()).await,
            Err(AppError::NotFound)
        );
        let date = close_books(ctx, books.organization, "2026-11-22").await;
        let closed = actions::take_back_write_off(ctx, back()).await;
        assert_eq!(closed, one("date", Problem::Closed { date }));
        clean(&env).await;
    })
    .await;
}
