//! The route by which a signed original is recorded with its scan, asked by everybody.

use super::world::{Person, World};
use crate::desk::files::actions as files;
use crate::documents::closing::model::ClosingKind;
use crate::documents::signatures::model::Signature;
use crate::kernel::ids::Id;
use crate::kernel::owner::OwnerKind;
use crate::tests::closing::stored;
use crate::tests::files::PDF;
use crate::tests::on_both_engines;

/// A form with texts and, behind them, a scan.
fn form(texts: &[(&str, &str)], scan: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in texts {
        let part = format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend(part.as_bytes());
    }
    let (name, bytes) = scan.unwrap_or_default();
    let head = format!("--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend([head.as_bytes(), bytes, b"\r\n--part--\r\n"].concat());
    body
}

const SITE: Option<&str> = Some("same-origin");

#[tokio::test]
async fn who_may_edit_the_paper_records_its_original() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for address in [
            format!("/files/original/act/{}", world.act),
            format!("/files/original/contract/{}", world.contract),
        ] {
            for person in Person::ALL {
                let expected = match person {
                    Person::Stranger | Person::Deactivated | Person::Contact | Person::Neighbour | Person::Bare => 401,
                    Person::ReadOnly => 403,
                    Person::Limited => 404,
                    // Nothing stands in the form: it is refused for that.
                    Person::Manager | Person::Accountant | Person::Administrator => 400,
                };
                let sent = world.send_body(&address, form(&[], None), SITE, false, person).await;
                assert_eq!(sent.status, expected, "{address} as {person:?}: {}", sent.text);
            }
            let key = world.key().to_string();
            let cross = form(&[("request", &key)], Some(("a.pdf", PDF)));
            let sent = world
                .send_body(&address, cross, Some("cross-site"), false, Person::Administrator)
                .await;
            assert_eq!(sent.status, 403);
        }
        for address in [
            format!("/files/original/invoice/{}", world.issued),
            format!("/files/original/client/{}", world.client),
            format!("/files/original/delivery_note/{}", world.act),
            "/files/original/act/x".to_owned(),
            "/files/original/spaceship/x".to_owned(),
        ] {
            let sent = world
                .send_body(&address, form(&[], None), SITE, false, Person::Administrator)
                .await;
            assert_eq!(sent.status, 404, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_original_comes_back_with_its_scan_and_another_one_is_added_later() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let (address, page) = (
            format!("/files/original/act/{}", world.act),
            format!("/acts/{}", world.act),
        );
        let scans = async || {
            let files = files::of_owner(&env.ctx, OwnerKind::Act, world.act.uuid())
                .await
                .unwrap();
            let scans = files.into_iter().filter(|file| file.signed_revision == Some(1));
            let mut names: Vec<_> = scans.map(|file| file.name).collect();
            names.sort();
            names
        };
        let version = async || stored(&env.ctx, ClosingKind::Act, world.act).await.version.to_string();
        // A file that is not what its name says: neither is recorded, and the page says why.
        let key = world.key().to_string();
        let at = version().await;
        let texts = |key: &str, at: &str, date: &str| {
            let texts = [("request", key), ("version", at), ("date", date), ("told", "Recorded")];
            texts.map(|(name, text)| (name, text.to_owned())).to_vec()
        };
        let post = async |texts: Vec<(&str, String)>, scan: Option<(&str, &[u8])>| {
            let texts: Vec<_> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
            world
                .send_body(&address, form(&texts, scan), SITE, true, Person::Manager)
                .await
        };
        let sent = post(texts(&key, &at, "2026-11-24"), Some(("scan.pdf", b"<html>"))).await;
        assert!(
            sent.leads_to(&page) && sent.location.contains("flash="),
            "{}",
            sent.location
        );
        let shown = world.page(&sent.location, Some(Person::Manager)).await;
        assert!(shown.text.contains("is not what its name says"), "{}", sent.location);
        // Later than today: the scan is not kept either.
        let sent = post(texts(&key, &at, "2026-11-25"), Some(("scan.pdf", PDF))).await;
        assert!(sent.location.contains("flash="));
        assert_eq!(scans().await, Vec::<String>::new());
        assert_eq!(
            stored(&env.ctx, ClosingKind::Act, world.act).await.signature(),
            Signature::None
        );
        // Sent twice it is done once.
        for _ in 0..2 {
            let sent = post(texts(&key, &at, "2026-11-24"), Some(("scan.pdf", PDF))).await;
            assert!(
                sent.leads_to(&page) && !sent.location.contains("flash="),
                "{}",
                sent.location
            );
        }
        let after = stored(&env.ctx, ClosingKind::Act, world.act).await;
        assert_eq!(
            (after.signature(), after.signing.original),
            (Signature::Client, Some("2026-11-24".parse().unwrap()))
        );
        assert_eq!(scans().await, ["scan.pdf"]);
        let shown = world.page(&page, Some(Person::ReadOnly)).await;
        assert!(shown.text.contains("scan.pdf"));
        // Another page of it, without a day; and nothing at all is refused.
        let later = vec![("request", world.key().to_string())];
        let sent = post(later, Some(("page-2.pdf", PDF))).await;
        assert!(!sent.location.contains("flash="), "{}", sent.location);
        assert_eq!(scans().await, ["page-2.pdf", "scan.pdf"]);
        let nothing = vec![("request", world.key().to_string())];
        let sent = post(nothing, None).await;
        assert!(sent.location.contains("flash="));
        // Somebody else was faster.
        let stale = post(texts(&world.key().to_string(), &at, "2026-11-24"), None).await;
        assert!(stale.location.contains("flash="));
        let shown = world.page(&stale.location, Some(Person::Manager)).await;
        assert_eq!(shown.status, 200);
        assert_eq!(crate::server::check::check(&env.ctx).await.unwrap(), []);
    })
    .await;
}
