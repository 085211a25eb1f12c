//! Two sessions in one browser: each counts behind its own door.

use super::table::Call;
use super::world::{PASSWORD, Person, World};
use crate::cabinet::access::granting;
use crate::tests::on_both_engines;

/// The token in a cookie.
fn token(cookie: &str) -> &str {
    cookie.split_once('=').map_or("", |(_, token)| token)
}

#[tokio::test]
async fn a_session_counts_behind_its_own_door_only() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let (staff, contact) = (world.cookie(Person::Administrator), world.cookie(Person::Contact));
        assert!(contact.starts_with("__Host-akta-cabinet="), "{contact}");
        let both = format!("{staff}; {contact}");
        assert_eq!(world.page_by("/clients", &both).await.status, 200);
        assert_eq!(world.page_by("/cabinet/profile", &both).await.status, 200);
        // Under the name of the other one a token opens nothing.
        let swapped = format!("__Host-akta={}; __Host-akta-cabinet={}", token(contact), token(staff));
        assert!(world.page_by("/clients", &swapped).await.leads_to("/sign-in"));
        assert!(
            world
                .page_by("/cabinet/profile", &swapped)
                .await
                .leads_to("/cabinet/sign-in")
        );
        // Nothing of the staff's is served to a contact, whatever the address looks like.
        for address in [
            "/clients",
            "/contacts",
            "/",
            "/cabinets",
            "/cabinet/../clients",
            "//cabinet/clients",
        ] {
            let answer = world.page_by(address, contact).await;
            assert_ne!(answer.status, 200, "{address}");
        }
        let files = format!("/invoices/{}/document.pdf", world.issued);
        assert_ne!(world.page_by(&files, contact).await.status, 200, "{files}");
    })
    .await;
}

#[tokio::test]
async fn the_way_back_after_the_sign_in_stays_in_the_cabinet() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let password = PASSWORD.replace(' ', "+");
        for (next, leads) in [
            ("/cabinet/profile", "/cabinet/profile"),
            ("", "/cabinet"),
            ("//evil.example", "/cabinet"),
            ("https://evil.example/cabinet", "/cabinet"),
            ("/%5Cevil.example", "/cabinet"),
            ("/settings/users", "/cabinet"),
        ] {
            let form = format!("input[email]=contact@example.com&input[password]={password}&input[next]={next}");
            let path = "/api/cabinet/session/sign-in";
            let answer = world.plain_form(path, &form, "/cabinet/sign-in", None).await;
            assert_eq!((answer.status, answer.location.as_str()), (303, leads), "{next}");
            // Who has signed in already goes on at once.
            let page = world
                .page(&format!("/cabinet/sign-in?next={next}"), Some(Person::Neighbour))
                .await;
            assert_eq!((page.status, page.location.as_str()), (303, leads), "{next}");
        }
        let stranger = world.page("/cabinet/profile?a=b", None).await;
        assert_eq!(stranger.location, "/cabinet/sign-in?next=%2Fcabinet%2Fprofile%3Fa%3Db");
        assert_eq!(world.page("/cabinet/nowhere", Some(Person::Contact)).await.status, 404);
        let nowhere = world.page("/cabinet/nowhere", Some(Person::Contact)).await.text;
        assert!(
            nowhere.contains("cabinet-nav") && !nowhere.contains("nav-side"),
            "{nowhere}"
        );
    })
    .await;
}

#[tokio::test]
async fn no_other_form_lets_a_contact_in() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let form = format!(
            "input[request]={}&input[client]={}&input[first_name]=A&input[lang]=uk&input[email]=new@example.com\
             &input[granted]=true&input[cabinet_access]=true&input[rights]=127&input[contracts]=true",
            world.key(),
            world.client
        );
        let saved = world
            .call("/api/contacts/save", &Call::Form(form), Some(Person::Accountant))
            .await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        let rows = granting::of_client(&env.ctx, world.client).await.unwrap();
        let new = rows.iter().find(|row| row.email == "new@example.com").unwrap();
        assert!(!new.granted && !new.has_password);
        // A contact has no forms of the staff's at all.
        let invite = Call::Form(format!("id={}", world.contact));
        for person in [Person::Contact, Person::Neighbour, Person::Bare] {
            let answer = world.call("/api/contact-access/invite", &invite, Some(person)).await;
            assert_eq!(answer.status, 401, "{person:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_look_as_a_contact_is_seen_and_changes_nothing() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let form = Call::Form(format!("id={}", world.visitor(Person::Contact)));
        let answer = world
            .call("/api/contact-access/look", &form, Some(Person::Manager))
            .await;
        let remembered = answer.set_cookie("akta-look").to_owned();
        let cookie = answer.set_cookie("__Host-akta-cabinet").to_owned();
        assert!(cookie.contains("Max-Age=3600"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap();
        let page = world.page_by("/cabinet/profile", cookie).await;
        assert_eq!(page.status, 200);
        assert!(
            page.text.contains("look-bar") && !page.text.contains("input[first_name]"),
            "{}",
            page.text
        );
        let before = world.fingerprint().await;
        for (path, body) in [
            (
                "/api/cabinet/profile/save",
                "input[version]=1&input[first_name]=A&input[lang]=en",
            ),
            ("/api/cabinet/view/language", "lang=ru"),
            ("/api/cabinet/profile/end-other-sessions", ""),
        ] {
            let answer = world.form_by(path, body, cookie).await;
            assert_eq!(answer.status, 403, "{path}: {}", answer.text);
        }
        assert_eq!(world.fingerprint().await, before);
        let stopped = world.form_by("/api/cabinet/session/stop-looking", "", cookie).await;
        assert_eq!(stopped.status, 200, "{}", stopped.text);
        assert!(
            world
                .page_by("/cabinet/profile", cookie)
                .await
                .leads_to("/cabinet/sign-in")
        );
        // There it is said why, with the way back.
        let contact = world.visitor(Person::Contact);
        assert_eq!(
            remembered,
            format!("akta-look={contact}; Path=/; HttpOnly; SameSite=Lax; Max-Age=7200; Secure")
        );
        let remembered = remembered.split(';').next().unwrap();
        let told = world.page_by("/cabinet/sign-in", remembered).await.text;
        assert!(told.contains(&format!("/contacts/{contact}")), "{told}");
        let nothing = world.page_by("/cabinet/sign-in", "akta-look=x.y").await.text;
        assert!(!nothing.contains("/contacts/"), "{nothing}");
        // Whoever comes to this browser next, or leaves it, leaves nothing of it behind.
        let password = PASSWORD.replace(' ', "+");
        let enter = format!("input[email]=contact@example.com&input[password]={password}");
        for (path, form, person) in [
            ("/api/cabinet/session/sign-in", enter.as_str(), None),
            ("/api/cabinet/session/sign-out", "", Some(Person::Contact)),
            ("/api/session/sign-out", "", Some(Person::Manager)),
        ] {
            let answer = world.call(path, &Call::Form(form.to_owned()), person).await;
            let gone = answer.set_cookie("akta-look");
            assert!(
                gone.starts_with("akta-look=;") && gone.contains("Max-Age=0"),
                "{path}: {gone}"
            );
        }
    })
    .await;
}
