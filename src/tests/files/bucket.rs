//! Files and papers of an installation whose bytes lie in a bucket.

use futures::TryStreamExt;

use super::stored::breaches;
use super::{PDF, attached, received};
use crate::documents::papers::renditions;
use crate::error::AppError;
use crate::kernel::ids::Id;
use crate::kernel::owner::OwnerKind;
use crate::platform::blobs::tests::Home;
use crate::platform::blobs::tests::server::{SECRET, Server, address};
use crate::platform::blobs::{Blobs, hash};
use crate::platform::ctx::Ctx;
use crate::records::files::actions::open;
use crate::server::sweeping;
use crate::tests::invoices::office;
use crate::tests::mail::server::{AUTHORITY, acceptor};
use crate::tests::on_both_engines;

#[tokio::test]
async fn files_and_papers_live_in_a_bucket() {
    on_both_engines(async |env| {
        let home = Home::in_bucket().await;
        let ctx = &Ctx {
            blobs: home.blobs.clone(),
            ..env.ctx.clone()
        };
        let office = office(ctx).await;
        office.issued(ctx, "100").await;
        assert!(renditions::work_off(ctx).await.unwrap(), "a paper is made");
        let card = (OwnerKind::Client, office.client.uuid());
        let long = [PDF, &vec![b'x'; 300_000]].concat();
        let file = attached(ctx, card, "long.pdf", &long).await;
        let opened = open(ctx, file, false).await.unwrap();
        let pieces: Vec<_> = opened.content.pieces.try_collect().await.unwrap();
        assert!(pieces.concat() == long);
        assert_eq!(breaches(ctx).await, [""; 0]);

        std::fs::write(home.place(&hash(&long)), PDF).unwrap();
        assert_eq!(breaches(ctx).await, ["I7 its bytes do not have their hash"]);
        std::fs::remove_file(home.place(&hash(&long))).unwrap();
        assert_eq!(breaches(ctx).await, ["I7 its bytes are not there"]);
        assert!(matches!(open(ctx, file, false).await, Err(AppError::Internal { .. })));
        received(ctx, "again.pdf", &long).await.unwrap();
        assert_eq!(breaches(ctx).await, [""; 0], "mended by the same content");

        received(ctx, "nobody.txt", b"nobody's").await.unwrap();
        assert_eq!(sweeping::sweep(ctx).await.unwrap(), 0, "all are young");
        home.make_all_old();
        assert_eq!(sweeping::sweep(ctx).await.unwrap(), 1, "what is nobody's");
        assert!(!home.place(&hash(b"nobody's")).exists());
        assert_eq!(breaches(ctx).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn the_certificate_of_a_server_is_looked_at() {
    let folder = std::env::temp_dir().join(format!("akta_tls_{}", std::process::id()));
    let server = Server::start_with_tls(&folder.join("server"), acceptor()).await;
    let mut address = address(&server.url, "", SECRET);
    let blobs = Blobs::in_bucket(&folder, &address).unwrap();
    let told = blobs.try_out().await.unwrap_err();
    assert!(told.contains("invalid peer certificate: UnknownIssuer"), "{told}");

    address.authorities = vec![AUTHORITY.to_vec().into()];
    let blobs = Blobs::in_bucket(&folder, &address).unwrap();
    blobs.try_out().await.unwrap();
    let kept = blobs.keep(PDF.to_vec()).await.unwrap();
    assert_eq!(blobs.read(&kept).await.unwrap(), PDF);
    drop(server);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn without_its_server_a_file_is_not_taken_and_the_rest_goes_on() {
    on_both_engines(async |env| {
        let home = Home::in_bucket().await;
        let ctx = &Ctx {
            blobs: home.blobs.clone(),
            ..env.ctx.clone()
        };
        let office = office(ctx).await;
        let card = (OwnerKind::Client, office.client.uuid());
        let file = attached(ctx, card, "a.pdf", PDF).await;
        home.breaks();
        assert_eq!(received(ctx, "b.txt", b"text").await, Err(AppError::Unavailable));
        assert!(matches!(open(ctx, file, false).await, Err(AppError::Unavailable)));
        office.issued(ctx, "100").await;
        assert!(renditions::work_off(ctx).await.is_err(), "its paper is made later");
        home.recovers();
        open(ctx, file, false).await.unwrap();
        assert_eq!(breaches(ctx).await, [""; 0]);
    })
    .await;
}
