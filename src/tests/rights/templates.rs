//! The file of a template, asked for and sent by everybody; its picture.

use super::world::{Person, World};
use crate::documents::templates::actions;
use crate::tests::on_both_engines;

#[tokio::test]
async fn only_who_manages_templates_takes_them_as_files() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let missing = format!("/settings/templates/{}/template.json", world.key());
        for person in Person::ALL {
            let refused = if person.is_signed_in() { 403 } else { 401 };
            let allowed = person == Person::Administrator;
            let answer = world.page(&missing, Some(person)).await;
            assert_eq!(answer.status, if allowed { 404 } else { refused }, "{person:?}");
        }
        let id = crate::tests::templates::published(&env.ctx).await;
        let file = world
            .page(
                &format!("/settings/templates/{id}/template.json"),
                Some(Person::Administrator),
            )
            .await;
        assert_eq!(file.status, 200);
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"invoice.uk.json\""
        );
        assert!(file.text.contains("\"format\": \"akta-template\""), "{}", file.text);
    })
    .await;
}

#[tokio::test]
async fn only_who_manages_templates_sees_their_pictures() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let id = crate::tests::templates::published(&env.ctx).await;
        let list = actions::list(&env.ctx).await.unwrap();
        let row = list.rows.iter().find(|row| row.template.id == id).unwrap();
        let pictures = [row.picture.clone().unwrap(), list.builtins[0].picture.clone()];
        for picture in &pictures {
            for person in Person::ALL {
                let refused = if person.is_signed_in() { 403 } else { 401 };
                let allowed = person == Person::Administrator;
                let answer = world.page(picture, Some(person)).await;
                assert_eq!(
                    answer.status,
                    if allowed { 200 } else { refused },
                    "{picture} as {person:?}"
                );
            }
            let seen = world.page(picture, Some(Person::Administrator)).await;
            assert!(
                seen.text.starts_with("<svg ") && seen.text.contains("class=\"paper\""),
                "{}",
                seen.text
            );
            for (header, value) in [
                ("content-type", "image/svg+xml"),
                (
                    "content-security-policy",
                    "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
                ),
                ("x-content-type-options", "nosniff"),
                ("cache-control", "private, max-age=604800, immutable"),
            ] {
                assert_eq!(seen.header(header), value, "{header} of {picture}");
            }
            // What the address does not name is shown, and not kept.
            let (other, _) = picture.split_once('?').unwrap();
            let seen = world.page(other, Some(Person::Administrator)).await;
            assert_eq!(
                (seen.status, seen.header("cache-control")),
                (200, "no-store"),
                "{other}"
            );
        }
        for missing in [
            format!("/settings/templates/{}/picture.svg", world.key()),
            "/settings/templates/x/picture.svg".to_owned(),
            "/settings/templates/builtin/invoice-uk-0/picture.svg".to_owned(),
        ] {
            assert_eq!(
                world.page(&missing, Some(Person::Administrator)).await.status,
                404,
                "{missing}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn only_who_manages_templates_brings_them_in() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let id = crate::tests::templates::published(&env.ctx).await;
        let file = format!("/settings/templates/{id}/template.json");
        let file = world.page(&file, Some(Person::Administrator)).await.text.replace(
            "<p>{{ client.name }}</p>",
            "<p onclick='x'>{{ client.name }}</p><script>alert(1)</script>",
        );
        let to = "/settings/templates/import";
        for person in Person::ALL {
            let sent = world
                .send_file(to, "file", "a.json", file.as_bytes(), true, person)
                .await;
            match person {
                Person::Administrator => {
                    assert_eq!(sent.status, 303, "{}", sent.text);
                    let page = world.page(&sent.location, Some(person)).await.text;
                    // It is a draft, and nothing that papers can't have came along.
                    assert!(page.contains("Draft") && !page.contains("alert(1)"), "{page}");
                }
                _ => assert_eq!(sent.status, if person.is_signed_in() { 403 } else { 401 }, "{person:?}"),
            }
        }
        let person = Person::Administrator;
        let large = vec![b' '; (2 << 20) + 1];
        for (bytes, sentence) in [
            (&b""[..], "Fill this in"),
            (b"{\"format\": \"other\"}", "holds no template"),
            (b"\xff\xfe", "holds no template"),
            (&large, "larger than 2 MB"),
        ] {
            let sent = world.send_file(to, "file", "a.json", bytes, true, person).await;
            assert!(sent.leads_to("/settings/templates"), "{} {}", sent.status, sent.text);
            let told = world.page(&sent.location, Some(person)).await.text;
            let beside = told.split("field-error").nth(1).unwrap_or_default();
            assert!(beside.contains(sentence), "{sentence}: {beside:.300}");
            assert_eq!(
                world.send_file(to, "file", "a.json", bytes, false, person).await.status,
                422
            );
        }
        let elsewhere = world
            .upload(to, "a.json", b"{}", Some("cross-site"), true, person)
            .await;
        assert_eq!(elsewhere.status, 403);
    })
    .await;
}
