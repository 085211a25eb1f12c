//! The routes of files, asked by everybody.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use futures::stream;
use image::ImageFormat;

use super::world::{Person, World};
use crate::company::organization::picture::tests::red;
use crate::desk::files::actions as desk;
use crate::kernel::ids::Id;
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::tests::files::{PDF, attached};
use crate::tests::{TestEnv, on_both_engines};

fn field(name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
    );
    [head.as_bytes(), bytes, b"\r\n"].concat()
}

/// A form of several files.
fn form(key: impl std::fmt::Display, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = format!("--part\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n{key}\r\n").into_bytes();
    for (name, bytes) in files {
        body.extend(field(name, bytes));
    }
    body.extend(b"--part--\r\n");
    body
}

#[tokio::test]
async fn a_file_is_sent_to_who_sees_its_owner() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let address = format!("/files/{}", world.file);
        for person in Person::ALL {
            let answer = world.page(&address, Some(person)).await;
            match person {
                person if !person.is_signed_in() => assert!(answer.leads_to("/sign-in"), "{person:?}"),
                Person::Limited => assert_eq!(answer.status, 404),
                _ => assert_eq!(answer.status, 200, "{person:?}"),
            }
        }
        let answer = world.page(&address, Some(Person::ReadOnly)).await;
        for (header, value) in [
            ("content-type", "application/octet-stream"),
            (
                "content-disposition",
                "attachment; filename=\"_____.pdf\"; filename*=UTF-8''%D0%90%D0%BA%D1%82%20%E2%84%96.pdf",
            ),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(header), value, "{header}");
        }
        assert!(answer.text.starts_with("%PDF-"));
        for (address, status) in [
            ("/files/x".to_owned(), 404),
            (format!("/files/{}", world.key()), 404),
            (format!("/files/{}?inline=x", world.key()), 404),
            (format!("{address}?inline=x"), 422),
        ] {
            assert_eq!(
                world.page(&address, Some(Person::Administrator)).await.status,
                status,
                "{address}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn only_pictures_pdf_and_text_are_looked_at_and_nothing_that_was_deleted() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let card = (OwnerKind::Client, world.client.uuid());
        for (name, bytes, media_type) in [
            ("a.pdf", PDF, "application/pdf"),
            ("a.txt", "Привіт".as_bytes(), "text/plain; charset=utf-8"),
            ("a.png", &red(ImageFormat::Png), "image/jpeg"),
            ("a.zip", b"PK\x03\x04", ""),
            ("a.xml", b"<?xml version=\"1.0\"?><a/>", ""),
        ] {
            let file = attached(&env.ctx, card, name, bytes).await;
            let shown = world
                .page(&format!("/files/{file}?inline=true"), Some(Person::ReadOnly))
                .await;
            if media_type.is_empty() {
                assert_eq!(shown.status, 404, "{name}");
            } else {
                assert_eq!(shown.header("content-type"), media_type);
                assert!(shown.header("content-disposition").starts_with("inline; "), "{name}");
                assert_eq!(shown.header("content-security-policy"), "sandbox; default-src 'none'");
                assert_eq!(shown.header("x-content-type-options"), "nosniff");
            }
            desk::delete(&env.ctx, file).await.unwrap();
            for address in [format!("/files/{file}?inline=true"), format!("/files/{file}")] {
                let gone = world.page(&address, Some(Person::Administrator)).await;
                assert_eq!(gone.status, 404, "{name}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn who_may_edit_the_owner_sends_files() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for address in [
            format!("/files/of/invoice/{}", world.issued),
            format!("/files/of/client/{}", world.client),
        ] {
            for person in Person::ALL {
                let expected = match person {
                    Person::Stranger | Person::Deactivated | Person::Contact | Person::Neighbour | Person::Bare => 401,
                    Person::ReadOnly => 403,
                    Person::Limited => 404,
                    Person::Manager | Person::Accountant | Person::Administrator => 201,
                };
                let sent = world.send_file(&address, "file", "a.pdf", PDF, false, person).await;
                assert_eq!(sent.status, expected, "{address} as {person:?}: {}", sent.text);
            }
            let body = form(world.key(), &[("a.pdf", PDF)]);
            for site in [Some("cross-site"), Some("same-site"), None] {
                let sent = world
                    .send_body(&address, body.clone(), site, false, Person::Administrator)
                    .await;
                assert_eq!(sent.status, 403, "from {site:?}");
            }
        }
        for address in [
            format!("/files/of/user/{}", world.user(Person::Manager)),
            format!("/files/of/spaceship/{}", world.issued),
            "/files/of/invoice/x".to_owned(),
            format!("/files/of/client/{}", world.issued),
        ] {
            let sent = world
                .send_file(&address, "file", "a.pdf", PDF, false, Person::Administrator)
                .await;
            assert_eq!(sent.status, 404, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_plain_form_adds_what_it_can_and_says_what_it_could_not() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let page = format!("/clients/{}/files", world.client);
        let address = format!("/files/of/client/{}", world.client);
        let key = world.key();
        let files: [(&str, &[u8]); 4] = [
            ("one.pdf", PDF),
            ("<b>setup.exe", b"MZ"),
            ("two.pdf", PDF),
            ("page.pdf", b"<html>"),
        ];
        let body = form(key, &files);
        for _ in 0..2 {
            let site = Some("same-origin");
            let sent = world
                .send_body(&address, body.clone(), site, true, Person::Manager)
                .await;
            assert!(
                sent.leads_to(&page) && sent.location.contains("flash="),
                "{}",
                sent.location
            );
            let shown = world.page(&sent.location, Some(Person::Manager)).await;
            let told = shown.text.split("field-error").nth(1).unwrap_or_default();
            let told = told.split("</ul>").next().unwrap_or_default();
            assert!(
                told.contains("&lt;b&gt;setup.exe") && told.contains("Files of this kind are not taken"),
                "{told}"
            );
            assert!(
                told.contains("page.pdf") && told.contains("is not what its name says"),
                "{told}"
            );
            assert!(!told.contains("one.pdf"), "{told}");
            let rows = desk::of_owner(&env.ctx, OwnerKind::Client, world.client.uuid())
                .await
                .unwrap();
            let mut names: Vec<_> = rows.iter().map(|row| &*row.name).collect();
            names.sort_unstable();
            assert_eq!(
                names,
                ["one.pdf", "two.pdf"],
                "the form sent twice adds each of them once"
            );
        }
        let fine = form(world.key(), &[("three.pdf", PDF)]);
        let sent = world
            .send_body(&address, fine, Some("same-origin"), true, Person::Manager)
            .await;
        assert!(sent.leads_to(&page) && !sent.location.contains("flash="));
        // Nothing was chosen.
        let empty = form(world.key(), &[("", b"")]);
        let sent = world
            .send_body(&address, empty, Some("same-origin"), true, Person::Manager)
            .await;
        let shown = world.page(&sent.location, Some(Person::Manager)).await;
        assert!(shown.text.contains("Fill this in"), "{}", sent.location);
        let keyless = form("no key", &[("a.pdf", PDF)]);
        let sent = world
            .send_body(&address, keyless, Some("same-origin"), false, Person::Manager)
            .await;
        assert_eq!(sent.status, 400);
    })
    .await;
}

/// The same world, in which a file has at most one megabyte.
fn narrow(env: &TestEnv) -> TestEnv {
    TestEnv {
        engine: env.engine,
        ctx: Ctx {
            blobs: env.ctx.blobs.clone().with_largest(1),
            ..env.ctx.clone()
        },
    }
}

/// A body without an end, and how much of it has been taken.
fn endless(begin: Vec<u8>) -> (Body, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&taken);
    let pieces = stream::unfold(Some(begin), move |begin| {
        let piece = begin.unwrap_or_else(|| vec![b'x'; 16 << 10]);
        counted.fetch_add(piece.len(), Ordering::Relaxed);
        std::future::ready(Some((Ok::<_, std::io::Error>(Bytes::from(piece)), None)))
    });
    (Body::from_stream(pieces), taken)
}

#[tokio::test]
async fn a_body_without_an_end_is_cut_off_and_leaves_nothing() {
    on_both_engines(async |env| {
        let env = narrow(&env);
        let world = World::new(&env).await;
        let address = format!("/files/of/invoice/{}", world.issued);
        let key = format!(
            "--part\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n{}\r\n",
            world.key()
        );
        let mut begin = key.into_bytes();
        let file = field("endless.pdf", PDF);
        begin.extend(&file[..file.len() - 2]);
        let (body, taken) = endless(begin);
        let sent = world
            .send_body(&address, body, Some("same-origin"), false, Person::Manager)
            .await;
        assert_eq!(sent.status, 422, "{}", sent.text);
        assert!(
            sent.text.contains("file_too_large") && sent.text.contains('1'),
            "{}",
            sent.text
        );
        assert!(taken.load(Ordering::Relaxed) < 4 << 20, "{taken:?}");
        let mut next = env.ctx.blobs.incoming().await.unwrap();
        let beside = next.readable().await.unwrap().parent().unwrap().to_owned();
        assert_eq!(beside.read_dir().unwrap().count(), 1, "only the next one");

        // A head without an end is not kept in memory.
        let (body, taken) = endless(b"--part\r\nContent-Disposition: form-data; name=\"".to_vec());
        let sent = world
            .send_body(&address, body, Some("same-origin"), false, Person::Manager)
            .await;
        assert_eq!(sent.status, 413, "{}", sent.text);
        assert!(taken.load(Ordering::Relaxed) < 2 << 20, "{taken:?}");
    })
    .await;
}

#[tokio::test]
async fn a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not() {
    on_both_engines(async |env| {
        let env = narrow(&env);
        let world = World::new(&env).await;
        let address = format!("/files/of/invoice/{}", world.issued);
        let mut largest = PDF.to_vec();
        largest.resize(1 << 20, b'x');
        let sent = world
            .send_file(&address, "file", "a.pdf", &largest, false, Person::Manager)
            .await;
        assert_eq!(sent.status, 201, "{}", sent.text);
        largest.push(b'x');
        let files: [(&str, &[u8]); 2] = [("b.pdf", &largest), ("c.pdf", PDF)];
        let body = form(world.key(), &files);
        let sent = world
            .send_body(&address, body, Some("same-origin"), true, Person::Manager)
            .await;
        let shown = world.page(&sent.location, Some(Person::Manager)).await;
        assert!(shown.text.contains("The file is larger than 1 MB"), "{}", sent.location);
        assert!(shown.text.contains("up to 1 MB each"));
        let rows = desk::of_owner(&env.ctx, OwnerKind::Invoice, world.issued.uuid())
            .await
            .unwrap();
        assert!(
            rows.iter().any(|row| row.name == "c.pdf"),
            "what came after it is taken"
        );
        assert!(rows.iter().all(|row| row.name != "b.pdf"));
    })
    .await;
}

#[tokio::test]
async fn the_files_of_a_client_are_exported_for_who_sees_him() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for extension in ["csv", "xlsx"] {
            for person in Person::ALL {
                let address = format!("/files/export.{extension}?client={}", world.client);
                let answer = world.page(&address, Some(person)).await;
                let expected = match person {
                    person if !person.is_signed_in() => 401,
                    Person::Limited => 404,
                    _ => 200,
                };
                assert_eq!(answer.status, expected, "{address} as {person:?}");
                if extension == "csv" && expected == 200 {
                    assert!(answer.text.contains("Акт №.pdf"), "{}", answer.text);
                }
            }
            let nobodys = world
                .page(&format!("/files/export.{extension}"), Some(Person::Manager))
                .await;
            assert_eq!(nobodys.status, 404);
        }
    })
    .await;
}
