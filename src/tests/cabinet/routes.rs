//! The routes of papers and files in the cabinet, asked through the router by everybody.

use crate::cabinet::files::model::UPLOAD;
use crate::desk::files::actions as desk;
use crate::tests::files::PDF;
use crate::tests::rights::world::{Person, World};
use crate::tests::{TestEnv, on_both_engines};

#[tokio::test]
async fn papers_come_as_files_to_the_contacts_of_their_client_alone() {
    on_both_engines(async |env: TestEnv| {
        let world = World::new(&env).await;
        for address in [
            format!("/cabinet/invoices/{}/document.pdf", world.issued),
            format!("/cabinet/contracts/{}/document.pdf", world.contract),
            format!("/cabinet/acts/{}/document.pdf", world.act),
            "/cabinet/statement/document.pdf?period=all".to_owned(),
        ] {
            let statement = address.contains("statement");
            for person in Person::ALL {
                let answer = world.page(&address, Some(person)).await;
                let expected = match person {
                    Person::Contact => 200,
                    // He has a statement of his own, of which there is nothing to be said.
                    Person::Neighbour => 404,
                    Person::Bare => 403,
                    _ => 401,
                };
                assert_eq!(answer.status, expected, "{address} as {person:?}: {}", answer.text);
                if expected == 200 {
                    assert_eq!(answer.header("content-type"), "application/pdf", "{address}");
                    assert!(answer.header("content-disposition").starts_with("inline"), "{address}");
                    assert!(answer.text.starts_with("%PDF"), "{address}");
                }
            }
            if !statement {
                let saved = world
                    .page(&format!("{address}?download=true"), Some(Person::Contact))
                    .await;
                assert!(
                    saved.header("content-disposition").starts_with("attachment"),
                    "{address}"
                );
            }
        }
        for address in [
            format!("/cabinet/invoices/{}/document.pdf", world.draft),
            format!("/cabinet/acts/{}/document.pdf", world.act_draft),
            format!("/cabinet/delivery-notes/{}/document.pdf", world.act),
            "/cabinet/invoices/x/document.pdf".to_owned(),
        ] {
            let answer = world.page(&address, Some(Person::Contact)).await;
            assert_eq!(answer.status, 404, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_is_served_once_the_staff_shows_it() {
    on_both_engines(async |env: TestEnv| {
        let world = World::new(&env).await;
        let address = format!("/cabinet/files/{}", world.file);
        assert_eq!(world.page(&address, Some(Person::Contact)).await.status, 404);
        desk::set_visible(&env.ctx, world.file, true).await.unwrap();
        for person in Person::ALL {
            let answer = world.page(&address, Some(person)).await;
            match person {
                Person::Contact => {
                    assert_eq!(answer.status, 200);
                    assert!(answer.header("content-disposition").starts_with("attachment"));
                    assert_eq!(answer.header("content-security-policy"), "sandbox; default-src 'none'");
                }
                // Who has no right to invoices sees none of their attachments.
                Person::Neighbour | Person::Bare => assert_eq!(answer.status, 404, "{person:?}"),
                _ => assert!(answer.leads_to("/cabinet/sign-in"), "{person:?}: {}", answer.status),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn files_are_handed_over_by_contacts_and_judged_as_all_others() {
    on_both_engines(async |env: TestEnv| {
        let world = World::new(&env).await;
        for person in Person::ALL {
            let answer = world
                .send_file(UPLOAD, "file", "Довіреність.pdf", PDF, false, person)
                .await;
            let expected = match person {
                Person::Contact | Person::Neighbour => 201,
                Person::Bare => 403,
                _ => 401,
            };
            assert_eq!(answer.status, expected, "{person:?}: {}", answer.text);
        }
        for (name, bytes) in [
            ("setup.exe", &b"MZ"[..]),
            ("page.pdf", b"<!doctype html><script>alert(1)</script>"),
            ("x.php.png", b"<?php"),
            ("picture.svg", b"<svg onload='alert(1)'/>"),
            ("empty.pdf", b""),
        ] {
            let answer = world
                .send_file(UPLOAD, "file", name, bytes, false, Person::Contact)
                .await;
            assert_eq!(answer.status, 422, "{name}: {}", answer.text);
        }
        // A browser comes back to the page, with what is wrong if something is.
        let back = world
            .send_file(UPLOAD, "file", "setup.exe", b"MZ", true, Person::Contact)
            .await;
        assert!(
            back.leads_to("/cabinet/files") && back.location.contains('?'),
            "{}",
            back.location
        );
        let back = world
            .send_file(UPLOAD, "file", "Ще одна.pdf", PDF, true, Person::Contact)
            .await;
        assert_eq!((back.status, back.location.as_str()), (303, "/cabinet/files"));
        for site in [Some("cross-site"), Some("same-site"), None] {
            let answer = world.send_body(UPLOAD, "", site, false, Person::Contact).await;
            assert_eq!(answer.status, 403, "{site:?}");
        }
    })
    .await;
}
