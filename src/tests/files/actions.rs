//! Attaching, deleting, bringing back, showing.

use std::time::Duration;

use super::{PDF, attach, attached};
use crate::desk::files::actions as desk;
use crate::desk::files::model::FileFilter;
use crate::documents::invoices::actions as invoices;
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{ClientId, Id, InvoiceId, UserId};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::records::activity::actions::of_owner;
use crate::records::activity::model::Verb;
use crate::records::files::actions::{KEPT_DELETED, count_of_client, sweep};
use crate::records::files::model::MOST_OF_OWNER;
use crate::server::check::check;
use crate::tests::invoices::{client, office, problem};
use crate::tests::{TestEnv, on_both_engines};

const fn of(invoice: InvoiceId) -> (OwnerKind, InvoiceId) {
    (OwnerKind::Invoice, invoice)
}

fn owner<T: Id>((kind, id): (OwnerKind, T)) -> (OwnerKind, uuid::Uuid) {
    (kind, id.uuid())
}

async fn names(ctx: &Ctx, invoice: InvoiceId) -> Vec<String> {
    let rows = desk::of_owner(ctx, OwnerKind::Invoice, invoice.uuid()).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

async fn told(ctx: &Ctx, invoice: InvoiceId, client: ClientId) -> Vec<(Verb, String)> {
    let events = of_owner(ctx, &Owner::invoice(invoice, client), 50).await.unwrap();
    let events = events.into_iter().rev().filter(|event| event.verb.is_of_a_file());
    let name = |event: crate::records::activity::model::EventRow| {
        let change = &event.changes[0];
        (event.verb, format!("{}{}", change.old, change.new))
    };
    events.map(name).collect()
}

#[tokio::test]
async fn a_file_is_attached_to_an_issued_invoice_deleted_and_brought_back() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = office.issued(ctx, "100").await;
        let before = crate::tests::invoices::stored(ctx, id).await.version;
        let file = attached(ctx, owner(of(id)), "Накладна № 5.pdf", PDF).await;
        attached(ctx, owner(of(id)), "scan.txt", b"text").await;
        assert_eq!(
            names(ctx, id).await,
            ["scan.txt", "Накладна № 5.pdf"],
            "the newest first"
        );
        assert_eq!(count_of_client(ctx, office.client).await.unwrap(), 2);

        desk::set_visible(ctx, file, true).await.unwrap();
        desk::set_visible(ctx, file, true).await.unwrap();
        desk::set_visible(ctx, file, false).await.unwrap();
        desk::delete(ctx, file).await.unwrap();
        desk::delete(ctx, file).await.unwrap();
        assert_eq!(names(ctx, id).await, ["scan.txt"]);
        assert!(desk::show(ctx, file).await.unwrap().file.deleted);
        desk::restore(ctx, file).await.unwrap();
        desk::restore(ctx, file).await.unwrap();
        assert_eq!(names(ctx, id).await, ["scan.txt", "Накладна № 5.pdf"]);

        let pdf = || "Накладна № 5.pdf".to_owned();
        assert_eq!(
            told(ctx, id, office.client).await,
            [
                (Verb::FileAdded, pdf()),
                (Verb::FileAdded, "scan.txt".to_owned()),
                (Verb::FileShown, pdf()),
                (Verb::FileHidden, pdf()),
                (Verb::FileDeleted, pdf()),
                (Verb::FileRestored, pdf()),
            ],
            "once each"
        );
        assert_eq!(
            crate::tests::invoices::stored(ctx, id).await.version,
            before,
            "the paper itself has not changed"
        );
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn the_same_file_sent_twice_under_one_key_is_one_file() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = office.draft(ctx, "100").await;
        let key = ctx.new_id();
        let first = attach(ctx, key, owner(of(id)), "a.pdf", PDF).await.unwrap();
        let second = attach(ctx, key, owner(of(id)), "a.pdf", PDF).await.unwrap();
        assert_eq!(first, second);
        assert_eq!(names(ctx, id).await.len(), 1);
        // Under another key it is another row of the same bytes.
        attached(ctx, owner(of(id)), "b.pdf", PDF).await;
        assert_eq!(names(ctx, id).await.len(), 2);
        let sql = Sql::raw("SELECT CAST(COUNT(DISTINCT sha256) AS BIGINT) FROM files".to_owned());
        assert_eq!(sql.scalar::<i64>(&mut ctx.read()).await.unwrap(), Some(1));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

/// A member of the staff who sees the clients of his own.
fn limited(env: &TestEnv, role: Role) -> Ctx {
    let user = UserId::from(uuid::Uuid::from_u128(5));
    env.as_staff(user, role, Scope::OwnedBy(user))
}

#[tokio::test]
async fn who_does_not_see_the_owner_does_not_find_the_file() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let invoice = owner(of(office.issued(ctx, "100").await));
        let file = attached(ctx, invoice, "a.pdf", PDF).await;
        let stranger = limited(&env, Role::Administrator);
        let reader = env.as_staff(UserId::from(uuid::Uuid::from_u128(6)), Role::ReadOnly, Scope::All);
        let nobody = env.as_stranger();
        for (who, seen, changed) in [
            (&stranger, AppError::NotFound, AppError::NotFound),
            (&nobody, AppError::NotSignedIn, AppError::NotSignedIn),
        ] {
            assert_eq!(desk::show(who, file).await.unwrap_err(), seen);
            assert_eq!(desk::of_owner(who, invoice.0, invoice.1).await.unwrap_err(), seen);
            let opened = crate::records::files::actions::open(who, file, false).await;
            assert_eq!(opened.err(), Some(seen));
            assert_eq!(desk::delete(who, file).await.unwrap_err(), changed);
            assert_eq!(desk::restore(who, file).await.unwrap_err(), changed);
            assert_eq!(desk::set_visible(who, file, true).await.unwrap_err(), changed);
            assert_eq!(desk::may_attach(who, invoice.0, invoice.1).await.unwrap_err(), changed);
            let sent = attach(who, ctx.new_id(), invoice, "b.pdf", PDF).await;
            assert_eq!(sent.unwrap_err(), changed);
            let filter = FileFilter {
                client: Some(office.client),
                ..FileFilter::default()
            };
            assert_eq!(desk::list(who, filter).await.unwrap_err(), changed);
        }
        // Whoever only reads sees it, and changes nothing.
        assert_eq!(desk::show(&reader, file).await.unwrap().file.name, "a.pdf");
        assert_eq!(desk::delete(&reader, file).await.unwrap_err(), AppError::Forbidden);
        let sent = attach(&reader, ctx.new_id(), invoice, "b.pdf", PDF).await;
        assert_eq!(sent.unwrap_err(), AppError::Forbidden);
        // What has no files has none.
        let user = (OwnerKind::User, uuid::Uuid::from_u128(5));
        assert_eq!(
            desk::may_attach(ctx, user.0, user.1).await.unwrap_err(),
            AppError::NotFound
        );
    })
    .await;
}

