//! What lies on the disk: bytes that have their rows, and bytes that have none.

use std::fs::File;
use std::path::Path;
use std::time::{Duration, SystemTime};

use futures::StreamExt;
use image::ImageFormat;

use super::{PDF, attached, received};
use crate::company::organization::picture::tests::red;
use crate::desk::files::actions as desk;
use crate::kernel::ids::Id;
use crate::kernel::owner::OwnerKind;
use crate::platform::blobs::hash;
use crate::platform::blobs::tests::place;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::records::files::actions::{KEPT_DELETED, open, sweep};
use crate::server::check::check;
use crate::server::sweeping;
use crate::tests::invoices::office;
use crate::tests::on_both_engines;

fn make_old(path: &Path) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_hours(25)).unwrap();
}

pub async fn breaches(ctx: &Ctx) -> Vec<String> {
    let breaches = check(ctx).await.unwrap();
    breaches
        .iter()
        .map(|one| format!("{} {}", one.invariant, one.sentence))
        .collect()
}

#[tokio::test]
async fn files_without_their_bytes_are_found_and_bytes_without_a_row_are_no_breach() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let card = (OwnerKind::Client, office.client.uuid());
        attached(ctx, card, "a.pdf", PDF).await;
        attached(ctx, card, "b.png", &red(ImageFormat::Png)).await;
        // Received, and never attached.
        received(ctx, "c.txt", b"nobody's").await.unwrap();
        assert_eq!(breaches(ctx).await, [""; 0]);

        std::fs::write(place(&ctx.blobs, &hash(PDF)), b"%PDF-other").unwrap();
        assert_eq!(breaches(ctx).await, ["I7 its bytes do not have their hash"]);
        std::fs::remove_file(place(&ctx.blobs, &hash(PDF))).unwrap();
        assert_eq!(breaches(ctx).await, ["I7 its bytes are not there"]);
        received(ctx, "a.pdf", PDF).await.unwrap();
        assert_eq!(breaches(ctx).await, [""; 0], "mended by the same content");

        let sql = Sql::raw("SELECT picture FROM files WHERE picture IS NOT NULL".to_owned());
        let picture: Vec<u8> = sql.scalar(&mut ctx.read()).await.unwrap().unwrap();
        std::fs::remove_file(place(&ctx.blobs, &picture)).unwrap();
        assert_eq!(breaches(ctx).await, ["I7 its bytes are not there"], "of its picture");
    })
    .await;
}

#[tokio::test]
async fn a_file_of_another_client_than_its_paper_is_found() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let invoice = office.issued(ctx, "100").await;
        attached(ctx, (OwnerKind::Invoice, invoice.uuid()), "a.pdf", PDF).await;
        crate::tests::invoices::client(ctx, "ТОВ «Інша»").await;
        for by_hand in [
            "UPDATE files SET client_id = (SELECT id FROM clients WHERE name = 'ТОВ «Інша»')",
            "UPDATE files SET client_id = NULL",
        ] {
            Sql::raw(by_hand.to_owned()).outside_transaction(&ctx.db).await.unwrap();
            assert_eq!(
                breaches(ctx).await,
                ["I11 what it belongs to is not there, or is another client's"],
                "{by_hand}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn bytes_are_swept_once_neither_a_file_nor_a_paper_names_them() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let invoice = office.issued(ctx, "100").await;
        crate::documents::papers::renditions::work_off(ctx).await.unwrap();
        let card = (OwnerKind::Client, office.client.uuid());
        let file = attached(ctx, card, "a.pdf", PDF).await;
        let twin = attached(ctx, (OwnerKind::Invoice, invoice.uuid()), "b.pdf", PDF).await;
        attached(ctx, card, "c.png", &red(ImageFormat::Png)).await;
        received(ctx, "d.txt", b"nobody's").await.unwrap();
        received(ctx, "e.txt", b"young").await.unwrap();
        // Cut off on the way in.
        let mut lost = ctx.blobs.incoming().await.unwrap();
        lost.write(b"lost").await.unwrap();
        let beside = lost.readable().await.unwrap().to_owned();
        std::mem::forget(lost);

        let root = beside.parent().unwrap().parent().unwrap().to_owned();
        let all = || walk(&root);
        for path in all() {
            if path != place(&ctx.blobs, &hash(b"young")) {
                make_old(&path);
            }
        }
        let before = all().len();
        assert_eq!(
            sweeping::sweep(ctx).await.unwrap(),
            2,
            "what was lost, and what is nobody's"
        );
        assert_eq!(all().len(), before - 2);
        assert!(!beside.exists() && !place(&ctx.blobs, &hash(b"nobody's")).exists());
        assert!(place(&ctx.blobs, &hash(b"young")).exists());
        assert_eq!(breaches(ctx).await, [""; 0]);

        // As long as one of two names the same bytes they stay, deleted or not.
        desk::delete(ctx, file).await.unwrap();
        ctx.clock.advance(KEPT_DELETED);
        sweep(ctx).await.unwrap();
        desk::delete(ctx, twin).await.unwrap();
        assert_eq!(sweeping::sweep(ctx).await.unwrap(), 0);
        ctx.clock.advance(KEPT_DELETED);
        sweep(ctx).await.unwrap();
        assert_eq!(sweeping::sweep(ctx).await.unwrap(), 1);
        assert!(!place(&ctx.blobs, &hash(PDF)).exists());
        assert_eq!(breaches(ctx).await, [""; 0]);
    })
    .await;
}

/// All files below a folder.
fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn what_is_sent_out_is_what_came_in_or_breaks_off() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let card = (OwnerKind::Client, office.client.uuid());
        let long = [PDF, &vec![b'x'; 300_000]].concat();
        let file = attached(ctx, card, "long.pdf", &long).await;
        let opened = open(ctx, file, false).await.unwrap();
        assert_eq!(opened.content.size, u64::try_from(long.len()).unwrap());
        let pieces: Vec<_> = opened.content.pieces.collect().await;
        assert!(pieces.len() > 3, "in pieces");
        let bytes: Vec<u8> = pieces.into_iter().flat_map(Result::unwrap).collect();
        assert_eq!(bytes, long);

        let spoilt = [PDF, &vec![b'y'; 300_000]].concat();
        std::fs::write(place(&ctx.blobs, &hash(&long)), spoilt).unwrap();
        let opened = open(ctx, file, false).await.unwrap();
        let pieces: Vec<_> = opened.content.pieces.collect().await;
        assert!(pieces.last().unwrap().is_err(), "nobody takes it for whole");
    })
    .await;
}

#[tokio::test]
async fn a_picture_is_looked_at_written_anew_and_small() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let card = (OwnerKind::Client, office.client.uuid());
        let sent = [&red(ImageFormat::Png)[..], b"<script>alert(1)</script>"].concat();
        let file = attached(ctx, card, "photo.png", &sent).await;
        let opened = open(ctx, file, true).await.unwrap();
        assert_eq!((&*opened.media_type, &*opened.name), ("image/jpeg", "photo.jpg"));
        let pieces: Vec<_> = opened.content.pieces.collect().await;
        let shown: Vec<u8> = pieces.into_iter().flat_map(Result::unwrap).collect();
        assert_eq!(image::guess_format(&shown).unwrap(), ImageFormat::Jpeg);
        assert!(
            !shown.windows(7).any(|part| part == b"<script"),
            "what was behind it does not come along"
        );
    })
    .await;
}
