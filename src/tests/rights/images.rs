//! The routes of a company's pictures, asked by everybody.

use image::ImageFormat;

use super::world::{Person, World};
use crate::company::organization::picture::LARGEST_FILE;
use crate::company::organization::picture::tests::{claims, red};
use crate::tests::on_both_engines;

#[tokio::test]
async fn only_who_manages_the_company_sends_and_sees_its_pictures() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let png = red(ImageFormat::Png);
        let base = format!("/settings/company/{}/images/stamp", world.organization);
        let picture = format!("{base}/picture.png");
        for person in Person::ALL {
            let refused = if person.is_signed_in() { 403 } else { 401 };
            let allowed = person == Person::Administrator;
            let sent = world
                .upload(&base, "stamp.png", &png, Some("same-origin"), false, person)
                .await;
            assert_eq!(sent.status, if allowed { 204 } else { refused }, "{person:?} sends");
            let seen = world.page(&picture, Some(person)).await;
            assert_eq!(seen.status, if allowed { 200 } else { refused }, "{person:?} looks");
        }
        for site in [Some("cross-site"), Some("same-site"), None] {
            let sent = world
                .upload(&base, "stamp.png", &png, site, true, Person::Administrator)
                .await;
            assert_eq!(sent.status, 403, "from {site:?}");
        }
        let seen = world.page(&picture, Some(Person::Administrator)).await;
        for (header, value) in [
            ("content-type", "image/png"),
            ("content-disposition", "inline; filename=\"picture.png\""),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(seen.header(header), value, "{header}");
        }
        for address in [
            format!(
                "/settings/company/{}/images/stamp/picture.png",
                uuid::Uuid::from_u128(7)
            ),
            format!("/settings/company/{}/images/passport/picture.png", world.organization),
            "/settings/company/x/images/stamp/picture.png".to_owned(),
        ] {
            assert_eq!(
                world.page(&address, Some(Person::Administrator)).await.status,
                404,
                "{address}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_logo_stands_over_every_page_of_the_cabinet() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let picture = format!("/cabinet/logo/{}/picture.png?sha256=", world.organization);
        let contact = Some(Person::Contact);
        assert!(!world.page("/cabinet", contact).await.text.contains(&picture));
        let png = red(ImageFormat::Png);
        let base = format!("/settings/company/{}/images/logo", world.organization);
        let sent = world
            .upload(
                &base,
                "logo.png",
                &png,
                Some("same-origin"),
                false,
                Person::Administrator,
            )
            .await;
        assert_eq!(sent.status, 204);
        for page in ["/cabinet", "/cabinet/invoices", "/cabinet/profile"] {
            let text = world.page(page, contact).await.text;
            let address = text
                .split("src=\"")
                .find(|rest| rest.starts_with(&picture))
                .unwrap_or_default();
            let address = address.split('"').next().unwrap_or_default();
            assert_eq!(world.page(address, contact).await.status, 200, "{page}: {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_refused_file_comes_back_with_a_sentence_beside_its_field() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let (person, page) = (
            Person::Administrator,
            format!("/settings/company/{}", world.organization),
        );
        let base = format!("{page}/images/logo");
        let png = red(ImageFormat::Png);
        let large = vec![0; LARGEST_FILE + 1];
        for (name, bytes, sentence) in [
            ("", &b""[..], "Fill this in"),
            ("empty.png", b"", "The file is empty"),
            (
                "logo.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg'/>",
                "This is not a picture we take",
            ),
            (
                "page.png",
                b"<!doctype html><script>alert(1)</script>",
                "This is not a picture we take",
            ),
            ("x.php.png", &png, "This is not a picture we take"),
            ("huge.png", &claims(20_000, 20_000), "at most 5000 × 5000 pixels"),
            ("large.png", &large, "The file is larger than 5 MB"),
        ] {
            let sent = world
                .upload(&base, name, bytes, Some("same-origin"), true, person)
                .await;
            assert!(
                sent.leads_to(&page) && sent.location.contains("flash="),
                "{name}: {} {}",
                sent.status,
                sent.text
            );
            let shown = world.page(&sent.location, Some(person)).await;
            assert_eq!(shown.status, 200);
            let beside = shown.text.split("field-error").nth(1).unwrap_or_default();
            assert!(
                beside.get(..300).unwrap_or(beside).contains(sentence),
                "{name}: {beside:.300}"
            );
            assert_eq!(
                shown.text.matches("field-error").count(),
                1,
                "{name}: beside one field only"
            );
            let by_client = world
                .upload(&base, name, bytes, Some("same-origin"), false, person)
                .await;
            assert_eq!(by_client.status, 422, "{name}");
        }
        let endless = vec![0; 8 * LARGEST_FILE + 1];
        let cut = world
            .upload(&base, "a.png", &endless, Some("same-origin"), true, person)
            .await;
        assert_eq!(cut.status, 413);
        let sent = world
            .upload(&base, "logo.png", &png, Some("same-origin"), true, person)
            .await;
        assert!(sent.leads_to(&page) && !sent.location.contains("flash="));
        let shown = world.page(&page, Some(person)).await;
        assert!(
            shown.text.contains(&format!("{base}/picture.png?")),
            "the page shows it"
        );
    })
    .await;
}