#[tokio::test]
async fn a_deleted_draft_takes_its_files_along() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = office.draft(ctx, "100").await;
        let file = attached(ctx, owner(of(id)), "a.pdf", PDF).await;
        invoices::delete_draft(ctx, id).await.unwrap();
        assert_eq!(count_of_client(ctx, office.client).await.unwrap(), 0);
        assert_eq!(desk::restore(ctx, file).await.unwrap_err(), AppError::NotFound);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_was_deleted_is_swept_after_its_time() {
    on_both_engines(async |env| {
        let (ctx, other) = (&env.ctx, client(&env.ctx, "ТОВ «Скринька»").await);
        let card = (OwnerKind::Client, other.uuid());
        let file = attached(ctx, card, "a.pdf", PDF).await;
        attached(ctx, card, "b.pdf", PDF).await;
        desk::delete(ctx, file).await.unwrap();
        ctx.clock.advance(KEPT_DELETED.saturating_sub(Duration::from_secs(1)));
        assert_eq!(sweep(ctx).await.unwrap(), 0);
        ctx.clock.advance(Duration::from_secs(1));
        assert_eq!(sweep(ctx).await.unwrap(), 1);
        assert_eq!(desk::restore(ctx, file).await.unwrap_err(), AppError::NotFound);
        assert_eq!(count_of_client(ctx, other).await.unwrap(), 1);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn an_object_has_so_many_files_and_no_more() {
    on_both_engines(async |env| {
        let (ctx, other) = (&env.ctx, client(&env.ctx, "ТОВ «Шафа»").await);
        let card = (OwnerKind::Client, other.uuid());
        let first = attached(ctx, card, "a.pdf", PDF).await;
        super::lists::copies(&env, "a.pdf", MOST_OF_OWNER - 1).await;
        let sent = attach(ctx, ctx.new_id(), card, "b.pdf", PDF).await;
        assert_eq!(problem(sent), ("file".to_owned(), Problem::Full { max: MOST_OF_OWNER }));
        // A place that is free is taken, and there is none for what would come back.
        desk::delete(ctx, first).await.unwrap();
        attached(ctx, card, "b.pdf", PDF).await;
        assert_eq!(
            problem(desk::restore(ctx, first).await),
            ("file".to_owned(), Problem::Full { max: MOST_OF_OWNER })
        );
    })
    .await;
}

#[tokio::test]
async fn files_and_other_changes_of_one_invoice_follow_one_another() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = office.issued(ctx, "100").await;
        let mut running = Vec::new();
        for n in 0..12 {
            let ctx = ctx.clone();
            running.push(tokio::spawn(async move {
                attached(&ctx, owner(of(id)), &format!("{n}.pdf"), PDF).await;
            }));
        }
        for one in running {
            one.await.unwrap();
        }
        assert_eq!(names(ctx, id).await.len(), 12);
        assert_eq!(check(ctx).await.unwrap(), [], "one chain of events");
    })
    .await;
}
