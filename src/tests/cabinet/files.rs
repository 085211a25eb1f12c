//! Files in the cabinet: only what is shown to the client, and what he hands over.

use uuid::Uuid;

use super::papers::{as_contact, looking, visitor};
use crate::cabinet::files::actions::{hand_over, limits, list, open};
use crate::cabinet::files::model::CabinetFileFilter;
use crate::cabinet::papers::actions::show;
use crate::cabinet::papers::model::CabinetPaper;
use crate::desk::files::actions as desk;
use crate::desk::files::model::FileFilter;
use crate::error::AppError;
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::ids::{FileId, Id};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::files::{PDF, attached, received};
use crate::tests::invoices::{client, office, problem};
use crate::tests::{TestEnv, on_both_engines};

async fn seen(ctx: &Ctx) -> Vec<FileId> {
    let page = list(ctx, &CabinetFileFilter::default()).await.unwrap();
    page.rows.iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn only_what_is_shown_to_the_client_is_seen_by_him() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let (invoice, draft) = (office.issued(ctx, "100").await, office.draft(ctx, "5").await);
        let card = (OwnerKind::Client, office.client.uuid());
        let hidden = attached(ctx, card, "Внутрішнє.pdf", PDF).await;
        let on_card = attached(ctx, card, "Договір.pdf", PDF).await;
        let on_invoice = attached(ctx, (OwnerKind::Invoice, invoice.uuid()), "Додаток.pdf", PDF).await;
        let on_draft = attached(ctx, (OwnerKind::Invoice, draft.uuid()), "Чернетка.pdf", PDF).await;
        let deleted = attached(ctx, card, "Стара.pdf", PDF).await;
        for file in [on_card, on_invoice, on_draft, deleted] {
            desk::set_visible(ctx, file, true).await.unwrap();
        }
        desk::delete(ctx, deleted).await.unwrap();

        let me = visitor(ctx, office.client);
        assert_eq!(seen(&me).await, [on_invoice, on_card]);
        let searched = CabinetFileFilter {
            q: "договір".into(),
            ..CabinetFileFilter::default()
        };
        let page = list(&me, &searched).await.unwrap();
        assert!(page.rows.len() == 1 && page.rows[0].id == on_card);
        let sheet = show(&me, CabinetPaper::Invoice, invoice.uuid()).await.unwrap();
        let names: Vec<_> = sheet.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["Додаток.pdf"]);
        for inline in [false, true] {
            let opened = open(&me, on_invoice, inline).await.unwrap();
            assert_eq!(opened.name, "Додаток.pdf");
        }
        let stranger = visitor(ctx, client(ctx, "Інший").await);
        assert_eq!(seen(&stranger).await, []);
        let nothing = FileId::from(Uuid::from_u128(7));
        for (asks, file) in [
            (&me, hidden),
            (&me, on_draft),
            (&me, deleted),
            (&me, nothing),
            (&stranger, on_card),
            (&stranger, on_invoice),
        ] {
            assert_eq!(open(asks, file, false).await.err(), Some(AppError::NotFound));
        }
        // Attachments go with their paper, and the files of the card with the right to files.
        let rights: CabinetRights = [CabinetRight::Files].into_iter().collect();
        let without = as_contact(ctx, office.client, rights);
        assert_eq!(seen(&without).await, [on_card]);
        assert_eq!(open(&without, on_invoice, false).await.err(), Some(AppError::NotFound));
        assert_eq!(
            open(&env.as_stranger(), on_card, false).await.err(),
            Some(AppError::NotSignedIn)
        );
    })
    .await;
}

#[tokio::test]
async fn what_the_client_hands_over_stands_on_his_card() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let me = visitor(ctx, office.client);
        assert_eq!(limits(&me).await.unwrap().megabytes, ctx.blobs.largest_megabytes());
        let key = ctx.new_id();
        let file = received(&me, "Довіреність.pdf", PDF).await.unwrap();
        let id = hand_over(&me, key, file.clone()).await.unwrap();
        assert_eq!(
            hand_over(&me, key, file.clone()).await.unwrap(),
            id,
            "sent twice, handed over once"
        );
        assert_eq!(seen(&me).await, [id]);

        let on_card = FileFilter {
            client: Some(office.client),
            ..FileFilter::default()
        };
        let rows = desk::list(ctx, on_card).await.unwrap().rows;
        assert_eq!(rows.len(), 1);
        let row = &rows[0].file;
        assert!(row.from_client && row.visible && row.added_by == "Марія Соколова");
        let owner = Owner::client(office.client);
        let events = activity::actions::of_owner(ctx, &owner, 10).await.unwrap();
        assert_eq!(
            (events[0].verb, events[0].who.as_str()),
            (Verb::FileAdded, "Марія Соколова")
        );

        // Who looks as the contact changes nothing, and who may not see files adds none.
        let rights: CabinetRights = [CabinetRight::Invoices].into_iter().collect();
        for asks in [looking(ctx, office.client), as_contact(ctx, office.client, rights)] {
            let answer = hand_over(&asks, ctx.new_id(), file.clone()).await;
            assert_eq!(answer.err(), Some(AppError::Forbidden));
            assert_eq!(limits(&asks).await.err(), Some(AppError::Forbidden));
        }
        let program = received(&me, "setup.exe", b"MZ").await;
        assert_eq!(problem(program), ("file".to_owned(), Problem::FileTypeRefused));
        let lie = received(&me, "page.pdf", b"<!doctype html><script>alert(1)</script>").await;
        assert!(lie.is_err());
        assert_eq!(crate::server::check::check(ctx).await.unwrap(), []);
    })
    .await;
}
